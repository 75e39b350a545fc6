"""Bytes to a TOML table: every way in which that can fail is one problem with its line."""

from __future__ import annotations

import re
from typing import Any

import tomli

from negotrack.model.problems import Problem

LARGEST = 16 * 2**20
"""Bytes; a larger file is no record that a person wrote."""
_CONFLICT = re.compile(rb"^<{7}(?: .*)?$[\s\S]*?^={7}\r?$[\s\S]*?^>{7}(?: .*)?$", re.MULTILINE)
_ADVICE = (
    "holds an unresolved merge; do not delete the marks by hand, keep one whole version with "
    "'git checkout --ours' or '--theirs' and the file's name"
)


class Unparsable(ValueError):
    """The bytes are no TOML.

    Attributes:
        line: counted from 1; None where the parser does not tell.
    """

    def __init__(self, message: str, line: int | None = None) -> None:
        super().__init__(message)
        self.line = line

    def problem(self, file: str) -> Problem:
        """This as a problem of a file."""
        return Problem(file, f"{self}; nothing in this file is shown", line=self.line, unreadable=True)


def parse(content: bytes) -> dict[str, Any]:
    """The table in the bytes of a file.

    Raises:
        Unparsable: the bytes are no TOML, or hold the marks of an unresolved merge.
    """
    if len(content) > LARGEST:
        raise Unparsable(f"is larger than {LARGEST // 2**20} MiB")
    if b"<<<<<<<" in content and (conflict := _CONFLICT.search(content)):
        raise Unparsable(_ADVICE, content.count(b"\n", 0, conflict.start()) + 1)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unparsable("is not UTF-8 text", content.count(b"\n", 0, error.start) + 1) from error
    try:
        return tomli.loads(text)
    except tomli.TOMLDecodeError as error:
        message = error.msg or str(error)
        raise Unparsable(f"is not valid TOML: {_sentence(message)}", error.lineno or None) from error
    except RecursionError as error:
        raise Unparsable("is not valid TOML: it nests too deep") from error
    except ValueError as error:
        raise Unparsable(f"is not valid TOML: {_sentence(str(error))}") from error


def _sentence(message: str) -> str:
    message = re.sub(r" \(at (line \d+, column \d+|end of document)\)$", "", message)
    return message[:1].lower() + message[1:]
