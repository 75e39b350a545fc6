"""Drafts: text that was being written when the program ended, kept for the next start, outside the data."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from negotrack.errors import WriteError
from negotrack.store.state import make_private, private_folder
from negotrack.store.write import replace


@dataclass(frozen=True, slots=True)
class Draft:
    """Text that was not saved.

    Attributes:
        targets: the proposals it is about, by id; ``_`` for the negotiation as a whole.
        text: what was written.
        tags: its tags, as they were typed.
        about: the side it is about; empty for the whole.
        annotation: the id of the annotation being edited; empty for a new one.
        saved: when, as text.
    """

    targets: tuple[str, ...]
    text: str
    tags: str = ""
    about: str = ""
    annotation: str = ""
    saved: str = ""


class Drafts:
    """The drafts of one negotiation. Reading them never fails: what cannot be read is passed over."""

    def __init__(self, negotiation: Path) -> None:
        self.folder = private_folder("drafts", negotiation)

    def keep(self, draft: Draft) -> None:
        """Save a draft in place of the last one of the same text.

        Raises:
            WriteError: it could not be saved.
        """
        moment = datetime.now(UTC).isoformat(timespec="seconds")
        fields = {**asdict(draft), "saved": moment}
        try:
            make_private(self.folder)
        except OSError as error:
            raise WriteError(f"{self.folder}: the draft could not be kept: {error.strerror}") from error
        replace(self._path(draft), json.dumps(fields).encode("ascii"), mode=0o600)

    def drop(self, draft: Draft) -> None:
        """Forget a draft, because its text was saved or given up."""
        try:
            self._path(draft).unlink(missing_ok=True)
        except OSError as error:
            raise WriteError(f"{self.folder}: the draft could not be removed: {error.strerror}") from error

    def all(self) -> tuple[Draft, ...]:
        """Every draft, the newest first."""
        try:
            names = os.listdir(self.folder)  # noqa: PTH208 - names are all that is wanted
        except OSError:
            return ()
        drafts = [draft for name in names if name.endswith(".json") and (draft := _read(self.folder / name))]
        return tuple(sorted(drafts, key=lambda draft: draft.saved, reverse=True))

    def _path(self, draft: Draft) -> Path:
        key = json.dumps([sorted(draft.targets), draft.annotation])
        return self.folder / f"{hashlib.sha256(key.encode()).hexdigest()[:16]}.json"


def _read(path: Path) -> Draft | None:
    try:
        fields = json.loads(path.read_bytes())
        texts = {key: str(fields[key]) for key in ("text", "tags", "about", "annotation", "saved")}
        return Draft(targets=tuple(str(target) for target in fields["targets"]), **texts)
    except (OSError, ValueError, KeyError, TypeError):
        return None
