"""Pictures of the real program.

python -m tests.pictures           writes those of the README
python -m tests.pictures FOLDER    writes every screen in every size and theme there, and prints how full each is
"""

from __future__ import annotations

import argparse
import asyncio
import os
import re
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from negotrack.editing.annotating import add_annotations
from negotrack.store.changes import apply
from negotrack.store.reader import Reader
from tests.conftest import SHIPPED

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / ".github"
SIZE = (120, 40)
SIX = "06-surrender-after-government"
NOTES = {
    "The counter is about the order of two steps. Does it leave room for people from Panjshir? #counter": "taliban",
    "Ask the mediator's circle for the text of all twelve. #ask": None,
}
SCREENS = {"main": (), "timeline": ("t",)}
MANY_SIDES = {"board": ()}
"""The screens of the Federal Convention."""


SIZES = ((60, 20), (80, 24), (120, 40), (200, 60))


async def take_all(negotiation: Path, target: Path) -> None:
    """Write a picture of every screen, and print the share of its cells that are not blank."""
    from negotrack.config import Settings
    from negotrack.tui.app import Negotrack
    from negotrack.tui.themes import THEMES
    from tests.tui.main.conftest import Shown
    from tests.tui.main.ways import WAYS

    print(f"{'screen':<16}{''.join(f'{columns}x{rows}'.rjust(9) for columns, rows in SIZES)}")
    for name, way in WAYS.items():
        shares = []
        for columns, rows in SIZES:
            for theme in THEMES:
                app = Negotrack([negotiation], Settings(author="ana", theme=theme))
                async with app.run_test(size=(columns, rows), notifications=True) as pilot:
                    shown = Shown(app, pilot)
                    await shown.settle()
                    await way(shown)
                    picture = app.export_screenshot(title=f"{name} {columns}x{rows} {theme}", simplify=True)
                    full = sum(not sign.isspace() for line in shown.lines for sign in line)
                (target / f"{name}-{columns}x{rows}-{theme}.svg").write_text(plain(picture), encoding="utf-8")
            shares.append(full / (columns * rows))
        print(f"{name:<16}{''.join(f'{share:9.0%}' for share in shares)}", flush=True)


def plain(picture: str) -> str:
    """A picture in the reader's own fixed-width font, so that it does not fetch one."""
    return re.sub(r"@font-face \{.*?\}\s*", "", picture, flags=re.DOTALL)


async def take(folder: Path, screens: Mapping[str, Sequence[str]]) -> None:
    """Write a picture of each screen of a negotiation."""
    from negotrack.config import Settings
    from negotrack.tui.app import Negotrack

    for name, keys in screens.items():
        app = Negotrack([folder], Settings())
        async with app.run_test(size=SIZE) as pilot:
            await pilot.pause(1)
            await pilot.press(*keys)
            await pilot.pause(0.5)
            picture = app.export_screenshot(title="negotrack", simplify=True)
        (FOLDER / f"{name}.svg").write_text(plain(picture), encoding="utf-8")


def main() -> None:
    """Take the pictures on a copy of the shipped negotiation with two annotations."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", metavar="FOLDER", type=Path, nargs="?", help="where to write every screen")
    target: Path | None = parser.parse_args().folder
    with tempfile.TemporaryDirectory() as scratch:
        os.environ |= {"NEGOTRACK_STATE": f"{scratch}/state", "NEGOTRACK_CONFIG": f"{scratch}/config.toml"}
        folder = shutil.copytree(SHIPPED, Path(scratch, "panjshir-2021"))
        reader = Reader(folder)
        for text, about in NOTES.items():
            reader.load()
            apply(folder, add_annotations(reader, [SIX], text=text, author="analyst", about=about))
            reader.refresh()
        if target:
            target.mkdir(parents=True, exist_ok=True)
            asyncio.run(take_all(folder, target))
            return
        FOLDER.mkdir(exist_ok=True)
        asyncio.run(take(folder, SCREENS))
        convention = SHIPPED.parent / "federal-convention-1787"
        asyncio.run(take(shutil.copytree(convention, Path(scratch, convention.name)), MANY_SIDES))
    print(f"taken {datetime.now(UTC):%Y-%m-%d}: {', '.join([*SCREENS, *MANY_SIDES])}")


if __name__ == "__main__":
    main()
