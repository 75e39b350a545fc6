"""Drafts as the editor writes them: text, tags and side, kept until they are saved or given up."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from negotrack.errors import NegotrackError
from negotrack.store.drafts import Draft, Drafts
from negotrack.tui.screens.editor import AnnotationText

_BETWEEN = "\n"
"""What stands between two tags of a draft; no tag has a line break."""


class Drafting:
    """The drafts of one negotiation.

    Args:
        folder: the negotiation's folder.
        complain: says that a draft could not be kept, or removed, and why.
    """

    def __init__(self, folder: Path, complain: Callable[[str], None]) -> None:
        self._drafts = Drafts(folder)
        self._complain = complain

    def all(self) -> tuple[Draft, ...]:
        """What was not saved in this run and in those that have ended."""
        return self._drafts.all()

    def begun(self, targets: Sequence[str], annotation: str = "") -> Draft:
        """The draft of a text, with what was written of it before; empty where nothing was."""
        same = (each for each in self.all() if each.targets == tuple(targets) and each.annotation == annotation)
        return next(same, Draft(tuple(targets), "", annotation=annotation))

    def keep(self, draft: Draft, written: AnnotationText) -> Draft:
        """Keep what is written; returns it as a draft.

        Raises:
            NegotrackError: it could not be kept.
        """
        tags = _BETWEEN.join(" ".join(tag.split()) for tag in written.tags)
        kept = replace(draft, text=written.text, tags=tags, about=written.about or "")
        self._drafts.keep(kept)
        return kept

    def try_to_keep(self, draft: Draft, written: AnnotationText) -> Draft:
        """Likewise, but only complain where it could not be kept."""
        try:
            return self.keep(draft, written)
        except NegotrackError as error:
            self._complain(str(error))
        return replace(draft, text=written.text, about=written.about or "")

    def drop(self, draft: Draft) -> None:
        """Forget a draft that was saved or given up."""
        try:
            self._drafts.drop(draft)
        except NegotrackError as error:
            self._complain(str(error))

    def close(self) -> None:
        """What is still kept is offered by the next run."""
        self._drafts.close()


def text_of(draft: Draft) -> AnnotationText | None:
    """What stands in a draft; None where nothing was written yet."""
    if not draft.text:
        return None
    return AnnotationText(draft.text, tuple(draft.tags.split(_BETWEEN)) if draft.tags else (), draft.about or None)
