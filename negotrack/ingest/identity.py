"""What a proposal is called: the id that is given, or one made of its number and title."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import PurePath
from typing import NamedTuple

from negotrack.ingest.findings import Findings
from negotrack.ingest.material import Names
from negotrack.ingest.stances import folded
from negotrack.ingest.table import Row, Table
from negotrack.model.identifiers import LONGEST, fault, slug
from negotrack.suggestions import shown
from negotrack.wording.cells import is_quoted, split_names


class Identity(NamedTuple):
    """What one row is called.

    Attributes:
        id: its id.
        named: whether the id stands for the row; one made of number and title does not, its number and title do.
        number: its number or label; None where it has none.
        title: its title; None where its contents are not reported.
    """

    id: str
    named: bool
    number: int | str | None
    title: str | None


class Identities:
    """The identities of a table's rows, no two of them the same."""

    def __init__(self, table: Table, fields: Mapping[str, str], taken: Iterable[str], findings: Findings) -> None:
        self._table = table
        self._fields = fields
        self._findings = findings
        self._names = Names(taken)
        self._places: dict[tuple[str, str], str] = {}
        self._digits = max((2, *map(len, self._whole_numbers())))

    def of(self, row: Row) -> Identity:
        """What a row is called."""
        given = self._word(row, "id")
        number = self._number(row)
        title = self._table.cell(row, self._fields.get("title")) or None
        if given:
            self._once(row, "id", given)
            return Identity(given if fault(given) is None else self._slug(row, given), True, number, title)
        if number is None and title is None:
            return Identity(self._place(row), True, None, None)
        self._once(row, *(("number", str(number)) if number is not None else ("title", title or "")))
        return Identity(self._names.take(self._made(number, title) or self._place(row)), False, number, title)

    def _word(self, row: Row, key: str) -> str:
        return self._table.word(row, self._fields.get(key))

    def _whole_numbers(self) -> Iterable[str]:
        numbers = map(self._number, self._table.rows)
        return (str(number) for number in numbers if isinstance(number, int))

    def _number(self, row: Row) -> int | str | None:
        text = self._word(row, "number")
        return split_names(text)[0] if self._table.exact and is_quoted(text) else read_number(text)

    def _slug(self, row: Row, given: str) -> str:
        if made := slug(given):
            return made
        self._findings.wrong(row, self._fields["id"], f"no id can be made of {shown(given)}")
        return ""

    def _place(self, row: Row) -> str:
        """An id of the file and the row, for want of anything else that tells it from those of other files."""
        return slug(f"{PurePath(self._table.name).stem} {row.place}")

    def _made(self, number: int | str | None, title: str | None) -> str:
        padded = f"{number:0{self._digits}}" if isinstance(number, int) else number or ""
        words = filter(None, (slug(padded), slug(title or "")))
        return "-".join(words)[: LONGEST - 10].rstrip("-")

    def _once(self, row: Row, key: str, value: str) -> None:
        first = self._places.setdefault((key, folded(value)), row.place)
        if first != row.place:
            message = f"{shown(value.strip())} stands in {first} as well; a proposal has one row"
            self._findings.wrong(row, self._fields[key], message)


def read_number(text: str) -> int | str | None:
    """A number as a table has it: a whole number, else a label; None where there is none."""
    digits = text.removeprefix("-")
    if digits.isascii() and digits.isdecimal() and len(digits) < 16 and str(int(text)) == text:
        return int(text)
    return text or None
