"""The interface from its beginning to its end: settings, the terminal as Textual drives it, and the exit code."""

from __future__ import annotations

import contextlib
import os
import select
import signal
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, TextIO

from textual._xterm_parser import BRACKETED_PASTE_END, BRACKETED_PASTE_START, XTermParser
from textual.drivers import linux_driver
from textual.drivers.linux_driver import LinuxDriver
from textual.message import Message

from negotrack.config import load
from negotrack.tui.actions import ACTIONS, together, while_typing
from negotrack.tui.app import Negotrack

_SIGNS = str.maketrans({"\x00": "\N{SYMBOL FOR NULL}", "\x1b": "\N{SYMBOL FOR ESCAPE}"})


class PasteParser(XTermParser):
    """Reads keys as Textual does, and pastes as they are."""

    def __init__(self, debug: bool = False) -> None:  # noqa: FBT001, FBT002 - Textual calls it so
        super().__init__(debug)
        self._pasting = False
        self._seen = ""
        self._held = ""

    def feed(self, data: str) -> Iterable[Message]:
        """Read what has arrived; nothing at all is the end."""
        shown = self._shown(data) if data else data
        return super().feed(shown) if shown or not data else ()

    def _shown(self, data: str) -> str:
        """What has arrived, with signs in what is pasted."""
        rest, parts = self._held + data, []
        self._held = ""
        while rest:
            part, rest = self._pasted(rest) if self._pasting else self._typed(rest)
            parts.append(part)
            if self._held:
                break
        return "".join(parts)

    def _typed(self, text: str) -> tuple[str, str]:
        """What comes before a paste, and the rest; the mark between them may have begun earlier."""
        both = self._seen + text
        place = both.find(BRACKETED_PASTE_START)
        if place < 0:
            self._seen = both[-len(BRACKETED_PASTE_START) + 1 :]
            return text, ""
        self._pasting, self._seen = True, ""
        end = place + len(BRACKETED_PASTE_START) - (len(both) - len(text))
        return text[:end], text[end:]

    def _pasted(self, text: str) -> tuple[str, str]:
        """What is pasted, up to its end, and the rest; the beginning of the mark of its end is held back."""
        place = text.find(BRACKETED_PASTE_END)
        if place >= 0:
            self._pasting = False
            end = place + len(BRACKETED_PASTE_END)
            return text[:place].translate(_SIGNS) + BRACKETED_PASTE_END, text[end:]
        lengths = range(len(BRACKETED_PASTE_END) - 1, 0, -1)
        held = next((length for length in lengths if text.endswith(BRACKETED_PASTE_END[:length])), 0)
        self._held = text[len(text) - held :]
        return text[: len(text) - held].translate(_SIGNS), ""


def install() -> None:
    """Let Textual's driver read with this parser; the driver names its own, and takes no other."""
    linux_driver.XTermParser = PasteParser  # type: ignore[attr-defined]


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


def run(folders: Sequence[Path], first: Path | None = None, *, root: Path, mouse: bool = True) -> int:
    """Show a negotiation, or the choice of one, until the person leaves.

    Args:
        folders: the negotiations to choose from; where there is none, examples and a new one are offered.
        first: the one to open; None to offer the choice.
        root: the folder in which they stand.
        mouse: take the mouse from the terminal.

    Returns:
        The exit code: 0, or 128 and the number of the signal that ended the program.

    Raises:
        Exception: a fault of the program; the terminal has been restored, and text is kept.
    """
    settings, problems = load({action.id: action.keys for action in ACTIONS}, together(), while_typing())
    install()
    app = Negotrack(folders, settings, problems, first=first, root=root)
    app.driver_class = Terminal
    app.run(mouse=mouse and settings.mouse)
    if app.fault is not None:
        raise app.fault
    code = app.return_code or 0
    if code > 128:
        with contextlib.suppress(OSError):  # the terminal may be gone
            ended = signal.Signals(code - 128).name
            sys.stderr.write(f"negotrack: ended by {ended}; text that was not saved is kept as a draft\n")
    return code
