"""Screens that are a list of lines, with what is said of the selected one in full."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from textual import on

from negotrack.pages.blocks import Block
from negotrack.tui import content
from negotrack.tui.render import DIM, Line, Piece
from negotrack.tui.screens.paned import Paned
from negotrack.tui.screens.requests import ActionRequest
from negotrack.tui.widgets.item_listing import ItemListing, ListedItem
from negotrack.tui.widgets.keyline import KeyLine
from negotrack.tui.widgets.listing import Listing


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
        """Show other lines.

        Args:
            items: the lines.
            of_proposal: makes the line of a proposal that is listed below another one.
        """
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
        if item is None:
            return
        if item.several and len(item.proposals()) > 1:
            self.items.toggle()
        elif self.target:
            self.dismiss(self.target)
        else:
            self.action_next_pane()

    def ask(self, action: str) -> None:
        """Ask the application for what the screen cannot do by itself."""
        if self.target:
            self.post_message(ActionRequest(action, self.target))
