"""The choice of a negotiation, where there are several."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from negotrack.analysis.folding import fold
from negotrack.tui.loading import Activity, in_slices
from negotrack.tui.render import DIM, KEY, Piece
from negotrack.tui.screens.choose_items import Described, described
from negotrack.tui.screens.picker import Picker, PickerRow


class Choose(Picker[Path]):
    """Chooses a negotiation; returns its folder, None to go back. What there is to say of each is read meanwhile.

    Args:
        folders: the negotiations.
        last: the one that was opened last, to be offered first.
        activity: when a key was pressed last.
    """

    LABEL = "/"
    PLACEHOLDER = "words of a title, or of a folder's name"

    def __init__(self, folders: Sequence[Path], last: Path | None = None, activity: Activity | None = None) -> None:
        super().__init__("Choose a negotiation")
        self._folders = sorted(folders, key=lambda folder: folder != last)
        self._last = last
        self._activity = activity or Activity()
        self._described: dict[Path, Described] = {}

    def on_mount(self) -> None:
        """Name what there is to choose from, and read what there is to say of it."""
        self.run_worker(self._describe())

    def rows(self, text: str, words: Sequence[str]) -> Sequence[PickerRow[Path]]:
        """The negotiations with every word in their title or name."""
        del text
        rows = map(self._row, self._folders)
        return [row for row in rows if all(word in fold(f"{row.text} {row.more}") for word in words)]

    def _row(self, folder: Path) -> PickerRow[Path]:
        known, name = self._described.get(folder), folder.name
        title = known.title if known else name
        beside: list[Piece] = known.pieces if known else [("…", DIM)]
        if folder == self._last:
            beside = [*beside, ("opened last", KEY)]
        if [each.title for each in self._described.values()].count(title) > 1:
            return PickerRow(f"{title} ({name})", folder, beside)
        return PickerRow(title, folder, beside, "" if title == name else name)

    async def _describe(self) -> None:
        await in_slices(self._steps(), self._activity, self._show)
        self._show()

    def _steps(self) -> Iterator[None]:
        for folder in self._folders:
            for known in described(folder):
                self._described[folder] = known
                yield

    def _show(self) -> None:
        self.find(self.found.selected)
