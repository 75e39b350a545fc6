"""Parsing bytes as TOML; any way in which that can fail becomes one problem with its line."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable
from typing import Any

import tomli

from negotrack.model.problems import Problem

LARGEST = 16 * 2**20
"""Bytes; no record that a person wrote is larger."""
_MARKERS = (b"<<<<<<<", b"=======", b">>>>>>>")
_MERGE_ADVICE = (
    "holds an unresolved merge; do not delete the marks by hand, keep one whole version with "
    "'git checkout --ours' or '--theirs' and the file's name; where both sides added a file of this name, keep both: "
    "first 'git show :3:./NAME.toml > OTHER-NAME.toml', then 'git checkout --ours NAME.toml'"
)
_MOST_BITS = 12_000
"""The most bits of a whole number; a larger number takes more bytes than a quarter of this, in any base."""
_SHORT_LINE = _MOST_BITS // 4
"""Bytes; no shorter line contains such a number."""
_HUGE = re.compile(rb"\b0[xob][0-9A-Fa-f_]{3000}|\b[0-9][0-9_]{3000}")


class Unparsable(ValueError):
    """The bytes are not valid TOML.

    Attributes:
        line: counted from 1; None if the parser does not tell.
    """

    def __init__(self, message: str, line: int | None = None) -> None:
        super().__init__(message)
        self.line = line

    def problem(self, file: str) -> Problem:
        """The error as a problem with a file."""
        return Problem(file, str(self), line=self.line).of_unreadable()


def parse(content: bytes) -> dict[str, Any]:
    """The table in the bytes of a file.

    Raises:
        Unparsable: the bytes are not valid TOML, are too large, or contain the markers of an unresolved merge.
    """
    if len(content) > LARGEST:
        raise Unparsable(f"is larger than {LARGEST // 2**20} MiB")
    if _MARKERS[0] in content and (line := _merge_line(content)):
        raise Unparsable(_MERGE_ADVICE, line)
    try:
        table = tomli.loads(decoded(content))
    except UnicodeDecodeError as error:
        raise Unparsable("is not UTF-8 text", content.count(b"\n", 0, error.start) + 1) from error
    except tomli.TOMLDecodeError as error:
        raise _explained(content, error) from error
    except RecursionError as error:
        raise Unparsable("is not valid TOML: it is nested too deeply") from error
    except ValueError as error:  # the interpreter's limit on the digits of a number
        raise _too_large(content) from error
    if _has_long_line(content) and _HUGE.search(content) and not _all_showable(table):
        raise _too_large(content)
    return table


def decoded(content: bytes) -> str:
    """The text of a file, without the byte order mark that some editors put first.

    Raises:
        UnicodeDecodeError: the bytes are not UTF-8.
    """
    return content.removeprefix(codecs.BOM_UTF8).decode()


def _merge_line(content: bytes) -> int | None:
    """The line on which an unresolved merge begins, if its three markers are there, each on a line, in order."""
    at, begin = 0, -1
    for mark in _MARKERS:
        found = _find_marker(content, (mark,), at)
        if found is None:
            return None
        at = found
        begin = at if begin < 0 else begin
    return content.count(b"\n", 0, begin) + 1


def _find_marker(content: bytes, marks: Iterable[bytes], start: int = 0) -> int | None:
    """The offset of the first line that begins with one of the markers, followed by a space or nothing."""
    pattern = rb"^(?:%s)(?: |\r?$)" % b"|".join(re.escape(mark) for mark in marks)
    found = re.compile(pattern, re.MULTILINE).search(content, start)
    return found.start() if found else None


def _explained(content: bytes, error: tomli.TOMLDecodeError) -> Unparsable:
    """The parser's error in plain words; a leftover conflict marker takes precedence."""
    mark = _find_marker(content, (_MARKERS[0], _MARKERS[-1]))
    if mark is not None:
        return Unparsable(_MERGE_ADVICE, content.count(b"\n", 0, mark) + 1)
    if found := _plainer(decoded(content), error):
        return found
    message = error.msg or str(error)
    return Unparsable(f"is not valid TOML: {message[:1].lower()}{message[1:200]}", error.lineno or None)


def _plainer(text: str, error: tomli.TOMLDecodeError) -> Unparsable | None:
    """A plainer error for a common slip, mostly with quotation marks, where the parser only names a character."""
    rest = text[error.pos :].partition("\n")[0].strip()
    message, line = "", error.lineno
    if error.msg in {r"Illegal character '\n'", r"Illegal character '\r'"}:
        message = "a text has no closing quotation mark"
    elif error.msg == "Unterminated string" or error.msg.startswith("Expected \"'"):
        message = "a text that begins here has no closing quotation mark"
        line = text.count("\n", 0, max(text.rfind('"""'), text.rfind("'"))) + 1
    elif error.msg == "Invalid value" and rest[:1] in {"“", "”", "„", "«", "‘", "’"}:
        message = 'text belongs in straight quotation marks (")'
    elif error.msg == "Invalid value" and rest[:1].isalpha():
        message = "a text has no opening quotation mark"
    elif error.msg == "Invalid value" and not rest:
        message = "there is no value after the equals sign"
    elif error.msg.startswith("Expected newline or end of document") and '"' in rest:
        message = r"a quotation mark ends a text too early; inside a text, write \" instead"
    elif error.msg.startswith("Expected newline or end of document") and _is_bare(text[: error.pos], rest):
        message = "put text, and any date that is not one full day like 2026-03-09, in quotation marks"
    elif error.msg.startswith("Expected newline or end of document"):
        message = "something follows that does not belong on this line"
    elif error.msg == "Cannot overwrite a value":
        message = "a key is given here for the second time"
    return Unparsable(f"is not valid TOML: {message}", line) if message else None


def _is_bare(before: str, rest: str) -> bool:
    """Whether a value that begins as a number or date continues as text, or as another date."""
    value = before.rpartition("\n")[2].partition("=")[2].lstrip()
    return value[:1].isdigit() and (rest[:1].isalpha() or rest[:1] in {"-", "/", "~", "."})


def _has_long_line(content: bytes) -> bool:
    """Whether a line is long enough for a huge number; searching for the number itself is ten times slower."""
    at = 0
    while len(content) - at > _SHORT_LINE:
        at = content.rfind(b"\n", at, at + _SHORT_LINE) + 1
        if at == 0:
            return True
    return False


def _all_showable(table: dict[str, Any]) -> bool:
    """Whether every whole number is within the interpreter's limit for writing it in decimal digits."""
    rest: list[Any] = [table]
    while rest:
        value = rest.pop()
        if isinstance(value, dict):
            rest += value.values()
        elif isinstance(value, list):
            rest += value
        elif isinstance(value, int) and value.bit_length() > _MOST_BITS:
            return False
    return True


def _too_large(content: bytes) -> Unparsable:
    line = next((content.count(b"\n", 0, each.start()) + 1 for each in _HUGE.finditer(content)), None)
    return Unparsable("is not valid TOML: a whole number is far too large", line)
