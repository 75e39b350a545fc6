from __future__ import annotations

import shutil
from collections import deque
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple, TypeVar

import pytest
import tomli_w
from textual.command import CommandPalette

from negotrack.tui.actions import ACTIONS, BY_ID, FOOTERS, TYPING, Action, Place, keys_at
from negotrack.tui.screens.adding import Add, StakeDrawer, TableText
from negotrack.tui.screens.choose import Choose
from negotrack.tui.screens.compare import Compare, Sides
from negotrack.tui.screens.editor import Editor
from negotrack.tui.screens.gaps import GapsScreen
from negotrack.tui.screens.ledger import HoldUp, Reason, RecordDrawer
from negotrack.tui.screens.meeting import Meeting
from negotrack.tui.screens.on_record import OnRecord
from negotrack.tui.screens.overlays import Help, MessagesScreen
from negotrack.tui.screens.prompts import Prompt
from negotrack.tui.screens.readings import ReadingsScreen
from negotrack.tui.screens.report import Report, SaveAs
from negotrack.tui.screens.report_options import ReportOptions
from negotrack.tui.screens.texts import TextsScreen
from negotrack.tui.screens.timeline import Timeline
from negotrack.tui.widgets.keyline import key_of
from tests.tui.main.conftest import SIX, Opened, Shown
from tests.tui.main.ways import WAYS

pytestmark = pytest.mark.thorough

T = TypeVar("T")
Tree = Callable[[Path], dict[str, bytes]]
TOGETHER = 8
"""The number of actions of one place that one test tries."""

WHERE: Mapping[Place, tuple[str, ...]] = {
    Place.APP: ("main", "compare", "timeline", "report", "gaps", "drafts"),
    Place.LIST: ("main", "compare", "timeline", "gaps", "drafts", "report", "help"),
    Place.MAIN: ("main",),
    Place.COMPARE: ("compare",),
    Place.PAIRS: ("pairs",),
    Place.TIMELINE: ("timeline",),
    Place.REPORT: ("report",),
    Place.GAPS: ("gaps",),
    Place.MEETING: ("meeting",),
    Place.READINGS: ("readings",),
    Place.TEXTS: ("texts",),
    Place.EDITOR: ("editor",),
    Place.FORM: ("rule",),
    Place.POPUP: ("sides", "report-options", "save-as"),
    Place.RECORD: ("record", "add"),
    Place.RECORDS: ("records",),
    Place.CONFLICT: ("conflict",),
    Place.READING: ("help", "messages"),
    Place.CHOICE: ("choose",),
    Place.PROMPT: ("filter", "as-of", "compare-as-of"),
    Place.DRAFTS: ("drafts",),
}
"""The screens on which the actions of a place are available."""

FIRST: Mapping[str, tuple[str, ...]] = {
    "up": ("G",),
    "first": ("G",),
    "page_up": ("G",),
    "down": ("g",),
    "last": ("g",),
    "page_down": ("g",),
    "next": ("j",),
    "previous": ("j",),
    "undo": ("d",),
    "redo": ("d", "u"),
    "take_mine": ("ctrl+t",),
    "back": ("f",),
    "later": ("[", "["),
    "day_after": ("[",),
    "all_records": ("[",),
}
"""The keys to press first, so that an action has something to do; for ``back``, only on the main screen."""

ALONE = {
    ("compare-as-of", "next_pane"),
    ("compare-as-of", "previous_pane"),
    ("compare", "all_sides"),
    ("meeting", "next"),
    ("meeting", "previous"),
    ("compare", "pairs"),
    ("compare", "rule"),
    ("readings", "rule"),
}
"""Actions with nothing to do: there is one pane, one pair of sides, one outstanding proposal, or no conflict."""


class Seen(NamedTuple):
    """Everything that a user can notice of the interface."""

    page: str
    screens: int
    focused: object
    told: int
    code: int | None


def seen(shown: Shown) -> Seen:
    app = shown.app
    return Seen(shown.page, len(app.screen_stack), app.focused, len(app.notices.all), app.return_code)


Check = Callable[[Shown, Seen], bool]


def changed(shown: Shown, before: Seen) -> bool:
    return seen(shown) != before


def turned(shown: Shown, before: Seen) -> bool:
    return shown.page != before.page and len(shown.app.screen_stack) == before.screens


def changed_or_there(shown: Shown, before: Seen) -> bool:
    """A panel that is absent or already has the focus does nothing; one that does not fit opens its screen."""
    return len(shown.app.screen_stack) == before.screens or isinstance(shown.app.screen, GapsScreen | Timeline)


def opens(kind: type) -> Check:
    return lambda shown, _before: isinstance(shown.app.screen, kind)


def tells(words: str) -> Check:
    def told(shown: Shown, before: Seen) -> bool:
        messages = shown.app.notices.all
        if len(messages) > before.told and words in messages[-1].words:
            return True
        return words in shown.page and words not in before.page

    return told


def asks(shown: Shown, _before: Seen) -> bool:
    return bool(shown.app.focused and isinstance(shown.app.focused.parent, Prompt))


