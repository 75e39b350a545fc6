"""The files for office programs: a Word document and a workbook."""

import io
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.styles.style import ParagraphStyle
from docx.table import Table as WordTable
from docx.table import _Cell as WordCell
from docx.text.paragraph import Paragraph as WordParagraph
from docx.text.run import Run as WordRun
from openpyxl import load_workbook
from openpyxl.cell import Cell as SheetCell
from openpyxl.cell import MergedCell

from negotrack.ingest.reading import read_workbook
from negotrack.model.dates import parse_span
from negotrack.model.negotiation import Negotiation
from negotrack.model.records import Annotation, Ask, Evidence, Side
from negotrack.model.snapshot import snapshot
from negotrack.model.vocabulary import Basis, Status
from negotrack.pages.blocks import (
    Board,
    BoardRow,
    Cell,
    Column,
    Columns,
    Detail,
    Edit,
    Head,
    Item,
    Outline,
    Page,
    Paragraph,
    Row,
    Run,
    Section,
    Table,
    Tone,
    Wording,
)
from negotrack.pages.report import report_page
from negotrack.pages.selection import Selection
from negotrack.pages.writers import page_bytes, report_bytes, write_page, xlsx
from negotrack.pages.writers.office import GROUNDS
from tests.golden import compare_with_golden
from tests.pages.test_golden import GOLDEN, with_everything

Everywhere = Callable[[str], Negotiation]
HOSTILE = "=1+1\x1b\u202e\x00\x9b"


def word_file(page: Page) -> bytes:
    return page_bytes(page, "docx")


def word_texts(content: bytes) -> Iterator[str]:
    document = Document(io.BytesIO(content))
    yield from (paragraph.text for paragraph in document.paragraphs)
    yield from (cell.text for table in document.tables for row in table.rows for cell in row.cells)


def test_a_word_document_has_real_headings_and_repeats_the_head_of_the_board(panjshir: Negotiation) -> None:
    document = Document(io.BytesIO(report_bytes(snapshot(panjshir), Selection(), "docx")))
    headings = [
        each.text for each in document.paragraphs if each.style and (each.style.name or "").startswith("Heading 1")
    ]
    assert any(heading.startswith("All suggestions") for heading in headings)
    heads = [table for table in document.tables if "status" in [cell.text for cell in table.rows[0].cells]]
    assert "tblHeader" in heads[0].rows[0]._tr.xml
    assert heads[0].autofit is False
    assert all(cell.paragraphs[0].runs[0].bold for cell in heads[0].rows[0].cells)
    assert document.sections[0].orientation is WD_ORIENT.PORTRAIT


def test_a_board_of_many_sides_is_abbreviated_in_landscape_and_split_into_several_tables(panjshir: Negotiation) -> None:
    def board_of(number: int) -> tuple[list[list[str]], WordDocument]:
        more = (Side(id=f"s{place}", name=f"Party {place}") for place in range(number - 2))
        header = panjshir.header.model_copy(update={"sides": (*panjshir.sides, *more)})
        now = snapshot(replace(panjshir, header=header))
        document = Document(io.BytesIO(page_bytes(report_page(now, Selection()), "docx")))
        heads = [[cell.text for cell in table.rows[0].cells] for table in document.tables]
        return [each for each in heads if "status" in each], document

    ((*_, first), document) = board_of(4)
    assert "Resistance" in first
    assert document.sections[0].orientation is WD_ORIENT.PORTRAIT
    ((one,), document) = board_of(5)
    assert one[2:4] == ["Re", "Ta"]
    sheet = document.sections[0]
    assert (sheet.orientation, (sheet.page_width or 0) > (sheet.page_height or 0)) == (WD_ORIENT.LANDSCAPE, True)
    assert "Re Resistance    Ta Taliban" in " ".join(paragraph.text for paragraph in document.paragraphs)
    boards, _ = board_of(20)
    assert [len(heads) - len(("no.", "suggestion", "status", "held up by")) for heads in boards] == [10, 10]


def test_stances_are_coloured_by_kind_and_in_a_workbook_the_status_too(
    panjshir: Negotiation,
) -> None:
    rejected = [GROUNDS[Tone.FOR], GROUNDS[Tone.AGAINST]]
    now = snapshot(panjshir)
    document = Document(io.BytesIO(word_file(report_page(now, Selection()))))
    (board,) = [table for table in document.tables if "status" in [cell.text for cell in table.rows[0].cells]]
    (row,) = [row for row in board.rows if row.cells[0].text == "6"]
    grounds = [re.findall(r'w:shd [^>]*w:fill="(\w+)"', cell._tc.xml) for cell in row.cells]
    assert grounds[:5] == [[], [], *([each] for each in rejected), []]
    sheet = load_workbook(io.BytesIO(xlsx.write_report(now, Selection())))["Board"]
    (cells,) = [row for row in sheet.rows if row[0].value == "6"]
    plain, ground = "00000000", "00{}".format
    assert [cell.fill.start_color.rgb for cell in cells] == [
        plain,
        plain,
        *map(ground, [*rejected, rejected[1]]),
        plain,
    ]


