"""A choice of a few values, each with a letter that chooses it; and the choices for the vocabulary of the records."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar, Generic, TypeVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.style import Style
from textual.widget import Widget

from negotrack.model.records import Side
from negotrack.model.vocabulary import Basis, Form, Release, Reliability, Stance, Status
from negotrack.pages.signs import BASIS_WORDS, CREDIBILITY_WORDS, LETTERS, RELIABILITY_WORDS, STANCE_SIGNS, STATUS_SIGNS
from negotrack.pages.terms import NOT_JUDGED
from negotrack.pages.words import NOT_REPORTED
from negotrack.tui.render import EMPTY, KEY, PLAIN, cells_of, flowing, line, stance_style, status_style

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)
_GAP = " "
_INDEX = "choice"
"""The style metadata with the index of a cell's choice; if it were an action, Textual would colour it as a link."""


@dataclass(frozen=True, slots=True)
class Choice(Generic[T_co]):
    """One value that can be chosen.

    Attributes:
        value: the value itself.
        label: its name on the screen.
        letter: the key that chooses it; marked in the label if that contains it, else shown before it.
        sign: the sign before the label.
        style: the style of both.
    """

    value: T_co
    label: str
    letter: str = ""
    sign: str = ""
    style: str = PLAIN

    def shown(self, *, chosen: bool) -> Content:
        """The choice as it is drawn among the others."""
        sign = f"{self.sign} " if self.sign else ""
        words = line((sign + self.label, self.style))
        place = words.plain.casefold().find(self.letter.casefold(), len(sign)) if self.letter else -1
        if place >= 0:
            words = words.stylize(f"{KEY} underline", place, place + 1)
        elif self.letter:
            words = line((self.letter, KEY), " ") + words
        return (line("[") + words + line("]")).stylize("bold on $cursor") if chosen else line(" ") + words + line(" ")


