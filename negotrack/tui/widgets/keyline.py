"""Keys: as Textual binds them, on the screen where they can be clicked, and in the last line beside what was said."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeVar

from rich.style import Style as RichStyle
from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import Screen
from textual.style import Style
from textual.timer import Timer
from textual.widget import Widget

from negotrack.text import ELLIPSIS, safe, wrap
from negotrack.tui.actions import BY_ID, FOOTERS, Action, Place, at, key_words, keys_at
from negotrack.tui.render import KEY, PLAIN, WARNING, Line, cells_of, line

T = TypeVar("T")
_SIGNS = {"information": ("●", "$for"), "warning": ("!", WARNING), "error": ("✗", "bold $against")}
_LEAST_KEYS = 20
"""Cells that keys keep beside what is said."""


def bindings(*places: Place) -> list[BindingType]:
    """The bindings of every action that is at hand in one of the places.

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
    """What Textual is to run for an action: where the place is not the application, but it does the action, say so."""
    does = action.does or action.id
    return f"app.{does}" if place is not Place.APP and Place.APP in action.places else does


def keymap(rebound: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """Keys from the settings in the form that Textual takes."""
    return {identifier: ",".join(keys) for identifier, keys in rebound.items() if keys}


def key_of(app: object, identifier: str, place: Place = Place.APP) -> str:
    """The first key that does an action in a place, as people know it, also where it was rebound."""
    return key_words(keys_at(place, identifier, getattr(app, "rebound", {}))[0])


class Clickable(Widget):
    """A line of words that can be clicked, each in its own colour: Textual would paint all of them in one."""

    DEFAULT_CSS = """
    Clickable { background: $panel; link-style-hover: underline; link-background-hover: $panel; }
    """

    @property
    def link_style(self) -> RichStyle:
        """Nothing beyond what the words have themselves."""
        return RichStyle.null()


def clickable(shown: Line, identifier: str) -> Line:
    """A key and its word that do something when they are clicked; the widget's ``action_do`` does it."""
    return shown.stylize(Style.from_meta({"@click": ("do", (identifier,))}))


async def do(widget: Widget, identifier: str) -> None:
    """Do what a key that was clicked does where keys go now."""
    screen = widget.screen
    for active in screen.active_bindings.values():
        if active.binding.id == identifier:
            await widget.app.run_action(active.binding.action, active.node)
            return
    for node in (screen.focused or screen).ancestors_with_self:  # the line that is typed into takes enter itself
        if hasattr(node, f"action_{identifier}"):
            await widget.app.run_action(identifier, node)
            return


def at_hand(widget: Widget, identifier: str) -> bool:
    """Whether an action of the table can be done now: the screen knows what there is to do it with."""
    return identifier in BY_ID and widget.screen.check_action(identifier, ()) is True


class Refusing(Screen[T]):
    """A screen that says why something cannot be done now, and does not offer it then."""

    def why_not(self, action: str) -> str | None:
        """Why an action cannot be done now; None where it can."""
        raise NotImplementedError

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys that would refuse are not offered."""
        del parameters
        return self.why_not(action) is None


class KeyLine(Clickable):
    """The keys of a place, each with a word, as many as fit; each can be clicked.

    What is said stands at the right end of the line, and in lines above the keys where it is longer: it covers nothing.
    """

    DEFAULT_CSS = "KeyLine { height: 1; }"

    def __init__(self, place: Place) -> None:
        super().__init__()
        self.place = place
        self._said: tuple[str, str] | None = None
        self._ends: Timer | None = None

    def on_mount(self) -> None:
        """Show other keys where keys go elsewhere."""
        self.watch(self.screen, "focused", self._follow, init=False)

    def on_resize(self, event: events.Resize) -> None:
        """Give what is said the lines that it needs at another width."""
        del event
        self._fit()

    def say(self, words: str, severity: str, seconds: float) -> None:
        """Say something for a while."""
        self._said = (safe(words, multiline=True), severity)
        self._fit()
        if self._ends:
            self._ends.stop()
        self._ends = self.set_timer(seconds, self.hush)

    def hush(self) -> None:
        """Say nothing any more."""
        if self._said:
            self._said = None
            self._fit()

    def render(self) -> Content:
        """As many keys as fit; the last of the place, which leads out or to help, is among them."""
        cells, said = self.size.width, self._lines()
        if len(said) != 1 or cells_of(said[0]) > cells - _LEAST_KEYS:
            room = self.size.height - 1
            if len(said) > room:  # the rest can be read among the messages
                said = [*said[: room - 1], said[room - 1] + line(ELLIPSIS)]
            return Content("\n").join([*said, self._keys(cells)])
        shown = self._keys(cells - cells_of(said[0]) - 2)
        return Content.assemble(shown, " " * (cells - cells_of(shown) - cells_of(said[0]) - 1), said[0], " ")

    async def action_do(self, identifier: str) -> None:
        """Do what a key that was clicked does."""
        await do(self, identifier)

    def _keys(self, cells: int) -> Line:
        return fitting([*self._items()], cells)

    def _items(self) -> Iterator[Line]:
        """What can be done now: first what is done most in the panel that keys go to."""
        place, focused = place_of(self.screen), self.screen.focused
        first = getattr(self.screen, "FIRST_KEYS", {}).get(focused.id if focused else None, ())
        for identifier in dict.fromkeys((*first, *FOOTERS[place])):
            if place is Place.PROMPT or at_hand(self, identifier):
                shown = line(" ", (key_of(self.app, identifier, place), KEY), f" {BY_ID[identifier].label} ")
                yield clickable(shown, identifier)

    def _lines(self) -> list[Line]:
        if self._said is None:
            return []
        words, severity = self._said
        sign, style = _SIGNS[severity]
        first, *rest = wrap(words, max(2, self.size.width - 4)) or [""]
        lines = [line(" " if rest else "", (f"{sign} ", style), (first, PLAIN))]
        return [*lines, *(line(f"   {each}") for each in rest)]

    def _fit(self) -> None:
        said = self._lines()
        above = len(said) if len(said) != 1 or cells_of(said[0]) > self.size.width - _LEAST_KEYS else 0
        self.styles.height = 1 + min(above, self.app.size.height // 3)
        self.refresh()

    def _follow(self) -> None:
        self.refresh()


def place_of(screen: Screen[object]) -> Place:
    """Which place keys go to: a line to type into, else the screen, by the keys that it shows."""
    place = getattr(screen.focused.parent, "place", None) if screen.focused else None
    if isinstance(place, Place):
        return place
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
