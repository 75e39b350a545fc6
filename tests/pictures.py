"""The pictures of the README, taken from the real program.

python -m tests.pictures      writes them
"""

from __future__ import annotations

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
"""Those of the Federal Convention."""


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
        # The reader's own fixed-width font will do; a picture must not fetch one.
        picture = re.sub(r"@font-face \{.*?\}\s*", "", picture, flags=re.DOTALL)
        (FOLDER / f"{name}.svg").write_text(picture, encoding="utf-8")


def main() -> None:
    """Take the pictures on a copy of the shipped negotiation with two annotations."""
    with tempfile.TemporaryDirectory() as scratch:
        os.environ |= {"NEGOTRACK_STATE": f"{scratch}/state", "NEGOTRACK_CONFIG": f"{scratch}/config.toml"}
        folder = shutil.copytree(SHIPPED, Path(scratch, "panjshir-2021"))
        reader = Reader(folder)
        for text, about in NOTES.items():
            reader.load()
            apply(folder, add_annotations(reader, [SIX], text=text, author="analyst", about=about))
            reader.refresh()
        FOLDER.mkdir(exist_ok=True)
        asyncio.run(take(folder, SCREENS))
        convention = SHIPPED.parent / "federal-convention-1787"
        asyncio.run(take(shutil.copytree(convention, Path(scratch, convention.name)), MANY_SIDES))
    print(f"taken {datetime.now(UTC):%Y-%m-%d}: {', '.join([*SCREENS, *MANY_SIDES])}")


if __name__ == "__main__":
    main()
