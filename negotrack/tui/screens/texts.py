"""The wordings of one proposal: each in full with its brackets, or the changes between two that are marked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from negotrack.model.records import Text
from negotrack.model.snapshot import Snapshot
from negotrack.pages.blocks import Block
from negotrack.pages.days import short_day_words
from negotrack.pages.terms import Terms
from negotrack.pages.texts import (
    NO_TEXT,
    bracketed,
    clean_words,
    tabled_by,
    text_columns_page,
    text_difference_page,
    text_label,
    text_section,
)
from negotrack.pages.words import NOT_REPORTED
from negotrack.tui.actions import Place
from negotrack.tui.board import SELECTED
from negotrack.tui.render import DIM, HEADING, KEY, STRONG, Line, Piece, line
from negotrack.tui.screens.paned import ActionRequest, Itemized, ListedItem
from negotrack.tui.widgets.keyline import bindings, key_of

_COMPARED = 2


class TextsScreen(Itemized):
    """Shows the wordings of a proposal.

    Args:
        view: the snapshot, possibly for a day; later wordings are left out.
    """

    PLACE = Place.TEXTS
    BINDINGS = bindings(Place.TEXTS)

    def __init__(self, view: Snapshot, proposal: str) -> None:
        super().__init__()
        self._view, self._proposal = view, proposal
        self._texts: tuple[Text, ...] = ()
        self._marked: list[str] = []

    def on_mount(self) -> None:
        """Fill the list."""
        self.show(self._view)

    def show(self, view: Snapshot) -> None:
        """Show the current records, after a change."""
        self._view = view
        self._texts = tuple(reversed(view.negotiation.dossiers[self._proposal].texts_by(view.day)))
        self._marked = [each for each in self._marked if any(text.id == each for text in self._texts)]
        self.fill(list(self._lines()))

    def heading(self) -> Sequence[Piece]:
        """The title."""
        return ["Wordings  ", (Terms(self._view.negotiation).proposal(self._proposal), STRONG)]

    def legend(self) -> Sequence[Line]:
        """What marking is for."""
        return [line((f"{SELECTED} marked: two are compared", DIM))] if len(self._texts) > 1 else ()

    def in_full(self) -> Sequence[Block]:
        """The selected wording; if two are marked, what changed between them."""
        chosen = [text for text in reversed(self._texts) if text.id in self._marked]
        if len(chosen) == _COMPARED:
            return text_difference_page(self._view, self._proposal, *chosen).sections
        return super().in_full()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to mark wordings only if there are any."""
        if action == "select":
            return bool(self._texts)
        return super().check_action(action, parameters)

    def action_select(self) -> None:
        """Mark the selected wording for comparison, or unmark it; a third mark replaces the first."""
        place = self._place
        if place is not None:
            identifier = self._texts[place].id
            if identifier in self._marked:
                self._marked.remove(identifier)
            else:
                self._marked = [*self._marked, identifier][-_COMPARED:]
            self.fill(list(self._lines()))

    def action_table_text(self) -> None:
        """Request the form for another wording."""
        self.post_message(ActionRequest("table_text", self._proposal))

    @property
    def _place(self) -> int | None:
        rank, _ = self.items.rank
        return rank - 1 if 0 < rank <= len(self._texts) else None

    def _lines(self) -> Iterator[ListedItem]:
        if not self._texts:
            yield ListedItem([f"  {NO_TEXT}"])
            yield ListedItem([(f"  {key_of(self.app, 'table_text', Place.TEXTS)}", KEY), "  table the first one"])
            return
        terms = Terms(self._view.negotiation)
        yield ListedItem([("The newest first", HEADING)])
        for text in self._texts:
            yield self._line(text, terms)
        if len(self._texts) > 1:
            yield ListedItem([("Side by side", HEADING)])
            yield ListedItem(
                ["  the last agreed text, each side's newest, and the compromise"],
                lambda: text_columns_page(self._view, self._proposal).sections,
            )

    def _line(self, text: Text, terms: Terms) -> ListedItem:
        mark = SELECTED if text.id in self._marked else " "
        by = tabled_by(text, terms) or f"tabled by: {NOT_REPORTED}"
        clean = clean_words(bracketed(text, terms.negotiation))
        pieces: list[Piece] = [
            (f" {mark} ", KEY),
            f"{text_label(text, terms)}",
            (f"  {short_day_words(text.date)} · {by} · {clean}", DIM),
        ]
        return ListedItem(pieces, lambda: (text_section(text, terms),), lambda: (self._proposal,))