def copies(shown: Shown, before: Seen) -> bool:
    return bool(shown.app.clipboard) and tells("clipboard")(shown, before)


DOES: Mapping[str, Check] = {
    **dict.fromkeys(("down", "up", "first", "last", "page_down", "page_up"), turned),
    **dict.fromkeys(("quick_filter", "sort", "next", "previous", "report_format"), turned),
    **dict.fromkeys(("take_theirs", "take_mine"), turned),
    **dict.fromkeys(("earlier", "later", "day_before", "day_after", "all_records"), turned),
    "sides_on": tells("No side is hidden"),
    "sides_back": tells("No side is hidden"),
    **dict.fromkeys(("open", "back", "next_pane", "previous_pane", "save"), changed),
    "filter": asks,
    "as_of": asks,
    "keep": lambda shown, before: asks(shown, before) is False,
    "select": lambda shown, before: "1 selected" in shown.lines[1] or shown.page.count("●") > before.page.count("●"),
    "annotate": opens(Editor),
    "annotate_whole": lambda shown, _before: "The negotiation as a whole" in shown.page,
    "edit": opens(Editor),
    "delete": tells("Annotation deleted"),
    "edit_outside": tells("$EDITOR"),
    "confirm": tells("Annotation confirmed"),
    "record": opens(RecordDrawer),
    "add": opens(Add),
    "rule": tells("Nothing on record conflicts"),
    "records": opens(OnRecord),
    "hold_up": opens(HoldUp),
    "table_text": opens(TableText),
    "stake": opens(StakeDrawer),
    "ask_done": tells("asks for nothing"),
    "take_back": opens(Reason),
    "save_next": changed,
    "finish": changed,
    "open_record": tells("$EDITOR"),
    "undo": tells("Undone: "),
    "redo": tells("Redone: "),
    "outside": tells("$VISUAL"),
    "throw_away": tells("Throw it away?"),
    "compare": opens(Compare),
    "sides": opens(Sides),
    "reference": opens(CommandPalette),
    **{f"panel_{key}": changed_or_there for key in "12345"},
    "timeline": opens(Timeline),
    "report": opens(Report),
    "gaps": opens(GapsScreen),
    "readings": opens(ReadingsScreen),
    "texts": opens(TextsScreen),
    "report_options": opens(ReportOptions),
    "write_file": opens(SaveAs),
    "issue": tells("Only the principal's page is numbered."),
    "browser": tells("Written as html"),
    "copy": copies,
    **dict.fromkeys(("all_sides", "pairs"), changed),
    "meeting": opens(Meeting),
    "light": lambda shown, _before: shown.app.theme == "light",
    "messages": opens(MessagesScreen),
    "negotiation": opens(Choose),
    "palette": opens(CommandPalette),
    "help": opens(Help),
    "quit": lambda shown, _before: shown.app.return_code == 0,
}
"""The check that an action took effect."""


