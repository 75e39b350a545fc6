"""Keys: as Textual's bindings, as words to click on the screen, and in the last line beside messages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeVar

from rich.style import Style as RichStyle
from textual import events, on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import ModalScreen, Screen
from textual.style import Style
from textual.timer import Timer
from textual.widget import Widget

from negotrack.text import ELLIPSIS, safe, wrap
from negotrack.tui.actions import BY_ID, FOOTERS, Action, Place, at, key_words, keys_at
from negotrack.tui.render import EMPTY, KEY, PLAIN, WARNING, Line, cells_of, fitting, line

T = TypeVar("T")
_SIGNS = {"information": ("●", "$for"), "warning": ("!", WARNING), "error": ("✗", "bold $against")}
_LEAST_KEYS = 20
"""The fewest cells that keys keep beside a message."""


def bindings(*places: Place) -> list[BindingType]:
    """The bindings of every action that is available in one of the places.

    Each has the action's id, so that the keys in the settings replace its own.
    """
    made: dict[str, Binding] = {}
    for place in places:
        for action in at(place):
            made[action.id] = Binding(
                ",".join(action.keys),
                command(action, place),
                action.label,
                show=action.id in FOOTERS.get(place, ()),
                tooltip=action.description,
                id=action.id,
            )
    return [*made.values()]


def command(action: Action, place: Place) -> str:
    """The command that Textual runs for an action, with ``app.`` if the application does it for another place."""
    does = action.does or action.id
    return f"app.{does}" if place is not Place.APP and Place.APP in action.places else does


def keymap(rebound: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """Keys from the settings in the form that Textual takes."""
    return {identifier: ",".join(keys) for identifier, keys in rebound.items() if keys}


def key_of(app: object, identifier: str, place: Place = Place.APP) -> str:
    """The usual name of the first key that runs an action in a place, rebound or not."""
    return key_words(keys_at(place, identifier, getattr(app, "rebound", {}))[0])


class Clickable(Widget):
    """A line of words to click, each in its own colour: Textual would paint all of them in one."""

    DEFAULT_CSS = """
    Clickable { background: $panel; link-style-hover: underline; link-background-hover: $panel; }
    """

    @property
    def link_style(self) -> RichStyle:
        """No style beyond that of the words themselves."""
        return RichStyle.null()


def clickable(shown: Line, identifier: str) -> Line:
    """A key and its word that run an action when they are clicked, by the widget's ``action_do``."""
    return shown.stylize(Style.from_meta({"@click": ("do", (identifier,))}))


async def run_clicked(widget: Widget, identifier: str) -> None:
    """Run the action of a clicked key as if it had been pressed in the focused widget."""
    screen = widget.screen
    for active in screen.active_bindings.values():
        if active.binding.id == identifier:
            await widget.app.run_action(active.binding.action, active.node)
            return
    for node in (screen.focused or screen).ancestors_with_self:  # an input handles enter itself
        if hasattr(node, f"action_{identifier}"):
            await widget.app.run_action(identifier, node)
            return


def at_hand(widget: Widget, identifier: str) -> bool:
    """Whether an action of the table can be done now, which the screen decides."""
    return identifier in BY_ID and widget.screen.check_action(identifier, ()) is True


class KeyedScreen(Screen[T]):
    """A screen with a key line. It does not offer what cannot be done now, and says why; going back returns None."""

    def why_not(self, action: str) -> str | None:
        """Why an action cannot be done now; None if it can."""
        del action
        return None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Whether an action can be done now; if not, Textual hides its keys."""
        del parameters
        return self.why_not(action) is None

    def action_back(self) -> None:
        """Go back."""
        self.dismiss(None)


class KeyedModal(ModalScreen[T], KeyedScreen[T]):
    """The same over another screen. Its styles are those of a modal screen, because that is the first base class."""

    DEFAULT_CSS = """
    KeyedModal KeyLine { dock: bottom; }
    """


class KeyLine(Clickable):
    """The keys of a place, each with a word, as many as fit; each can be clicked.

    A message is at the right end of the line or, if it is longer, in lines above the keys, so that it covers nothing.
    """

    DEFAULT_CSS = "KeyLine { height: 1; }"

    def __init__(self, place: Place) -> None:
        super().__init__()
        self.place = place
        self._message: tuple[str, str] | None = None
        self._ends: Timer | None = None

    def on_mount(self) -> None:
        """Show other keys when the focus moves."""
        self.watch(self.screen, "focused", self._follow, init=False)

    def say(self, words: str, severity: str, seconds: float) -> None:
        """Show a message for a while."""
        self._message = (safe(words, multiline=True), severity)
        self._fit_height()
        if self._ends:
            self._ends.stop()
        self._ends = self.set_timer(seconds, self.hush)

    def hush(self) -> None:
        """Remove the message."""
        if self._message:
            self._message = None
            self._fit_height()

    def render(self) -> Content:
        """The message, and as many keys as fit, always with the last of the place, which leads out or to help."""
        cells, message = self.size.width, self._message_lines()
        if len(message) != 1 or cells_of(message[0]) > cells - _LEAST_KEYS:
            room = self.size.height - 1
            if len(message) > room:  # the rest can be read among the messages
                message = [*message[: room - 1], message[room - 1] + line(ELLIPSIS)]
            return Content("\n").join([*message, self._keys(cells)])
        shown = self._keys(cells - cells_of(message[0]) - 2)
        return Content.assemble(shown, " " * (cells - cells_of(shown) - cells_of(message[0]) - 1), message[0], " ")

    async def action_do(self, identifier: str) -> None:
        """Run the action of a clicked key."""
        await run_clicked(self, identifier)

    def _keys(self, cells: int) -> Line:
        *others, last = self._items()
        return fitting(others, cells - cells_of(last), EMPTY) + last

    def _items(self) -> Iterator[Line]:
        """The keys of what can be done now; those most used in the focused panel come first."""
        place, focused = place_of(self.screen), self.screen.focused
        first = getattr(self.screen, "FIRST_KEYS", {}).get(focused.id if focused else None, ())
        for identifier in dict.fromkeys((*first, *FOOTERS[place])):
            if place is Place.PROMPT or at_hand(self, identifier):
                shown = line(" ", (key_of(self.app, identifier, place), KEY), f" {BY_ID[identifier].label} ")
                yield clickable(shown, identifier)

    def _message_lines(self) -> list[Line]:
        if self._message is None:
            return []
        words, severity = self._message
        sign, style = _SIGNS[severity]
        first, *rest = wrap(words, max(2, self.size.width - 4)) or [""]
        lines = [line(" " if rest else "", (f"{sign} ", style), (first, PLAIN))]
        return [*lines, *(line(f"   {each}") for each in rest)]

    @on(events.Resize)
    def _fit_height(self) -> None:
        """Give the message the lines that it needs."""
        message = self._message_lines()
        above = len(message) if len(message) != 1 or cells_of(message[0]) > self.size.width - _LEAST_KEYS else 0
        self.styles.height = 1 + min(above, self.app.size.height // 3)
        self.refresh()

    def _follow(self) -> None:
        self.refresh()


def place_of(screen: Screen[object]) -> Place:
    """The place that keys go to: that of the focused prompt, else that of the screen's key line."""
    place = getattr(screen.focused.parent, "place", None) if screen.focused else None
    if isinstance(place, Place):
        return place
    shown = screen.query_one_optional(KeyLine)
    return shown.place if shown else Place.APP
