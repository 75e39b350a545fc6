from __future__ import annotations

import random
from pathlib import Path

import pytest

from negotrack.tui.actions import ACTIONS
from tests.tui.main.conftest import Opened

pytestmark = [pytest.mark.thorough, pytest.mark.usefixtures("drawing")]

KEYS = [key for action in ACTIONS if action.id not in {"quit", "browser"} for key in action.keys]
TYPED = ["x", "1", "left", "right", "backspace", "delete", "[", "/"]


@pytest.mark.parametrize("seed", range(4))
async def test_random_keys_and_window_sizes_never_crash_the_interface(
    opened: Opened, negotiation: Path, hostile: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    monkeypatch.chdir(negotiation.parent)  # the keys may write a report
    chance = random.Random(seed)
    folder = (negotiation, hostile)[seed % 2]
    async with opened(chance.choice([40, 80, 120]), chance.choice([10, 24, 40]), folder=folder) as shown:
        for _ in range(40):
            await shown.pilot.press(chance.choice(KEYS + TYPED))
            if chance.random() < 0.1:
                await shown.pilot.resize_terminal(chance.randint(20, 200), chance.randint(5, 60))
        await shown.pilot.pause()
        assert shown.app.fault is None
        assert shown.app.is_running
