"""What became of the words of a text; where there is no colour it is shown in braces, for brackets are its own."""

from __future__ import annotations

from collections.abc import Iterable

from negotrack.analysis.wordings import Piece
from negotrack.pages.blocks import Edit, Run

_MARKS = {
    Edit.KEPT: ("", ""),
    Edit.OPEN: ("", ""),
    Edit.GONE: ("{-", "-}"),
    Edit.NEW: ("{+", "+}"),
    Edit.MOVED_AWAY: ("{<", "<}"),
    Edit.MOVED_HERE: ("{>", ">}"),
}
"""What stands before and behind the words."""
_MEANINGS = {
    Edit.GONE: "taken out",
    Edit.NEW: "put in",
    Edit.MOVED_AWAY: "moved from here",
    Edit.MOVED_HERE: "moved to here",
}


def difference_runs(pieces: Iterable[Piece]) -> tuple[Run, ...]:
    """The pieces of a difference as runs."""
    return tuple(Run(piece.text, Edit(piece.fate)) for piece in pieces)


def in_braces(runs: Iterable[Run]) -> str:
    """The words of a wording as one text; white space at the end of a run stays outside its braces."""
    return "".join(map(_in_braces, runs))


def meanings(runs: Iterable[Run]) -> tuple[str, ...]:
    """What the braces mean that a wording has."""
    used = {run.edit for run in runs}
    return tuple(f"{'…'.join(_MARKS[edit])} {words}" for edit, words in _MEANINGS.items() if edit in used)


def _in_braces(run: Run) -> str:
    before, behind = _MARKS[run.edit]
    words = run.text.rstrip()
    return f"{before}{words}{behind}{run.text[len(words) :]}" if words and before else run.text