def test_the_workbook_marks_sides_that_only_put_a_proposal_forward_and_inferred_positions(
    panjshir: Negotiation,
) -> None:
    dossier = panjshir.dossiers["national-hero"]
    silent = dossier.proposal.model_copy(update={"positions": (), "status": Status.OPEN})
    other = panjshir.dossiers["no-disarming"]
    inferred = [each.model_copy(update={"basis": Basis.INFERRED}) for each in other.proposal.positions]
    likely = other.proposal.model_copy(update={"positions": inferred})
    dossiers = {each.id: replace(panjshir.dossiers[each.id], proposal=each) for each in (silent, likely)}
    changed = replace(panjshir, dossiers={**panjshir.dossiers, **dossiers})
    sheet = load_workbook(io.BytesIO(xlsx.write_report(snapshot(changed), Selection())))["Board"]
    (cells,) = [row for row in sheet.rows if row[1].value == likely.title]
    assert cells[3].value == "accepts (possible or inferred)"
    (cells,) = [row for row in sheet.rows if row[1].value == silent.title]
    assert [cell.value for cell in cells[2:4]] == ["put it forward", "not reported"]
    assert cells[2].fill.start_color.rgb == f"00{GROUNDS[Tone.FOR]}"


def board_of(*, heads: int, note: str = "", numbered: bool = True) -> Board:
    stances = [Cell("accepts", "✓", tone=Tone.FOR), Cell("rejects", "✗", "+", Tone.AGAINST)]
    stances.append(Cell("conflicting", "‼", tone=Tone.CONFLICT))
    rows = (
        BoardRow(Cell("6"), Cell("A road"), tuple((stances * heads)[:heads]), Cell("open", "◇"), note),
        BoardRow(
            Cell("unknown"), Cell("A pass"), tuple((stances[1:] * heads)[:heads]), Cell("open", "◇"), unnumbered=True
        ),
    )
    named = tuple(Head(f"S{place}", f"Side {place}") for place in range(heads))
    return Board("motion", named, rows, ("+ with a counter-offer",), "held up by" if note else "", numbered)


def every_kind() -> Page:
    """A page with every kind of block."""
    edits = tuple(Run(f"{edit} ", edit) for edit in Edit)
    details = (Detail("if", "they go"), Detail("because", "First.\nSecond.", recorded=True))
    told = "accepts most of it, and says so at length, as nobody else does"
    items = (
        Item(
            "Taliban",
            Cell("accepts", "✓", "*", Tone.FOR),
            Paragraph("Yes.\nNo.", recorded=True),
            details,
            "TRT, par. 3",
        ),
        Item("Resistance", Cell(told), Paragraph("A word.", Tone.MISSING)),
    )
    table = Table(
        (Column("number"), Column("title", flexible=True), Column("a long word", tight=True)),
        (
            Row((Cell("6", tone=Tone.PARTLY), Cell("A road " * 8), Cell("as ever"))),
            Row((Cell("7"), Cell("–"), Cell("undone", "○"))),
        ),
        ("* a mark", "+ another one"),
    )
    deep = Section("Deep", (Section("Deeper", (Paragraph("Below."), Paragraph("Beside.", Tone.UNDECIDED))),))
    texts = tuple(
        (Section(title, (Paragraph("Tabled."), Wording((Run("The road.", Edit.OPEN),)))),) for title in ("One", "Other")
    )
    sections = (
        Section(
            "Blocks",
            (Paragraph("Against.", Tone.AGAINST), Wording(edits), table),
            "a remark",
            outcome=Cell("open", "◇"),
        ),
        Section(
            "Items", (Outline(items), Columns(((Outline(items[:1]),), (Outline(items[1:]),)))), "a remark", "anchor"
        ),
        Section("Side by side", (Columns(texts), Columns(texts[:1]), Columns(((deep,), (Paragraph("Apart."),))))),
        Section("Boards", (board_of(heads=4), board_of(heads=2, note="S1", numbered=False))),
        Section("Bare", (table._replace(bare=True), table._replace(rows=(), legend=()))),
        deep,
    )
    return Page("Talks", "Every kind", ("A fact.",), (Paragraph("The lead."),), sections, (Section("Annex", ()),))


