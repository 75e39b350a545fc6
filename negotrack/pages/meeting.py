"""One proposal for a room full of people: who stands where in a word, what each says, what moved, what waits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from negotrack.analysis.links import Links
from negotrack.model.entries import PositionEntry
from negotrack.model.records import Side
from negotrack.model.side_standing import SideStanding, certainty, decides_nothing
from negotrack.model.snapshot import Snapshot
from negotrack.model.standing import Standing
from negotrack.model.vocabulary import Certainty
from negotrack.pages.blocks import Cell
from negotrack.pages.days import short_day_words
from negotrack.pages.panels import holding_words
from negotrack.pages.signs import signed_stance
from negotrack.pages.standing import stance_cell, status_cell
from negotrack.pages.terms import Terms
from negotrack.pages.words import listed, number_words, title_words


class Tile(NamedTuple):
    """One side: its name, where it stands, and what it says."""

    name: str
    cell: Cell
    said: str


class Slide(NamedTuple):
    """What is shown of one proposal.

    Attributes:
        number: its number, or that it is unknown; empty where no proposal has one.
        title: its title.
        status: what holds of it.
        holding: who holds it up.
        tiles: every side.
        moved: what has changed, the last first.
        waiting: what waits for it.
    """

    number: str
    title: str
    status: Cell
    holding: str
    tiles: tuple[Tile, ...]
    moved: tuple[str, ...]
    waiting: tuple[str, ...]

    @property
    def said(self) -> Mapping[str, str]:
        """What sides say, by their names, those that say the same together."""
        sayings: dict[str, list[str]] = {}
        for tile in self.tiles:
            if tile.said:
                sayings.setdefault(tile.said, []).append(tile.name)
        return {listed(names): words for words, names in sayings.items()}


def slide(snapshot: Snapshot, standing: Standing, known: Links | None, order: Sequence[Side]) -> Slide:
    """What is shown of one proposal.

    Args:
        snapshot: what holds by a day.
        standing: the proposal.
        known: what waits for what; None where that has not been worked out yet.
        order: the sides, in the order in which they are shown.
    """
    terms = Terms(snapshot.negotiation)
    proposal = standing.dossier.proposal
    return Slide(
        number_words(proposal) if terms.numbered else "",
        title_words(proposal),
        status_cell(standing.status),
        holding_words(standing, terms),
        tuple(Tile(side.name, stance_cell(standing.of(side.id)), _said(standing.of(side.id))) for side in order),
        tuple(_moved(standing, order)),
        tuple(terms.proposal(each) for each in known.waiting(standing.id)) if known else (),
    )


def _said(side: SideStanding) -> str:
    """What a side says in a sentence, and on a line of its own what it offers instead."""
    if side.current is None:
        return ""
    said, counter = side.current.position.statement or "", side.current.position.counter or ""
    return "\n".join(part for part in (said.strip().split("\n")[0], f"↳ {counter.strip()}" if counter else "") if part)


def _moved(standing: Standing, order: Sequence[Side]) -> Iterator[str]:
    """Every step of a side into another camp that was surely taken, and surely later; the last first."""
    steps = []
    for side in order:
        taken = [entry for entry in standing.of(side.id).present if _is_taken(entry, standing.day)]
        for before, after in pairwise(taken):
            if before.camp is not after.camp and before.date and after.date and after.date.surely_after(before.date):
                step = f"{signed_stance(before.stance)} → {signed_stance(after.stance)}"
                steps.append((str(after.date), f"{side.name}: {step}, {short_day_words(after.date)}"))
    yield from (words for _, words in sorted(steps, reverse=True))


def _is_taken(entry: PositionEntry, day: date | None) -> bool:
    return certainty(entry, day) is Certainty.CERTAIN and not decides_nothing(entry)
