"""What stands around the panes: totals never without what is not settled, and the picture of one line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from negotrack.analysis.totals import Totals
from negotrack.analysis.view import View
from negotrack.model.negotiation import Negotiation
from negotrack.model.problems import Problem
from negotrack.model.standing import Standing
from negotrack.model.vocabulary import Status
from negotrack.text import clip, safe, width
from negotrack.tui.render import DIM, EMPTY, STRONG, WARNING, Line, Piece, clipped, line, status_style
from negotrack.tui.rows import rests_on_a_set
from negotrack.wording import STATUS_SIGNS, counted, date_words, number_words

_MOST_NUMBERS = 3
_LEAST_TITLE = 14
_FIRST_OF = (Status.REJECTED, Status.CONDITIONAL, Status.OPEN, Status.ACCEPTED, Status.WITHDRAWN)


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
    end = clipped(cells - start.cell_length - 2, *_apart(right))
    gap = cells - 2 - start.cell_length - end.cell_length
    return EMPTY.join([line(" "), start, line(" " * gap), end, line(" ")])


def bar(view: View, totals: Totals | None, progress: tuple[int, int] | None, cells: int) -> Line:
    """A cell for a proposal, divided into not settled, described, not described; then the same in words.

    While it is being read, how far that is.
    """
    if totals is None:
        return reading_bar(progress, cells)
    standings = view.standings
    if not standings:
        return line((" nothing recorded by this day" if view.day else " nothing recorded yet", DIM))
    picture = cells_of(standings, max(6, min(len(standings), cells // 3)))
    unsettled = next(
        each for each in _unsettled(view) if width(_text(each)) + picture.cell_length + 5 <= cells or not each
    )
    right = [unsettled, " "]
    room = cells - picture.cell_length - 4 - sum(width(_text(piece)) for piece in right)
    words = clipped(room, *_outcomes(view, totals)) if room > 8 else EMPTY
    left = EMPTY.join([line(" "), picture, line("  "), words])
    gap = cells - left.cell_length - sum(width(_text(piece)) for piece in right)
    return EMPTY.join([left, line(" " * max(1, gap), *right)])


def reading_bar(progress: tuple[int, int] | None, cells: int) -> Line:
    """How far reading is."""
    done, of = progress or (1, 1)
    room = max(6, cells // 3)
    full = done * room // max(of, 1)
    return line(" ", ("█" * full, DIM), ("░" * (room - full), DIM), f"  {done:,} of {of:,} read" if progress else "")


def banner(problems: Sequence[Problem], key: str, cells: int) -> Line:
    """The first thing that is wrong with the files, and how many more there are."""
    worst = sorted(problems, key=lambda problem: not problem.unreadable)
    if not worst:
        return EMPTY
    rest = f"   {counted(len(worst) - 1, 'more problem')}: {key}" if len(worst) > 1 else ""
    first = clipped(max(10, cells - len(rest) - 2), (f" ! {worst[0]}", WARNING))
    return first + line((rest, WARNING))


def cells_of(standings: Sequence[Standing], most: int) -> Line:
    """The picture: one sign for each proposal, or for several where they are more than there is room for."""
    parts = (
        [each for each in standings if each.unsettled],
        [each for each in standings if not each.unsettled and each.dossier.proposal.described],
        [each for each in standings if not each.unsettled and not each.dossier.proposal.described],
    )
    pieces: list[Piece] = []
    for part in parts:
        if not part:
            continue
        if pieces:
            pieces.append(("│", DIM))
        ordered = sorted((each.status for each in part), key=_FIRST_OF.index)
        room = len(part) if len(standings) <= most else max(1, round(len(part) / len(standings) * most))
        sampled = [ordered[place * len(ordered) // room] for place in range(room)]
        pieces += [(STATUS_SIGNS[status], status_style(status)) for status in sampled]
    return line(*pieces)


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
        yield (f"{clip(safe(words), 24)}: {left:,} left", STRONG)


def _figures(negotiation: Negotiation, totals: Totals | None) -> list[str]:
    if totals is None:
        return []
    header = negotiation.header
    claimed = header.claimed_count
    proposals = counted(totals.proposals, header.proposal_term, header.plural)
    if claimed is not None and claimed != totals.proposals + totals.uncounted:
        proposals += f" of {claimed:,} claimed"
    return [proposals, f"{totals.described:,} described", f"{totals.numbered:,} numbered"]


def _outcomes(view: View, totals: Totals) -> list[Piece]:
    pieces: list[Piece] = []
    for status in _FIRST_OF:
        if not (count := totals.by_status[status]):
            continue
        of = [each for each in view.standings if each.status is status]
        star = "*" if status is Status.ACCEPTED and all(map(rests_on_a_set, of)) else ""
        contested = totals.contested_by_status[status]
        words = f"{count:,} {status}{star}" + (f" ({contested:,} contested!)" if contested else "")
        pieces += [(" · ", DIM) if pieces else "", (words, status_style(status))]
        hidden = sum(not each.dossier.proposal.described for each in of)
        if hidden:
            pieces.append((f", of {hidden:,} the contents are not reported", DIM))
    return pieces


def _unsettled(view: View) -> Iterator[Piece]:
    """How much is not settled, in fewer and fewer words."""
    count = len(view.unsettled)
    if not count:
        yield ("everything settled", DIM)
    else:
        proposals = [each.dossier.proposal for each in view.unsettled]
        known = [number_words(each) for each in proposals if each.number is not None]
        if len(known) == count <= _MOST_NUMBERS:
            yield (f"{count:,} not settled: number {', '.join(known)}", WARNING)
        yield (f"{count:,} not settled", WARNING)
    yield ""


def _apart(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces with space between them."""
    return [each for piece in pieces for each in ("  ", piece)][1:]


def _cells(pieces: Sequence[Piece]) -> int:
    return sum(width(_text(piece)) for piece in _apart(pieces))


def _text(piece: Piece) -> str:
    return safe(piece if isinstance(piece, str) else piece[0])
