"""Text that was not saved when the program ended, to go on with, to throw away, or to keep for later."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime

from textual import on, work

from negotrack.model.negotiation import Negotiation
from negotrack.pages.annotations import ask_words
from negotrack.pages.days import moment_words
from negotrack.pages.words import NOT_REPORTED, counted
from negotrack.store.drafts import WORDING, Draft
from negotrack.tui.actions import Place
from negotrack.tui.board import CURSOR
from negotrack.tui.forms.question import Answer, Question
from negotrack.tui.render import DIM, EMPTY, KEY, Line, Piece, clipped, hanging, line, paragraph, spread
from negotrack.tui.screens.paned import Paned
from negotrack.tui.widgets.annotations import beside_words
from negotrack.tui.widgets.keyline import bindings
from negotrack.tui.widgets.lines import Listing, RowListing, copy

Named = Callable[[Sequence[str]], str]
"""Names proposals together, given their ids."""
_LABEL = 9
_ROOMY = 60
"""Width from which a row shows when its text was written, in cells."""
_BEGINS = 300
"""Characters from the beginning of a text that a row has at hand to show."""


class DraftList(RowListing[Draft]):
    """A row for each text: how it begins, what it is about, and when it was written."""

    number = 1

    def __init__(self, drafts: Sequence[Draft], named: Named) -> None:
        super().__init__()
        self.rows = drafts
        self._named = named

    def take_out(self, draft: Draft) -> None:
        """Remove a text from the list."""
        self.rows = [each for each in self.rows if each is not draft]
        self.redraw()
        self.cursor, place = -1, self.cursor
        self.move(place)

    def draw(self, index: int, cells: int) -> Line:
        """One row."""
        draft = self.rows[index]
        begins = " ".join(draft.text[:_BEGINS].split())
        of = "wording of" if draft.kind == WORDING else "on"
        about: Piece = (f"  {of} {self._named(draft.targets)}", DIM)
        pieces: list[Piece] = [(CURSOR if index == self.cursor else " ", KEY), " ", begins, about]
        return clipped(cells, *pieces) if cells < _ROOMY else spread(cells, pieces, [(_when(draft), DIM)])


class DraftsScreen(Paned[Draft]):
    """Offers texts that were not saved; returns the one to go on with, or None to keep them for later."""

    PLACE = Place.DRAFTS
    BINDINGS = bindings(Place.DRAFTS)

    def __init__(
        self, drafts: Sequence[Draft], negotiation: Negotiation, *, named: Named, drop: Callable[[Draft], None]
    ) -> None:
        super().__init__()
        self._listing = DraftList(drafts, named)
        self._negotiation, self._named, self._drop = negotiation, named, drop

    def lists(self) -> Iterator[Listing]:
        """The texts."""
        yield self._listing

    def on_mount(self) -> None:
        """Select the first text."""
        self._listing.move(0)

    @on(Listing.Moved)
    def _show_selected(self) -> None:
        draft = self._listing.selected
        keys = [("open", "go on"), ("throw_away", "throw away"), ("back", "keep for later")]
        self._listing.head(["Not saved  ", (counted(self._listing.count, "text"), DIM)], keys=keys)
        if draft:
            self.detail.head([self._named(draft.targets)])
            self.detail.show(lambda cells: list(self._in_full(draft, cells)), top=True)

    def _in_full(self, draft: Draft, cells: int) -> Iterator[Line]:
        what = draft.kind or "annotation"
        about = self._negotiation.side_name(draft.about) if draft.about else "the whole"
        facts = {
            "kind": f"a change of a stored {what}" if draft.edits else f"a new {what}",
            "written": _when(draft),
            "about": "" if draft.kind else about,
            "tags": " ".join(f"#{tag}" for tag in draft.tags),
            "asks": ask_words(draft.ask) if draft.ask else "",
            "more": beside_words(draft, self._negotiation),
        }
        for label, words in facts.items():
            if words:
                yield from hanging((label, DIM), words, cells, indent=_LABEL)
        yield EMPTY
        yield from paragraph(draft.text, cells) if draft.text.strip() else [line(("no text", DIM))]

    @on(Listing.Opened)
    def action_open(self) -> None:
        """Go on with the selected text."""
        self.dismiss(self._listing.selected)

    def action_copy(self) -> None:
        """Copy the selected text as it was written."""
        if draft := self._listing.selected:
            copy(self.app, draft.text)

    @work
    async def action_throw_away(self) -> None:
        """Throw the selected text away, after asking; go back if it was the last one."""
        draft = self._listing.selected
        if draft is None:
            return
        words = f"It has {counted(len(draft.text), 'character')} and cannot be recovered."
        answers = [Answer("d", "Throw it away", True)]
        if not await self.app.push_screen_wait(Question("Throw it away?", words, answers, back="Keep it")):
            return
        self._drop(draft)
        self._listing.take_out(draft)
        if not self._listing.count:
            self.dismiss(None)


def _when(draft: Draft) -> str:
    """When a draft was saved, in words."""
    try:
        return moment_words(datetime.fromisoformat(draft.saved))
    except (ValueError, OverflowError):
        return f"time {NOT_REPORTED}"
