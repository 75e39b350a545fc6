"""A choice of any number of a few values, one below the other."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Sequence
from typing import ClassVar, Generic, TypeVar

from textual import on
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from negotrack.tui.forms.field import Field
from negotrack.tui.render import KEY, Line, Piece, line

T = TypeVar("T", bound=Hashable)


class Several(OptionList, Generic[T]):
    """Values that are chosen or not, each by itself.

    Args:
        options: each value with what it is called.
        chosen: what to begin with.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("space", "select", show=False)]
    DEFAULT_CSS = """
    Several, Several:focus {
        width: 1fr; height: auto; padding: 0; border: none; border-left: outer $divider; background: $panel;
    }
    Several:focus { border-left: outer $border; }
    """

    class Changed(Message):
        """A value was chosen, or is no longer."""

    def __init__(self, options: Sequence[tuple[Piece, T]], chosen: Collection[T]) -> None:
        self._offered = tuple(options)
        self._chosen = set(chosen)
        super().__init__(*(Option(self._shown(place)) for place in range(len(options))), compact=True)

    @property
    def chosen(self) -> tuple[T, ...]:
        """What is chosen, in the order in which it is offered."""
        return tuple(value for _, value in self._offered if value in self._chosen)

    @on(OptionList.OptionSelected)
    def toggle(self, event: OptionList.OptionSelected) -> None:
        """Choose the value, or no longer."""
        event.stop()
        self._chosen ^= {self._offered[event.option_index][1]}
        self.replace_option_prompt_at_index(event.option_index, self._shown(event.option_index))
        self.post_message(self.Changed())

    def _shown(self, place: int) -> Line:
        label, value = self._offered[place]
        return line(("[✓] " if value in self._chosen else "[ ] ", KEY), label)


class SeveralField(Field, Generic[T]):
    """A choice of any number of values.

    Args:
        label: what is asked for.
        options: each value with what it is called.
        chosen: what to begin with.
        none: what it means that nothing is chosen.
    """

    def __init__(self, label: str, options: Sequence[tuple[Piece, T]], chosen: Collection[T], *, none: str) -> None:
        self._several = Several(options, chosen)
        self._none = none
        super().__init__(label, self._several)

    @property
    def entered(self) -> tuple[T, ...]:
        """What is chosen."""
        return self._several.chosen

    def read(self) -> tuple[T, ...]:
        """What is chosen; says what it means that nothing is."""
        self.show(reading="" if self.entered else self._none)
        return self.entered