def wide() -> Page:
    boards = (board_of(heads=5, note="S1"), board_of(heads=15, numbered=False))
    return Page("Talks", "Wide", (), (), (Section("Boards", boards),))


def word_lines(content: bytes) -> Iterator[str]:
    """The contents of a Word document, one line for each paragraph (style and runs) and each table row."""
    document = Document(io.BytesIO(content))
    sheet, normal = document.sections[0], document.styles["Normal"]
    sizes = (
        sheet.page_width,
        sheet.page_height,
        sheet.left_margin,
        sheet.right_margin,
        sheet.top_margin,
        sheet.bottom_margin,
    )
    yield f"{sheet.orientation} {[round(each.mm) for each in sizes if each]}"
    yield f"{document.core_properties.author}: {document.core_properties.title}"
    assert isinstance(normal, ParagraphStyle)
    yield f"{normal.font.name} {normal.font.size} {normal.paragraph_format.space_after}"
    for block in document.iter_inner_content():
        if isinstance(block, WordTable):
            yield f"table {'fixed' if not block.autofit else 'fitted'}"
            for row in block.rows:
                repeats = "head: " if "tblHeader" in row._tr.xml else ""
                yield f"  {repeats}{' | '.join(map(word_cell, row.cells))}"
        else:
            yield f"{block.style.name if block.style else ''}: {word_runs(block)}"


def word_cell(cell: WordCell) -> str:
    ground = "".join(re.findall(r'w:shd [^>]*w:fill="(\w+)"', cell._tc.xml))
    size = round(cell.width.mm) if cell.width else ""
    return f"{size} {ground}: {' / '.join(map(word_runs, cell.paragraphs))}"


def word_runs(paragraph: WordParagraph) -> str:
    return " ".join(f"“{run.text}”{word_font(run)}" for run in paragraph.runs)


def word_font(run: WordRun) -> str:
    font = run.font
    marks = {"bold": run.bold, "italic": run.italic, "struck": font.strike, "underlined": font.underline}
    found = [name for name, holds in marks.items() if holds]
    found += [
        str(each) for each in (font.color.rgb if font.color else None, font.size.pt if font.size else None) if each
    ]
    return f"[{' '.join(found)}]" if found else ""


def sheet_lines(content: bytes) -> Iterator[str]:
    """The contents of a workbook, line by line: for each sheet its setup, its columns and every row."""
    for sheet in load_workbook(io.BytesIO(content)):
        setup, fits = sheet.page_setup, sheet.sheet_properties.pageSetUpPr
        yield f"{sheet.title} {sheet.freeze_panes} {sheet.print_title_rows}"
        yield f"{setup.orientation} {setup.fitToHeight} {fits and fits.fitToPage}"
        yield " ".join(f"{name}:{each.width}" for name, each in sheet.column_dimensions.items())
        for row in sheet.rows:
            yield " | ".join(f"{each.value or ''}{sheet_style(each)}" for each in row)


def sheet_style(cell: SheetCell | MergedCell) -> str:
    ground = cell.fill.start_color.rgb
    usual = (cell.alignment.wrap_text, cell.alignment.vertical, cell.data_type) == (True, "top", "s")
    marks = [
        "bold" if cell.font.bold else "",
        "" if ground == "00000000" else str(ground),
        "" if usual or cell.value is None else "odd",
    ]
    return f" [{' '.join(filter(None, marks))}]" if any(marks) else ""


def test_every_kind_of_block_matches_the_stored_file_in_every_format(contested: Negotiation) -> None:
    written = [write_page(every_kind(), "text", width=width, colour=width == 90) for width in (90, 70, 40, 24)]
    written += [write_page(each, name) for each in (every_kind(), wide()) for name in ("text", "markdown")]
    written += ["\n".join(word_lines(word_file(each))) for each in (every_kind(), wide())]
    book = xlsx.write_report(snapshot(with_everything(contested)), Selection(annotations=True))
    written.append("\n".join(sheet_lines(book)))
    compare_with_golden(GOLDEN / "blocks.txt", "\n\n".join(written))


def test_the_workbook_has_sheets_for_board_positions_evidence_and_annotations(contested: Negotiation) -> None:
    book = load_workbook(io.BytesIO(xlsx.write_report(snapshot(contested), Selection(annotations=True))))
    assert book.sheetnames == ["Board", "Positions", "Evidence", "Annotations"]
    board = [[cell.value for cell in row] for row in book["Board"].rows]
    assert board[0] == ["number", "title", "Resistance", "Taliban", "status", "held up by"]
    assert [row[4] for row in board if row[1] == "No disarming in the province"] == ["conflicting"]
    assert book["Positions"].max_row == 26


