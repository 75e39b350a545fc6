"""What stands around a comparison: which two sides, the picture of one line, and the same in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from negotrack.analysis.comparison import ORDER, Comparison, Group
from negotrack.analysis.view import View
from negotrack.model.vocabulary import Basis, Relation
from negotrack.tui.render import DIM, EMPTY, STRONG, WARNING, Line, Piece, clipped, line, relation_style
from negotrack.tui.screens.band import headline
from negotrack.wording import MARK_WORDS, RELATION_SIGNS, Mark, date_words

_LEAST_WORDS = 12
"""Cells below which nothing is said of the relations; the picture says it."""


def title(view: View, pair: tuple[str, str], cells: int) -> Line:
    """Which two sides are compared, as of when, and in which negotiation."""
    one, other = map(view.negotiation.side_name, pair)
    left: list[Piece] = [" Compare  ", (f"{one} and {other}", STRONG)]
    if view.day:
        left.append((f"  as of {date_words(view.day)}", WARNING))
    return headline(cells, left, view.negotiation.header.title)


def bar(view: View, comparison: Comparison, cells: int) -> Line:
    """A cell for a proposal, divided by relation; then the same in words, and what is not settled."""
    unsettled = len(view.unsettled)
    right: list[Piece] = [(f"{unsettled:,} not settled" if unsettled else "everything settled", WARNING), " "]
    picture = _picture(comparison.groups, max(6, min(len(comparison.rows), cells // 3)))
    room = cells - picture.cell_length - line(*right).cell_length - 5
    choices = (line(*_words(comparison, full=full)) for full in (True, False))
    words = next((each for each in choices if each.cell_length <= room), None)
    if words is None:
        words = clipped(room, *_words(comparison, full=False)) if room > _LEAST_WORDS else EMPTY
    left = EMPTY.join([line(" "), picture, line("  "), words])
    gap = cells - left.cell_length - line(*right).cell_length
    return EMPTY.join([left, line(" " * max(1, gap), *right)])


def legend(marks: Sequence[Mark], cells: int) -> Line:
    """What the marks mean that are to be seen."""
    pieces: list[Piece] = []
    for mark in marks:
        pieces += ["  " if pieces else " ", (mark.value, STRONG), (f" {MARK_WORDS[mark]}", DIM)]
    return clipped(cells, *pieces) if pieces else EMPTY


def _picture(groups: Sequence[Group], most: int) -> Line:
    total = sum(len(group.rows) for group in groups)
    pieces: list[Piece] = []
    for group in groups:
        share = len(group.rows) if total <= most else max(1, round(len(group.rows) / total * most))
        if pieces:
            pieces.append(("│", DIM))
        pieces.append((RELATION_SIGNS[group.relation] * share, relation_style(group.relation)))
    return line(*pieces)


def _words(comparison: Comparison, *, full: bool) -> Iterator[Piece]:
    for place, relation in enumerate(each for each in ORDER if comparison.totals[each]):
        if place:
            yield " · ", DIM
        yield f"{relation} {comparison.totals[relation]:,}", relation_style(relation)
        if relation is Relation.AGREE and full:
            yield _what_agreement_rests_on(comparison), DIM


def _what_agreement_rests_on(comparison: Comparison) -> str:
    agreed = [group for group in comparison.groups if group.relation is Relation.AGREE]
    rows = [row for group in agreed for row in group.rows]
    hidden = sum(len(group.rows) for group in agreed if group.described is False)
    of_a_set = sum(row.covers is Basis.COLLECTIVE for row in rows)
    said = "all" if of_a_set == len(rows) else f"{of_a_set:,}"
    return (f", {said} said of a set" if of_a_set else "") + (
        f", {hidden:,} with contents not reported" if hidden else ""
    )
