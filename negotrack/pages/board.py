"""Where every side stands on every proposal: one row a proposal, with a legend for every mark that occurs."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from negotrack.model.entries import PositionEntry
from negotrack.model.records import Proposal, Side
from negotrack.model.snapshot import Snapshot
from negotrack.model.standing import SideStanding, Standing, certainty
from negotrack.model.vocabulary import Certainty
from negotrack.pages.blocks import Board, BoardRow, Cell, Head, Paragraph, Section, Tone
from negotrack.pages.proposal import in_detail, item_anchor, row_anchor, stance_cell, status_cell
from negotrack.pages.selection import Selection
from negotrack.pages.signs import MARK_WORDS, Mark, marks
from negotrack.pages.terms import Terms
from negotrack.pages.words import CONTENTS_NOT_REPORTED


def board_section(snapshot: Snapshot, selection: Selection, terms: Terms) -> Section:
    """The board of the chosen proposals, under a title that counts them."""
    standings = selection.standings(snapshot)
    total = len(snapshot.standings)
    title = f"All {terms.plural} ({total:,})"
    if selection.statuses:
        title = f"{terms.plural}, {' or '.join(selection.statuses)} ({len(standings):,} of {total:,})"
        title = title[:1].upper() + title[1:]
    sides = selection.ordered(snapshot.negotiation)
    linked = {each.dossier.id for each in standings if in_detail(each, selection)}
    found = board(standings, sides, terms, linked)
    return Section(title, (found if standings else Paragraph("None."),))


def board(
    standings: Iterable[Standing],
    sides: Sequence[Side],
    terms: Terms,
    linked: Collection[str] = (),
) -> Board:
    """Proposals by sides.

    Args:
        standings: the proposals to show.
        sides: the sides to show, in order.
        terms: what things are called.
        linked: the ids of the proposals whose details stand on the same page.
    """
    standings = tuple(standings)
    heads = tuple(Head(short, side.name) for side, short in zip(sides, short_names(sides), strict=True))
    rows = tuple(_row(each, sides, linked) for each in standings)
    return Board(terms.singular, heads, rows, _legend(standings))


def short_names(sides: Sequence[Side]) -> list[str]:
    """A few letters for each side, unique among them: the first of its name, or as many as it takes."""
    found: list[str] = []
    for side in sides:
        name = "".join(side.name.split()) or side.id
        candidates = [name[:length] for length in range(2, len(name) + 1)] or [name]
        short = next((each for each in candidates if each not in found), None)
        found.append(short or f"{name}{len(found) + 1}")
    return found


def proposal_cells(proposal: Proposal, *, target: str = "") -> tuple[Cell, Cell]:
    """The number and the title of a proposal; its id where it has neither."""
    title = proposal.title or CONTENTS_NOT_REPORTED
    if proposal.title is None and proposal.number is None:
        title = f"{title} ({proposal.id})"
    unknown = proposal.number is None
    number = Cell("unknown", tone=Tone.MISSING) if unknown else Cell(str(proposal.number))
    return number, Cell(title, tone=Tone.PLAIN if proposal.described else Tone.MISSING, target=target)


def _row(standing: Standing, sides: Iterable[Side], linked: Collection[str]) -> BoardRow:
    identifier = standing.dossier.id
    number, title = proposal_cells(
        standing.dossier.proposal, target=item_anchor(identifier) if identifier in linked else ""
    )
    return BoardRow(
        number,
        title,
        tuple(side_cell(standing, side.id) for side in sides),
        status_cell(standing, Mark.CONTESTED if standing.contested else ""),
        anchor=row_anchor(identifier),
    )


def side_cell(standing: Standing, side: str) -> Cell:
    """A side's stance with its marks, and those that compete with it."""
    where = standing.of(side)
    if where.current is None:
        return stance_cell(None)
    shown = [where.current, *(held for held in where.competing if held is not where.current)]
    cells = [stance_cell(held.position, "".join(_marks(standing, held, where))) for held in shown]
    first, *others = dict.fromkeys(cells)
    return replace(first, rivals=tuple(others))


def _marks(standing: Standing, held: PositionEntry, where: SideStanding) -> tuple[Mark, ...]:
    return marks(
        held.position,
        possible=certainty(held, standing.day) is Certainty.POSSIBLE,
        contested=bool(where.competing),
        dated=standing.day is not None,
    )


def _legend(standings: Iterable[Standing]) -> tuple[str, ...]:
    used = set(_used(standings))
    return tuple(f"{mark} {words}" for mark, words in MARK_WORDS.items() if mark in used)


def _used(standings: Iterable[Standing]) -> Iterator[Mark]:
    for standing in standings:
        for where in standing.sides.values():
            for held in (where.current, *where.competing):
                if held:
                    yield from _marks(standing, held, where)
