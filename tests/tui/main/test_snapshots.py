from __future__ import annotations

import re
from datetime import UTC, date, datetime
from itertools import zip_longest
from pathlib import Path
from string import ascii_letters, digits
from typing import Any

import pytest
import tomli_w
from rich.color import Color
from rich.segment import Segment
from rich.style import Style
from textual.widgets import Input, TextArea

from negotrack.config import THEMES
from negotrack.model.records import Record, Source
from negotrack.store.filechange import canonical
from negotrack.store.reader import Reader
from negotrack.tui.base import Notice
from negotrack.tui.screens import report
from negotrack.tui.widgets import proposal_list
from tests.conftest import SHIPPED
from tests.golden import compare_with_golden
from tests.pages.test_golden import with_everything
from tests.tui import headless
from tests.tui.main.conftest import SIX, Opened, Shown
from tests.tui.main.ways import WALKS, WAYS

SNAPSHOTS = Path(__file__).parents[1] / "snapshots"
SMALL, LARGE = (80, 24), (120, 40)
THEMED = ("main", "compare", "timeline", "editor", "record", "report-options")
STILL = (*THEMED, *("filtered", "filter", "as-of", "compare-as-of", "save-as"))
"""The screens that no walk starts from, and those that every theme is compared with."""
LETTERS = f"{ascii_letters}{digits}{''.join(map(chr, (*range(0x3B1, 0x3CA), *range(0x410, 0x450))))}"
NOTED = datetime(2026, 11, 25, 9, 12, tzinfo=UTC)
NOTES: dict[str, dict[str, Any]] = {
    "a": {"about": "taliban", "text": "The counter is about the order of two steps. #counter\n"},
    "b": {"fingerprint": "000000000000", "text": "My inference: this one held up the rest.\n", "tags": ["gate"]},
}
"""Two annotations of the shipped negotiation, the second of them stale."""
TOLD = (
    Notice(NOTED, "information", "Done: annotate number 6"),
    Notice(NOTED, "warning", "Settings: config.toml: theme: 'drak' is not one of dark, light (did you mean dark?)"),
    Notice(NOTED, "error", "There is no annotation here to edit."),
)


@pytest.fixture(autouse=True)
def _in_no_repository(negotiation: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep git from finding a repository above the negotiation, wherever the tests are run."""
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


@pytest.mark.parametrize(
    ("name", "columns", "rows"),
    [(name, *SMALL) for name in STILL] + [(name, *LARGE) for name in ("main", "compare", "editor")],
)
async def test_every_screen_matches_its_stored_picture(
    opened: Opened, annotated: Path, name: str, columns: int, rows: int
) -> None:
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


def look(segment: Segment) -> str:
    """The style of a segment: its weight, its colour and its background."""
    style = segment.style or Style()
    weight = [word for word in ("bold", "italic", "underline", "reverse") if getattr(style, word)]
    return " ".join([*weight, *(each.name for each in (style.color, style.bgcolor) if each)])


def drawn(shown: Shown, letters: dict[str, str]) -> list[str]:
    """Each row with its number, followed by a row with a letter for the style of each character."""
    rows, ground = [], Color.parse(shown.app.theme_variables["background"])
    for number, strip in enumerate(headless.strips(shown.app)):
        looks = ""
        for segment in strip:
            letter = letters.setdefault(look(segment), LETTERS[len(letters)])
            is_plain = segment.style is None or (segment.style.bgcolor == ground and not segment.style.reverse)
            looks += "".join(" " if is_plain and each == " " else letter for each in segment.text)
        text = re.sub(r"-[0-9a-z]{4}(?=\.toml)", "-xxxx", strip.text)  # the last part of an id is random
        rows += [f"{number:>2} {text.rstrip()}\n", f"{number:>2}:{looks.rstrip()}\n"]
    return rows


@pytest.fixture
def steady(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the text cursor from blinking, the list from waiting for more keys, and the date from changing."""
    monkeypatch.setattr(Input, "_toggle_cursor", lambda _control: None)
    monkeypatch.setattr(TextArea, "_toggle_cursor_blink_visible", lambda _control: None)
    monkeypatch.setattr(proposal_list, "QUIET", 0.01)
    monkeypatch.setattr(report, "today", lambda: date(2026, 11, 27))


@pytest.mark.usefixtures("steady")
@pytest.mark.parametrize("name", WALKS)
async def test_every_key_of_a_walk_changes_the_screen_as_stored(opened: Opened, told: Path, name: str) -> None:
    walk = WALKS[name]
    folder = SHIPPED.parent / walk.folder if walk.folder else told
    async with opened(*walk.size, folder=folder) as shown:
        if not walk.folder:
            shown.main.go_to_proposal(walk.proposal)
        shown.app.notices.all[:] = TOLD
        letters: dict[str, str] = {}
        before: list[str] = []
        written = []
        for step in ("", *walk.steps):
            if not step:
                await WAYS[walk.way](shown)
            elif isinstance(step, tuple):
                await shown.resize(*step)
            else:
                await shown.press(*step)
            after = drawn(shown, letters)
            shown.app.clear_notifications()
            changed = [row for row, was in zip_longest(after, before, fillvalue="") if row != was]
            written.append("".join([f"== {' '.join(step) if isinstance(step, list) else step}\n", *changed]))
            before = after
        meant = "".join(f"{letter} {kind}\n" for kind, letter in letters.items())
        compare_with_golden(SNAPSHOTS / f"walk-{name}.txt", "".join([*written, meant]))


@pytest.mark.parametrize(("columns", "rows"), [SMALL, LARGE, (60, 20), (40, 10)])
async def test_the_first_run_matches_its_stored_picture(opened: Opened, columns: int, rows: int) -> None:
    async with opened(columns, rows) as shown:
        compare_with_golden(SNAPSHOTS / f"first-run-{columns}x{rows}.txt", page(shown))


@pytest.mark.parametrize("name", THEMED)
async def test_every_theme_shows_the_same_signs_and_words(opened: Opened, annotated: Path, name: str) -> None:
    async with opened(80, 24, folder=annotated) as shown:
        shown.app.notices.all[:] = TOLD
        await WAYS[name](shown)
        for theme in sorted(set(THEMES) - {"dark"}):
            shown.app.theme = theme
            await shown.settle()
            assert page(shown) == (SNAPSHOTS / f"{name}-80x24.txt").read_text(encoding="utf-8"), theme
