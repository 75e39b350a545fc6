"""What stands around the panes: totals never without what is not settled, and the picture of one line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from negotrack.analysis.totals import Totals
from negotrack.model.negotiation import Negotiation
from negotrack.model.problems import Problem
from negotrack.model.vocabulary import Status
from negotrack.text import clip, safe, width
from negotrack.tui.render import DIM, EMPTY, STRONG, WARNING, Line, Piece, cells_of, clipped, line
from negotrack.wording import counted, date_words

_MOST_NUMBERS = 3
_LEAST_TITLE = 14
_FIRST_OF = (Status.CONFLICTING, Status.REJECTED, Status.CONDITIONAL, Status.OPEN, Status.ACCEPTED, Status.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class Reading:
    """How the screen looks at a negotiation, as its title says.

    Attributes:
        day: the day as of which everything is shown; None for all records.
        unreadable: how many files could not be read.
        progress: how many proposals have been read, of how many; None when all have.
        filtered: what is filtered by, and how many rows are left; None where nothing is.
        selected: how many proposals are selected.
        not_in_git: how many files git has never been told of.
    """

    day: date | None = None
    unreadable: int = 0
    progress: tuple[int, int] | None = None
    filtered: tuple[str, int] | None = None
    selected: int = 0
    not_in_git: int = 0


def title(negotiation: Negotiation, totals: Totals | None, reading: Reading, cells: int) -> Line:
    """The title with the totals; where there is little room, what must not be missed stays longest."""
    urgent = list(_urgent(reading))
    figures = _figures(negotiation, totals)
    name = safe(negotiation.header.title)
    least = min(width(name), _LEAST_TITLE) + 4
    choices = [[*urgent, *([", ".join(figures[:count])] if count else [])] for count in range(len(figures), -1, -1)]
    right = next((each for each in choices if _cells(each) + least <= cells), urgent)
    start = clipped(max(0, cells - _cells(right) - 4), (name, STRONG))
    end = clipped(cells - cells_of(start) - 2, *_apart(right))
    gap = cells - 2 - cells_of(start) - cells_of(end)
    return EMPTY.join([line(" "), start, line(" " * gap), end, line(" ")])


def banner(problems: Sequence[Problem], key: str, cells: int) -> Line:
    """The first thing that is wrong with the files, and how many more there are."""
    worst = sorted(problems, key=lambda problem: not problem.unreadable)
    if not worst:
        return EMPTY
    rest = f"   {counted(len(worst) - 1, 'more problem')}: {key}" if len(worst) > 1 else ""
    first = clipped(max(10, cells - len(rest) - 2), (f" ! {worst[0]}", WARNING))
    return first + line((rest, WARNING))


def _urgent(reading: Reading) -> Iterator[Piece]:
    if reading.unreadable:
        yield (f"{counted(reading.unreadable, 'file')} could not be read", WARNING)
    if reading.progress:
        done, of = reading.progress
        yield (f"{done:,} of {of:,} read", WARNING)
    if reading.not_in_git:
        yield (f"{reading.not_in_git:,} not in git", DIM)
    if reading.day:
        yield (f"as of {date_words(reading.day)}", WARNING)
    if reading.selected:
        yield (f"{reading.selected:,} selected", WARNING)
    if reading.filtered:
        words, left = reading.filtered
        yield (f"{left:,} left: {clip(safe(words), 24)}", STRONG)


def _figures(negotiation: Negotiation, totals: Totals | None) -> list[str]:
    if totals is None:
        return []
    header = negotiation.header
    claimed = header.claimed_count
    proposals = counted(totals.proposals, header.proposal_term, header.plural)
    if claimed is not None and claimed != totals.proposals + totals.uncounted:
        proposals += f" of {claimed:,} claimed"
    return [proposals, f"{totals.described:,} described", f"{totals.numbered:,} numbered"]


def _apart(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces with space between them."""
    return [each for piece in pieces for each in ("  ", piece)][1:]


def _cells(pieces: Sequence[Piece]) -> int:
    return sum(width(_text(piece)) for piece in _apart(pieces))


def _text(piece: Piece) -> str:
    return safe(piece if isinstance(piece, str) else piece[0])
