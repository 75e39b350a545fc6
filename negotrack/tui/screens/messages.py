"""What the person was told, and what is wrong in the files, to be read again."""

from __future__ import annotations

from collections.abc import Sequence

from negotrack.model.problems import Problem, Severity
from negotrack.tui.render import DIM, EMPTY, HEADING, PLAIN, WARNING, Line, hanging, line, paragraph
from negotrack.tui.screens.reading import Reading
from negotrack.tui.telling import Told
from negotrack.wording import moment_words

_WHEN = 24


class MessagesScreen(Reading):
    """Shows messages and problems.

    Args:
        told: the messages, the newest last.
        problems: what is wrong in the files.
    """

    HEADING = "Messages"

    def __init__(self, told: Sequence[Told], problems: Sequence[Problem]) -> None:
        super().__init__()
        self._told = told
        self._problems = problems

    def lines(self, cells: int) -> Sequence[Line]:
        """Problems first, then the newest message first."""
        lines = []
        if self._problems:
            lines.append(line(("In the files", HEADING)))
        for problem in self._problems:
            sign = "!" if problem.severity is Severity.ERROR else "·"
            lines += paragraph(f"{sign} {problem}", cells, WARNING if problem.severity is Severity.ERROR else PLAIN)
        if self._problems:
            lines += [EMPTY, line(("What was said", HEADING))]
        for told in reversed(self._told):
            style = PLAIN if told.severity == "information" else WARNING
            lines += hanging((moment_words(told.at), DIM), told.words, cells, style, indent=_WHEN)
        return lines or [line(("Nothing was said yet.", DIM))]
