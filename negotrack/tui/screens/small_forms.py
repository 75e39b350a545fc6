"""The small forms: which two sides are compared, the reason for what is done, and the name of a file to write to."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from textual.widget import Widget

from negotrack.model.records import Side
from negotrack.tui.forms.fields import TextField
from negotrack.tui.forms.form import SmallForm
from negotrack.tui.forms.records import PairFields
from negotrack.tui.render import line


class Sides(SmallForm[tuple[str, str]]):
    """Chooses two different sides; returns their ids.

    Args:
        sides: all sides of the negotiation.
        pair: the ids of the two to begin with.
    """

    def __init__(self, sides: Sequence[Side], pair: tuple[str, str]) -> None:
        super().__init__("Compare two sides")
        self._pair = PairFields(("One", "Other"), sides, pair)

    def fields(self) -> Iterable[Widget]:
        """One side, and the other."""
        yield from self._pair.widgets

    def review(self) -> tuple[str, str] | None:
        """The two sides, or None where they are the same."""
        return self._pair.read()


class Reason(SmallForm[str]):
    """Asks why; returns the reason.

    Args:
        title: what is done.
        words: what follows from it.
    """

    def __init__(self, title: str, words: str) -> None:
        super().__init__(title)
        self._words = words
        self._because = TextField("Because", needed=True)

    def fields(self) -> Iterable[Widget]:
        """The reason."""
        yield self._because

    def review(self) -> str | None:
        """The reason, or None while there is none."""
        self.show_context([line(self._words)])
        because = self._because.text
        self._because.show(None if because else "write the reason")
        return because


class SaveAs(SmallForm[Path]):
    """Asks for a file; returns its path, which may exist.

    Args:
        title: what is written.
        path: the file that is proposed.
    """

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
