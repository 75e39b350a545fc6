import asyncio
import gc
import itertools
from collections.abc import Iterator

import pytest

from negotrack.tui import background
from negotrack.tui.background import Activity, in_slices


class Clock:
    """A clock that only the steps of the work advance."""

    STEP = 0.001

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now

    def steps(self, count: int) -> Iterator[None]:
        for _ in range(count):
            self.now += self.STEP
            yield


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(background, "perf_counter", clock)
    return clock


async def test_background_work_keeps_other_tasks_waiting_no_longer_than_a_slice_and_a_step(clock: Clock) -> None:
    turns = [clock.now]

    async def others() -> None:
        while True:
            await asyncio.sleep(0)
            turns.append(clock.now)

    watching = asyncio.create_task(others())
    await in_slices(clock.steps(200), Activity(), lambda: None)
    watching.cancel()
    assert len(set(turns)) <= 1 + 200 * clock.STEP / background.SLICE + 1
    assert max(after - before for before, after in itertools.pairwise(turns)) <= background.SLICE + clock.STEP


async def test_background_work_gives_way_after_a_key_press_and_still_finishes(clock: Clock) -> None:
    activity = Activity()
    activity.note()
    assert activity.recent
    await in_slices(clock.steps(30), activity, lambda: None)
    assert clock.now == pytest.approx(30 * clock.STEP)


async def test_background_work_reports_its_progress_at_intervals(clock: Clock) -> None:
    told: list[float] = []
    await in_slices(clock.steps(350), Activity(), lambda: told.append(clock.now))
    assert len(told) == 3
    assert told[0] >= background.SHOWN


async def test_garbage_collection_is_enabled_again_after_background_work() -> None:
    gc.disable()
    try:
        await in_slices(iter([None]), Activity(), lambda: None)
        assert gc.isenabled()
        assert gc.get_freeze_count()  # objects created at start-up are not scanned again
    finally:
        gc.enable()
        gc.unfreeze()
