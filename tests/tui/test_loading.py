import asyncio
import gc
from collections.abc import Iterator
from time import perf_counter, sleep

from negotrack.tui import loading
from negotrack.tui.loading import Activity, in_slices


def slow_steps(seconds: float) -> Iterator[None]:
    end = perf_counter() + seconds
    while perf_counter() < end:
        sleep(0.001)
        yield


async def test_nothing_else_waits_longer_than_a_slice_and_a_step() -> None:
    longest = 0.0

    async def others() -> None:
        nonlocal longest
        before = perf_counter()
        while True:
            await asyncio.sleep(0)
            now = perf_counter()
            longest, before = max(longest, now - before), now

    watching = asyncio.create_task(others())
    await in_slices(slow_steps(0.2), Activity(), lambda: None)
    watching.cancel()
    assert longest < loading.SLICE + 0.03


async def test_the_work_steps_aside_after_a_key_and_still_ends() -> None:
    activity = Activity()
    activity.note()
    assert activity.recent
    done = []

    def steps() -> Iterator[None]:
        for number in range(30):
            sleep(0.001)
            done.append(number)
            yield

    await in_slices(steps(), activity, lambda: None)
    assert done == list(range(30))


async def test_how_far_it_is_is_told_now_and_then() -> None:
    told = 0

    def tell() -> None:
        nonlocal told
        told += 1

    await in_slices(slow_steps(0.35), Activity(), tell)
    assert 1 <= told <= 4


async def test_garbage_is_collected_again_afterwards() -> None:
    gc.disable()
    try:
        await in_slices(iter([None]), Activity(), lambda: None)
        assert gc.isenabled()
    finally:
        gc.enable()
        gc.unfreeze()
