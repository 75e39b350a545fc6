"""How names stand in one cell of the program's own tables, so that each is read back as it was."""

from __future__ import annotations

import csv
from collections.abc import Sequence

SEPARATOR = "; "
"""Between several names, or several pieces of evidence, in one cell; longer where a piece of evidence holds it."""
_QUOTE = '"'


def quoted(text: str) -> str:
    """A text in quotation marks, which says that it is meant as it stands."""
    return f"{_QUOTE}{text.replace(_QUOTE, 2 * _QUOTE)}{_QUOTE}"


def is_quoted(cell: str) -> bool:
    """Whether a cell holds texts in quotation marks."""
    return cell.startswith(_QUOTE)


def join_names(names: Sequence[str]) -> str:
    """Names in one cell, in quotation marks where one of them holds what divides them."""
    if any(SEPARATOR.strip() in name or is_quoted(name) for name in names):
        names = [quoted(name) for name in names]
    return SEPARATOR.join(names)


def split_names(cell: str) -> list[str]:
    """The names in a cell."""
    if is_quoted(cell):
        return next(csv.reader([cell], delimiter=SEPARATOR.strip(), skipinitialspace=True))
    return cell.split(SEPARATOR)
