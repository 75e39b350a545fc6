import shutil
import subprocess
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from textual.command import CommandPalette
from textual.events import Key
from textual.screen import Screen

from negotrack.config import Settings
from negotrack.model.problems import Problem
from negotrack.store.state import last_opened
from negotrack.tui.app import Negotrack
from negotrack.tui.screens.choose import Choose
from negotrack.tui.screens.compare import Compare, Sides
from negotrack.tui.screens.editor import Editor
from negotrack.tui.screens.gaps import GapsScreen
from negotrack.tui.screens.overlays import Help, MessagesScreen
from negotrack.tui.screens.prompts import PromptScreen
from negotrack.tui.screens.report import Report
from negotrack.tui.screens.timeline import Timeline
from negotrack.tui.widgets.lines import Listing
from tests.bench.generate import generate
from tests.conftest import SHIPPED
from tests.tui.main.conftest import SIX, Opened, Shown

OPENED: dict[str, type[Screen[Any]]] = {
    "c": Compare,
    "t": Timeline,
    "p": Report,
    "i": GapsScreen,
    "x": CommandPalette,
    "m": MessagesScreen,
    "question_mark": Help,
    "f1": Help,
    "ctrl+p": CommandPalette,
}


async def test_every_screen_opens_with_its_key_and_closes_with_escape(opened: Opened) -> None:
    async with opened() as shown:
        for key, screen in OPENED.items():
            await shown.press(key)
            assert isinstance(shown.app.screen, screen), key
            await shown.press("escape")
            assert shown.app.screen == shown.main, key
        await shown.press("i")
        for number in (2, 1, 2):
            await shown.press(str(number))
            assert getattr(shown.app.focused, "number", 0) == number


async def test_a_proposal_chosen_on_another_screen_is_selected_in_the_list(opened: Opened) -> None:
    async with opened() as shown:
        await shown.press("slash", *"hero", "enter", "c")
        await shown.press("home", "enter")
        assert shown.main.target == SIX
        assert not shown.main.finder.active


async def test_an_annotation_written_from_the_comparison_is_confirmed_there(opened: Opened) -> None:
    async with opened() as shown:
        await shown.press("c", "a")
        await shown.until(lambda: isinstance(shown.app.screen, Editor))
        await shown.press(*"seen", "ctrl+s")
        await shown.until(lambda: isinstance(shown.app.screen, Compare))
        await shown.until(lambda: "Annotation saved on 6" in shown.page)


async def test_the_date_can_be_changed_without_leaving_the_comparison(opened: Opened) -> None:
    async with opened() as shown:
        await shown.press("c", "D")
        await shown.until(lambda: isinstance(shown.app.screen, PromptScreen))
        await shown.press(*"2021-08-25", "enter")
        assert isinstance(shown.app.screen, Compare)
        await shown.until(lambda: "25 August 2021" in shown.page)


async def test_all_sides_can_be_compared_with_a_reference_side(opened: Opened) -> None:
    async with opened() as shown:
        await shown.press("x", *"taliban")
        await shown.pilot.pause(0.5)
        await shown.press("enter")
        await shown.until(lambda: shown.main.session.reference == "taliban")
        head = next(line for line in shown.lines if "suggestion" in line and "#" in line)
        assert head.index("Ta ") < head.index("Re ")
        assert "agree with Ta" in shown.page


async def test_the_two_sides_chosen_for_comparison_stay_chosen(opened: Opened) -> None:
    async with opened(folder=SHIPPED.parent / "federal-convention-1787") as shown:
        await shown.press("f", "f", "c", "x")
        assert isinstance(shown.app.screen, Sides)
        await shown.press("3", "tab", "3", "enter")
        assert isinstance(shown.app.screen, Sides)
        assert "choose two different sides" in shown.page
        await shown.press("2", "enter")
        assert isinstance(shown.app.screen, Compare)
        await shown.press("escape")
        assert shown.main.session.pair == ("connecticut", "massachusetts")
        assert "differing: Connecticut and Massachusetts" in shown.page
        await shown.press("c")
        assert isinstance(shown.app.screen, Compare)
        assert "Connecticut" in shown.lines[1]


