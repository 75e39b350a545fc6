"""Text that a terminal pastes, with everything in it that Textual would lose.

Textual drops NUL from a paste, and takes an ESC in it for the beginning of a key: what follows is then done as keys,
or comes out of order. Both become the signs that stand for them before its parser sees them.
"""

from __future__ import annotations

from collections.abc import Iterable

from textual._xterm_parser import BRACKETED_PASTE_END, BRACKETED_PASTE_START, XTermParser
from textual.drivers import linux_driver
from textual.message import Message

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
    """Let Textual's driver read by it; the driver names its parser, and takes no other."""
    linux_driver.XTermParser = PasteParser  # type: ignore[attr-defined]
