"""A change as a value: which files, from which bytes to which."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from negotrack.model.records import Record


@dataclass(frozen=True, slots=True)
class FileChange:
    """What happens to one file.

    Attributes:
        path: the file below the negotiation's folder, with forward slashes.
        before: the bytes that must be there for the change to be made; None where there must be no file.
        after: the bytes that are there then; None where the file is removed.
        record: what these bytes hold, where they were made of it.
    """

    path: str
    before: bytes | None
    after: bytes | None
    record: Record | None = field(default=None, compare=False)

    @property
    def reversed(self) -> FileChange:
        """The change that takes this one back."""
        return FileChange(self.path, self.after, self.before)


class Change(NamedTuple):
    """One action of a person.

    Attributes:
        label: what was done, in a few words, as ``annotate 6-surrender``.
        files: what happens to the files, in order.
    """

    label: str
    files: tuple[FileChange, ...]

    @property
    def reversed(self) -> Change:
        """The change that takes this one back, files in reverse order."""
        return Change(self.label, tuple(each.reversed for each in reversed(self.files)))


class Done(NamedTuple):
    """What was undone or done again.

    Attributes:
        change: the change that was made to the files.
        warnings: what could not be made certain although the files stand.
    """

    change: Change
    warnings: tuple[str, ...] = ()
