"""A list, and its selected row in full: beside it if there is room, else below it, else one at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar, NamedTuple, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.widget import Widget

from negotrack.pages.blocks import Block
from negotrack.tui import content
from negotrack.tui.actions import Place
from negotrack.tui.board import CURSOR
from negotrack.tui.render import DIM, KEY, Line, Piece, clipped
from negotrack.tui.widgets.keyline import KeyedScreen, KeyLine
from negotrack.tui.widgets.lines import Listing, RowListing, TextPanel, copy


@dataclass
class ActionRequest(Message):
    """A screen requests an action of the main screen on a proposal."""

    action: str
    target: str | None


T = TypeVar("T")


class Paned(KeyedScreen[T | None]):
    """A list, and its selected row in full; returns what to go to, or None to go back."""

    PLACE: ClassVar[Place]
    AUTO_FOCUS = "Listing"
    HORIZONTAL_BREAKPOINTS = [(0, "-stacked"), (130, "-beside")]  # noqa: RUF012 - Textual declares it so
    VERTICAL_BREAKPOINTS = [(0, "-low"), (18, "-high")]  # noqa: RUF012 - Textual declares it so
    DEFAULT_CSS = """
    Paned {
        & #body, & #lists, & #detail { height: 1fr; }
        &.-beside #body { layout: horizontal; & #lists { width: 3fr; } & #detail { width: 2fr; } }
        &.-stacked.-low {
            & #detail { display: none; }
            &.-reading { & #detail { display: block; } & #lists { display: none; } }
        }
    }
    """

    def compose(self) -> ComposeResult:
        """The lists, and the selected row in full."""
        yield from self.above()
        with Vertical(id="body"):
            with Vertical(id="lists"):
                yield from self.lists()
            yield TextPanel(id="detail", number=2)
        yield KeyLine(self.PLACE)

    def above(self) -> Iterator[Widget]:
        """The widgets above the panels."""
        yield from ()

    def lists(self) -> Iterator[Listing]:
        """The lists, of which one is shown."""
        raise NotImplementedError

    @property
    def listing(self) -> Listing:
        """The list that is shown."""
        return next(each for each in self.query(Listing) if each.display)

    @property
    def detail(self) -> TextPanel:
        """The panel with the selected row in full."""
        return self.query_one("#detail", TextPanel)

    def on_descendant_focus(self) -> None:
        """In a small window, show the panel that has the focus."""
        self.set_class(self.detail.has_focus, "-reading")

    def action_turn_pane(self, step: int = 1) -> None:
        """Go to the other panel; in a small window, it replaces this one."""
        del step
        to_detail = not self.detail.has_focus
        self.set_class(to_detail, "-reading")
        (self.detail if to_detail else self.listing).focus()

    def action_copy(self) -> None:
        """Copy the selected row in full."""
        copy(self.app, self.detail.words)


class ListedItem(NamedTuple):
    """One line.

    Attributes:
        blocks: returns the line in full; None for a heading, which cannot be selected.
        proposals: returns the ids of the proposals that it is about.
        several: the proposals can be listed below it.
    """

    pieces: Sequence[Piece]
    blocks: Callable[[], Sequence[Block]] | None = None
    proposals: Callable[[], Sequence[str]] = tuple
    several: bool = False


class ItemListing(RowListing[ListedItem]):
    """The lines under their headings."""

    number = 1

    def __init__(self) -> None:
        super().__init__(id="items")
        self._found: Sequence[ListedItem] = ()
        self._opened: frozenset[int] = frozenset()
        self._places: Sequence[int] = ()  # of each row, or of the one that it is listed below
        self._of_proposal: Callable[[str], ListedItem] = lambda identifier: ListedItem([identifier])

    def fill(self, found: Sequence[ListedItem], of_proposal: Callable[[str], ListedItem] | None = None) -> None:
        """Show other lines; the cursor stays where it is."""
        self._found, self._of_proposal = found, of_proposal or self._of_proposal
        self._arrange()
        self.move(self.cursor)

    @property
    def rank(self) -> tuple[int, int]:
        """The number of the selected line, counted from one without headings, and how many lines there are."""
        places = [index for index in range(self.count) if self.selectable(index)]
        return (places.index(self.cursor) + 1 if self.cursor in places else 0), len(places)

    def toggle(self) -> None:
        """Expand the selected line into its proposals, or collapse it."""
        self._opened ^= {self._places[self.cursor]}
        self._arrange()

    def selectable(self, index: int) -> bool:
        """Whether a line can be selected; headings cannot."""
        return self.rows[index].blocks is not None

    def draw(self, index: int, cells: int) -> Line:
        """One line."""
        item, is_open = self.rows[index], self._places[index] in self._opened
        several: list[Piece] = [(" ▾" if is_open else " ▸", KEY)] if item.several else []
        return clipped(cells, (CURSOR if index == self.cursor else " ", KEY), *item.pieces, *several)

    def _arrange(self) -> None:
        arranged = list(self._arranged())
        self._places, self.rows = [place for place, _ in arranged], [item for _, item in arranged]
        self.redraw()

    def _arranged(self) -> Iterator[tuple[int, ListedItem]]:
        for place, item in enumerate(self._found):
            yield place, item
            if place in self._opened:
                for identifier in item.proposals():
                    yield place, self._of_proposal(identifier)


class Itemized(Paned[str]):
    """Shows lines, and the selected one in full; returns the id of the proposal to go to, or None."""

    def lists(self) -> Iterator[Listing]:
        """The lines."""
        yield ItemListing()

    @property
    def items(self) -> ItemListing:
        """The lines."""
        return self.query_one(ItemListing)

    @property
    def target(self) -> str | None:
        """The id of the proposal that the selected line is about, if it is exactly one."""
        proposals = self.items.selected.proposals() if self.items.selected else ()
        return proposals[0] if len(proposals) == 1 else None

    def fill(self, items: Sequence[ListedItem], of_proposal: Callable[[str], ListedItem] | None = None) -> None:
        """Show other lines."""
        self.items.fill(items, of_proposal)
        self.show_selected()

    def heading(self) -> Sequence[Piece]:
        """The title."""
        raise NotImplementedError

    def legend(self) -> Sequence[Line]:
        """The legend in the lower border."""
        return ()

    def in_full(self) -> Sequence[Block]:
        """The content of the selected line in full."""
        item = self.items.selected
        return item.blocks() if item and item.blocks else ()

    @on(Listing.Moved)
    def show_selected(self) -> None:
        """Show the selected line in full."""
        items = self.items
        rank, of = items.rank
        items.head(self.heading())
        items.foot(self.legend(), [(f"{rank:,} of {of:,}", DIM)] if of else ())
        blocks = list(self.in_full())
        several = items.selected is not None and items.selected.several
        self.detail.head(["In full"], keys=[("open", "list them")] if several else ())
        self.detail.show(lambda cells: content.write(blocks, cells), top=True)
        self.query_one(KeyLine).refresh()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer the actions on the selected line only if there is one."""
        if action in {"open", "copy"} and self.is_mounted:
            return self.items.selected is not None and self.items.selected.blocks is not None
        return super().check_action(action, parameters)

    @on(Listing.Opened)
    def action_open(self) -> None:
        """Go to the proposal, or list several below the line; if there is none, go to the other panel."""
        item = self.items.selected
        if item and item.several and len(item.proposals()) > 1:
            self.items.toggle()
        elif self.target:
            self.dismiss(self.target)
        else:
            self.action_turn_pane()

    def ask(self, action: str) -> None:
        """Request an action that the screen cannot do itself."""
        if self.target:
            self.post_message(ActionRequest(action, self.target))
