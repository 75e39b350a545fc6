from negotrack.pages.blocks import Page, Paragraph, Section
from negotrack.tui.report_lines import page_lines


def test_what_stands_on_further_sheets_of_a_page_is_read_on_the_screen_too() -> None:
    first, further = (Section(each, (Paragraph(f"{each} in full."),)) for each in ("First", "Further"))
    page = Page(title="Talks", kind="Brief", facts=(), lead=(), sections=(first,), annex=(further,))
    words = [line.plain.strip() for line in page_lines(page, 60)]
    assert words[0] == "Talks  Brief"
    assert words.index("First in full.") < words.index("Further in full.")
