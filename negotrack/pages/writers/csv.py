"""The report as CSV: a row for each proposal; no cell is blank or run by a spreadsheet, and all read back unchanged."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from datetime import date

from negotrack.model.records import Evidence
from negotrack.model.side_standing import SideStanding
from negotrack.model.snapshot import Snapshot
from negotrack.model.standing import Standing
from negotrack.pages.days import DAY_NOT_REPORTED
from negotrack.pages.selection import Selection
from negotrack.pages.terms import MISSING_WORDS, NO_SOURCE, NOT_JUDGED
from negotrack.pages.words import NOT_REPORTED, NUMBER_UNKNOWN, title_words
from negotrack.pages.writers.fields import FIELDS, field_keys, field_values
from negotrack.text import safe

LEADING = (
    *("id", "number", "title", "proposed_by", "status", "held_up_by", "conflicting", "relation"),
    *("summary", "topic", "counters"),
)
_SAID = field_keys((field for field in FIELDS if field.heading), certainty_after="basis")
OF_A_SIDE = (*_SAID, "source", "where", "credibility", "quote", "conflicting")
"""The columns of each side; a heading is the side's id, a dot and one of these."""

SEPARATOR = "; "
"""Between several names, or several pieces of evidence, in one cell; longer if a piece of evidence contains it."""
_QUOTE = '"'
_FORMULA = re.compile("'*[=+\\-@\t\r＝＋－＠]")


def write_report(snapshot: Snapshot, selection: Selection) -> str:
    """Write the status report as CSV."""
    sides = selection.ordered(snapshot.negotiation)
    pair = selection.both(snapshot.negotiation)
    headings = [*LEADING, *(f"{side.id}.{key}" for side in sides for key in OF_A_SIDE)]
    rows = (
        [*_leading(each, *pair), *(text for side in sides for text in _side(each.of(side.id), each.day))]
        for each in selection.standings(snapshot)
    )
    return written([headings, *rows])


def written(rows: Iterable[Iterable[str]]) -> str:
    """Rows as CSV, every cell safe to show and to open in a spreadsheet."""
    lines = io.StringIO()
    writer = csv.writer(lines, quoting=csv.QUOTE_ALL, lineterminator="\n")
    for row in rows:
        writer.writerow(cell(text) for text in row)
    return lines.getvalue()


def _leading(standing: Standing, one: str, other: str) -> list[str]:
    proposal = standing.dossier.proposal
    return [
        standing.dossier.id,
        _number(proposal.number),
        title_words(proposal),
        join_names(proposal.proposed_by or [NOT_REPORTED]),
        standing.status,
        join_names(standing.held_up_by or ["none"]),
        "yes" if standing.conflicting else "no",
        standing.relation(one, other),
        proposal.summary or NOT_REPORTED,
        proposal.topic or NOT_REPORTED,
        proposal.counters or NOT_REPORTED,
    ]


def _number(number: int | str | None) -> str:
    """A number or label; a label that would be read back as something else is put in quotation marks."""
    if number is None:
        return NUMBER_UNKNOWN
    text = str(number)
    misread = text.removeprefix("-").isdecimal() or is_quoted(text) or text in MISSING_WORDS
    return quoted(text) if isinstance(number, str) and misread else text


def _side(where: SideStanding, day: date | None) -> list[str]:
    if where.current is None:
        return [NOT_REPORTED] * len(OF_A_SIDE)
    said = field_values(where.current, day, _SAID)
    others = [each.position for each in where.competing if each is not where.current]
    return [
        *(str(value or (DAY_NOT_REPORTED if key == "date" else NOT_REPORTED)) for key, value in said),
        *_evidence(where.current.evidence),
        SEPARATOR.join(f"{each.stance} ({each.date or DAY_NOT_REPORTED})" for each in others) or "none",
    ]


def _evidence(evidence: Sequence[Evidence]) -> list[str]:
    """Sources, places, credibility and quotes, each list in the same order."""
    if not evidence:
        return [NO_SOURCE] * 4
    return [
        _joined([each.source for each in evidence]),
        _joined([each.where or NOT_REPORTED for each in evidence]),
        _joined([str(each.credibility or NOT_JUDGED) for each in evidence]),
        _joined([each.quote or NOT_REPORTED for each in evidence]),
    ]


def _joined(parts: Sequence[str]) -> str:
    """The parts of one cell, joined by the shortest of ``; ``, ``;; `` and so on that none of them contains."""
    separator = SEPARATOR
    while any(separator in part for part in parts):
        separator = f";{separator}"
    return separator.join(parts)


def cell(text: str) -> str:
    """A text that a spreadsheet shows and never runs; reading it back removes one apostrophe."""
    guarded = f"'{text}" if _FORMULA.match(text) else text
    return safe(guarded, multiline=True)


def quoted(text: str) -> str:
    """A text in quotation marks, which mark it as literal."""
    return f"{_QUOTE}{text.replace(_QUOTE, 2 * _QUOTE)}{_QUOTE}"


def is_quoted(cell: str) -> bool:
    """Whether a cell contains texts in quotation marks."""
    return cell.startswith(_QUOTE)


def join_names(names: Sequence[str]) -> str:
    """Names in one cell, all in quotation marks if one contains the separator or begins with a quotation mark."""
    if any(SEPARATOR.strip() in name or is_quoted(name) for name in names):
        names = [quoted(name) for name in names]
    return SEPARATOR.join(names)


def split_names(cell: str) -> list[str]:
    """The names in a cell."""
    if is_quoted(cell):
        return next(csv.reader([cell], delimiter=SEPARATOR.strip(), skipinitialspace=True))
    return cell.split(SEPARATOR)
