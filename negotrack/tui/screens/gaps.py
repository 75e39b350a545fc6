"""What is not reported, how the rest is supported, what waits for what, claims, and the evidence of one proposal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from negotrack.analysis.figures import Gaps, gaps
from negotrack.analysis.links import Links, links
from negotrack.model.snapshot import Snapshot
from negotrack.model.standing import Standing
from negotrack.pages.background import (
    NO_CLAIM,
    NO_LINK,
    NO_POSITION,
    NOTHING_MISSING,
    NOTHING_RECORDED,
    GapLine,
    claim_blocks,
    exchange_words,
    missing_lines,
    support_lines,
    waiting_blocks,
    waiting_words,
)
from negotrack.pages.blocks import Block, Outline, Paragraph, Section
from negotrack.pages.days import date_words
from negotrack.pages.panels import proposal_blocks
from negotrack.pages.proposal import named_blocks, position_item
from negotrack.pages.signs import signed_stance
from negotrack.pages.terms import NO_SOURCE, Terms
from negotrack.pages.words import counted
from negotrack.text import pad, safe
from negotrack.tui.actions import Place
from negotrack.tui.render import AGAINST, DIM, HEADING, STRONG, WARNING, Piece, longest_name, stance_style
from negotrack.tui.screens.paned import Itemized, ListedItem
from negotrack.tui.widgets.keyline import bindings

_NAMED = 500
"""Proposals of a line that are named beside it; the others are counted."""


class GapsScreen(Itemized):
    """Shows what is not known; returns the id of the proposal to go to, or None.

    Args:
        selected: the id of the proposal whose evidence is listed.
        missing: what is not reported in the view, if already known; likewise ``holding``, what holds up what.
    """

    PLACE = Place.GAPS
    BINDINGS = bindings(Place.GAPS)

    def __init__(
        self, view: Snapshot, selected: str | None = None, *, missing: Gaps | None = None, holding: Links | None = None
    ) -> None:
        super().__init__()
        self._view, self._target = view, selected
        self._missing, self._holding = missing, holding

    def on_mount(self) -> None:
        """Fill the list."""
        self.show(self._view, self._missing, self._holding)

    def show(self, view: Snapshot, missing: Gaps | None = None, holding: Links | None = None) -> None:
        """Show another view, after a change."""
        self._view = view
        target = view.known.get(self._target) if self._target else None
        items = list(_gap_items(view, missing or gaps(view), holding or links(view), target))
        self.fill(items, partial(_of_proposal, view))

    def heading(self) -> Sequence[Piece]:
        """The title."""
        day: list[Piece] = [(f" as of {date_words(self._view.day)}", WARNING)] if self._view.day else []
        return ["Not reported", *day, ", and how the rest is supported"]


def _gap_items(view: Snapshot, missing: Gaps, holding: Links, selected: Standing | None) -> Iterator[ListedItem]:
    """The lines of all sections."""
    terms = Terms(view.negotiation)
    lacking, supported = missing_lines(view, missing, terms), support_lines(view, missing)
    yield from _section("Not reported", _lines(view, lacking), NOTHING_MISSING if view.standings else NOTHING_RECORDED)
    yield from _section("How the rest is supported", _lines(view, supported), NO_POSITION)
    yield from _section("What others depend on", _holding(view, holding, terms), NO_LINK)
    yield from _section("Claims, none merged, none averaged", _claims(view, terms), NO_CLAIM)
    if selected:
        label = terms.label(selected.dossier.proposal)
        yield from _section(f"Evidence of {label}", _evidence(selected, terms), NO_POSITION)


def _section(title: str, found: Iterator[ListedItem], nothing: str) -> Iterator[ListedItem]:
    yield ListedItem([(title, HEADING)])
    first = next(found, None)
    if first is None:
        yield ListedItem([(f"  {nothing}", DIM)])
        return
    yield first
    yield from found


def _lines(view: Snapshot, found: Sequence[GapLine]) -> Iterator[ListedItem]:
    room = 2 + max((len(each.label) for each in found), default=0)
    for each in found:
        pieces: list[Piece] = [(f"  {each.label:<{room}}", DIM), each.text]
        yield ListedItem(pieces, partial(_counted, view, each), each.proposals, several=each.proposals is not tuple)


def _counted(view: Snapshot, found: GapLine) -> list[Block]:
    """A count in words, and the proposals that it is about."""
    proposals = found.proposals()
    if len(proposals) == 1:
        return [Paragraph(f"{found.label}: {found.text}"), *_in_full(view, proposals[0])]
    named = named_blocks(proposals, Terms(view.negotiation), _NAMED)
    return [Section(f"{found.label}: {found.text}", named)]


def _of_proposal(view: Snapshot, identifier: str) -> ListedItem:
    label = Terms(view.negotiation).proposal(identifier)
    return ListedItem([f"      {label}"], partial(_in_full, view, identifier), lambda: (identifier,))


def _in_full(view: Snapshot, identifier: str) -> list[Block]:
    standing = view.known[identifier]
    label = Terms(view.negotiation).label(standing.dossier.proposal)
    return [Section(label, ()), *proposal_blocks(view, standing, None, view.negotiation.sides)]


def _holding(view: Snapshot, holding: Links, terms: Terms) -> Iterator[ListedItem]:
    for blocker in holding.blockers:
        label = terms.proposal(blocker.id)
        yield ListedItem(
            [f"  {label}  ", (waiting_words(blocker), WARNING)],
            partial(waiting_blocks, view, blocker, terms),
            partial(tuple, (blocker.id, *blocker.waiting)),
            several=True,
        )
    for path in holding.cycles:
        words = exchange_words(path, terms)
        full, members = partial(tuple, (Paragraph(words),)), partial(tuple, dict.fromkeys(path))
        yield ListedItem([("  ⇄ ", AGAINST), words], full, members, several=True)


def _claims(view: Snapshot, terms: Terms) -> Iterator[ListedItem]:
    for topic, claims in view.claims.items():
        several = f"  {counted(len(claims), 'claim')}" if len(claims) > 1 else ""
        yield ListedItem([(f"  {topic}", STRONG), (several, DIM)])
        for claim in claims:
            pieces: list[Piece] = [f"    {claim.claim}", (f"  {claim.by}", DIM)]
            yield ListedItem(pieces, partial(claim_blocks, claim, terms))


def _evidence(standing: Standing, terms: Terms) -> Iterator[ListedItem]:
    identifier = standing.id
    room = longest_name(terms.negotiation.sides)
    for entry in (entry for side in standing.sides.values() for entry in side.present):
        name = terms.side(entry.side)
        stance = (signed_stance(entry.stance), stance_style(entry.stance))
        item = position_item(name, entry, standing, terms)
        cited = [terms.citations.words([each]) for each in entry.evidence] or [NO_SOURCE]
        for words in cited:
            style = "" if entry.evidence else WARNING
            yield ListedItem(
                [f"  {pad(safe(name), room)} ", stance, (f"  {words}", style)],
                partial(tuple, (Outline((item,)),)),
                lambda: (identifier,),
            )
