"""The picture of one line: a cell for a proposal, so that eleven of twelve never looks like nearly done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import product
from typing import NamedTuple

from negotrack.analysis.view import View
from negotrack.model.vocabulary import Status
from negotrack.tui.render import DIM, EMPTY, WARNING, Line, Piece, clipped, line, status_style
from negotrack.tui.rows import rests_on_a_set
from negotrack.wording import STATUS_SIGNS, number_words

_FIRST_OF = (Status.CONFLICTING, Status.REJECTED, Status.CONDITIONAL, Status.OPEN, Status.ACCEPTED, Status.WITHDRAWN)
_MOST_NUMBERS = 3
_LEAST_WORDS = 8
"""Cells below which nothing is said of the outcomes."""
_HIDDEN = (", of {} the contents are not reported", ", {} of them not described", "")
"""How many are not described, in fewer and fewer words."""


class Picture(NamedTuple):
    """What the picture shows of a view.

    Attributes:
        parts: how many proposals have each status, of those that are not settled, described, not described.
        contested: how many of each status are contested.
        hidden: of how many of each status the contents are not reported.
        on_a_set: every acceptance rests on a statement about a whole set.
        numbers: the numbers of what is not settled, where they are few and all known.
        dated: a day was asked for.
        most_notes: how many annotations the proposal has that has most of them.
    """

    parts: tuple[Mapping[Status, int], Mapping[Status, int], Mapping[Status, int]]
    contested: Mapping[Status, int]
    hidden: Mapping[Status, int]
    on_a_set: bool
    numbers: tuple[str, ...]
    dated: bool
    most_notes: int = 0

    @property
    def total(self) -> int:
        """How many proposals there are."""
        return sum(sum(part.values()) for part in self.parts)

    @property
    def unsettled(self) -> int:
        """How many are not settled."""
        return sum(self.parts[0].values())


def picture(view: View) -> Picture:
    """What the picture shows, in one pass over the view."""
    parts: tuple[Counter[Status], Counter[Status], Counter[Status]] = (Counter(), Counter(), Counter())
    contested: Counter[Status] = Counter()
    hidden: Counter[Status] = Counter()
    on_a_set, most = True, 0
    for standing in view.standings:
        status, described = standing.status, standing.dossier.proposal.described
        parts[0 if standing.unsettled else 1 if described else 2][status] += 1
        most = max(most, len(standing.dossier.annotations))
        contested[status] += standing.contested
        hidden[status] += not described
        if on_a_set and status is Status.ACCEPTED:
            on_a_set = rests_on_a_set(standing)
    few = view.unsettled if len(view.unsettled) <= _MOST_NUMBERS else ()
    known = tuple(number_words(each.dossier.proposal) for each in few if each.dossier.proposal.number is not None)
    numbers = known if len(known) == len(few) else ()
    return Picture(parts, contested, hidden, on_a_set, numbers, view.day is not None, most)


def bar(shown: Picture, cells: int) -> Line:
    """The picture, and the same in words; what is not settled stays longest where there is little room."""
    if not shown.total:
        return line((" nothing recorded by this day" if shown.dated else " nothing recorded yet", DIM))
    drawn, words, right = _fitting(shown, cells)
    left = EMPTY.join([line(" "), drawn, line("  "), words])
    return EMPTY.join([left, line(" " * max(1, cells - left.cell_length - right.cell_length)), right])


def reading_bar(progress: tuple[int, int] | None, cells: int) -> Line:
    """How far reading is."""
    done, of = progress or (1, 1)
    room = max(6, cells // 3)
    full = done * room // max(of, 1)
    return line(" ", ("█" * full, DIM), ("░" * (room - full), DIM), f"  {done:,} of {of:,} read" if progress else "")


def _drawn(shown: Picture, most: int) -> Line:
    """One sign for each proposal, or for several where they are more than there is room for."""
    pieces: list[Piece] = []
    for part in shown.parts:
        count = sum(part.values())
        if not count:
            continue
        if pieces:
            pieces.append(("│", DIM))
        room = count if shown.total <= most else max(1, round(count / shown.total * most))
        before = filled = 0
        for status in _FIRST_OF:
            before += part.get(status, 0)
            upto = before * room // count
            pieces.append((STATUS_SIGNS[status] * (upto - filled), status_style(status)))
            filled = upto
    return line(*pieces)


def _fitting(shown: Picture, cells: int) -> tuple[Line, Line, Line]:
    """The picture, the outcomes, and what is not settled, in the most words that fit; if anything, outcomes are cut."""
    third = max(6, cells // 3)
    drawn = [_drawn(shown, most) for most in ((third,) if shown.total <= third else (third, max(6, cells // 5)))]
    rights = [line(piece, " ") for piece in _unsettled(shown)]
    for each, right, hidden in product(drawn, rights, _HIDDEN):
        words = line(*_outcomes(shown, hidden))
        if each.cell_length + words.cell_length + right.cell_length + 4 <= cells:
            return each, words, right
    room = cells - drawn[-1].cell_length - 4
    right = next((each for each in reversed(rights) if each.cell_length <= room), EMPTY)
    left = room - right.cell_length
    return drawn[-1], clipped(left, *_outcomes(shown, "")) if left > _LEAST_WORDS else EMPTY, right


def _outcomes(shown: Picture, hidden: str) -> list[Piece]:
    """How many have each outcome, and in the given words, of how many of these the contents are not reported."""
    pieces: list[Piece] = []
    for status in _FIRST_OF:
        count = sum(part.get(status, 0) for part in shown.parts)
        if not count:
            continue
        star = "*" if status is Status.ACCEPTED and shown.on_a_set else ""
        contested = f" ({shown.contested[status]:,} contested!)" if shown.contested[status] else ""
        pieces += [(" · ", DIM) if pieces else "", (f"{count:,} {status}{star}{contested}", status_style(status))]
        if shown.hidden[status]:
            pieces.append((hidden.format(f"{shown.hidden[status]:,}"), DIM))
    return pieces


def _unsettled(shown: Picture) -> Iterator[Piece]:
    """How much is not settled, in fewer and fewer words."""
    if not shown.unsettled:
        yield "everything settled", DIM
        return
    if shown.numbers:
        yield f"{shown.unsettled:,} not settled: number {', '.join(shown.numbers)}", WARNING
    yield f"{shown.unsettled:,} not settled", WARNING
