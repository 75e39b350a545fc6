"""Textual's list of options, with a sign before the one that is highlighted, since colour alone says nothing."""

from __future__ import annotations

from collections.abc import Iterable

from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from negotrack.tui.actions import Place
from negotrack.tui.bindings import bindings
from negotrack.tui.board import CURSOR
from negotrack.tui.render import KEY, line

SIGN_CELLS = 2
"""Cells that stand before each line."""


class PickList(OptionList):
    """Options of one line or several, and headings between them that cannot be chosen."""

    DEFAULT_CSS = """
    PickList, PickList:focus {
        height: auto; max-height: 100%; border: none; padding: 0;
        background: $background; background-tint: $foreground 0%;
        scrollbar-size-vertical: 1;
        & > .option-list--option-highlighted { background: $cursor; color: $foreground; }
    }
    """

    BINDINGS = bindings(Place.LIST)

    def __init__(self) -> None:
        super().__init__(markup=False)
        self._rows: list[Content] = []
        self._signed: int | None = None

    def show(self, rows: Iterable[Content], *, headings: Iterable[int] = (), highlighted: int = 0) -> None:
        """List other rows.

        Args:
            rows: what there is to choose from, without a sign.
            headings: which of them are headings.
            highlighted: the one to begin with.
        """
        self._rows, disabled = [*rows], set(headings)
        self._signed = None
        self.set_options(
            Option(row if index in disabled else _signed(row, " "), disabled=index in disabled)
            for index, row in enumerate(self._rows)
        )
        self.highlighted = highlighted if self._rows else None

    def action_down(self) -> None:
        """Move down, and from the last to the first."""
        self.action_cursor_down()

    def action_up(self) -> None:
        """Move up, and from the first to the last."""
        self.action_cursor_up()

    def watch_highlighted(self, highlighted: int | None) -> None:
        """Put the sign before another option."""
        for index, sign in ((self._signed, " "), (highlighted, CURSOR)):
            if index is not None and index < len(self._rows):
                self.replace_option_prompt_at_index(index, _signed(self._rows[index], sign))
        self._signed = highlighted
        super().watch_highlighted(highlighted)


def _signed(row: Content, sign: str) -> Content:
    first, *rest = row.split("\n")
    return Content("\n").join([line((sign, KEY), " ") + first, *(line("  ") + each for each in rest)])
