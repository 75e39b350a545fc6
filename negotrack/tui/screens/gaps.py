"""What is not reported, how the rest is supported, what waits for what, claims, and the evidence of one proposal."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import NamedTuple

from textual import on

from negotrack.analysis.claims import topics
from negotrack.analysis.gaps import Gaps, gaps
from negotrack.analysis.links import Links, links
from negotrack.model.snapshot import Snapshot
from negotrack.model.standing import Standing
from negotrack.pages.blocks import Block, Item, Outline, Paragraph, Section, Tone
from negotrack.pages.citations import NO_SOURCE
from negotrack.pages.days import date_words
from negotrack.pages.gaps import (
    GapLine,
    claim_blocks,
    exchange_words,
    missing_lines,
    support_lines,
    waiting_blocks,
    waiting_words,
)
from negotrack.pages.panels import proposal_blocks
from negotrack.pages.proposal import position_item
from negotrack.pages.signs import STANCE_SIGNS
from negotrack.pages.terms import Terms
from negotrack.pages.words import counted, proposal_label
from negotrack.tui import content
from negotrack.tui.actions import Place
from negotrack.tui.bindings import bindings
from negotrack.tui.board import CURSOR
from negotrack.tui.render import AGAINST, DIM, HEADING, KEY, STRONG, WARNING, Line, Piece, clipped, stance_style
from negotrack.tui.screens.paned import Paned
from negotrack.tui.widgets.listing import Listing

_NAMED = 500
"""Proposals of one line that are named beside it; the others are counted."""


class GapItem(NamedTuple):
    """One line of the list.

    Attributes:
        pieces: what it says.
        blocks: makes what is said of it in full; None for a heading, which cannot be selected.
        proposals: finds the ids of the proposals that it is about.
        several: they can be listed below it.
    """

    pieces: Sequence[Piece]
    blocks: Callable[[], Sequence[Block]] | None = None
    proposals: Callable[[], Sequence[str]] = tuple
    several: bool = False


class GapListing(Listing):
    """The lines under their headings; the proposals of a line can be listed below it."""

    number = 1

    def __init__(self) -> None:
        super().__init__(id="items")
        self._found: Sequence[GapItem] = ()
        self._opened: frozenset[int] = frozenset()
        self._shown: list[tuple[int, GapItem]] = []

    def fill(self, view: Snapshot, found: Sequence[GapItem]) -> None:
        """Show other lines; the cursor stays where it is."""
        self._view, self._found = view, found
        self._arrange()
        self.move(max(0, self.cursor))

    @property
    def count(self) -> int:
        """How many lines there are."""
        return len(self._shown)

    @property
    def selected(self) -> GapItem | None:
        """The selected line."""
        return self._shown[self.cursor][1] if 0 <= self.cursor < self.count else None

    def toggle(self) -> None:
        """List the proposals of the selected line below it, or no longer."""
        place, _ = self._shown[self.cursor]
        self._opened ^= {place}
        self._arrange()

    def selectable(self, index: int) -> bool:
        """Headings cannot be selected."""
        return self._shown[index][1].blocks is not None

    def draw(self, index: int, cells: int) -> Line:
        """One line."""
        place, item = self._shown[index]
        several: list[Piece] = []
        if item.several:
            several.append((" ▾" if place in self._opened else " ▸", KEY))
        return clipped(cells, (CURSOR if index == self.cursor else " ", KEY), *item.pieces, *several)

    def _arrange(self) -> None:
        self._shown = list(self._arranged())
        self.redraw()

    def _arranged(self) -> Iterator[tuple[int, GapItem]]:
        for place, item in enumerate(self._found):
            yield place, item
            if place in self._opened:
                for identifier in item.proposals():
                    yield place, _of_proposal(self._view, identifier)


class GapsScreen(Paned[str]):
    """Shows what is not known; returns the id of the proposal to go to, or None.

    Args:
        view: what holds by a day.
        selected: the id of the proposal of which the evidence is listed.
        missing: what is not reported in the view, where that is known already; likewise what holds up what.
    """

    PLACE = Place.GAPS
    BINDINGS = bindings(Place.GAPS)

    def __init__(
        self, view: Snapshot, selected: str | None = None, *, missing: Gaps | None = None, holding: Links | None = None
    ) -> None:
        super().__init__()
        self._view, self._target = view, selected
        self._missing, self._holding = missing, holding

    def lists(self) -> Iterator[Listing]:
        """The lines."""
        yield GapListing()

    def on_mount(self) -> None:
        """Show what there is."""
        self.show(self._view, self._missing, self._holding)

    def show(self, view: Snapshot, missing: Gaps | None = None, holding: Links | None = None) -> None:
        """Show another view, because something was changed."""
        self._view = view
        target = view.known.get(self._target) if self._target else None
        items = list(gap_items(view, missing or gaps(view), holding or links(view), target))
        self.query_one(GapListing).fill(view, items)
        self._show_selected()

    @on(Listing.Moved)
    def _show_selected(self) -> None:
        listing, view = self.query_one(GapListing), self._view
        day: list[Piece] = [(f"  as of {date_words(view.day)}", WARNING)] if view.day else []
        places = [index for index in range(listing.count) if listing.selectable(index)]
        rank = places.index(listing.cursor) + 1 if listing.cursor in places else 0
        listing.head(["Not reported, and how the rest is supported", *day])
        listing.foot(right=[(f"{rank:,} of {len(places):,}", DIM)])
        item = listing.selected
        blocks = list(item.blocks()) if item and item.blocks else []
        self.detail.head(["In full"], keys=[("open", "list them")] if item and item.several else ())
        self.detail.show(lambda cells: content.write(blocks, cells), top=True)

    @on(Listing.Opened)
    def action_open(self) -> None:
        """Go to the proposal; list them where there are several; else read on in the other panel."""
        listing = self.query_one(GapListing)
        item = listing.selected
        if item is None:
            return
        proposals = item.proposals()
        if len(proposals) == 1:
            self.dismiss(proposals[0])
        elif proposals:
            listing.toggle()
        else:
            self.action_next_pane()


def gap_items(view: Snapshot, missing: Gaps, holding: Links, selected: Standing | None) -> Iterator[GapItem]:
    """All lines.

    Args:
        view: what holds by a day.
        missing: what is not reported in it.
        holding: what holds up what.
        selected: the proposal of which the evidence is listed.
    """
    terms = Terms(view.negotiation)
    lacking, supported = missing_lines(view, missing, terms), support_lines(view, missing)
    room = 2 + max((len(each.label) for each in (*lacking, *supported)), default=0)
    unsaid = (_line(view, each, room) for each in lacking)
    yield from _section("Not reported", unsaid, "nothing that is asked for is missing")
    said = (_line(view, each, room) for each in supported)
    yield from _section("How the rest is supported", said, "no position is recorded")
    yield from _section("What others depend on", _holding(view, holding, terms), "no link is recorded")
    yield from _section("Claims, none merged, none averaged", _claims(view, terms), "none is recorded")
    if selected:
        label = proposal_label(selected.dossier.proposal)
        yield from _section(f"Evidence of {label}", _evidence(selected, terms), "no position is recorded")


def _section(title: str, found: Iterator[GapItem], nothing: str) -> Iterator[GapItem]:
    yield GapItem([(title, HEADING)])
    first = next(found, None)
    if first is None:
        yield GapItem([(f"  {nothing}", DIM)])
        return
    yield first
    yield from found


def _line(view: Snapshot, found: GapLine, room: int) -> GapItem:
    pieces: list[Piece] = [(f"  {found.label:<{room}}", DIM), found.text]
    return GapItem(pieces, partial(_counted, view, found), found.proposals, several=found.proposals is not tuple)


def _counted(view: Snapshot, found: GapLine) -> list[Block]:
    """What is counted, and the proposals that it is about."""
    proposals = found.proposals()
    if len(proposals) == 1:
        return [Paragraph(f"{found.label}: {found.text}"), *_in_full(view, proposals[0])]
    named = tuple(Paragraph(proposal_label(view.known[each].dossier.proposal)) for each in proposals[:_NAMED])
    more = len(proposals) - _NAMED
    rest = (Paragraph(f"and {more:,} more", Tone.MISSING),) if more > 0 else ()
    return [Section(f"{found.label}: {found.text}", (*named, *rest))]


def _of_proposal(view: Snapshot, identifier: str) -> GapItem:
    label = proposal_label(view.known[identifier].dossier.proposal)
    return GapItem([f"      {label}"], partial(_in_full, view, identifier), lambda: (identifier,))


def _in_full(view: Snapshot, identifier: str) -> list[Block]:
    standing = view.known[identifier]
    label = proposal_label(standing.dossier.proposal)
    return [Section(label, ()), *proposal_blocks(view, standing, None, view.negotiation.sides)]


def _holding(view: Snapshot, holding: Links, terms: Terms) -> Iterator[GapItem]:
    for blocker in holding.blockers:
        label = proposal_label(view.known[blocker.id].dossier.proposal)
        yield GapItem(
            [f"  {label}  ", (waiting_words(blocker), WARNING)],
            partial(waiting_blocks, view, blocker, terms),
            partial(tuple, (blocker.id, *blocker.waiting)),
            several=True,
        )
    for path in holding.cycles:
        words = exchange_words(path, terms)
        members = tuple(dict.fromkeys(path))
        yield GapItem([("  ⇄ ", AGAINST), words], partial(_paragraphs, words), partial(tuple, members), several=True)


def _paragraphs(words: str) -> list[Block]:
    return [Paragraph(words)]


def _claims(view: Snapshot, terms: Terms) -> Iterator[GapItem]:
    for topic in topics(view):
        several = f"  {counted(len(topic.claims), 'competing claim')}" if len(topic.claims) > 1 else ""
        yield GapItem([(f"  {topic.topic}", STRONG), (several, DIM)])
        for claim in topic.claims:
            pieces: list[Piece] = [f"    {claim.claim}", (f"  {claim.by}", DIM)]
            yield GapItem(pieces, partial(claim_blocks, claim, terms))


def _evidence(standing: Standing, terms: Terms) -> Iterator[GapItem]:
    identifier = standing.id
    for entry in (entry for side in standing.sides.values() for entry in side.present):
        name = terms.side(entry.side)
        stance = (f"{STANCE_SIGNS[entry.stance]} {entry.stance}", stance_style(entry.stance))
        item = position_item(name, entry, standing, terms)
        cited = [terms.citations.words([each]) for each in entry.evidence] or [NO_SOURCE]
        for words in cited:
            style = "" if entry.evidence else WARNING
            yield GapItem(
                [f"  {name} ", stance, (f"  {words}", style)],
                partial(_outline, item),
                lambda: (identifier,),
            )


def _outline(item: Item) -> list[Block]:
    return [Outline((item,))]
