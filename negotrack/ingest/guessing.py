"""Guessing the meaning of a table's columns from their names and contents."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from negotrack.analysis.folding import fold
from negotrack.errors import UsageError
from negotrack.ingest.columns import BUILT_IN, KEYS, TEXTS, ImportRequest, columns_listed, usual
from negotrack.ingest.rows import is_sentence
from negotrack.ingest.table import InputTable
from negotrack.model.identifiers import slug
from negotrack.model.vocabulary import Stance, Status
from negotrack.model.written_dates import DateOrder, UnclearOrderError, read_written
from negotrack.suggestions import nearest, shown

SIDE, DATE, SOURCE, COMMENT, SKIP = "side", "date", "source", "comment", "skip"
GIVEN = "given"
"""The role of a column that the user has given, which is not guessed."""
_OF_A_ROW = ("number", "title", "id", "proposed-by", "status", "summary", "topic", "where")
_ROLES = (*_OF_A_ROW, SIDE, *TEXTS, DATE, SOURCE, COMMENT, SKIP)
"""The roles that a column can have."""

_NAMES = {
    "number": "number no no. nr nr. num # numero № item article motion clause",
    "title": "title issue proposal demand suggestion name subject question point measure provision titel titre thema "
    "description motion article item clause amendment",
    "id": "id key",
    DATE: "date day when datum fecha",
    SOURCE: "source sources reference quelle fuente",
    COMMENT: "comment comments note notes remark remarks annotation annotations bemerkung kommentar commentaire",
    "status": "status outcome result",
    "summary": "summary contents content details",
    "topic": "topic theme category chapter cluster",
    "proposed-by": "proposer sponsor mover author proposed_by",
    "where": "page paragraph where place",
}
_TERMS = {"motion", "article", "proposal", "demand", "suggestion", "amendment", "clause", "provision", "measure"}
_IN_NUMBERS = re.compile(r"(\d+)[./-](\d+)[./-]\d{4}")
_PLACES_OF_DAYS = {DateOrder.DAY_FIRST: 1, DateOrder.MONTH_FIRST: 2}


@dataclass(frozen=True)
class Guess:
    """What the columns of a table are taken for.

    Attributes:
        table: the table.
        roles: one of ``_ROLES``, or ``GIVEN``, for every column.
        beside: for each column with a side's statement or counter-offer, the column of that side.
        names: the names of sides, by column; a side that is missing here has the name of its column.
        words: the stances that the words in the columns of sides stand for.
        date_order: whether the day or the month comes first; None if the dates are clear, or the user must be asked.
    """

    table: InputTable
    roles: Mapping[str, str]
    beside: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)
    date_order: DateOrder | None = None

    def columns(self, role: str) -> list[str]:
        """The columns with a role."""
        return [column for column, found in self.roles.items() if found == role]

    @property
    def term(self) -> str | None:
        """What the negotiation calls a proposal, if the name of a column says so."""
        named = (fold(column) for role in ("title", "number") for column in self.columns(role))
        return next((name for name in named if name in _TERMS), None)

    @property
    def unclear_order(self) -> bool:
        """Whether the user has to be asked for the order of day and month."""
        return self.date_order is None and any(isinstance(_fault(text), UnclearOrderError) for text in self._dates())

    @property
    def likely_order(self) -> DateOrder | None:
        """The order of day and month in the clear dates, if other dates are unclear."""
        numbers = [match for text in self._dates() if (match := _IN_NUMBERS.fullmatch(text))]
        orders = [order for order, place in _PLACES_OF_DAYS.items() if any(int(each[place]) > 12 for each in numbers)]
        return orders[0] if self.unclear_order and len(orders) == 1 else None

    def request(self, given: ImportRequest) -> ImportRequest:
        """The request that says all this; what the user has typed takes precedence."""
        fields = {role.replace("-", "_"): self.columns(role)[0] for role in _OF_A_ROW if self.columns(role)}
        sides = [self._side(column) for column in self.columns(SIDE)]
        said = {key: tuple(f"{self._id(self.beside[each])}={each}" for each in self.columns(key)) for key in TEXTS}
        words = ",".join(f"{word}={meant}" for word, meant in self.words.items())
        return ImportRequest(
            fields={**fields, **given.fields},
            sides=given.sides or tuple(sides),
            statements=(*given.statements, *said["statement"]),
            counters=(*given.counters, *said["counter"]),
            dates=given.dates or tuple(self.columns(DATE)[:1]),
            stances=(*given.stances, *([words] if words else [])),
            source=given.source or next(iter(self.columns(SOURCE)), None),
            comments=(*given.comments, *self.columns(COMMENT)),
            date_order=given.date_order or self.date_order,
        )

    def corrected(self, text: str) -> Guess:
        """The guess with a typed correction: ``6 skip``, ``5 statement 4``, ``3 side NAME``, ``dmy``, ``aye=accepts``.

        Raises:
            UsageError: the text is not a correction.
        """
        if text.casefold() in set(DateOrder):
            return replace(self, date_order=DateOrder(text.casefold()))
        if "=" in text:
            word, _, meant = (fold(part) for part in text.rpartition("="))
            return replace(self, words={**self.words, word: meant})
        words = text.split()
        role = words[1].casefold() if len(words) > 1 else ""
        if role not in _ROLES:
            what = f"the number of a column and what it is{nearest(role, _ROLES)}"
            raise UsageError(f"{shown(text)}: write {what}: {', '.join(_ROLES)}")
        column = self._column(words[0])
        if role != SIDE and len(words) != (3 if role in TEXTS else 2):
            after = "the number of its side's column" if role in TEXTS else "nothing"
            raise UsageError(f"{shown(text)}: after {role}, write {after}")
        names = {**self.names, column: " ".join(words[2:])} if role == SIDE and words[2:] else self.names
        beside = {**self.beside, column: self._column(words[2])} if role in TEXTS else self.beside
        moved = {
            other: SKIP for other, found in self.roles.items() if found == role and role in {*_OF_A_ROW, DATE, SOURCE}
        }
        corrected = replace(self, roles={**self.roles, **moved, column: role}, beside=beside, names=names)
        return replace(corrected, words={**_words(self.table, corrected.columns(SIDE)), **self.words})

    def _column(self, number: str) -> str:
        columns = list(self.roles)
        if not number.isdecimal() or not 0 < int(number) <= len(columns):
            raise UsageError(f"{shown(number)} is not the number of a column, 1 to {len(columns)}")
        return columns[int(number) - 1]

    def _id(self, column: str) -> str:
        return slug(self.names.get(column, column)) or f"side-{self.columns(SIDE).index(column) + 1}"

    def _side(self, column: str) -> str:
        if column in self.names:
            return f"{self._id(column)}={column}={self.names[column]}"
        return column if slug(column) else f"{self._id(column)}={column}"

    def _dates(self) -> list[str]:
        return [text for column in self.columns(DATE) for text in _texts(self.table, column)]


def guess(table: InputTable, given: ImportRequest, known_sides: Sequence[str] = ()) -> Guess:
    """Guess the meaning of a table's columns, except what the user has given.

    Raises:
        UsageError: the columns of the sides cannot be told.
    """
    mentioned = {fold(column) for column in given.mentioned}
    known = {fold(name) for name in known_sides}
    rest = [column for column in table.columns if fold(column) not in mentioned and any(_texts(table, column))]
    named = dict(_by_name(table, [column for column in rest if fold(column) not in known], _taken(given)))
    found = {**named, **_by_contents(table, [column for column in rest if column not in named], named, given)}
    rest = [column for column in rest if column not in found]
    sides = [] if given.sides else _sides(table, rest, known)
    if not given.sides and len(sides) < (1 if known else 2):
        columns = columns_listed(table.columns)
        raise UsageError(f"cannot tell which columns are the sides: give --side COLUMN for each; {columns}")
    names = {} if known else _names(sides)
    beside = _beside([column for column in rest if column not in sides], sides, names)
    stated = [column for column in table.columns if fold(column) in mentioned]
    start = dict.fromkeys(table.columns, SKIP) | dict.fromkeys(stated, GIVEN)
    roles = start | found | dict.fromkeys(sides, SIDE) | dict.fromkeys(beside, "statement")
    guessed = Guess(table, roles, beside, names, {} if given.stances else _words(table, sides))
    return replace(guessed, date_order=given.date_order or guessed.likely_order)


def _taken(given: ImportRequest) -> set[str]:
    """The roles for which the user has given a column."""
    said = {key.replace("_", "-") for key in given.fields}
    return said | ({DATE} if given.dates else set()) | ({SOURCE} if given.source else set())


def _by_contents(
    table: InputTable, columns: Sequence[str], named: Mapping[str, str], given: ImportRequest
) -> dict[str, str]:
    """The roles, by column, of a column of dates and of one that tells rows apart, unless known already."""
    known = {*named.values(), *_taken(given)}
    found: dict[str, str] = {}
    dated = [column for column in columns if _all(table, column, _is_date)]
    if dated and DATE not in known:
        found[dated[0]] = DATE
    rest = [column for column in columns if column not in dated]
    if rest and not known & {*KEYS}:
        found[rest[0]] = "title" if any(map(is_sentence, _texts(table, rest[0]))) else "number"
    return found


def _by_name(table: InputTable, columns: Sequence[str], taken: set[str]) -> Iterator[tuple[str, str]]:
    """The roles that columns have by name, if their contents fit; each role once, except comments."""
    fits: dict[str, Callable[[str], bool]] = {
        "number": lambda text: len(text) <= 12 and not is_sentence(text),
        DATE: lambda text: _is_date(text) or text.isdecimal(),  # a spreadsheet's day number is reported later
        "status": lambda text: fold(text) in set(Status),
    }
    done = set(taken)
    left = list(columns)
    for role, names in _NAMES.items():
        for column in [*left]:
            named = {fold(column), fold(column).replace(" ", "_")} & {*names.split()}
            if named and role not in done and _all(table, column, fits.get(role, bool)):
                yield column, role
                left.remove(column)
                done |= {role} - {COMMENT}


def _sides(table: InputTable, columns: Sequence[str], known: Collection[str]) -> list[str]:
    """The columns of sides: those with known names, else those with words for stances, else also those with texts."""
    if named := [column for column in columns if fold(column) in known]:
        return named
    worded = [
        column for column in columns if _all(table, column, lambda text: bool(usual(text)) or is_sentence(text), 0.5)
    ]
    coded = [column for column in worded if any(map(usual, _texts(table, column)))]
    # If no side's cell says more than a word, columns of texts are something else.
    alone = len(coded) > 1 and not any(is_sentence(text) for column in coded for text in _texts(table, column))
    return coded if alone else worded


def _names(sides: Sequence[str]) -> dict[str, str]:
    """The names of sides, by column, if all columns end in the same word, such as ``Blue vote`` and ``Red vote``."""
    words = [column.split() for column in sides]
    if len(sides) < 2 or any(len(each) < 2 for each in words) or len({fold(each[-1]) for each in words}) > 1:
        return {}
    return {column: " ".join(each[:-1]) for column, each in zip(sides, words, strict=True)}


def _beside(columns: Sequence[str], sides: Sequence[str], names: Mapping[str, str]) -> dict[str, str]:
    """The columns that begin with the name of a side, with that side's column: the first one for each side."""
    found: dict[str, str] = {}
    for column in columns:
        like = [side for side in sides if fold(column).startswith(f"{fold(names.get(side, side))} ")]
        if like and like[0] not in found.values():
            found[column] = like[0]
    return found


def _words(table: InputTable, sides: Sequence[str]) -> dict[str, str]:
    """The usual stances of the words in the columns of sides; a word without one is kept as a statement."""
    texts = dict.fromkeys(fold(text) for side in sides for text in _texts(table, side) if not is_sentence(text))
    return {word: usual(word) or Stance.NOT_CODED.value for word in texts if word not in BUILT_IN}


def _is_date(text: str) -> bool:
    return not text.isdecimal() and isinstance(_fault(text), UnclearOrderError | None)


def _fault(text: str) -> ValueError | None:
    """Why a text cannot be parsed as a date; None if it can."""
    try:
        read_written(text)
    except ValueError as error:
        return error
    return None


def _texts(table: InputTable, column: str) -> list[str]:
    return [text.strip() for row in table.rows if (text := table.cell(row, column))]


def _all(table: InputTable, column: str, fits: Callable[[str], bool], share: float = 1) -> bool:
    texts = _texts(table, column)
    return bool(texts) and sum(map(bool, map(fits, texts))) >= share * len(texts)
