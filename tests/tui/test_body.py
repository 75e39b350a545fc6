from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

from textual.geometry import Size

from negotrack.tui.body import layout
from tests.golden import compare_with_golden


def test_the_layout_of_the_panels_matches_the_stored_one_at_every_window_size() -> None:
    shown = []
    for wanted, around, title in ((42, 3, 1), (43, 3, 1), (43, 6, 2)):
        listing: Any = SimpleNamespace(wanted=wanted, around=around)
        shown.append(f"{wanted} cells wanted, {around} rows around them, {title} of the title")
        for width in (71, 72, 99, 100):
            for height in (17, 18, 24, 36, 37, 60):
                found = layout(Size(width, height), listing, title=title, rows=3 if height == 60 else 12)
                heights = [f"{name} {rows}" for name, rows in found.heights.items()]
                shown.append(
                    " ".join([f"{width}x{height}", *(each for each, on in found.classes.items() if on), *heights])
                )
    compare_with_golden(Path(__file__).parent / "snapshots" / "layout.txt", "\n".join([*shown, ""]))