def test_the_workbook_shows_the_target_and_the_ask_of_an_annotation(panjshir: Negotiation) -> None:
    written = datetime(2026, 11, 22, tzinfo=UTC)
    ask = Ask(to="the mediator", due=parse_span("2026-12-01"))
    whole = Annotation(id="a", author="ana", created=written, text="Read twice.")
    one = Annotation(id="b", author="ana", created=written, text="Ask for it.", ask=ask)
    dossier = replace(panjshir.dossiers["no-disarming"], annotations=(one,))
    negotiation = replace(panjshir, annotations=(whole,), dossiers={**panjshir.dossiers, "no-disarming": dossier})
    book = load_workbook(io.BytesIO(xlsx.write_report(snapshot(negotiation), Selection(annotations=True))))
    rows = [[cell.value for cell in row] for row in book["Annotations"].rows]
    assert [(row[0], row[1], row[-1]) for row in rows[1:]] == [
        (None, "the negotiation as a whole", None),
        ("no-disarming", "No disarming in the province", "Ask to the mediator, due 1 Dec 2026: open."),
    ]


def test_a_text_too_long_for_a_cell_of_a_workbook_is_cut_and_marked(panjshir: Negotiation) -> None:
    dossier = panjshir.dossiers["no-disarming"]
    titled = replace(dossier, proposal=dossier.proposal.model_copy(update={"title": "x" * 40_000}))
    now = snapshot(replace(panjshir, dossiers={"no-disarming": titled}))
    (title,) = [row[1].value for row in load_workbook(io.BytesIO(xlsx.write_report(now, Selection())))["Board"].rows][
        1:2
    ]
    assert isinstance(title, str)
    assert len(title) == 32_767
    assert title.startswith("xxx")
    assert not title.endswith("x")


def test_the_evidence_sheet_shows_the_grade_of_a_source_if_there_is_one(contested: Negotiation) -> None:
    dossier = contested.dossiers["no-disarming"]
    cited = tuple(Evidence(source="radio", credibility=grade) for grade in (6, None))
    graded = replace(dossier, ledger=(dossier.ledger[0].model_copy(update={"evidence": cited}),))
    now = snapshot(replace(contested, dossiers={"no-disarming": graded}))
    sheet = load_workbook(io.BytesIO(xlsx.write_report(now, Selection())))["Evidence"]
    assert [row[6].value for row in sheet.rows if row[3].value == "radio"] == ["6", None]


@pytest.mark.parametrize("write", [lambda page, _: word_file(page[0]), lambda page, _: xlsx.write_report(*page[1:])])
def test_the_same_records_give_the_same_bytes(panjshir: Negotiation, write: Callable[..., bytes]) -> None:
    now = snapshot(panjshir)
    page = (report_page(now, Selection()), now, Selection())
    assert write(page, 1) == write(page, 2)


def test_office_files_contain_no_hidden_characters_and_no_formulas(everywhere: Everywhere) -> None:
    now = snapshot(everywhere(HOSTILE))
    selection = Selection(annotations=True)
    texts = list(word_texts(word_file(report_page(now, selection))))
    book = load_workbook(io.BytesIO(xlsx.write_report(now, selection)))
    cells = [cell for sheet in book for row in sheet.rows for cell in row if cell.value]
    texts += [str(cell.value) for cell in cells]
    assert any("␛" in text for text in texts)
    assert not [text for text in texts if set(text) & set("\x1b\u202e\x00\x9b")]
    assert {(cell.data_type, cell.quotePrefix) for cell in cells} == {("s", True)}


@pytest.mark.parametrize("title", ['=HYPERLINK("x")', "'=1+1", "-5", "+1", "@x", "＝1", "''tis", "=1\nlines"])
def test_a_title_that_looks_like_a_formula_is_text_in_a_workbook_and_is_imported_as_it_was(
    panjshir: Negotiation, title: str
) -> None:
    dossier = panjshir.dossiers["no-disarming"]
    titled = replace(dossier, proposal=dossier.proposal.model_copy(update={"title": title}))
    book = xlsx.write_report(snapshot(replace(panjshir, dossiers={"no-disarming": titled})), Selection())
    table = read_workbook(book, "report.xlsx")
    assert [table.cell(row, "title") for row in table.rows] == [title]
