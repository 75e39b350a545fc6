"""The last line of a screen: a few keys, of which the way out is never cut off."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget

from negotrack.tui.actions import BY_ID, FOOTERS, Place
from negotrack.tui.bindings import key_of
from negotrack.tui.render import KEY, Line, line
from negotrack.tui.widgets.keys import clickable, do


class KeyLine(Widget):
    """The keys of a place, each with a word, as many as fit; each can be clicked.

    Attributes:
        place: whose keys they are.
    """

    DEFAULT_CSS = """
    KeyLine {
        height: 1; background: $panel; link-style: none; link-color: $foreground; link-background: $panel;
        link-style-hover: underline; link-color-hover: $foreground; link-background-hover: $panel;
    }
    """

    def __init__(self, place: Place) -> None:
        super().__init__()
        self.place = place

    def on_mount(self) -> None:
        """Show other keys where keys go elsewhere."""
        self.watch(self.screen, "focused", self._follow, init=False)

    def render(self) -> Content:
        """As many keys as fit; the last of the place, which leads out or to help, is among them."""
        place = place_of(self.screen)
        return fitting([self._item(identifier, place) for identifier in FOOTERS[place]], self.size.width)

    async def action_do(self, identifier: str) -> None:
        """Do what a key that was clicked does."""
        await do(self, identifier)

    def _follow(self) -> None:
        self.refresh()

    def _item(self, identifier: str, place: Place) -> Line:
        action = BY_ID[identifier]
        return clickable(line(" ", (key_of(self.app, identifier, place), KEY), f" {action.label} "), identifier)


@runtime_checkable
class Placed(Protocol):
    """What says itself which place it is.

    Attributes:
        place: which keys are at hand there.
    """

    place: Place


def place_of(screen: Screen[object]) -> Place:
    """Which place keys go to: a line to type into, else the screen, by the keys that it shows."""
    beside = screen.focused.parent if screen.focused else None
    if isinstance(beside, Placed):
        return beside.place
    shown = screen.query_one_optional(KeyLine)
    return shown.place if shown else Place.APP


def fitting(items: list[Line], cells: int) -> Line:
    """The items in order, as many as fit; the last one before all others."""
    *others, last = items
    room = cells - last.cell_length
    shown: list[Line] = []
    for item in others:
        if item.cell_length > room:
            break
        shown.append(item)
        room -= item.cell_length
    return Content("").join([*shown, last])
