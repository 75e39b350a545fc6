"""A choice of one value among a few, on one line."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import TypeVar

from rich.text import Text
from textual import events
from textual.widgets import Select
from textual.widgets.select import NoSelection

from negotrack.text import safe

T = TypeVar("T", bound=Hashable)


class Choice(Select[T]):
    """A choice of one value; something is always chosen."""

    DEFAULT_CSS = """
    Choice {
        width: 1fr;
        & > SelectCurrent, &:ansi > SelectCurrent {
            height: 1; padding: 0 1 0 0; border: none; border-left: outer $divider; background: $panel;
        }
        & > SelectCurrent #label { height: 1; text-wrap: nowrap; text-overflow: ellipsis; }
        &:focus > SelectCurrent, &:ansi:focus > SelectCurrent { border: none; border-left: outer $border; }
    }
    """

    def __init__(self, options: Iterable[tuple[str, T]], *, value: T) -> None:
        labels = [(Text(safe(label)), each) for label, each in options]
        self._offered = {each: _first_word(label.plain) for label, each in labels}
        self._begun = value
        # Rich's text, because typing searches only that, and because it is never read as markup.
        super().__init__(labels, value=value, allow_blank=False)

    @property
    def chosen(self) -> T:
        """What is chosen; before the choice is on the screen, what it began with."""
        return self._begun if isinstance(self.value, NoSelection) else self.value

    def on_key(self, event: events.Key) -> None:
        """Choose the next value that begins with the letter that is typed."""
        letter = (event.character or "").casefold()
        if self.expanded or not event.is_printable or not letter.isalnum():
            return
        values = list(self._offered)
        here = values.index(self.chosen)
        for value in (*values[here + 1 :], *values[:here]):
            if self._offered[value].startswith(letter):
                self.value = value
                event.stop()
                return

    def choose(self, value: T) -> None:
        """Choose another of the values; one that is not offered is passed over."""
        if value in self._offered:
            self.value = value


def _first_word(label: str) -> str:
    """What a label begins with, after any sign."""
    words = (word for word in label.casefold().split() if word[0].isalnum())
    return next(words, "")
