"""A program in a real pseudo-terminal, as its user sees it."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

import pyte

KEYS = {
    "enter": "\r",
    "escape": "\x1b",
    "tab": "\t",
    "shift+tab": "\x1b[Z",
    "space": " ",
    "backspace": "\x7f",
    "up": "\x1b[A",
    "down": "\x1b[B",
    "right": "\x1b[C",
    "left": "\x1b[D",
    "home": "\x1b[H",
    "end": "\x1b[F",
    "pageup": "\x1b[5~",
    "pagedown": "\x1b[6~",
}
# Programs wait for these answers of a real terminal.
_ANSWERS = {
    b"\x1b[c": b"\x1b[?62;22c",
    b"\x1b[6n": b"\x1b[1;1R",
    b"\x1b[?2026$p": b"\x1b[?2026;0$y",
    b"\x1b[?2048$p": b"\x1b[?2048;0$y",
}
_UNKNOWN_TO_THE_EMULATOR = (b"\x1b[>1u", b"\x1b[<u", b"\x1b[>4;1m", b"\x1b[=0;1u")


class Terminal:
    """A pseudo-terminal that runs a program.

    Attributes:
        output: every byte that the program has written.
        started: the time of its start, by ``time.perf_counter``.
    """

    def __init__(
        self,
        words: Sequence[str],
        *,
        size: tuple[int, int] = (120, 40),
        folder: Path | None = None,
        environment: Mapping[str, str] | None = None,
    ) -> None:
        columns, rows = size
        self.screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self.screen)
        self._lines: dict[int, str] = {}
        self.output = bytearray()
        self.code: int | None = None
        self.started = time.perf_counter()
        # A size in the environment would override that of the terminal.
        outside = {key: value for key, value in os.environ.items() if key not in {"COLUMNS", "LINES"}}
        variables = {**outside, "TERM": "xterm-256color", "COLORTERM": "truecolor", **(environment or {})}
        self.process, self._handle = pty.fork()
        if self.process == 0:
            try:
                os.chdir(folder or Path.cwd())
                os.execvpe(words[0], list(words), variables)
            finally:
                os._exit(127)
        self.resize(columns, rows)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    @property
    def lines(self) -> list[str]:
        """The text on the screen, line by line."""
        for y in self.screen.dirty:  # reading the whole screen takes as long as drawing it
            self._lines[y] = "".join(self.screen.buffer[y][x].data for x in range(self.screen.columns))
        self.screen.dirty.clear()
        return [self._lines[y] for y in range(self.screen.lines)]

    @property
    def text(self) -> str:
        """The text on the screen."""
        return "\n".join(self.lines)

    @property
    def cells(self) -> tuple[tuple[pyte.screens.Char, ...], ...]:
        """The cells of the screen, with their colours."""
        buffer = self.screen.buffer
        return tuple(tuple(buffer[y][x] for x in range(self.screen.columns)) for y in range(self.screen.lines))

    def resize(self, columns: int, rows: int) -> None:
        """Resize the window."""
        fcntl.ioctl(self._handle, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self.screen.resize(rows, columns)

    def press(self, *keys: str) -> None:
        """Press keys, given by name or as characters."""
        for key in keys:
            control = chr(ord(key[5:].upper()) - 64) if key.startswith("ctrl+") else None
            os.write(self._handle, (control or KEYS.get(key, key)).encode())

    def type(self, text: str) -> None:
        """Type text."""
        os.write(self._handle, text.encode())

    def wait(self, holds: Callable[[str], bool], seconds: float = 60) -> float:
        """Wait until the text on the screen meets a condition.

        Returns:
            The time when it did, by ``time.perf_counter``.

        Raises:
            AssertionError: it did not in time; the message shows the screen.
        """
        until = time.perf_counter() + seconds
        seen: dict[str, None] = {}
        more = True
        while time.perf_counter() < until:
            if more:
                if holds(self.text):
                    return time.perf_counter()
                seen.update(dict.fromkeys(self.lines))
            more = self._pump(0.01)
            if not more and self.code is not None:
                break
        gone = "\n".join(line for line in seen if line not in self.lines)
        assert holds(self.text), (
            f"it never came; the screen shows:\n{self.text}\n(exit code {self.code})\nand showed before:\n{gone}"
        )
        return time.perf_counter()

    def wait_for(self, text: str, seconds: float = 60) -> float:
        """Wait until a text appears on the screen."""
        return self.wait(lambda screen: text in screen, seconds)

    def wait_for_no(self, text: str, seconds: float = 20) -> float:
        """Wait until a text has disappeared from the screen."""
        return self.wait(lambda screen: text not in screen, seconds)

    def wait_for_change(self, before: object, seconds: float = 10) -> float:
        """Wait until the cells differ from those before."""
        until = time.perf_counter() + seconds
        while time.perf_counter() < until:
            if self._pump(0.005):
                at = time.perf_counter()
                if self.cells != before:
                    return at
        raise AssertionError(f"nothing changed on the screen:\n{self.text}")

    def settle(self, quiet: float = 0.15, seconds: float = 10) -> None:
        """Wait until the program has written nothing for a while."""
        last = time.perf_counter()
        until = last + seconds
        while time.perf_counter() < until and time.perf_counter() - last < quiet:
            if self._pump(0.01):
                last = time.perf_counter()

    def signal(self, number: int) -> None:
        """Send the program a signal."""
        os.kill(self.process, number)

    def hang_up(self, seconds: float = 30) -> int:
        """Close the terminal of the program; return its exit code, negative for a signal."""
        os.close(self._handle)
        self._handle = os.open(os.devnull, os.O_RDWR)
        until = time.perf_counter() + seconds
        while not self._ended() and time.perf_counter() < until:
            time.sleep(0.02)
        assert self.code is not None, "it did not end"
        return self.code

    def wait_for_end(self, seconds: float = 60) -> int:
        """Wait until the program has ended; return its exit code, negative for a signal."""
        until = time.perf_counter() + seconds
        while self.code is None and time.perf_counter() < until:
            self._pump(0.02)
        assert self.code is not None, f"it did not end; the screen shows:\n{self.text}"
        while self._pump(0.05):
            pass
        return self.code

    def memory(self) -> float:
        """The resident memory of the program, in MiB."""
        status = Path(f"/proc/{self.process}/status").read_text(encoding="ascii")
        return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS")) / 1024

    def close(self) -> None:
        """End the program, if it has not ended."""
        for number in (signal.SIGTERM, signal.SIGKILL):
            if not self._ended():
                os.kill(self.process, number)
                until = time.perf_counter() + 3
                while not self._ended() and time.perf_counter() < until:
                    self._pump(0.02)
        os.close(self._handle)

    def _pump(self, seconds: float) -> bool:
        """Read the output of the program; return whether there was any."""
        ready, _, _ = select.select([self._handle], [], [], seconds)
        try:
            data = os.read(self._handle, 1 << 16) if ready else b""
        except OSError:
            data = b""
        if not data:
            self._ended()
            return False
        self.output += data
        for question, answer in _ANSWERS.items():
            if question in data:
                os.write(self._handle, answer)
        for junk in _UNKNOWN_TO_THE_EMULATOR:
            data = data.replace(junk, b"")
        self._stream.feed(data)
        return True

    def _ended(self) -> bool:
        if self.code is None:
            ended, status = os.waitpid(self.process, os.WNOHANG)
            self.code = os.waitstatus_to_exitcode(status) if ended else None
        return self.code is not None
