"""The terminal as Textual drives it; one that is closed takes nothing more, and holds nothing up."""

from __future__ import annotations

import contextlib
from typing import IO, Any

from textual.drivers.linux_driver import LinuxDriver


class Output:
    """What is written to a terminal.

    Textual writes in a thread that ends with the first write that fails. What comes after that waits in a queue, and
    once that is full the program waits too, before it has heard that its terminal is gone.
    """

    def __init__(self, file: IO[str]) -> None:
        self._file = file

    def write(self, text: str) -> None:
        """Write, where there is still somebody to read it."""
        with contextlib.suppress(OSError):
            self._file.write(text)

    def flush(self) -> None:
        """Let go of what was written."""
        with contextlib.suppress(OSError):
            self._file.flush()

    def fileno(self) -> int:
        """The number of the file."""
        return self._file.fileno()


class Terminal(LinuxDriver):
    """Drives a terminal until the program ends, whether it is still there or not."""

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self._file: Any = Output(self._file)
