"""The work that the interface does and avoids, in counts that are the same on every machine."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from textual.screen import Screen

from negotrack.editing.annotating import add_annotations
from negotrack.model.negotiation import Dossier
from negotrack.store import changes
from negotrack.store import folder as folders
from negotrack.store.access import content
from negotrack.store.reader import Reader
from negotrack.tui.render import Line
from negotrack.tui.session import Session
from negotrack.tui.widgets import annotations as panel
from tests.bench.generate import generate
from tests.tui.main.conftest import SIX, Opened

FIRST_PAGE = """
import asyncio, sys
from pathlib import Path
from negotrack.config import Settings
from negotrack.tui.app import Negotrack
from negotrack.tui import background

class Watched(Negotrack):
    drawn = []

    def post_display_hook(self):
        if self.main:
            self.drawn.append("thrown away" if self._batch_count else "shown")

async def stand_still(self, steps):
    print(*sys.modules)
    print(*dict.fromkeys(Watched.drawn))
    self._main.app.exit()

background.Upkeep._go_on = stand_still
background.SOON = 60  # a busy machine may take longer to show a page than what follows it waits
Watched([Path(sys.argv[1])], Settings()).run(headless=True)
"""


@pytest.fixture
def opened_files(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files opened so far, in order."""
    found: list[str] = []

    def noted(path: str) -> object:
        found.append(path)
        return content(path)

    monkeypatch.setattr(folders, "content", noted)
    return found


@pytest.fixture
def large(tmp_path: Path) -> Path:
    return generate(tmp_path / "positions" / "large", 300, 900)


def test_opening_a_negotiation_reads_none_of_its_proposals(large: Path, opened_files: list[str]) -> None:
    session = Session(large)
    assert len(session.ids) == 300
    assert opened_files == [str(large / "negotiation.toml")]


def test_looking_at_a_proposal_reads_only_its_own_files_and_only_once(large: Path, opened_files: list[str]) -> None:
    session = Session(large)
    opened_files.clear()
    session.look(session.ids[7])
    session.look(session.ids[7])
    assert len(opened_files) == 1 + 3
    assert all(session.ids[7] in path for path in opened_files)


def test_every_file_of_a_negotiation_is_read_only_once(large: Path, opened_files: list[str]) -> None:
    session = Session(large)
    session.look(session.ids[7])
    session.finish()
    session.finish()
    assert len(opened_files) == len(set(opened_files)) == 1 + 300 + 900


def test_a_refresh_reads_only_the_files_of_the_changed_proposal(large: Path, opened_files: list[str]) -> None:
    session = Session(large)
    session.finish()
    opened_files.clear()
    changed = large / "proposals" / f"{session.ids[7]}.toml"
    changed.write_text(changed.read_text(encoding="utf-8").replace('title = "', 'title = "More: '), encoding="utf-8")
    assert session.refresh([changed])
    session.finish()
    assert set(opened_files) <= {str(changed), *map(str, (large / "annotations" / session.ids[7]).iterdir())}


