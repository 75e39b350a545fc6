"""The name of a file to write to."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from textual.widget import Widget

from negotrack.tui.actions import Place
from negotrack.tui.bindings import bindings
from negotrack.tui.forms.fields import TextField
from negotrack.tui.forms.form import FormDrawer


class SaveAs(FormDrawer[Path]):
    """Asks for a file; returns its path, which may exist.

    Args:
        title: what is written.
        path: the file that is proposed.
    """

    SMALL = True
    PLACE = Place.POPUP
    BINDINGS = bindings(Place.POPUP)
    AUTO_FOCUS = "LineInput"

    def __init__(self, title: str, path: Path) -> None:
        super().__init__(title)
        self._file = TextField("File", str(path), needed=True)

    def fields(self) -> Iterable[Widget]:
        """The file."""
        yield self._file

    def review(self) -> Path | None:
        """The path; says what there is already, or what is wrong."""
        if self._file.text is None:
            self._file.show("write the name of a file")
            return None
        # By text, because a Path raises where a name is too long, or names the home of nobody.
        path = Path(os.path.expanduser(self._file.text))  # noqa: PTH111
        if os.path.isdir(path):  # noqa: PTH112
            self._file.show("is a folder; add the name of a file")
            return None
        self._file.show(reading="there is such a file; it would be replaced" if os.path.exists(path) else "")  # noqa: PTH110
        return path
