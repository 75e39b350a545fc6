from __future__ import annotations

import tomllib
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest
import tomli_w
from textual.style import Style

from negotrack.text import safe, width
from negotrack.tui.render import to_strip
from negotrack.tui.widgets.lines import Lines
from tests.conftest import HOSTILE
from tests.tui.main.conftest import Opened, Shown
from tests.tui.main.ways import WAYS

pytestmark = pytest.mark.thorough

SIZES = ((40, 10), (120, 40))
UNSHOWN = {"fingerprint"}
"""Text in a file that is not meant for users."""

IN_THE_REPORT = ("negotiation.toml.proposal_term", "negotiation.toml.sources", "sources/")
"""Texts that the report shows in full and the other screens only by their beginning."""


def marked(value: Any, key: str, numbers: Iterator[int], places: dict[str, str]) -> Any:
    """The value with a unique word after every hostile text; each word and its key are added to ``places``."""
    if isinstance(value, dict):
        return {name: marked(each, f"{key}.{name}", numbers, places) for name, each in value.items()}
    if isinstance(value, list):
        return [marked(each, key, numbers, places) for each in value]
    if isinstance(value, str) and HOSTILE in value and key.rpartition(".")[2] not in UNSHOWN:
        word = f"w{next(numbers)}w"
        places[word] = key
        return f"{value} {word}"
    return value


@pytest.fixture
def places(hostile: Path) -> dict[str, str]:
    """Mark every text of the hostile negotiation with a word, and return the file and key of each word."""
    numbers, found = count(1), dict[str, str]()
    for path in sorted(hostile.rglob("*.toml")):
        name = path.relative_to(hostile).as_posix()
        path.write_bytes(tomli_w.dumps(marked(tomllib.loads(path.read_text("utf-8")), name, numbers, found)).encode())
    return found


def assert_legible(shown: Shown) -> None:
    """Check that every line fills the window exactly and contains nothing that a terminal hides, reorders or obeys."""
    assert shown.app.fault is None
    columns, rows = shown.app.size
    lines = shown.lines
    assert len(lines) == rows
    for line in lines:
        assert safe(line) == line
        assert width(line) == columns


def reachable(shown: Shown) -> str:
    """All text in the panes, including what scrolling would show, and around them."""
    panes = [pane for pane in shown.app.screen.query(Lines) if pane.cells > 0 and pane.is_on_screen]
    lines = [
        to_strip(pane.draw(row, pane.cells), pane.cells, Style()).text for pane in panes for row in range(pane.count)
    ]
    return "\n".join([*lines, *shown.lines])


async def every_row(shown: Shown) -> str:
    """All text on the main screen, row by row and pane by pane."""
    found = []
    await shown.press("g")
    for _ in range(shown.main.proposals.count):
        for pane in ("proposals", "detail", "annotations"):
            shown.main.body.go_to(pane)
            await shown.settle()
            assert_legible(shown)
            found.append(reachable(shown))
        await shown.press("escape", "j")
    return "\n".join(found)


@pytest.mark.parametrize("name", WAYS)
async def test_every_screen_shows_hostile_text_as_plain_text_in_any_window(
    opened: Opened, hostile: Path, name: str
) -> None:
    async with opened(*SIZES[0], folder=hostile) as shown:
        await WAYS[name](shown)
        for columns, rows in SIZES:
            await shown.resize(columns, rows)
            assert_legible(shown)


@pytest.mark.parametrize(("columns", "rows"), [(60, 20), (120, 40)])
async def test_every_text_of_a_hostile_negotiation_can_be_read_in_full(
    opened: Opened, hostile: Path, places: dict[str, str], columns: int, rows: int
) -> None:
    async with opened(columns, rows, folder=hostile) as shown:
        text = await every_row(shown)
        for key in ("c", "t", "i"):
            await shown.press(key)
            listing = next(iter(shown.app.screen.query("Listing")), None)
            for _ in range(getattr(listing, "count", 1)):
                text += reachable(shown)
                if shown.app.screen.has_class("-low"):
                    await shown.press("tab")
                    text += reachable(shown)
                    await shown.press("tab")
                await shown.press("j")
            assert_legible(shown)
            await shown.press("escape")
        missing = {place for word, place in places.items() if word not in text}
        assert {place for place in missing if not place.startswith(IN_THE_REPORT)} == set()
        await shown.press("p")
        report = reachable(shown)
        unread = {place for word, place in places.items() if place in missing and word not in report}
        assert unread - {"negotiation.toml.proposal_term"} == set()  # only its beginning fits in a column head
