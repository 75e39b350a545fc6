"""What the person was told, and what is wrong in the files, to be read again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from negotrack.model.problems import Problem
from negotrack.pages.days import moment_words
from negotrack.tui.notices import Notice
from negotrack.tui.render import AGAINST, DIM, EMPTY, HEADING, PLAIN, WARNING, Line, hanging, line, paragraph
from negotrack.tui.screens.reading import Reading

_SIGNS: Mapping[str, tuple[str, str]] = {
    "information": ("·", PLAIN),
    "warning": ("!", WARNING),
    "error": ("✗", AGAINST),
}
_MOST = 500
"""Problems that are shown; the others are counted."""
_ROOMY = 64
"""Cells from which the time stands beside a message, and not above it."""


class MessagesScreen(Reading):
    """Shows messages and problems.

    Args:
        told: the messages, the newest last.
        problems: what is wrong in the files.
    """

    HEADING = "Messages"
    DEFAULT_CSS = """
    MessagesScreen { background: $background 60%; & > Vertical { height: auto; max-height: 100%; } }
    MessagesScreen #page { height: auto; max-height: 100%; }
    """

    def __init__(self, told: Sequence[Notice], problems: Sequence[Problem] = ()) -> None:
        super().__init__()
        self._told = told
        self._problems = problems

    def lines(self, cells: int) -> Sequence[Line]:
        """Problems first, then the newest message first."""
        if not self._problems:
            return [*self._messages(cells)]
        return [*self._wrong(cells), EMPTY, line(("This session", HEADING)), *self._messages(cells)]

    def _wrong(self, cells: int) -> Iterator[Line]:
        yield line((f"In the files ({len(self._problems):,})", HEADING))
        for problem in self._problems[:_MOST]:
            yield from _said(problem.severity, str(problem), cells)
        if (more := len(self._problems) - _MOST) > 0:
            yield from paragraph(f"and {more:,} more; all of them: negotrack check", cells, DIM)

    def _messages(self, cells: int) -> Iterator[Line]:
        if not self._told:
            yield line(("No messages yet.", DIM))
        for told in reversed(self._told):
            when = f"{moment_words(told.at)}  "
            if cells < _ROOMY:
                yield line((when, DIM))
                when = ""
            yield from _said(told.severity, told.words, cells, when)


def _said(severity: str, words: str, cells: int, when: str = "") -> list[Line]:
    """A message with its sign, and with its word where it is more than information."""
    sign, style = _SIGNS[severity]
    named = f"{severity}: {words}" if style else words
    return hanging((f"{when}{sign}", style or DIM), named, cells, style, indent=len(when) + 2)
