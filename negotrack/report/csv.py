"""The report as CSV: one row a proposal, no cell blank, none that a spreadsheet would run."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence

from negotrack.model.records import Evidence, Side
from negotrack.model.standing import SideStanding
from negotrack.report.status import Row, StatusReport
from negotrack.text import safe
from negotrack.wording import (
    CONTENTS_NOT_REPORTED,
    DAY_NOT_REPORTED,
    MISSING_WORDS,
    NO_SOURCE,
    NOT_JUDGED,
    NOT_REPORTED,
    NUMBER_UNKNOWN,
)
from negotrack.wording.cells import SEPARATOR, is_quoted, join_names, quoted

LEADING = (
    *("id", "number", "title", "proposed_by", "status", "contested", "relation"),
    *("summary", "topic", "counters"),
)
OF_A_SIDE = (
    *("stance", "statement", "counter", "date", "basis", "certainty", "by", "form"),
    *("source", "where", "credibility", "quote", "competing"),
)
"""The columns of each side; a heading is the side's id, a dot and one of these."""

_FORMULA = re.compile("'*[=+\\-@\t\r＝＋－＠]")


def render(report: StatusReport, _cells: int, _colour: bool) -> str:  # noqa: FBT001 - one shape for every format
    """Write a report as CSV."""
    lines = io.StringIO()
    writer = csv.writer(lines, quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writerow(
        cell(heading) for heading in [*LEADING, *(f"{side.id}.{key}" for side in report.sides for key in OF_A_SIDE)]
    )
    for row in report.rows:
        writer.writerow(cell(text) for text in [*_leading(row), *_of_sides(row, report.sides)])
    return lines.getvalue()


def _leading(row: Row) -> list[str]:
    proposal = row.proposal
    return [
        row.id,
        _number(proposal.number),
        proposal.title or CONTENTS_NOT_REPORTED,
        join_names(proposal.proposed_by or [NOT_REPORTED]),
        row.standing.status,
        "yes" if row.standing.contested else "no",
        row.relation,
        proposal.summary or NOT_REPORTED,
        proposal.topic or NOT_REPORTED,
        proposal.counters or NOT_REPORTED,
    ]


def _number(number: int | str | None) -> str:
    """A number or label; a label that would be read back as something else stands in quotation marks."""
    if number is None:
        return NUMBER_UNKNOWN
    text = str(number)
    misread = text.removeprefix("-").isdecimal() or is_quoted(text) or text in MISSING_WORDS
    return quoted(text) if isinstance(number, str) and misread else text


def _of_sides(row: Row, sides: Iterable[Side]) -> list[str]:
    return [text for side in sides for text in _side(row.standing.of(side.id))]


def _side(where: SideStanding) -> list[str]:
    if where.current is None or where.certainty is None:
        return [NOT_REPORTED] * len(OF_A_SIDE)
    position = where.current.position
    others = [each.position for each in where.competing if each is not where.current]
    return [
        position.stance,
        position.statement or NOT_REPORTED,
        position.counter or NOT_REPORTED,
        str(position.date) if position.date else DAY_NOT_REPORTED,
        position.basis or NOT_REPORTED,
        where.certainty,
        position.by or NOT_REPORTED,
        position.form or NOT_REPORTED,
        *_evidence(position.evidence),
        SEPARATOR.join(f"{each.stance} ({each.date or DAY_NOT_REPORTED})" for each in others) or "none",
    ]


def _evidence(evidence: Sequence[Evidence]) -> list[str]:
    """Sources, places, grades and quotes, each list in the same order."""
    if not evidence:
        return [NO_SOURCE] * 4
    return [
        _joined([each.source for each in evidence]),
        _joined([each.where or NOT_REPORTED for each in evidence]),
        _joined([str(each.credibility or NOT_JUDGED) for each in evidence]),
        _joined([each.quote or NOT_REPORTED for each in evidence]),
    ]


def _joined(parts: Sequence[str]) -> str:
    """Parts of one cell, divided by the shortest of ``; ``, ``;; `` and so on that stands in none of them."""
    separator = SEPARATOR
    while any(separator in part for part in parts):
        separator = f";{separator}"
    return separator.join(parts)


def cell(text: str) -> str:
    """A text that a spreadsheet shows and never runs; reading it back takes one apostrophe off."""
    guarded = f"'{text}" if _FORMULA.match(text) else text
    return safe(guarded, multiline=True)
