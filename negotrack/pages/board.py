"""Where every side stands on every proposal: one row a proposal, with a legend for every mark that occurs."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from negotrack.analysis.sides import Pairs, pairs
from negotrack.model.records import Proposal, Side
from negotrack.model.snapshot import Snapshot
from negotrack.model.standing import Standing
from negotrack.model.vocabulary import Camp
from negotrack.pages.blocks import Board, BoardRow, Cell, Column, Head, Paragraph, Row, Section, Table, Tone
from negotrack.pages.proposal import item_anchor, row_anchor
from negotrack.pages.selection import Selection
from negotrack.pages.signs import mark_legend
from negotrack.pages.standing import CAMP_WORDS, holders, stance_cell, status_cell
from negotrack.pages.terms import Terms
from negotrack.pages.words import CONTENTS_NOT_REPORTED, NOT_REPORTED, capitalized

_LARGEST = 5_000
"""Positions on the largest board of a first sheet."""


def board_section(snapshot: Snapshot, selection: Selection, terms: Terms, linked: Collection[str] = ()) -> Section:
    """The board of the chosen proposals, under a title that counts them."""
    standings = selection.standings(snapshot)
    total = len(snapshot.standings)
    title = f"All {terms.plural} ({total:,})"
    if selection.statuses:
        statuses = " or ".join(selection.statuses)
        title = capitalized(f"{terms.plural}, {statuses} ({len(standings):,} of {total:,})")
    found = board(standings, selection.ordered(snapshot.negotiation), terms, linked)
    return Section(title, (found if standings else Paragraph("None."),))


def is_large(standings: Sequence[Standing], sides: Sequence[Side]) -> bool:
    """Whether a board is too large for the first sheet of a report."""
    return len(standings) * len(sides) > _LARGEST


def sides_table(snapshot: Snapshot, sides: Sequence[Side]) -> Table:
    """How often each side stands where, for a board that is too large to be looked at."""
    found = pairs(snapshot)
    kinds = [kind for kind in CAMP_WORDS if any(found.stands[side.id][kind] for side in sides)]
    columns = (Column("side", flexible=True), *(Column(CAMP_WORDS[kind]) for kind in kinds), Column(NOT_REPORTED))
    return Table(columns, tuple(Row(tuple(_side_cells(side, found, kinds))) for side in sides))


def _side_cells(side: Side, found: Pairs, kinds: Sequence[Camp | None]) -> Iterator[Cell]:
    counts = [found.stands[side.id][kind].bit_count() for kind in kinds]
    yield Cell(side.name)
    yield from (Cell(f"{count:,}") for count in counts)
    yield Cell(f"{found.proposals - sum(counts):,}")


def board(standings: Sequence[Standing], sides: Sequence[Side], terms: Terms, linked: Collection[str] = ()) -> Board:
    """Proposals by sides; those without number and contents that stand alike share a row.

    Args:
        standings: the proposals to show.
        sides: the sides to show, in order.
        terms: what things are called.
        linked: the ids of the proposals whose details stand on the same page.
    """
    heads = tuple(Head(terms.heads[side.id], side.name) for side in sides)
    noted = len(sides) > 2 and any(each.held_up_by for each in standings)
    rows = (_row(each, sides, terms, linked, noted=noted) for each in standings)
    merged = tuple(_merged(zip(standings, rows, strict=True), numbered=terms.numbered))
    shown = (standing.of(side.id) for standing in standings for side in sides)
    return Board(
        terms.singular,
        heads,
        merged,
        legend=mark_legend(shown, dated=any(each.day for each in standings)),
        note="held up by" if noted else "",
        numbered=terms.numbered,
    )


def proposal_cells(proposal: Proposal, *, target: str = "") -> tuple[Cell, Cell]:
    """The number and the title of a proposal; its id where it has neither."""
    title = proposal.title or CONTENTS_NOT_REPORTED
    if proposal.nameless:
        title = f"{title} ({proposal.id})"
    number = Cell("unknown", tone=Tone.MISSING) if proposal.number is None else Cell(str(proposal.number))
    return number, Cell(title, tone=Tone.PLAIN if proposal.described else Tone.MISSING, target=target)


def _row(standing: Standing, sides: Iterable[Side], terms: Terms, linked: Collection[str], *, noted: bool) -> BoardRow:
    identifier = standing.id
    target = item_anchor(identifier) if identifier in linked else ""
    number, title = proposal_cells(standing.dossier.proposal, target=target)
    return BoardRow(
        number,
        title,
        tuple(stance_cell(standing.of(side.id), dated=standing.day is not None) for side in sides),
        status_cell(standing.status),
        holders(standing, terms) if noted else "",
        row_anchor(identifier),
        unnumbered=standing.dossier.proposal.number is None,
    )


def _merged(rows: Iterable[tuple[Standing, BoardRow]], *, numbered: bool) -> Iterable[BoardRow]:
    """The rows in order, those of nothing but an id that are alike as one: ``8 more, contents not reported``."""
    groups: dict[object, list[BoardRow]] = {}
    for standing, row in rows:
        proposal = standing.dossier.proposal
        same = (row.stances, row.status, row.note) if proposal.nameless else standing.id
        groups.setdefault(same, []).append(row)
    for first, *others in groups.values():
        if not others:
            yield first
            continue
        count = f"{len(others) + 1}{' more' if len(groups) > 1 else ''}"
        words = CONTENTS_NOT_REPORTED if numbered else f"{count}, {CONTENTS_NOT_REPORTED}"
        title = Cell(words, tone=Tone.MISSING, target=first.title.target)
        also = tuple(row.anchor for row in others)
        yield first._replace(number=Cell(count, tone=Tone.MISSING), title=title, also=also, unnumbered=False)