@pytest.fixture
def annotated(negotiation: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The shipped negotiation with one stale annotation; no browser opens, and no editor is set."""
    monkeypatch.chdir(negotiation.parent)
    monkeypatch.setattr("textual.app.App.open_url", lambda _app, _url, **_more: None)
    keys = {"author": "ana", "created": datetime(2026, 11, 25, 9, 12, tzinfo=UTC), "text": "Why?"}
    path = negotiation / "annotations" / SIX / "a.toml"
    path.parent.mkdir(parents=True)
    path.write_bytes(tomli_w.dumps({**keys, "fingerprint": "0" * 12}).encode())
    wording = negotiation / "texts" / SIX / "20261101T101500123456Z-aaaaaaaaaa.toml"
    wording.parent.mkdir(parents=True)
    wording.write_text('label = "First draft"\ntext = "The province [is] surrendered."\n')
    return negotiation


def cases() -> Iterator[tuple[str, Place, tuple[Action, ...]]]:
    """Groups of actions of one place, with a screen where they are available; F1 has its own test."""
    for place in Place:
        here = [action for action in ACTIONS if place in action.places] if place not in {Place.APP, Place.LIST} else []
        for name in WHERE[place]:
            actions = [action for action in here if (name, action.id) not in ALONE and action.id != "help"]
            for start in range(0, len(actions), TOGETHER):
                yield name, place, tuple(actions[start : start + TOGETHER])


def named(value: object) -> str:
    return "+".join(action.id for action in value) if isinstance(value, tuple) else str(value)


InTurn = Callable[..., Awaitable[None]]


@pytest.fixture
def in_turn(opened: Opened, annotated: Path, home: Path, tmp_path: Path, tree: Tree) -> InTurn:
    """Performs actions one after the other on a screen; after one that leaves traces, it starts a new session."""
    kept = shutil.copytree(annotated, tmp_path / "kept")

    async def left(shown: Shown) -> tuple[object, ...]:
        """The state that an action may leave changed: page (without messages), screens, focus, theme and files."""
        shown.app.clear_notifications()
        await shown.pilot.pause()
        screens = [type(screen) for screen in shown.app.screen_stack]
        return shown.page, screens, getattr(shown.app.focused, "id", None), shown.app.theme, tree(annotated)

    async def do(name: str, things: Iterable[T], one: Callable[[Shown, T], Awaitable[None]], *size: int) -> None:
        rest = deque(things)
        while rest:
            shutil.rmtree(home / "state", ignore_errors=True)
            shutil.rmtree(annotated)
            shutil.copytree(kept, annotated)
            async with opened(*size, folder=annotated) as shown:
                start = await left(shown)
                await WAYS[name](shown)
                before = await left(shown)
                while rest:
                    await one(shown, rest.popleft())
                    if shown.app.return_code is not None:
                        break
                    now = await left(shown)
                    for _ in range(3):
                        if now in (before, start):
                            break
                        await shown.type("escape")
                        now = await left(shown)
                    if now == start != before:
                        await WAYS[name](shown)
                        now = await left(shown)
                    if now != before:
                        break

    return do


async def assert_does(shown: Shown, action: Action, key: str) -> None:
    """Press a key of an action, and check that it takes effect."""
    before = seen(shown)
    await shown.type(key)
    assert shown.app.fault is None
    assert DOES[action.id](shown, before), f"{key} did not {action.id}:\n{shown.page}"


def test_every_action_has_a_check_and_every_place_has_a_screen() -> None:
    assert set(DOES) == set(BY_ID)
    assert set(WHERE) == set(Place)


@pytest.mark.parametrize(("name", "place", "actions"), list(cases()), ids=named)
async def test_every_key_of_an_action_takes_effect_where_the_action_is_available(
    in_turn: InTurn, name: str, place: Place, actions: tuple[Action, ...]
) -> None:
    async def do(shown: Shown, one: tuple[Action, str]) -> None:
        action, key = one
        if action.id != "back" or name == "main":
            for earlier in FIRST.get(action.id, ()):
                await shown.type(earlier)
        await assert_does(shown, action, key)

    await in_turn(name, [(action, key) for action in actions for key in keys_at(place, action.id, {})], do, 80, 24)


@pytest.mark.parametrize("name", WHERE[Place.LIST])
async def test_every_movement_key_works_in_every_list(opened: Opened, annotated: Path, name: str) -> None:
    async with opened(80, 24, folder=annotated) as shown:
        await WAYS[name](shown)
        for action in ACTIONS:
            for key in action.keys if Place.LIST in action.places else ():
                for earlier in FIRST[action.id]:
                    await shown.type(earlier)
                await assert_does(shown, action, key)


@pytest.mark.parametrize("name", WHERE[Place.APP])
async def test_global_actions_work_on_every_screen(opened: Opened, annotated: Path, name: str) -> None:
    async with opened(80, 24, folder=annotated) as shown:
        await WAYS[name](shown)
        screen = shown.app.screen
        for action in ACTIONS:
            for key in action.keys if Place.APP in action.places else ():
                await assert_does(shown, action, key)
                if action.id != "quit" and (not action.does or shown.app.screen is not screen):
                    await shown.type("escape")
                    assert shown.app.screen is screen


@pytest.mark.parametrize("place", [Place.MAIN, Place.COMPARE])
async def test_every_action_in_a_footer_can_be_clicked(in_turn: InTurn, place: Place) -> None:
    clicked = set()

    async def assert_click_does(shown: Shown, identifier: str) -> None:
        for earlier in FIRST.get(identifier, ()) if identifier != "back" else ():
            await shown.type(earlier)
        before, words = seen(shown), f"{key_of(shown.app, identifier)} {BY_ID[identifier].label}"
        if words not in shown.lines[-1]:
            assert shown.app.screen.check_action(identifier, ()) is False, identifier
            return
        await shown.pilot.click(offset=(shown.lines[-1].index(words), 39))
        await shown.settle()
        assert DOES[identifier](shown, before), identifier
        clicked.add(identifier)

    await in_turn(WHERE[place][0], FOOTERS[place], assert_click_does, 160, 40)
    assert len(clicked) > 2


HEADINGS = {
    "quick_filter": "f all",
    "filter": "/ filter",
    "record": "s record",
    "annotate": "a write",
    "edit": "e edit",
    "delete": "d delete",
    "gaps": "i more",
    "timeline": "t timeline",
}


async def test_every_action_in_a_panel_heading_can_be_clicked(in_turn: InTurn) -> None:
    async def assert_click_does(shown: Shown, identifier: str) -> None:
        before, words = seen(shown), HEADINGS[identifier]
        row = next(row for row, line in enumerate(shown.lines[:-1]) if words in line)
        await shown.pilot.click(offset=(shown.lines[row].index(words), row))
        await shown.settle()
        assert DOES[identifier](shown, before), identifier

    await in_turn("main", HEADINGS, assert_click_does, 120, 40)


def test_no_action_available_while_typing_has_a_printable_key() -> None:
    for place in TYPING:
        for action in ACTIONS:
            if place in action.places:
                assert all(len(key) > 1 for key in keys_at(place, action.id, {})), (place, action.id)
