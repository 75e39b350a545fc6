"""A choice of values among a few, each with a letter that chooses it; and the words of the records to choose from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
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
"""Under this name every cell knows which choice it belongs to; as an action, Textual would colour it as a link."""


@dataclass(frozen=True, slots=True)
class Choice(Generic[T_co]):
    """One value that can be chosen.

    Attributes:
        value: what it is.
        label: what it is called.
        letter: the key that chooses it; one in the label is marked there, another one stands before it.
        sign: what stands before the label.
        style: the colour of both.
    """

    value: T_co
    label: str
    letter: str = ""
    sign: str = ""
    style: str = PLAIN

    def shown(self, *, chosen: bool) -> Content:
        """The choice as it stands among the others."""
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

    One widget for all of them: a RadioSet of nine choices takes 28 ms to come up, and a form has several. And without
    colour, a SelectionList does not show what is selected.

    Args:
        several: any number can be chosen; a letter then chooses or takes back.

    Attributes:
        value: what is chosen; None where nothing is, or where that is one of the choices. Of several, all in order.
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
        """Tell the form."""
        self.post_message(self.Changed())

    def render(self) -> Content:
        """Every choice, with its letter."""
        return Content("\n").join(self._lines(self.content_size.width))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as the choices take."""
        del container, viewport
        return len(self._lines(width))

    def on_key(self, event: events.Key) -> None:
        """Choose what the letter stands for."""
        for choice in self._called(event.character) if event.character else ():
            event.stop()
            event.prevent_default()
            self._choose(choice.value)
            return

    def action_step(self, step: int) -> None:
        """Choose the next one, or the one before."""
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

    def _called(self, letter: str) -> Iterable[Choice[T]]:
        exact = [choice for choice in self.choices if choice.letter == letter]
        return exact or [choice for choice in self.choices if choice.letter.casefold() == letter.casefold()]

    def _is_chosen(self, value: T) -> bool:
        return value in self.value if self._several else value == self.value

    def _lines(self, cells: int) -> Sequence[Content]:
        if self._laid_out[0] != (cells, self.value):  # Textual asks for the height several times
            items = [
                choice.shown(chosen=self._is_chosen(choice.value)).stylize(Style.from_meta({_INDEX: index}))
                for index, choice in enumerate(self.choices)
            ]
            lines = flowing(items, max(cells, max(map(cells_of, items), default=1)), _GAP) or [EMPTY]
            self._laid_out = (cells, self.value), lines
        return self._laid_out[1]


def lettered(values: Iterable[tuple[T, str, str, str]], *, letters: str = "") -> list[Choice[T]]:
    """Choices with a letter each: the given ones in order, else the first of the label that is free.

    Args:
        values: each value with its label, sign and style.
        letters: a letter for each; fewer than there are values leave the others to their labels.
    """
    choices: list[Choice[T]] = []
    taken = set(letters.casefold())
    for index, (value, label, sign, style) in enumerate(values):
        free = (each for each in label.casefold() if each.isalnum() and each not in taken)
        letter = letters[index] if index < len(letters) else next(free, "")
        taken.add(letter)
        choices.append(Choice(value, label, letter, sign, style))
    return choices


STANCES: Sequence[Choice[Stance]] = [
    Choice(each, each.value, LETTERS[each].lower(), STANCE_SIGNS[each], stance_style(each))
    for each in Stance
    if each is not Stance.NOT_CODED
]
"""Every stance that somebody can code a statement as."""
STATUSES: Sequence[Choice[Status]] = lettered(
    (each, each.value, STATUS_SIGNS[each], status_style(each)) for each in Status
)
_REPORTED = [choice for choice in STATUSES if choice.value is not Status.CONFLICTING]
REPORTED_STATUSES: Sequence[Choice[Status]] = _REPORTED
"""Those that a record can have; that it conflicts is worked out."""
OUTCOMES: Sequence[Choice[Status]] = [choice for choice in _REPORTED if choice.value is not Status.OPEN]
"""What can have become of a proposal."""
FORMS: Sequence[Choice[Form | None]] = [
    Choice(None, NOT_REPORTED, "-"),
    *lettered((each, each.value, "", PLAIN) for each in Form),
]
BASES: Sequence[Choice[Basis | None]] = [
    Choice(None, NOT_REPORTED, "-"),
    *lettered((each, BASIS_WORDS[each], "", PLAIN) for each in Basis),
]
RELEASES: Sequence[Choice[Release | None]] = [
    Choice(None, "internal, where none is given", "-"),
    *lettered((each, each.value, "", PLAIN) for each in Release),
]
RELIABILITIES: Sequence[Choice[Reliability | None]] = [
    Choice(None, NOT_JUDGED, "-"),
    *(Choice(letter, f"{letter} {words}", letter) for letter, words in RELIABILITY_WORDS.items()),
]
"""The Admiralty grades. A grade that was not judged is none of them."""
CREDIBILITIES: Sequence[Choice[int | None]] = [
    Choice(None, NOT_JUDGED, "-"),
    *(Choice(digit, words, str(digit)) for digit, words in CREDIBILITY_WORDS.items()),
]
DIGITS = "123456789"
MOST_LETTERED = 14
"""Sides that stand side by side; more of them are found by typing."""


def side_choices(sides: Sequence[Side], *, first: Sequence[Choice[str | None]] = ()) -> list[Choice[str | None]]:
    """The sides by digits, then by letters of their names."""
    named = lettered(((side.id, side.name, "", PLAIN) for side in sides), letters=DIGITS[: len(sides)])
    return [*first, *(Choice(each.value, each.label, each.letter) for each in named)]
