"""Records to the files that will hold them, each read back before anything is written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from negotrack.ingest.material import Progress
from negotrack.ingest.table import Trouble
from negotrack.model.records import Record
from negotrack.store.canonical import canonical
from negotrack.store.filechange import FileChange
from negotrack.store.layout import Place
from negotrack.store.validate import read


class Placed(NamedTuple):
    """A record and the file that it goes into.

    Attributes:
        where: the file.
        record: what it holds.
        origin: where the record comes from, for a message.
        layout: how its bytes are laid out.
    """

    where: Place
    record: Record
    origin: str
    layout: Callable[[Any], bytes] = canonical


def as_files(
    placed: Sequence[Placed], progress: Progress | None = None
) -> tuple[tuple[FileChange, ...], tuple[Trouble, ...]]:
    """The new files that hold records, and what no file can hold."""
    changes: list[FileChange] = []
    troubles: list[Trouble] = []
    for done, each in enumerate(placed, 1):
        made = _file(each)
        if isinstance(made, FileChange):
            changes.append(made)
        else:
            troubles.append(made)
        if progress:
            progress("checking files", done, len(placed))
    return tuple(changes), tuple(troubles)


def _file(placed: Placed) -> FileChange | Trouble:
    try:
        content = placed.layout(placed.record)
    except UnicodeEncodeError as error:
        half = error.object[error.start : error.start + 1]
        return Trouble(f"holds half a character, {half!r}, which no file can keep", placed.origin)
    found, problems = read(placed.where, content)
    if found == placed.record:
        return FileChange(placed.where.path, None, content)
    reason = "; ".join(map(str, problems)) or "would not come back from its file as it is"
    return Trouble(reason, placed.origin)
