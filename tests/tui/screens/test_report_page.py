from negotrack.pages.blocks import Cell, Detail, Item, Outline, Page, Paragraph, Section
from negotrack.tui.screens.report_page import page_lines


def test_the_screen_shows_the_annex_of_a_page_after_its_sections() -> None:
    first, further = (Section(each, (Paragraph(f"{each} in full."),)) for each in ("First", "Further"))
    page = Page(title="Talks", kind="Brief", facts=(), lead=(), sections=(first,), annex=(further,))
    words = [line.plain.strip() for line in page_lines(page, 60)]
    assert words[0] == "Talks  Brief"
    assert words.index("First in full.") < words.index("Further in full.")


def test_the_details_of_an_item_are_aligned_in_one_column_after_their_labels() -> None:
    details = (Detail("if", "they go"), Detail("quote", "yes"), Detail("crosses", "no"))
    item = Item("Taliban", Cell("accepts"), Paragraph(""), details)
    page = Page(title="Talks", kind="Brief", facts=(), lead=(), sections=(Section("S", (Outline((item,)),)),))
    assert [line.plain.rstrip() for line in page_lines(page, 60)][-4:-1] == [
        "if       they go",
        "quote    yes",
        "crosses  no",
    ]
