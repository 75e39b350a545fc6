"""Bytes to text: by mark, by rule, and only then by likelihood; what was taken is always said."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING, NamedTuple

from negotrack.errors import ProblemsFound, UsageError
from negotrack.suggestions import shown

if TYPE_CHECKING:
    from charset_normalizer import CharsetMatch

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_KINDS = (
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"RIFF", "a picture or a recording"),
    (b"%PDF", "a PDF; take the table out of it first"),
    (b"PK\x03\x04", "a workbook or an archive; save its sheet as CSV first"),
    (b"\xd0\xcf\x11\xe0", "an old workbook; save its sheet as CSV first"),
    (b"\x1f\x8b", "packed; unpack it first"),
    (b"SQLite format 3\0", "a database; export the table as CSV first"),
)
# In the order in which one of several that fit equally well would be tried by hand.
_CANDIDATES = (
    *("cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257"),
    *("iso8859_2", "koi8_r", "mac_roman", "cp850", "gb18030", "cp932", "euc_jp", "big5", "euc_kr"),
)
_USUAL = _CANDIDATES[0]
_SAMPLE = 64 * 1024
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x7f]")


class Decoded(NamedTuple):
    """A text, and how it was read.

    Attributes:
        text: the text, without a mark at its beginning.
        encoding: what it was taken for.
        doubt: what else it could be and what to look at; empty where there is no doubt.
    """

    text: str
    encoding: str
    doubt: str = ""


def decode(content: bytes, encoding: str | None = None) -> Decoded:
    """The text in the bytes of a file.

    Args:
        content: the bytes.
        encoding: the encoding that the person named; None to find out.

    Raises:
        UsageError: the encoding is not known, or it has to be named.
        ProblemsFound: the bytes are no text, or not in the encoding that they claim to be in.
    """
    if encoding is not None:
        return Decoded(_strict(content, encoding).removeprefix("\ufeff"), encoding)
    for mark, marked in _MARKS:
        if content.startswith(mark):
            return Decoded(_strict(content[len(mark) :], marked), marked)
    kind = next((kind for beginning, kind in _KINDS if content.startswith(beginning)), None)
    if kind:
        raise ProblemsFound(f"is no table, but {kind}")
    if wide := _wide(content):
        return Decoded(_strict(content, wide), wide)
    try:
        return Decoded(content.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        if _nearly_utf8(content):
            line = content.count(b"\n", 0, error.start) + 1
            message = f"is UTF-8, but in line {line:,} byte {error.start + 1:,} of the file is broken; mend it there"
            raise ProblemsFound(message) from error
        return _likeliest(content)


def _strict(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except LookupError as error:
        raise UsageError(f"--encoding {encoding}: there is no such encoding; write it like utf-8 or cp1252") from error
    except UnicodeDecodeError as error:
        raise ProblemsFound(f"is not {encoding}: byte {error.start + 1:,} does not fit") from error


def _wide(content: bytes) -> str | None:
    """UTF-16 without a mark: every other byte of its ASCII characters is zero."""
    sample = content[:_SAMPLE]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    most, least = max(even, odd), min(even, odd)
    if len(content) % 2 or most == 0 or most < len(sample) // 5 or least > most // 10:
        return None
    return "utf-16-le" if odd > even else "utf-16-be"


def _nearly_utf8(content: bytes) -> bool:
    """Whether more characters beyond ASCII fit UTF-8 than do not, as they hardly ever do by chance."""
    text = content.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    beyond = len(text) - len(text.encode("ascii", "ignore")) - broken
    return beyond > broken


def _likeliest(content: bytes) -> Decoded:
    sample = _sample(content)
    if _CONTROL.search(sample):
        raise ProblemsFound("is no text; name a table as CSV or JSON")
    from charset_normalizer import from_bytes

    likely = _equals(list(from_bytes(sample, cp_isolation=list(_CANDIDATES))))
    if not likely:
        raise UsageError("is in an encoding that cannot be told; name it with --encoding")
    first, *others = (_named(match) for match in likely)
    if others and first != _USUAL:
        raise UsageError(f"could be in any of the encodings {', '.join((first, *others))}; name one with --encoding")
    text = _strict(content, first)
    if not others:
        return Decoded(text, first)
    word = next((word for word in str(likely[0]).split() if not word.isascii()), "")
    doubt = f"it could be {' or '.join(others)} as well; if {shown(word)} is wrong, name it with --encoding"
    return Decoded(text, first, doubt)


def _sample(content: bytes) -> bytes:
    """Whole lines that tell encodings apart."""
    lines = b"\n".join(line for line in content.splitlines() if not line.isascii())
    end = lines.rfind(b"\n", 0, _SAMPLE)
    return lines if len(lines) <= _SAMPLE or end < 0 else lines[:end]


def _equals(matches: list[CharsetMatch]) -> list[CharsetMatch]:
    """The readings that are as good as the best one, in the order of the candidates; each reads the text otherwise."""
    if not matches:
        return []
    least = min(match.chaos for match in matches)
    tidy = [match for match in matches if match.chaos <= least + 0.05]
    most = max(match.coherence for match in tidy)
    best = [match for match in tidy if match.coherence >= most - 0.05]
    return sorted(best, key=lambda match: _CANDIDATES.index(_named(match)))


def _named(match: CharsetMatch) -> str:
    """The most usual of the encodings that give one and the same reading."""
    return min(match.could_be_from_charset, key=_CANDIDATES.index)