class Letters(Widget, Generic[T], can_focus=True):
    """Choices side by side; a letter, an arrow or a click chooses.

    One widget for all of them: a RadioSet of nine choices takes 28 ms to mount, and a form has several. And without
    colour, a SelectionList does not show what is selected.

    Args:
        several: any number can be chosen; a letter then toggles its choice.

    Attributes:
        value: the chosen value; None if nothing is chosen, or as one of the choices. If ``several``, a tuple in order.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right,down", "step(1)", show=False),
        Binding("left,up", "step(-1)", show=False),
        Binding("delete,backspace", "clear", show=False),
    ]
    DEFAULT_CSS = """
    Letters {
        width: 1fr; height: auto; border-left: outer $divider; background: $panel; color: $foreground;
        &:focus { border-left: outer $border; }
    }
    """
    value: reactive[Any] = reactive(None, layout=True, init=False)

    class Changed(Message):
        """Another value was chosen."""

    def __init__(
        self, choices: Iterable[Choice[T]], value: T | tuple[T, ...] | None = None, *, several: bool = False
    ) -> None:
        super().__init__()
        self.choices: Sequence[Choice[T]] = tuple(choices)
        self._several = several
        self._laid_out: tuple[object, Sequence[Content]] = (None, [])
        self.set_reactive(type(self).value, value)

    def watch_value(self) -> None:
        """Notify the form."""
        self.post_message(self.Changed())

    def render(self) -> Content:
        """Every choice, with its letter."""
        return Content("\n").join(self._lines(self.content_size.width))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """The number of lines that the choices take."""
        del container, viewport
        return len(self._lines(width))

    def on_key(self, event: events.Key) -> None:
        """Choose the value with the letter that was pressed."""
        letter = event.character
        exact = [choice for choice in self.choices if choice.letter == letter]
        found = exact or [choice for choice in self.choices if letter and choice.letter.casefold() == letter.casefold()]
        if letter and found:
            event.stop()
            event.prevent_default()
            self._choose(found[0].value)

    def action_step(self, step: int) -> None:
        """Choose the next or the previous value."""
        values = [choice.value for choice in self.choices]
        if self._several:
            return
        here = values.index(self.value) if self.value in values else (-1 if step > 0 else 0)
        self.value = values[(here + step) % len(values)]

    def action_clear(self) -> None:
        """Choose nothing."""
        self.value = () if self._several else None

    def on_click(self, event: events.Click) -> None:
        """Choose what was clicked."""
        index = event.style.meta.get(_INDEX)
        if index is not None:
            self._choose(self.choices[index].value)

    def _choose(self, value: T) -> None:
        if self._several:
            chosen = {*self.value} ^ {value}
            self.value = tuple(each.value for each in self.choices if each.value in chosen)
        else:
            self.value = value

    def _lines(self, cells: int) -> Sequence[Content]:
        if self._laid_out[0] != (cells, self.value):  # Textual asks for the height several times
            chosen = self.value if self._several else (self.value,)
            items = [
                choice.shown(chosen=choice.value in chosen).stylize(Style.from_meta({_INDEX: index}))
                for index, choice in enumerate(self.choices)
            ]
            lines = flowing(items, max(cells, max(map(cells_of, items), default=1)), _GAP) or [EMPTY]
            self._laid_out = (cells, self.value), lines
        return self._laid_out[1]


def lettered(choices: Iterable[Choice[T]], *, letters: str = "") -> list[Choice[T]]:
    """The choices with a letter each: from ``letters`` in order, else the first letter of the label that is free.

    Args:
        choices: the choices, which have no letters yet.
        letters: the letters of the first ones; the others take theirs from their labels.
    """
    found: list[Choice[T]] = []
    taken = set(letters.casefold())
    for index, choice in enumerate(choices):
        free = (each for each in choice.label.casefold() if each.isalnum() and each not in taken)
        letter = letters[index] if index < len(letters) else next(free, "")
        taken.add(letter)
        found.append(replace(choice, letter=letter))
    return found


STANCES: Sequence[Choice[Stance]] = [
    Choice(each, each.value, LETTERS[each].lower(), STANCE_SIGNS[each], stance_style(each))
    for each in Stance
    if each is not Stance.NOT_CODED
]
"""Every stance that a statement can be coded as."""
STATUSES: Sequence[Choice[Status]] = lettered(
    Choice(each, each.value, sign=STATUS_SIGNS[each], style=status_style(each)) for each in Status
)
_REPORTED = [choice for choice in STATUSES if choice.value is not Status.CONFLICTING]
REPORTED_STATUSES: Sequence[Choice[Status]] = _REPORTED
"""The statuses that a record can have; ``conflicting`` is only derived."""
OUTCOMES: Sequence[Choice[Status]] = [choice for choice in _REPORTED if choice.value is not Status.OPEN]
"""The statuses that are an outcome of a proposal."""
FORMS: Sequence[Choice[Form | None]] = [
    Choice(None, NOT_REPORTED, "-"),
    *lettered(Choice(each, each.value) for each in Form),
]
BASES: Sequence[Choice[Basis | None]] = [
    Choice(None, NOT_REPORTED, "-"),
    *lettered(Choice(each, BASIS_WORDS[each]) for each in Basis),
]
RELEASES: Sequence[Choice[Release | None]] = [
    Choice(None, "internal, if none is given", "-"),
    *lettered(Choice(each, each.value) for each in Release),
]
RELIABILITIES: Sequence[Choice[Reliability | None]] = [
    Choice(None, NOT_JUDGED, "-"),
    *(Choice(letter, f"{letter} {words}", letter) for letter, words in RELIABILITY_WORDS.items()),
]
"""The Admiralty grades. Not judged is not one of them."""
CREDIBILITIES: Sequence[Choice[int | None]] = [
    Choice(None, NOT_JUDGED, "-"),
    *(Choice(digit, words, str(digit)) for digit, words in CREDIBILITY_WORDS.items()),
]
DIGITS = "123456789"
MOST_LETTERED = 14
"""Sides that are shown side by side; if there are more, they are found by typing."""


def side_choices(sides: Sequence[Side]) -> list[Choice[str]]:
    """The choices of sides: the first nine by digit, the others by a letter of the name."""
    return lettered((Choice(side.id, side.name) for side in sides), letters=DIGITS[: len(sides)])