def test_saving_on_a_proposal_lists_no_folders_and_reads_no_other_proposal(
    large: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = Session(large)
    session.finish()
    target = session.ids[7]
    asked: list[str] = []

    def dossier(reader: Reader, identifier: str, **how: bool) -> Dossier | None:
        asked.append(identifier)
        return read(reader, identifier, **how)

    read = Reader.dossier
    monkeypatch.setattr("negotrack.store.reader.catalogue", None)
    monkeypatch.setattr(Reader, "dossier", dossier)
    session.newest([target])
    change = add_annotations(session.reader, [target], text="Ask.", author="ana")
    changes.apply(large, change)
    assert session.take(change)
    assert set(asked) == {target}


async def test_a_long_list_has_as_many_widgets_as_a_short_one(opened: Opened, large: Path) -> None:
    async with opened(120, 40) as shown:
        short = len(shown.app.screen.query("*"))
    async with opened(120, 40, folder=large) as shown:
        assert len(shown.app.screen.query("*")) == short
        await shown.press("G")
        assert len(shown.app.screen.query("*")) == short
        await shown.press("a", *"Ask them", "ctrl+s")
        assert "  Ask them" in shown.page
        assert "ana · " in shown.page
        title = shown.lines[0]
        await shown.press("u")
        assert "Ask them" not in shown.page
        assert shown.lines[0] == title


@pytest.mark.usefixtures("drawing")
async def test_of_many_annotations_only_the_visible_ones_are_laid_out(
    opened: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folded: list[object] = []

    def noted(note: panel.ShownAnnotation, *about: Any) -> list[Line]:
        folded.append(note)
        return fold(note, *about)

    fold = panel.folded
    monkeypatch.setattr(panel, "folded", noted)
    async with opened(120, 40, folder=generate(tmp_path / "positions" / "noted", 2, 1500)) as shown:
        folded.clear()
        await shown.press("j", "k")
        assert 0 < len(folded) < 200
        await shown.press("3", "G")
        assert "▸" in shown.page
        assert shown.main.beside
        assert shown.main.note == shown.main.beside.annotations.notes[-1]


async def test_saving_an_annotation_redraws_no_page_and_derives_nothing_from_the_facts_again(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(120, 40) as shown:
        derived = shown.main.session.derived
        for name in (
            "beside.proposal_blocks",
            "widgets.day_strip.happenings",
            "beside.missing_cells",
            "session._derive",
        ):
            monkeypatch.setattr(f"negotrack.tui.{name}", None)
        await shown.type("a", *"Ask", "ctrl+s")
        assert "ana · " in shown.page
        assert shown.main.session.derived is derived


def test_derived_results_are_worked_out_again_for_another_day_and_for_a_changed_fact(negotiation: Path) -> None:
    session = Session(negotiation)
    session.finish()
    facts, derived = session.facts, session.derived
    session.show(date(2021, 8, 25))
    session.finish()
    assert facts is not session.facts
    assert derived is not session.derived
    facts, derived = session.facts, session.derived
    path = negotiation / "proposals" / "national-hero.toml"
    path.write_text(path.read_text(encoding="utf-8").replace('title = "', 'title = "More: '), encoding="utf-8")
    session.refresh([path])
    session.finish()
    assert facts is not session.facts
    assert derived is not session.derived


def test_staleness_of_annotations_is_worked_out_only_once_while_the_records_are_unchanged(
    large: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = Session(large)
    standing = session.look(session.ids[7])
    monkeypatch.setattr("negotrack.tui.session.stale_annotations", None)
    assert standing
    assert session.stale(standing.dossier) == frozenset()


def first_page(negotiation: Path) -> list[str]:
    ran = subprocess.run(
        [sys.executable, "-c", FIRST_PAGE, str(negotiation)], capture_output=True, text=True, check=True
    )
    return ran.stdout.splitlines()


def test_the_first_page_is_shown_before_background_work_starts_and_no_frame_is_wasted(negotiation: Path) -> None:
    assert first_page(negotiation)[-1] == "shown"


def test_the_first_page_loads_no_module_that_is_needed_only_later(negotiation: Path) -> None:
    loaded = set(first_page(negotiation)[-2].split())
    assert "negotrack.tui.screens.main" in loaded
    screens = {name for name in loaded if name.startswith("negotrack.tui.screens.")}
    assert not screens & {
        f"negotrack.tui.screens.{name}" for name in ("compare", "editor", "ledger", "report", "reading")
    }
    assert not loaded & {"wcwidth", "watchfiles", "anyio", "negotrack.pages.report", "negotrack.store.git"}


async def test_the_first_form_is_laid_out_once(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    async with opened() as shown:
        resized: list[object] = []
        monkeypatch.setattr(Screen, "_screen_resized", lambda screen, size: resized.append((screen, size)))
        shown.main.go_to_proposal(SIX)
        await shown.press("s")
        assert "Stance*" in shown.page
        assert resized == []


async def test_no_more_styles_are_loaded_than_the_toolkit_keeps_parsed(opened: Opened) -> None:
    async with opened() as shown:
        for way in (["s", "escape"], ["a", "escape"], ["c", "escape"], ["t", "escape"], ["p", "escape"]):
            await shown.press(*way)
        styles = shown.app.stylesheet
        assert len(styles.source) < styles._parse_cache.maxsize  # beyond, all are parsed again for every new screen