async def test_mistakes_in_the_settings_are_reported_when_the_interface_has_started(negotiation: Path) -> None:
    problems = [Problem("config.toml", f"'{key}' is no key", line=3) for key in ("athor", "kys")]
    app = Negotrack([negotiation], Settings(author="ana"), problems)
    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        await Shown(app, pilot).settle()
        told = [notice.words for notice in app.notices.all]
        assert told[0] == "Settings: config.toml:3: 'athor' is no key"
        assert told[1].endswith("(2 mistakes in all: m)")


@pytest.fixture
def in_git(negotiation: Path) -> None:
    subprocess.run(["git", "init", "-q", str(negotiation.parent)], check=True)


@pytest.mark.usefixtures("in_git")
async def test_the_messages_screen_lists_past_messages_and_problems_in_the_files(
    opened: Opened, negotiation: Path
) -> None:
    (negotiation / "proposals" / "extra.toml").write_text("status = 3\n")
    async with opened() as shown:
        await shown.until(lambda: bool(shown.main.session.not_in_git))
        assert f"{shown.main.session.not_in_git} not in git" in shown.lines[0]
        await shown.press("d", "m")
        assert f"{shown.main.session.not_in_git} new files not in git yet; to add them: git -C" in shown.page
        assert "There is no annotation here to delete." in shown.page
        assert "proposals/extra.toml:1" in shown.page


async def test_copying_puts_the_selected_proposal_or_annotation_on_the_clipboard(
    opened: Opened, negotiation: Path
) -> None:
    folder = negotiation / "annotations" / SIX
    folder.mkdir(parents=True)
    (folder / "a.toml").write_text('author = "ana"\ncreated = 2026-11-22T12:00:00Z\ntext = "Copied."\n')
    shutil.copytree(folder, folder.with_name("_"))  # on the negotiation as a whole, which is not selected at first
    async with opened() as shown:
        await shown.press("y")
        assert "Did not agree to this one." in shown.app.clipboard
        assert "e edit" not in shown.lines[-1]
        await shown.press("3", "y")
        assert "e edit" in shown.lines[-1]
        assert shown.app.clipboard == "Copied."


async def test_the_settings_can_choose_the_screen_shown_at_start(opened: Opened, tmp_path: Path) -> None:
    async with opened(folder=generate(tmp_path / "positions" / "large", 300, 0), start="timeline") as shown:
        await shown.until(lambda: isinstance(shown.app.screen, Timeline))
        assert [each.words[:35] for each in shown.app.notices.all] == ["Not everything has been read yet; t"]


@pytest.mark.parametrize("key", ["c", "t"])
async def test_keys_typed_while_files_are_still_read_wait_for_the_screen_that_says_so(
    opened: Opened, monkeypatch: pytest.MonkeyPatch, key: str
) -> None:
    async with opened() as shown:
        push, waiting = shown.app.push_screen_wait, list[bool]()

        async def pushed(screen: Screen[Any]) -> Any:
            waiting.append(shown.app._type_ahead.is_closed)
            return await push(screen)

        monkeypatch.setattr(shown.app, "push_screen_wait", pushed)
        shown.main.session.progress = (6, 12)
        await shown.type(key, "j")
        assert waiting == [True]
        assert "Not everything has been read yet" in shown.page
        moved = (listing := shown.app.screen.query(Listing).first()).cursor
        await shown.press("k")
        assert listing.cursor < moved


async def test_keys_from_the_settings_work_and_are_shown_in_footer_and_headings(opened: Opened) -> None:
    async with opened(keys={"filter": ("F",), "annotate": ("ctrl+n",)}) as shown:
        assert "ctrl+n annotate" in shown.lines[-1]
        assert "F filter" in shown.page
        await shown.press("slash")
        assert "left" not in shown.page
        await shown.press("F", *"hero")
        assert shown.main.proposals.count == 1


