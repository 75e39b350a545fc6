"""Makes text safe to show, and measures it in terminal cells; everything that writes or draws uses these functions.

Nothing is ever dropped: characters that would be hidden or act on the terminal become visible instead.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

ELLIPSIS = "…"
NEWLINE = "⏎"
TAB = "    "

# The patterns are compiled on first use, since most text needs none of them.

# Letters and symbols that a joiner or a variation selector may follow: scripts from Arabic on, arrows,
# symbols, CJK and emoji. Hidden characters are excluded, so that none can make another one acceptable.
_BASE = (
    "\u0620-\u115e\u1161-\u17b3\u17b6-\u180a\u1810-\u1fff\u2190-\u2bff\u2e80-\u2fff\u3001-\u3163\u3165-\ud7ff"
    "\uf900-\ufdcf\ufdf0-\ufdff\ufe30-\ufefc\uff66-\uff9f\U0001f000-\U0001faff\U00020000-\U0003ffff"
)
_JOINERS = "\u200c\u200d"
_SELECTORS = "\u180b-\u180d\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef"
_HIDDEN = (
    "\x00-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f\u2028-\u202e"
    "\u2060-\u206f\u3164\ud800-\udfff\ufdd0-\ufdef\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e00ff\U000e01f0-\U000e0fff"
)
_SUSPECT = f"[{_HIDDEN}{_JOINERS}{_SELECTORS}]"
_UNSAFE = (
    f"\r\n|[{_HIDDEN}]"
    f"|(?<![{_BASE}])(?<![{_BASE}][\ufe0e\ufe0f])[{_JOINERS}]"
    f"|[{_JOINERS}](?![{_BASE}])"
    f"|(?<![{_BASE}0-9#*\xa9\xae\u2010-\u2027\u203c\u2049])[{_SELECTORS}]"
)
_HIDDEN_IN_JSON = _SUSPECT.replace("\x00-\x1f", "")

# Each of these is one cell wide and never combines, so that no table of widths has to be loaded.
_NARROW = (
    "[\x20-\x7e\xa0-\xac\xae-\u02ff\u0370-\u0377\u037b-\u037f\u0384-\u0386\u0388-\u038a\u038e-\u03a1\u03a3-\u0482"
    "\u048a-\u052f\u2010-\u2027\u2030-\u2055\u20a0-\u20bf\u2190-\u2199\u21c4\u2260\u2248\u2264\u2265\u23ce"
    "\u2400-\u2421\u2500-\u257f\u2580-\u258f\u2591\u25b2\u25b8\u25be\u25c2\u25c7\u25cb\u25cf\u26a0\u270e\u2713\u2717]*"
)
_WORD = r"([^\S\xa0\u2007\u202f]*)([\S\xa0\u2007\u202f]+)"
_OPENING = frozenset("（「『【〈《〔［｛“‘([{")
_CLOSING = frozenset("、。，．）」』】〉》〕］｝！？：；・ー々…”’)]},.!?:;")


def safe(text: str, *, multiline: bool = False) -> str:
    r"""The text without anything that hides or reorders text, or acts on a terminal.

    C0 controls become their pictures (``␛``); C1 and bidirectional controls, line separators, zero-width and tag
    characters, and lone surrogates become their codes (``\u{202e}``). Joiners and variation selectors stay where a
    script or an emoji needs them.

    Args:
        text: the text of a record.
        multiline: keep line breaks; otherwise each becomes ``⏎``.
    """
    if text.isascii() and text.isprintable():
        return text
    if not re.search(_SUSPECT, text.replace("\n", "") if multiline else text):
        return text
    newline, tab = ("\n", TAB) if multiline else (NEWLINE, " ")
    return re.sub(_UNSAFE, lambda match: _visible(match[0], newline, tab), text)


def escape_hidden(text: str) -> str:
    """Equivalent JSON text without anything that hides or reorders text, or acts on a terminal."""
    if text.isascii():
        return text.replace("\x7f", "\\u007f")
    return re.sub(_HIDDEN_IN_JSON, _escaped, text)


def width(text: str) -> int:
    """The number of cells that a line of safe text takes."""
    if _is_narrow(text):
        return len(text)
    return sum(cells for _, cells in _clusters(text))


def clip(text: str, cells: int) -> str:
    """A line of safe text, cut to at most this many cells; an ellipsis replaces what does not fit."""
    if _is_narrow(text):
        return text if len(text) <= cells else text[: cells - 1] + ELLIPSIS if cells > 0 else ""
    used = kept = length = 0
    for cluster, size in _clusters(text):
        used += size
        if used > cells:
            return text[:kept] + ELLIPSIS if cells > 0 else ""
        length += len(cluster)
        if used < cells:
            kept = length
    return text


def pad(text: str, cells: int) -> str:
    """A line of safe text in exactly this many cells: clipped, or padded with spaces."""
    if len(text) <= cells and _is_narrow(text):
        return text.ljust(cells)
    clipped = clip(text, cells)
    return clipped + " " * (cells - width(clipped))


def wrap(text: str, cells: int) -> list[str]:
    """Safe text wrapped to lines of at most this many cells, but at least two.

    Line breaks are kept. Lines break at spaces, between wide characters, and inside a word only if it is longer
    than a line.
    """
    return [line for paragraph in text.split("\n") for line in _wrap(paragraph, max(cells, 2))]


def _visible(found: str, newline: str, tab: str) -> str:
    if found in {"\n", "\r\n"}:
        return newline
    if found == "\t":
        return tab
    code = ord(found)
    if code < 0x20:
        return chr(0x2400 + code)
    return "\N{SYMBOL FOR DELETE}" if code == 0x7F else f"\\u{{{code:x}}}"


def _escaped(match: re.Match[str]) -> str:
    units = match[0].encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[place]:02x}{units[place + 1]:02x}" for place in range(0, len(units), 2))


def _is_narrow(text: str) -> bool:
    return text.isascii() or re.fullmatch(_NARROW, text) is not None


def _clusters(text: str) -> Iterator[tuple[str, int]]:
    """Each grapheme cluster, which a reader sees as one character, with its width."""
    from wcwidth import iter_graphemes, wcswidth  # large tables, not needed for most text

    for cluster in iter_graphemes(text):
        yield cluster, max(0, wcswidth(cluster))


def _wrap(paragraph: str, cells: int) -> list[str]:
    if width(paragraph) <= cells:
        return [paragraph.rstrip(" ")]
    if paragraph.isascii() and paragraph.isprintable():
        return _wrap_plain(paragraph.rstrip(" "), cells)
    lines: list[str] = []
    line, used = "", 0
    for gap, piece in _pieces(paragraph):
        room, size = width(gap), width(piece)
        if used + room + size <= cells and (line or room <= cells // 2):
            line, used = line + gap + piece, used + room + size
            continue
        if line:
            lines.append(line)
        *full, line = _broken(piece, cells) if size > cells else [piece]
        lines += full
        used = width(line)
    return [*lines, line]


def _wrap_plain(paragraph: str, cells: int) -> list[str]:
    """Wrap printable ASCII, nearly all text, in a tenth of the time: each character is a cell, each gap spaces."""
    first = paragraph.lstrip(" ")
    indent = len(paragraph) - len(first)
    if indent > cells // 2 or indent + len(first.partition(" ")[0]) > cells:
        paragraph, indent = first, 0
    lines = []
    start = 0
    while len(paragraph) - start > cells:
        gap = paragraph.rfind(" ", start + indent, start + cells + 1)
        end = gap if gap > 0 else start + cells
        lines.append(paragraph[start:end].rstrip(" "))
        start, indent = end, 0
        while paragraph[start] == " ":
            start += 1
    return [*lines, paragraph[start:]]


def _pieces(paragraph: str) -> Iterator[tuple[str, str]]:
    """The pieces that must not be broken, each with the spaces before it."""
    for gap, word in re.findall(_WORD, paragraph.rstrip()):
        if _is_narrow(word):
            yield gap, word
            continue
        before, piece, was_wide = gap, "", False
        for cluster, size in _clusters(word):
            wide = size > 1
            if piece and (wide or was_wide) and cluster not in _CLOSING and piece[-1] not in _OPENING:
                yield before, piece
                before, piece = "", ""
            piece, was_wide = piece + cluster, wide
        yield before, piece


def _broken(word: str, cells: int) -> list[str]:
    """A word that is longer than a line, split into lines."""
    if _is_narrow(word):
        return [word[start : start + cells] for start in range(0, len(word), cells)]
    lines, line, used = [], "", 0
    for cluster, size in _clusters(word):
        if line and used + size > cells:
            lines.append(line)
            line, used = "", 0
        line, used = line + cluster, used + size
    return [*lines, line]
