"""The terminal as Textual drives it; one that is closed takes nothing more, and holds nothing up."""

from __future__ import annotations

import contextlib
import os
import select
from typing import Any, TextIO

from textual.drivers.linux_driver import LinuxDriver


class Output:
    """What is written to a terminal.

    Textual writes in a thread that ends with the first write that fails. What comes after that waits in a queue, and
    once that is full the program waits too, before it has heard that its terminal is gone.
    """

    def __init__(self, file: TextIO) -> None:
        self._file = file

    def write(self, text: str) -> None:
        """Write all of it, where there is still somebody to read it.

        Written to the file itself: a buffer drops what a non-blocking terminal does not take at once.
        """
        number, rest = self.fileno(), memoryview(text.encode(self._file.encoding, "replace"))
        with contextlib.suppress(OSError):
            while rest:
                try:
                    rest = rest[os.write(number, rest) :]
                except BlockingIOError:
                    select.select([], [number], [])

    def flush(self) -> None:
        """Nothing waits to be written."""

    def fileno(self) -> int:
        """The number of the file."""
        return self._file.fileno()


class Terminal(LinuxDriver):
    """Drives a terminal until the program ends, whether it is still there or not."""

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self._file: Any = Output(self._file)