async def test_another_negotiation_can_be_opened_without_quitting(negotiation: Path) -> None:
    other = negotiation.with_name("other")
    other.mkdir()
    (other / "negotiation.toml").write_text(
        'title = "Other talks"\n[[sides]]\nid = "a"\nname = "A"\n[[sides]]\nid = "b"\nname = "B"\n'
    )
    app = Negotrack([negotiation, other], Settings())
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause(0.2)
        await pilot.press("escape")
    assert app.return_code == 0
    app = Negotrack([negotiation, other], Settings())
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause(0.2)
        assert isinstance(app.screen, Choose)
        await pilot.press("enter")
        await pilot.pause(0.2)
        shown = Shown(app, pilot)
        assert shown.main.session.folder == negotiation
        await pilot.press("c", "O", "down", "enter")
        await shown.until(lambda: shown.main.session.folder == other)
        assert "Other talks" in shown.page
        assert "Other talks has no proposal yet." in shown.page
        assert last_opened(negotiation.parent) == other


async def test_letters_typed_ahead_are_never_taken_for_actions(opened: Opened, negotiation: Path) -> None:
    folder = negotiation / "annotations" / SIX
    folder.mkdir(parents=True)
    file = folder / "a.toml"
    file.write_text('author = "ana"\ncreated = 2026-11-22T12:00:00Z\ntext = "Stays."\n')
    async with opened() as shown:
        for key in ("slash", *"dada"):
            shown.app.post_message(Key(key, "/" if key == "slash" else key))
        await shown.until(lambda: shown.main.finder.text == "dada")
        assert "Stays." in file.read_text()


async def test_with_only_one_known_side_every_screen_opens_or_says_why_it_cannot(
    opened: Opened, tmp_path: Path
) -> None:
    folder = tmp_path / "broken"
    (folder / "proposals").mkdir(parents=True)
    (folder / "negotiation.toml").write_text("title = \n")
    (folder / "proposals" / "1.toml").write_text(
        'title = "Corridors"\n[[positions]]\nside = "taliban"\nstance = "accepts"\ndate = 2021-08-20\n'
    )
    async with opened(folder=folder) as shown:
        for key in "ticp":
            await shown.press(key, "j", "k", "G")
            assert shown.app.fault is None
            assert "Corridors" in shown.page, key
            await shown.press("escape")
        assert [each.words for each in shown.app.notices.all].count("There are no two sides to compare.") == 2


async def test_enter_on_a_timeline_lane_shows_everything_as_of_that_day(opened: Opened) -> None:
    async with opened() as shown:
        await shown.press("t", "left_square_bracket", "enter")
        await shown.until(lambda: shown.app.screen is shown.main)
        assert shown.main.session.day == date(2021, 9, 6)


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
async def test_no_day_comes_before_the_first_or_after_the_last_of_the_calendar(
    opened: Opened, negotiation: Path, day: str
) -> None:
    six = negotiation / "proposals" / f"{SIX}.toml"
    six.write_text(six.read_text(encoding="utf-8").replace('"2021-08-17/2021-08-30~"', day), encoding="utf-8")
    keys = ("left_curly_bracket", "left_square_bracket", "right_curly_bracket", "right_square_bracket")
    async with opened(folder=negotiation) as shown:
        for screen in ((), ("t",)):
            await shown.press(*screen)
            for key in keys:
                shown.main.show_day(date.fromisoformat(day))
                await shown.press(key, key)
                assert shown.app.fault is None, key
            await shown.press("escape")
        shown.main.show_day(None)
        await shown.press("left_curly_bracket")
        assert shown.main.session.day == shown.main.session.stops[-1]


async def test_a_shrunk_window_looks_the_same_as_one_that_started_small(opened: Opened) -> None:
    async with opened(120, 40) as shown:
        await shown.resize(30, 10)
        made_small = shown.page
    async with opened(30, 10) as shown:
        assert made_small == shown.page


async def test_annotations_are_counted_above_a_proposal_only_while_their_panel_is_hidden(opened: Opened) -> None:
    async with opened(80, 24) as shown:
        assert "annotations 0" in shown.page
        await shown.resize(160, 50)
        assert "annotations 0" not in shown.page
        await shown.resize(80, 24)
        assert "annotations 0" in shown.page
