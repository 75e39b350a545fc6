"""Pages as a Word document: real headings, tables with header rows that repeat, and the board shaded by camp."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from io import BytesIO

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.table import Table as WordTable
from docx.table import _Cell as WordCell
from docx.table import _Row as WordRow
from docx.text.paragraph import Paragraph as WordParagraph

from negotrack.pages.blocks import (
    Block,
    Board,
    Cell,
    Columns,
    Edit,
    Item,
    Outline,
    Page,
    Paragraph,
    Run,
    Section,
    Table,
    Tone,
    Wording,
)
from negotrack.pages.writers.office import GROUNDS, without_times
from negotrack.pages.writers.tables import MOST_IN_WORDS, MOST_ON_A_SHEET, in_signs, in_words, key, names, parts

_MARGIN = Mm(18)
_OUTLINE = (20, 16, 64)
"""The widths of the columns of an outline, in percent."""
_MOST_LETTERS = 40
"""The most characters of a text that count for the width of its column."""
_INK = {
    Tone.FOR: RGBColor(0x1B, 0x5E, 0x20),
    Tone.PARTLY: RGBColor(0x7A, 0x4F, 0x00),
    Tone.UNDECIDED: RGBColor(0x1F, 0x4E, 0x79),
    Tone.AGAINST: RGBColor(0x9D, 0x1F, 0x18),
    Tone.CONFLICT: RGBColor(0x9D, 0x1F, 0x18),
    Tone.MISSING: RGBColor(0x5F, 0x5F, 0x5F),
}
_GONE = {Edit.GONE, Edit.MOVED_AWAY}
_NEW = {Edit.NEW, Edit.MOVED_HERE}


def write_page(page: Page) -> bytes:
    """Write a page that is safe to show as the bytes of a Word document; the same page gives the same bytes."""
    document = Document()
    _lay_out(document, wide=_is_wide(page))
    document.core_properties.title = page.title
    document.core_properties.author = "negotrack"
    document.add_heading(page.title, 0)
    _dim(document.add_paragraph(page.kind))
    for fact in page.facts:
        _dim(document.add_paragraph(fact))
    for block in page.blocks:
        _block(document, block, 1)
    written = BytesIO()
    document.save(written)
    return without_times(written.getvalue())


def _lay_out(document: WordDocument, *, wide: bool) -> None:
    sheet = document.sections[0]
    height, width = Mm(297), Mm(210)
    if wide:
        sheet.orientation = WD_ORIENT.LANDSCAPE
        height, width = width, height
    sheet.page_height, sheet.page_width = height, width
    sheet.left_margin = sheet.right_margin = sheet.top_margin = sheet.bottom_margin = _MARGIN
    normal = document.styles["Normal"]
    normal.font.name = "Calibri"
    normal.font.size = Pt(10)
    normal.paragraph_format.space_after = Pt(4)


def _is_wide(page: Page) -> bool:
    return any(
        len(block.heads) > MOST_IN_WORDS for each in page.sections for block in each.blocks if isinstance(block, Board)
    )


def _block(document: WordDocument, block: Block, level: int) -> None:
    match block:
        case Paragraph():
            _text(document.add_paragraph(), block.text, block.tone)
        case Wording():
            _wording(document.add_paragraph(), block.runs)
        case Table():
            _table(document, block, block.legend)
        case Board():
            _board(document, block)
        case Outline():
            _outline(document, block.items)
        case Columns():
            _columns(document, block, level)
        case Section():
            _section(document, block, level)


def _section(document: WordDocument, section: Section, level: int) -> None:
    document.add_heading(section.heading, level)
    if section.remark:
        _dim(document.add_paragraph(section.remark))
    for block in section.blocks:
        _block(document, block, level + 1)


def _columns(document: WordDocument, columns: Columns, level: int) -> None:
    """Several columns of sections side by side, as one row of a table; any other blocks one below the other."""
    if all(isinstance(block, Section) for blocks in columns.columns for block in blocks) and len(columns.columns) > 1:
        table = document.add_table(rows=1, cols=len(columns.columns), style="Table Grid")
        for cell, blocks in zip(table.rows[0].cells, columns.columns, strict=True):
            _in_cell(cell, [block for block in blocks if isinstance(block, Section)])
        document.add_paragraph()
        return
    for blocks in columns.columns:
        for block in blocks:
            _block(document, block, level)


def _in_cell(cell: WordCell, sections: Iterable[Section]) -> None:
    first = cell.paragraphs[0]
    for section in sections:
        first.add_run(section.title).bold = True
        for block in section.blocks:
            if isinstance(block, Paragraph):
                _dim(cell.add_paragraph(block.text))
            elif isinstance(block, Wording):
                _wording(cell.add_paragraph(), block.runs)


def _board(document: WordDocument, board: Board) -> None:
    """The board in words if there are few sides, else in signs under short heads, in as many tables as needed."""
    if len(board.heads) <= MOST_IN_WORDS:
        _table(document, in_words(board), board.legend, _stances(board))
        return
    for part in parts(board, MOST_ON_A_SHEET):
        _table(document, in_signs(part), (*names(part), *key(part)), _stances(part))


def _stances(board: Board) -> range:
    """The indices of the stances in a row."""
    first = 1 + board.numbered
    return range(first, first + len(board.heads))


def _table(document: WordDocument, table: Table, legend: Sequence[str], shaded: Collection[int] = ()) -> None:
    """A table, with some of its columns shaded by camp."""
    grid = _grid(document, table.headings)
    for row in table.rows:
        for place, (target, cell) in enumerate(zip(_add_row(grid), row.cells, strict=True)):
            _fill(target, cell)
            if place in shaded and (ground := GROUNDS.get(cell.tone)):
                _shade(target, ground)
    _set_widths(document, grid, _weights(table))
    _legend(document, legend)


def _outline(document: WordDocument, items: Sequence[Item]) -> None:
    grid = document.add_table(rows=0, cols=3, style="Table Grid")
    for item in items:
        label, head, text = _add_row(grid)
        label.paragraphs[0].add_run(item.label).bold = True
        _fill(head, item.head)
        _text(text.paragraphs[0], item.text.text, item.text.tone)
        for detail in item.details:
            line = text.add_paragraph()
            line.add_run(f"{detail.label}: ").italic = True
            line.add_run(detail.text)
        if item.source:
            _dim(text.add_paragraph(item.source))
    _set_widths(document, grid, _OUTLINE)
    document.add_paragraph()


def _grid(document: WordDocument, headings: Sequence[str]) -> WordTable:
    grid: WordTable = document.add_table(rows=1, cols=len(headings), style="Table Grid")
    for cell, heading in zip(grid.rows[0].cells, headings, strict=True):
        cell.paragraphs[0].add_run(heading).bold = True
    grid.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # noqa: SLF001 - the library has no name for it
    return grid


def _weights(table: Table) -> list[int]:
    """The relative widths of the columns: by their longest word, or for a flexible one by its longest text."""
    weights = []
    for place, column in enumerate(table.columns):
        texts = [row.cells[place].words for row in table.rows]
        whole = [text[:_MOST_LETTERS] for text in texts]
        pieces = whole if column.flexible else " ".join(texts).split()
        weights.append(3 + max(map(len, (column.heading, *pieces))))
    return weights


def _set_widths(document: WordDocument, grid: WordTable, weights: Sequence[int]) -> None:
    sheet = document.sections[0]
    room = (sheet.page_width or 0) - (sheet.left_margin or 0) - (sheet.right_margin or 0)
    grid.autofit = False
    for place, weight in enumerate(weights):
        width = room * weight // sum(weights)
        grid.columns[place].width = width
        for cell in grid.columns[place].cells:
            cell.width = width


def _add_row(grid: WordTable) -> Sequence[WordCell]:
    row: WordRow = grid.add_row()  # type: ignore[no-untyped-call]
    return row.cells


def _fill(target: WordCell, cell: Cell) -> None:
    _text(target.paragraphs[0], cell.words, cell.tone)


def _shade(target: WordCell, ground: str) -> None:
    shade = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", ground)):
        shade.set(qn(f"w:{name}"), value)
    target._tc.get_or_add_tcPr().append(shade)  # noqa: SLF001 - likewise


def _legend(document: WordDocument, remarks: Sequence[str]) -> None:
    _dim(document.add_paragraph("    ".join(remarks)))


def _wording(target: WordParagraph, runs: Iterable[Run]) -> None:
    for run in runs:
        written = target.add_run(run.text)
        written.font.strike = run.edit in _GONE
        written.font.underline = run.edit in _NEW
        if run.edit in _GONE:
            written.font.color.rgb = _INK[Tone.AGAINST]
        elif run.edit in _NEW:
            written.font.color.rgb = _INK[Tone.FOR]
        elif run.edit is Edit.OPEN:
            written.font.color.rgb = _INK[Tone.PARTLY]


def _text(target: WordParagraph, text: str, tone: Tone) -> None:
    run = target.add_run(text)
    if tone in _INK:
        run.font.color.rgb = _INK[tone]


def _dim(paragraph: WordParagraph) -> None:
    for run in paragraph.runs:
        run.font.color.rgb = _INK[Tone.MISSING]
        run.font.size = Pt(9)
