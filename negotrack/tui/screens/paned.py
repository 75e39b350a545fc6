"""A list, and what is selected in it in full: beside it where there is room, else below it, else one at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar, NamedTuple, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.screen import Screen
from textual.widget import Widget

from negotrack.pages.blocks import Block
from negotrack.tui import content
from negotrack.tui.actions import Place
from negotrack.tui.board import CURSOR
from negotrack.tui.render import DIM, KEY, Line, Piece, clipped
from negotrack.tui.widgets.keyline import KeyLine
from negotrack.tui.widgets.lines import Listing, TextPanel, copy


@dataclass
class ActionRequest(Message):
    """An action of the table is wanted, for a proposal."""

    action: str
    target: str | None


T = TypeVar("T")


class Paned(Screen[T | None]):
    """A list and what is selected in it; returns what to go to, None to go back."""

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
        """The lists, and what is selected in full."""
        yield from self.above()
        with Vertical(id="body"):
            with Vertical(id="lists"):
                yield from self.lists()
            detail = TextPanel(id="detail")
            detail.number = 2
            yield detail
        yield KeyLine(self.PLACE)

    def above(self) -> Iterator[Widget]:
        """What stands above the panels."""
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
        """What is selected in full."""
        return self.query_one("#detail", TextPanel)

    def on_descendant_focus(self) -> None:
        """Where there is little room, the panel that keys go to is the one that is seen."""
        self.set_class(self.detail.has_focus, "-reading")

    def action_back(self) -> None:
        """Go back."""
        self.dismiss(None)

    def action_next_pane(self) -> None:
        """Go to the other panel; where there is little room, it takes the place of this one."""
        to_detail = not self.detail.has_focus
        self.set_class(to_detail, "-reading")
        (self.detail if to_detail else self.listing).focus()

    def action_previous_pane(self) -> None:
        """Go to the other panel."""
        self.action_next_pane()

    def action_copy(self) -> None:
        """Copy what is selected, in full."""
        copy(self.app, self.detail.words)


class ListedItem(NamedTuple):
    """One line.

    Attributes:
        blocks: makes what is said of it in full; None for a heading, which cannot be selected.
        proposals: finds the ids of the proposals that it is about.
        several: they can be listed below it.
    """

    pieces: Sequence[Piece]
    blocks: Callable[[], Sequence[Block]] | None = None
    proposals: Callable[[], Sequence[str]] = tuple
    several: bool = False


class ItemListing(Listing):
    """The lines under their headings."""

    number = 1

    def __init__(self) -> None:
        super().__init__(id="items")
        self._found: Sequence[ListedItem] = ()
        self._opened: frozenset[int] = frozenset()
        self._shown: list[tuple[int, ListedItem]] = []
        self._of_proposal: Callable[[str], ListedItem] = lambda identifier: ListedItem([identifier])

    def fill(self, found: Sequence[ListedItem], of_proposal: Callable[[str], ListedItem] | None = None) -> None:
        """Show other lines; the cursor stays where it is."""
        self._found, self._of_proposal = found, of_proposal or self._of_proposal
        self._arrange()
        self.move(self.cursor)

    @property
    def count(self) -> int:
        """How many lines there are."""
        return len(self._shown)

    @property
    def selected(self) -> ListedItem | None:
        """The selected line."""
        return self._shown[self.cursor][1] if 0 <= self.cursor < self.count else None

    @property
    def rank(self) -> tuple[int, int]:
        """Which of the lines that can be selected is, counted from one, and of how many."""
        places = [index for index in range(self.count) if self.selectable(index)]
        return (places.index(self.cursor) + 1 if self.cursor in places else 0), len(places)

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
        several: list[Piece] = [(" ▾" if place in self._opened else " ▸", KEY)] if item.several else []
        return clipped(cells, (CURSOR if index == self.cursor else " ", KEY), *item.pieces, *several)

    def _arrange(self) -> None:
        self._shown = list(self._arranged())
        self.redraw()

    def _arranged(self) -> Iterator[tuple[int, ListedItem]]:
        for place, item in enumerate(self._found):
            yield place, item
            if place in self._opened:
                for identifier in item.proposals():
                    yield place, self._of_proposal(identifier)


class Itemized(Paned[str]):
    """Shows lines and what is said of the selected one; returns the id of the proposal to go to, or None."""

    def lists(self) -> Iterator[Listing]:
        """The lines."""
        yield ItemListing()

    @property
    def items(self) -> ItemListing:
        """The lines."""
        return self.query_one(ItemListing)

    @property
    def target(self) -> str | None:
        """The id of the proposal that the selected line is about, where it is one."""
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
        """What stands in the lower border."""
        return ()

    def in_full(self) -> Sequence[Block]:
        """What is said of the selected line in full."""
        item = self.items.selected
        return item.blocks() if item and item.blocks else ()

    @on(Listing.Moved)
    def show_selected(self) -> None:
        """Show what is said of the selected line."""
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
        """What is done with the selected line is offered only where there is one."""
        if action in {"open", "copy"} and self.is_mounted:
            return self.items.selected is not None and self.items.selected.blocks is not None
        return super().check_action(action, parameters)

    @on(Listing.Opened)
    def action_open(self) -> None:
        """Go to the proposal; list them where there are several; else read on in the other panel."""
        item = self.items.selected
        if item and item.several and len(item.proposals()) > 1:
            self.items.toggle()
        elif self.target:
            self.dismiss(self.target)
        else:
            self.action_next_pane()

    def ask(self, action: str) -> None:
        """Ask the application for what the screen cannot do by itself."""
        if self.target:
            self.post_message(ActionRequest(action, self.target))
