import subprocess
import sys
from collections import Counter

import pytest

from negotrack.tui.actions import ACTIONS, BY_ID, FOOTERS, OPENING, Action, Place, at, keys_of
from negotrack.tui.base import BaseApp
from negotrack.tui.screens.compare import Compare
from negotrack.tui.screens.gaps import GapsScreen
from negotrack.tui.screens.main import MainScreen
from negotrack.tui.screens.report import Report
from negotrack.tui.screens.timeline import Timeline
from negotrack.tui.widgets.lines import Listing

DOERS = {
    Place.APP: BaseApp,
    Place.LIST: Listing,
    Place.MAIN: MainScreen,
    Place.COMPARE: Compare,
    Place.TIMELINE: Timeline,
    Place.REPORT: Report,
    Place.GAPS: GapsScreen,
}


def test_no_two_actions_share_an_id() -> None:
    assert not [name for name, times in Counter(action.id for action in ACTIONS).items() if times > 1]
    assert set(BY_ID) >= OPENING


@pytest.mark.parametrize("place", [place for place in Place if place not in {Place.APP, Place.LIST}])
def test_no_two_actions_available_in_one_place_share_a_key(place: Place) -> None:
    together = {*at(place), *at(Place.LIST), *at(Place.APP)}
    keys = Counter(key for action in together for key in action.keys)
    assert not [key for key, times in keys.items() if times > 1]


@pytest.mark.parametrize("place", FOOTERS)
def test_a_footer_shows_only_actions_available_there(place: Place) -> None:
    at_hand = {action.id for action in (*at(place), *at(Place.APP))}
    assert set(FOOTERS[place]) <= at_hand


@pytest.mark.parametrize("action", ACTIONS, ids=lambda action: action.id)
def test_every_place_of_an_action_has_a_method_for_it(action: Action) -> None:
    from negotrack.tui.app import Negotrack

    for place in action.places & set(DOERS):
        doer = Negotrack if place is Place.APP else DOERS[place]
        method = (action.does or action.id).partition("(")[0]
        assert hasattr(doer, f"action_{method}"), f"{doer.__name__} cannot {action.id}"


def test_settings_replace_the_keys_of_an_action() -> None:
    assert keys_of("filter", {}) == ("/",)
    assert keys_of("filter", {"filter": ("F",)}) == ("F",)


def test_the_table_of_actions_is_imported_without_textual() -> None:
    code = "import sys, negotrack.tui.actions; print([name for name in sys.modules if name.startswith('textual')])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
