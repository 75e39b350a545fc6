"""What analysts read differently, what is left to code, and how far the analysts agree."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from negotrack.analysis.readings import Statement, agreement, left_to_code, statements
from negotrack.model.snapshot import Snapshot
from negotrack.model.vocabulary import Status
from negotrack.pages.blocks import Outline
from negotrack.pages.readings import (
    NONE_DIFFERENT,
    NOTHING_LEFT,
    agreement_blocks,
    agreement_words,
    evidence_item,
    is_decided,
    statement_section,
)
from negotrack.pages.signs import STATUS_SIGNS, signed_stance
from negotrack.pages.terms import Terms
from negotrack.text import pad, safe
from negotrack.tui.actions import Place
from negotrack.tui.render import DIM, HEADING, WARNING, Line, Piece, line, longest_name, stance_style
from negotrack.tui.screens.paned import Itemized, ListedItem
from negotrack.tui.widgets.keyline import bindings


class ReadingsScreen(Itemized):
    """Shows where analysts read differently; returns the id of the proposal to go to, or None.

    Args:
        whole: the view with what others coded, from which what is left to code is derived.
    """

    PLACE = Place.READINGS
    BINDINGS = bindings(Place.READINGS)

    def __init__(self, view: Snapshot, whole: Snapshot, analyst: str) -> None:
        super().__init__()
        self._view, self._whole, self._analyst = view, whole, analyst
        self._differing: Sequence[Statement] = ()

    def on_mount(self) -> None:
        """Fill the list."""
        self.show(self._view, self._whole)

    def show(self, view: Snapshot, whole: Snapshot) -> None:
        """Show the current records, after a change."""
        self._view, self._whole = view, whole
        found = (each for each in statements(view) if each.differs)
        self._differing = sorted(found, key=lambda each: -each.camps_apart)
        left = left_to_code(whole, self._analyst) if self._analyst else ()
        self.fill(list(_reading_items(view, self._differing, left)))

    def heading(self) -> Sequence[Piece]:
        """The title."""
        blind: list[Piece] = [("  blind: others' codings show once yours is saved", WARNING)]
        return ["Readings", *(blind if self._view.negotiation.header.blind else [])]

    def legend(self) -> Sequence[Line]:
        """What the signs mean, if there are any."""
        words = (f"{STATUS_SIGNS[Status.CONFLICTING]} undecided", "✓ decided by a ruling")
        return [line((each, DIM)) for each in words] if self._differing else ()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer a ruling only if records conflict."""
        if action == "rule" and self.is_mounted:
            return self.target is not None and self._view.known[self.target].conflicting
        return super().check_action(action, parameters)

    def action_rule(self) -> None:
        """Ask for a ruling between the readings."""
        self.ask("rule")

    def action_record(self) -> None:
        """Ask for the statement to be coded."""
        self.ask("record")


def _reading_items(view: Snapshot, differing: Sequence[Statement], left: Sequence[Statement]) -> Iterator[ListedItem]:
    """What is read differently, then what is left to code, then figures."""
    terms = Terms(view.negotiation)
    room = 2 + longest_name(view.negotiation.sides)
    yield ListedItem([(f"Read differently ({len(differing):,})", HEADING)])
    for each in differing:
        yield _differing(each, view, terms)
    if not differing:
        yield ListedItem([(f"  {NONE_DIFFERENT}", DIM)])
    yield ListedItem([(f"Left to code by you ({len(left):,})", HEADING)])
    for each in left:
        item = evidence_item(each, terms)
        pieces: list[Piece] = [
            (f"  {pad(safe(item.label), room)}", DIM),
            terms.proposal(each.proposal),
            (f"  {item.source}", DIM),
        ]
        yield ListedItem(pieces, partial(tuple, (Outline((item,)),)), partial(tuple, (each.proposal,)))
    if not left:
        yield ListedItem([(f"  {NOTHING_LEFT}", DIM)])
    yield ListedItem([("How far the analysts agree", HEADING)])
    yield ListedItem([f"  {agreement_words(agreement(view), view)}"], lambda: tuple(agreement_blocks(view)))


def _differing(statement: Statement, view: Snapshot, terms: Terms) -> ListedItem:
    decided = is_decided(statement, view)
    sign: Piece = ("✓ ", DIM) if decided else (f"{STATUS_SIGNS[Status.CONFLICTING]} ", WARNING)
    pieces: list[Piece] = ["  ", sign]
    for analyst, entry in statement.codings.items():
        pieces += [f"{analyst} ", (signed_stance(entry.stance), stance_style(entry.stance)), "  "]
    pieces += [(f"{terms.side(statement.side)}: ", DIM), terms.proposal(statement.proposal)]
    full = partial(tuple, (statement_section(statement, view, terms),))
    return ListedItem(pieces, full, partial(tuple, (statement.proposal,)))
