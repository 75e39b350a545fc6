from __future__ import annotations

import asyncio
import threading
from pathlib import Path
from typing import Any

import pytest

from negotrack.errors import WriteError
from negotrack.model.dates import parse_span
from negotrack.model.records import Ask
from negotrack.store.drafts import Draft, Drafts
from negotrack.tui import drafts as keeping
from negotrack.tui.drafts import DraftKeeper, text_of
from negotrack.tui.screens.editor import AnnotationText

WRITTEN = AnnotationText("half a", ("x",), "taliban", Ask(to="the mediator", due=parse_span("2026-12-01")))


async def until(holds: Any) -> None:
    for _ in range(200):
        if holds():
            return
        await asyncio.sleep(0.01)
    raise AssertionError("it never came to hold")


async def test_a_draft_is_written_in_a_thread_and_read_back_complete(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on, keep, threads = threading.Event(), Drafts.keep, set[threading.Thread]()

    def slowly(self: Drafts, draft: Draft) -> None:
        threads.add(threading.current_thread())
        if threading.main_thread() not in threads:
            go_on.wait(5)
        keep(self, draft)

    monkeypatch.setattr(Drafts, "keep", slowly)
    drafts = DraftKeeper(tmp_path, lambda _words: None)
    draft = drafts.keep(drafts.begun(("6",)), WRITTEN)  # returns although the disk has not taken it yet
    assert text_of(drafts.begun(("6",))) == WRITTEN
    go_on.set()
    await until(lambda: [each.text for each in Drafts(tmp_path).all() or drafts._drafts.all()] == ["half a"])

    assert threading.main_thread() not in threads
    assert text_of(drafts.begun(("6",))) == WRITTEN
    drafts.drop(draft)
    await until(lambda: drafts._drafts.all() == ())


async def test_a_draft_dropped_while_it_is_being_written_stays_dropped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on, begun, keep = threading.Event(), threading.Event(), Drafts.keep

    def slowly(self: Drafts, draft: Draft) -> None:
        begun.set()
        go_on.wait(5)
        keep(self, draft)

    monkeypatch.setattr(Drafts, "keep", slowly)
    drafts = DraftKeeper(tmp_path, lambda _words: None)
    draft = drafts.keep(drafts.begun(("6",)), WRITTEN)
    await until(begun.is_set)
    drafts.drop(draft)
    assert drafts.all() == ()
    go_on.set()
    await until(lambda: not drafts._waiting)
    assert drafts._drafts.all() == ()


async def test_a_dropped_draft_is_not_written_by_a_thread_that_starts_late(tmp_path: Path) -> None:
    drafts = DraftKeeper(tmp_path, lambda _words: None)
    draft = drafts.keep(drafts.begun(("6",)), WRITTEN)
    [(about, waiting)] = drafts._waiting.items()
    drafts.drop(draft)
    drafts.flush()
    drafts._write(about, waiting)  # as a thread that starts late would
    assert drafts._drafts.all() == ()


async def test_a_draft_that_cannot_be_written_is_reported_once_and_tried_until_it_succeeds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping, "AGAIN", 0.01)
    said: list[str] = []
    keep, tries = Drafts.keep, []

    def fail_at_first(self: Drafts, draft: Draft) -> None:
        tries.append(draft)
        if len(tries) < 4:
            raise WriteError("the disk is full")
        keep(self, draft)

    monkeypatch.setattr(Drafts, "keep", fail_at_first)
    drafts = DraftKeeper(tmp_path, said.append)
    drafts.keep(Draft(("6",), ""), WRITTEN)
    await until(lambda: [each.text for each in drafts._drafts.all()] == ["half a"])

    assert len(said) == 1
    assert said[0].startswith("the disk is full; it is tried again")


async def test_drafts_that_still_wait_are_written_before_the_program_ends(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    drafts = DraftKeeper(tmp_path, said.append)
    monkeypatch.setattr(DraftKeeper, "_write_queue", lambda _self: asyncio.sleep(0))
    drafts.keep(Draft(("6",), ""), WRITTEN)
    drafts.keep(drafts.begun(("7",)), AnnotationText("half b"))
    assert drafts._drafts.all() == ()
    assert [drafts.begun((each,)).text for each in "67"] == ["half a", "half b"]
    drafts.keep(drafts.begun(("6",)), WRITTEN)
    assert [each.targets for each in drafts.all()] == [("6",), ("7",)]  # newest first

    def fail(_drafts: Drafts, _draft: Draft) -> None:
        raise WriteError("the disk is full")

    with monkeypatch.context() as full:
        full.setattr(Drafts, "keep", fail)
        drafts.flush()
    assert said == ["the disk is full"] * 2
    drafts.flush()
    with monkeypatch.context() as full:
        full.setattr(Drafts, "keep", fail)
        drafts.flush()  # nothing is waiting any more

    assert said == ["the disk is full"] * 2
    assert sorted(each.text for each in drafts._drafts.all()) == ["half a", "half b"]
