from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import tomli_w

from negotrack.config import THEMES
from negotrack.model.records import Record, Source
from negotrack.store.filechange import canonical
from negotrack.store.reader import Reader
from negotrack.tui.base import Notice
from tests.conftest import SHIPPED
from tests.golden import compare_with_golden
from tests.pages.test_golden import with_everything
from tests.tui import headless
from tests.tui.main.conftest import SIX, Opened, Shown
from tests.tui.main.ways import WAYS

SNAPSHOTS = Path(__file__).parents[1] / "snapshots"
SMALL, LARGE = (80, 24), (120, 40)
LARGE_TOO = frozenset({"main", "compare", "editor"})
"""What is laid out in another way where there is room; the rest is only wider."""
NOTED = datetime(2026, 11, 25, 9, 12, tzinfo=UTC)
NOTES: dict[str, dict[str, Any]] = {
    "a": {"about": "taliban", "text": "The counter is about the order of two steps. #counter\n"},
    "b": {"fingerprint": "000000000000", "text": "My inference: this one held up the rest.\n", "tags": ["gate"]},
}
"""Two annotations of the shipped negotiation, of which the second is stale."""
TOLD = (
    Notice(NOTED, "information", "Done: annotate number 6"),
    Notice(NOTED, "warning", "Settings: config.toml: theme: 'drak' is not one of dark, light (did you mean dark?)"),
    Notice(NOTED, "error", "There is no annotation here to edit."),
)


@pytest.fixture(autouse=True)
def _in_no_repository(negotiation: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Wherever tests are run, git is not asked how many files it lacks."""
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(negotiation.parent))


@pytest.fixture
def annotated(negotiation: Path) -> Path:
    """The shipped negotiation with annotations."""
    folder = negotiation / "annotations" / SIX
    folder.mkdir(parents=True)
    for name, keys in NOTES.items():
        (folder / f"{name}.toml").write_bytes(tomli_w.dumps({"author": "ana", "created": NOTED, **keys}).encode())
    return negotiation


def page(shown: Shown) -> str:
    return "".join(f"{each.rstrip()}\n" for each in shown.lines)


def colours(shown: Shown) -> str:
    """A letter for the colour and the weight of every character, and what the letters mean."""
    letters: dict[str, str] = {}
    drawn = []
    for strip in headless.strips(shown.app):
        row = ""
        for segment in strip:
            style = segment.style
            kind = f"{'bold ' if style and style.bold else ''}{style.color.name if style and style.color else ''}"
            letter = letters.setdefault(kind, chr(ord("a") + len(letters)))
            row += "".join(" " if character == " " else letter for character in segment.text)
        drawn.append(f"{row.rstrip()}\n")
    return "".join([*drawn, *(f"{letter} {kind}\n" for kind, letter in letters.items())])


@pytest.mark.parametrize(
    ("name", "columns", "rows"),
    [(name, *size) for name in WAYS for size in (SMALL, LARGE) if size == SMALL or name in LARGE_TOO],
)
async def test_every_screen_looks_as_ever(opened: Opened, annotated: Path, name: str, columns: int, rows: int) -> None:
    async with opened(columns, rows, folder=annotated) as shown:
        shown.app.notices.all[:] = TOLD
        await WAYS[name](shown)
        compare_with_golden(SNAPSHOTS / f"{name}-{columns}x{rows}.txt", page(shown))


@pytest.fixture
def told(negotiation: Path) -> Path:
    """The shipped negotiation with records of every kind."""
    talks = with_everything(Reader(negotiation).load().negotiation)
    records: dict[str, Record] = {"sources/radio.toml": Source(id="radio", title="Evening news")}
    for key, dossier in talks.dossiers.items():
        for kind in ("ledger", "texts", "stakes", "annotations"):
            records |= {f"{kind}/{key}/{each.id}.toml": each for each in getattr(dossier, kind)}
    for path, record in records.items():
        (negotiation / path).parent.mkdir(parents=True, exist_ok=True)
        (negotiation / path).write_bytes(canonical(record))
    return negotiation


@pytest.mark.parametrize("name", ["main", "compare", "timeline", "pairs", "meeting"])
async def test_twelve_sides_look_as_ever_in_windows_of_every_width(opened: Opened, name: str) -> None:
    async with opened(160, 50, folder=SHIPPED.parent / "federal-convention-1787") as shown:
        await WAYS[name](shown)
        pages = [page(shown)]
        for size in ((100, 30), (56, 18), (34, 12)):
            await shown.resize(*size)
            pages.append(page(shown))
        await shown.resize(100, 30)
        pages.append(colours(shown))
        compare_with_golden(SNAPSHOTS / f"convention-{name}.txt", "\n".join(pages))


@pytest.mark.parametrize(
    "name", ["main", "compare", "timeline", "gaps", "meeting", "report", "records", "texts", "readings"]
)
async def test_records_of_every_kind_look_as_ever_in_windows_of_every_width(
    opened: Opened, told: Path, name: str
) -> None:
    async with opened(160, 50, folder=told) as shown:
        shown.main.go_to_proposal("no-disarming")
        await WAYS[name](shown)
        pages = [page(shown)]
        for key in "jjjj[kk[kk" if name == "timeline" else "":
            await shown.press(key)
            pages.append(page(shown))
        for size in ((100, 30), (56, 18), (34, 12)):
            await shown.resize(*size)
            pages.append(page(shown))
        await shown.resize(100, 30)
        pages.append(colours(shown))
        compare_with_golden(SNAPSHOTS / f"everything-{name}.txt", "\n".join(pages))


@pytest.mark.parametrize(("columns", "rows"), [SMALL, LARGE, (60, 20), (40, 10)])
async def test_the_first_run_looks_as_ever(opened: Opened, columns: int, rows: int) -> None:
    async with opened(columns, rows) as shown:
        compare_with_golden(SNAPSHOTS / f"first-run-{columns}x{rows}.txt", page(shown))


@pytest.mark.parametrize("name", ["main", "compare", "timeline", "editor", "record", "report-options"])
async def test_every_theme_says_the_same_in_signs_and_words(opened: Opened, annotated: Path, name: str) -> None:
    async with opened(80, 24, folder=annotated) as shown:
        shown.app.notices.all[:] = TOLD
        await WAYS[name](shown)
        for theme in sorted(set(THEMES) - {"dark"}):
            shown.app.theme = theme
            await shown.settle()
            assert page(shown) == (SNAPSHOTS / f"{name}-80x24.txt").read_text(encoding="utf-8"), theme
