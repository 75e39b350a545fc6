"""Runs the interface from start to exit: settings, the terminal driver, and the exit code."""

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
    """Parses keys as Textual does, but leaves pasted text intact: escapes and NULs in it become visible signs."""

    def __init__(self, debug: bool = False) -> None:  # noqa: FBT001, FBT002 - Textual calls it so
        super().__init__(debug)
        self._pasting = False
        self._seen = ""
        self._held = ""

    def feed(self, data: str) -> Iterable[Message]:
        """Parse what has arrived; an empty text is the end of the input."""
        shown = self._shown(data) if data else data
        return super().feed(shown) if shown or not data else ()

    def _shown(self, data: str) -> str:
        """What has arrived, with signs in the pasted parts."""
        rest, parts = self._held + data, []
        self._held = ""
        while rest:
            part, rest = self._pasted(rest) if self._pasting else self._typed(rest)
            parts.append(part)
            if self._held:
                break
        return "".join(parts)

    def _typed(self, text: str) -> tuple[str, str]:
        """The text up to the start marker of a paste, and the rest; the marker may have begun in earlier input."""
        both = self._seen + text
        place = both.find(BRACKETED_PASTE_START)
        if place < 0:
            self._seen = both[-len(BRACKETED_PASTE_START) + 1 :]
            return text, ""
        self._pasting, self._seen = True, ""
        end = place + len(BRACKETED_PASTE_START) - (len(both) - len(text))
        return text[:end], text[end:]

    def _pasted(self, text: str) -> tuple[str, str]:
        """The pasted text up to its end marker, and the rest; the beginning of an end marker is held back."""
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
    """Make Textual's driver use this parser; the driver names its own, and accepts no other."""
    linux_driver.XTermParser = PasteParser  # type: ignore[attr-defined]


class Output:
    """The output to a terminal, in which no write fails.

    Textual writes in a thread that ends with the first failed write. Later output waits in a queue, and once that
    is full the program waits too, before it has learnt that its terminal is gone.
    """

    def __init__(self, file: TextIO) -> None:
        self._file = file

    def write(self, text: str) -> None:
        """Write all of a text, unless the terminal is gone.

        It goes to the file descriptor: a buffer drops what a non-blocking terminal does not accept at once.
        """
        number, rest = self.fileno(), memoryview(text.encode(self._file.encoding, "replace"))
        with contextlib.suppress(OSError):
            while rest:
                try:
                    rest = rest[os.write(number, rest) :]
                except BlockingIOError:
                    select.select([], [number], [])

    def flush(self) -> None:
        """Do nothing, because nothing is buffered."""

    def fileno(self) -> int:
        """The file descriptor."""
        return self._file.fileno()


class Terminal(LinuxDriver):
    """Drives a terminal until the program ends, even if the terminal is gone before that."""

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self._file: Any = Output(self._file)


def run(folders: Sequence[Path], first: Path | None = None, *, root: Path, mouse: bool = True) -> int:
    """Show a negotiation, or the choice of one, until the user quits.

    Args:
        folders: the negotiations to choose from; if there is none, examples and a new one are offered.
        first: the one to open; None to offer the choice.
        root: the folder that contains them.
        mouse: take the mouse from the terminal.

    Returns:
        The exit code: 0, or 128 plus the number of the signal that ended the program.

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
