"""The report as a workbook: a sheet each for the board, positions, evidence and annotations; no cell is ever run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from negotrack.model.entries import PositionEntry
from negotrack.model.identifiers import WHOLE
from negotrack.model.records import Side
from negotrack.model.side_standing import SideStanding
from negotrack.model.snapshot import Snapshot
from negotrack.model.standing import Standing
from negotrack.model.vocabulary import Status
from negotrack.pages.annotations import ask_words
from negotrack.pages.blocks import Tone
from negotrack.pages.days import moment_words
from negotrack.pages.selection import Selection
from negotrack.pages.signs import STATUS_TONES
from negotrack.pages.standing import shown_stance, stance_cell
from negotrack.pages.words import NOT_REPORTED, WHOLE_WORDS, number_words, title_words
from negotrack.pages.writers.fields import CERTAINTY, FIELDS, PositionField, field_keys, field_values
from negotrack.pages.writers.office import GROUNDS, without_times
from negotrack.text import safe

_WIDEST = 60
"""The width of the widest column, in characters."""
_LONGEST = 32_767
"""The most characters that a cell of a workbook may contain."""
_CUT = " … (cut: a cell of a workbook holds no more)"
_FIELDS = {field.key: field for field in (*FIELDS, PositionField(CERTAINTY, CERTAINTY)) if field.heading}
_SAID = field_keys((field for field in FIELDS if field.heading), certainty_after="date")
_POSITIONS = (
    *("proposal", "number", "title", "side"),
    *(_FIELDS[key].heading for key in _SAID),
    *("recorded by", "entry"),
)
_EVIDENCE = ("proposal", "side", "entry", "source", "title", "where", "credibility", "quote")
_ANNOTATIONS = ("proposal", "title", "author", "written", "about", "tags", "stale", "text", "ask")


def write_report(snapshot: Snapshot, selection: Selection) -> bytes:
    """Write the status report as the bytes of a workbook; the same records give the same bytes."""
    book = Workbook(write_only=False)
    if book.active is not None:
        book.remove(book.active)
    standings = selection.standings(snapshot)
    sides = selection.ordered(snapshot.negotiation)
    _board(book.create_sheet("Board"), standings, sides)
    _sheet(book.create_sheet("Positions"), _POSITIONS, _positions(standings, snapshot))
    _sheet(book.create_sheet("Evidence"), _EVIDENCE, _evidence(standings, snapshot))
    if selection.annotations:
        _sheet(book.create_sheet("Annotations"), _ANNOTATIONS, _annotations(snapshot))
    written = BytesIO()
    book.save(written)
    return without_times(written.getvalue())


def _board(sheet: Worksheet, standings: Sequence[Standing], sides: Sequence[Side]) -> None:
    headings = ("number", "title", *(side.name for side in sides), "status", "held up by")
    names = {side.id: side.name for side in sides}
    rows = (
        (
            number_words(each.dossier.proposal),
            title_words(each.dossier.proposal),
            *(_stance(each.of(side.id)) for side in sides),
            each.status.value,
            ", ".join(names.get(side, side) for side in each.held_up_by),
        )
        for each in standings
    )
    _sheet(sheet, headings, rows)
    for row, each in enumerate(standings, 2):
        for column, side in enumerate(sides, 3):
            _shade(sheet, row, column, stance_cell(each.of(side.id)).tone)
        _shade(sheet, row, 3 + len(sides), STATUS_TONES[each.status])
    sheet.freeze_panes = "C2"


def _positions(standings: Iterable[Standing], snapshot: Snapshot) -> Iterator[tuple[str, ...]]:
    for standing, entry in _entries(standings):
        said = field_values(entry, snapshot.day, _SAID)
        yield (
            standing.id,
            number_words(standing.dossier.proposal),
            title_words(standing.dossier.proposal),
            snapshot.negotiation.side_name(entry.side),
            *(str(value or (NOT_REPORTED if _FIELDS[key].needed else "")) for key, value in said),
            entry.recorded_by or "",
            entry.id,
        )


def _evidence(standings: Iterable[Standing], snapshot: Snapshot) -> Iterator[tuple[str, ...]]:
    for standing, entry in _entries(standings):
        for each in entry.evidence:
            source = snapshot.negotiation.sources.get(each.source)
            yield (
                standing.id,
                snapshot.negotiation.side_name(entry.side),
                entry.id,
                each.source,
                source.title if source else "",
                each.where or "",
                str(each.credibility or ""),
                each.quote or "",
            )


def _annotations(snapshot: Snapshot) -> Iterator[tuple[str, ...]]:
    dossiers = snapshot.negotiation.dossiers
    for target, annotation in snapshot.negotiation.all_annotations():
        title = title_words(dossiers[target].proposal) if target in dossiers else ""
        yield (
            "" if target == WHOLE else target,
            WHOLE_WORDS if target == WHOLE else title,
            annotation.author,
            moment_words(annotation.created),
            snapshot.negotiation.side_name(annotation.about) if annotation.about else "",
            ", ".join(annotation.all_tags),
            "stale" if annotation.id in snapshot.stale else "",
            annotation.text,
            ask_words(annotation.ask) if annotation.ask else "",
        )


def _entries(standings: Iterable[Standing]) -> Iterator[tuple[Standing, PositionEntry]]:
    return ((standing, entry) for standing in standings for where in standing.sides.values() for entry in where.present)


def _sheet(sheet: Worksheet, headings: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Rows under headings; columns are as wide as their texts, up to a width at which these wrap."""
    sheet.append([_text(heading) for heading in headings])
    widths = [len(heading) for heading in headings]
    for row in rows:
        texts = [_text(text) for text in row]
        sheet.append(texts)
        widths = [max(width, min(len(text), _WIDEST)) for width, text in zip(widths, texts, strict=True)]
    for place, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(place)].width = width + 2
    for each in sheet[1]:
        each.font = Font(bold=True)
    for line in sheet.iter_rows():
        for each in line:
            each.alignment = Alignment(wrap_text=True, vertical="top")
            # A cell marked as text is never run, not even once somebody has edited it: it needs no apostrophe in front.
            each.data_type, each.quotePrefix = "s", True
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _shade(sheet: Worksheet, row: int, column: int, tone: Tone) -> None:
    if ground := GROUNDS.get(tone):
        sheet.cell(row, column).fill = PatternFill("solid", start_color=ground, end_color=ground)


def _text(text: str) -> str:
    """A text without hidden characters, cut to what a cell may contain."""
    shown = safe(text, multiline=True)
    return shown if len(shown) <= _LONGEST else shown[: _LONGEST - len(_CUT)] + _CUT


def _stance(where: SideStanding) -> str:
    if where.conflict:
        return f"{Status.CONFLICTING}: {' or '.join(dict.fromkeys(entry.stance.value for entry in where.live))}"
    if where.current is None:
        return shown_stance(where)
    return where.current.stance.value if where.live else f"{where.current.stance.value} (possible or inferred)"
