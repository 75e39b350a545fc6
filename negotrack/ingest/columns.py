"""The meaning of a table's columns, and the stance that each word stands for, from the options that the user typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from negotrack.analysis.folding import fold
from negotrack.editing.targets import find_side
from negotrack.errors import UsageError
from negotrack.ingest.table import InputTable
from negotrack.model.dates import Span
from negotrack.model.identifiers import fault, slug
from negotrack.model.negotiation import Negotiation
from negotrack.model.records import Side
from negotrack.model.vocabulary import Stance
from negotrack.model.written_dates import DateOrder, read_written
from negotrack.pages.words import NOT_REPORTED
from negotrack.suggestions import closest, nearest, shown

TEXTS = ("statement", "counter")
"""The texts of a side that can have a column of their own."""
FIELDS = ("id", "number", "title", "proposed_by", "status", "summary", "topic", "where")
"""The values of a row that can have a column: keys of a proposal, and the place in the source."""
KEYS = ("id", "number", "title")
"""The fields of which one is needed to tell rows apart."""

# What a word most often means. It is only a suggestion: whether "no" rejects or says that nothing is known
# is for the user to decide.
_USUAL = {
    Stance.PROPOSES: ("proposed", "proposer", "sponsor", "mover", "tabled", "author", "puts forward", "put it forward"),
    Stance.ACCEPTS: ("accept", "aye", "yes", "y", "agree", "agreed", "agrees", "for", "support", "favour", "true", "+"),
    Stance.CONDITIONAL: ("conditionally", "partly", "partial", "with reservations", "yes if", "qualified"),
    Stance.COUNTERS: ("counter", "amend", "amended", "counter-offer", "alternative"),
    Stance.DEFERS: ("defer", "deferred", "postpone", "later", "pending", "undecided"),
    Stance.NEUTRAL: ("abstain", "abstained", "abstention", "no preference", "indifferent", "0"),
    Stance.REJECTS: ("reject", "no", "n", "nay", "against", "oppose", "opposed", "disagree", "refused", "false", "-"),
    Stance.WITHDRAWS: ("withdraw", "withdrawn", "retracted", "dropped"),
}
_SILENT = ("n/a", "na", "none", "unknown", "not known", "not voting", "absent", "did not vote", "?", "tbd", "no answer")
_SUGGESTED = {
    **{stance.value: stance.value for stance in Stance},
    **{word: stance.value for stance, words in _USUAL.items() for word in words},
    **dict.fromkeys((*_SILENT, NOT_REPORTED), NOT_REPORTED),
}

Words = Mapping[str, Stance | None]
BUILT_IN: Words = {stance.value: stance for stance in Stance}


@dataclass(frozen=True, slots=True)
class ImportRequest:
    """The user's description of a table, as typed.

    Attributes:
        fields: the columns of ``FIELDS``, as far as there are any.
        sides: ``COLUMN``, ``ID=COLUMN`` or ``ID=COLUMN=NAME`` for every side.
        statements: ``ID=COLUMN`` for what a side said.
        counters: ``ID=COLUMN`` for what a side offers instead.
        dates: a column, a date for all rows, or ``ID=COLUMN``.
        stances: ``word=stance,…``.
        source: a column with titles of sources, or the title or id of one for all rows.
        comments: the columns whose texts become annotations.
        date_order: whether the day or the month comes first in a date like ``3/4/2026``.
    """

    fields: Mapping[str, str] = field(default_factory=dict)
    sides: tuple[str, ...] = ()
    statements: tuple[str, ...] = ()
    counters: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    stances: tuple[str, ...] = ()
    source: str | None = None
    comments: tuple[str, ...] = ()
    date_order: DateOrder | None = None

    @property
    def complete(self) -> bool:
        """Whether it names a column that tells rows apart, and the columns of the sides."""
        return bool(self.sides) and any(key in self.fields for key in KEYS)

    @property
    def mentioned(self) -> tuple[str, ...]:
        """Every part of it that may be the name of a column."""
        several = (*self.sides, *self.statements, *self.counters, *self.dates)
        parts = (part for text in several for part in (text, *text.split("=")))
        return (*self.fields.values(), *self.comments, *parts, self.source or "")


@dataclass(frozen=True, slots=True)
class SideColumns:
    """The columns of one side.

    Attributes:
        side: the side.
        stance: the column with its stance.
        others: the columns with its ``statement``, ``counter`` and ``date``, as far as there are any.
    """

    side: Side
    stance: str
    others: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """The meaning of the columns.

    Attributes:
        sides: the columns of every side.
        fields: the columns of ``FIELDS``, as far as there are any.
        words: the stance that each word in the column of a side stands for.
        date: the column with a row's date; None if there is none.
        day: the date of rows without one of their own.
        source: the column with the title of a row's source; None if there is none.
        source_title: the title or id of the source of all rows; None for the table itself.
        comments: the columns whose texts become annotations.
        date_order: whether the day or the month comes first in a date like ``3/4/2026``.
    """

    sides: tuple[SideColumns, ...]
    fields: Mapping[str, str] = field(default_factory=dict)
    words: Words = field(default_factory=lambda: BUILT_IN)
    date: str | None = None
    day: Span | None = None
    source: str | None = None
    source_title: str | None = None
    comments: tuple[str, ...] = ()
    date_order: DateOrder | None = None

    @property
    def used(self) -> frozenset[str]:
        """Every column that the import uses."""
        of_sides = (column for each in self.sides for column in (each.stance, *each.others.values()))
        return frozenset(filter(None, (*self.fields.values(), self.date, self.source, *self.comments, *of_sides)))


def resolve(request: ImportRequest, table: InputTable, existing: Negotiation | None = None) -> ColumnMapping:
    """Return the meaning of a table's columns according to the user's description.

    Raises:
        UsageError: a column, side, date or stance is missing, unknown or given twice.
    """
    columns = _Columns(table.columns)
    fields = {key: columns.get(f"--{key.replace('_', '-')}", named) for key, named in request.fields.items()}
    if not any(key in fields for key in KEYS):
        raise UsageError(f"say what tells rows apart: --title, --number or --id COLUMN; {columns}")
    sides = _sides(request.sides, columns, existing)
    date, day, dates = _dates(request.dates, columns, sides)
    others = {
        "statement": _by_side("--statement", request.statements, columns, sides),
        "counter": _by_side("--counter", request.counters, columns, sides),
        "date": dates,
    }
    source = columns.find(request.source) if request.source is not None else None
    return ColumnMapping(
        sides=tuple(
            SideColumns(side, column, {key: found[side.id] for key, found in others.items() if side.id in found})
            for side, column in sides
        ),
        fields=fields,
        words=read_words(request.stances),
        date=date,
        day=day,
        source=source,
        source_title=None if source else request.source,
        comments=tuple(columns.get("--comment", named) for named in request.comments),
        date_order=request.date_order,
    )


def new_side(identifier: str, name: str) -> Side:
    """Build a side of a new negotiation.

    Raises:
        UsageError: the id is not allowed.
    """
    if wrong := fault(identifier):
        raise UsageError(f"--side: the id {shown(identifier)} {wrong}; write another, as ID=COLUMN")
    return Side(id=identifier, name=name)


def known_side(named: str, existing: Negotiation) -> Side:
    """The side of a negotiation with an id or name, or with an id that a name reduces to.

    Raises:
        UsageError: there is no such side.
    """
    slugged = next((side for side in existing.sides if side.id == slug(named)), None)
    try:
        identifier = find_side(existing, named)
    except UsageError as error:
        if slugged:
            return slugged
        raise UsageError(f"--side: {error}; write ID=COLUMN with one of them") from error
    return next(side for side in existing.sides if side.id == identifier)


def columns_listed(columns: Sequence[str]) -> str:
    """A list of the first twenty columns, with the number of those left out."""
    more = f" and {len(columns) - 20:,} more" if len(columns) > 20 else ""
    return f"the columns are {', '.join(map(shown, columns[:20]))}{more}"


class _Columns:
    """The names of a table's columns."""

    def __init__(self, names: Sequence[str]) -> None:
        self.names = names

    def find(self, named: str) -> str | None:
        """The column with a name; case, accents and spaces matter only if two columns differ in nothing else."""
        if named in self.names:
            return named
        like = [name for name in self.names if fold(name) == fold(named)]
        return like[0] if len(like) == 1 else None

    def get(self, option: str, named: str) -> str:
        if found := self.find(named):
            return found
        raise UsageError(f"{option} {shown(named)}: there is no such column{nearest(named, self.names)}; {self}")

    def side(self, text: str) -> tuple[str, str, str]:
        """The id, column and name in ``COLUMN``, ``ID=COLUMN`` or ``ID=COLUMN=NAME``; a column may contain ``=``."""
        if column := self.find(text):
            return "", column, ""
        before, sign, after = text.partition("=")
        if not sign:
            return "", self.get("--side", text), ""
        if column := self.find(after):
            return before.strip(), column, ""
        column, _, name = after.rpartition("=")
        return before.strip(), self.get("--side", column or after), name.strip()

    def __str__(self) -> str:
        return columns_listed(self.names)


_Sides = list[tuple[Side, str]]


def _sides(texts: Sequence[str], columns: _Columns, existing: Negotiation | None) -> _Sides:
    sides: _Sides = []
    for text in texts:
        identifier, column, name = columns.side(text)
        if existing:
            sides.append((known_side(identifier or column, existing), column))
        elif identifier or slug(column):
            sides.append((new_side(identifier or slug(column), name or column), column))
        else:
            raise UsageError(f"--side {shown(column)}: no id can be made from it; give one, as ID=COLUMN")
    if not sides:
        raise UsageError(f"say which columns show where a side stands: --side COLUMN, once for each; {columns}")
    if existing is None and len(sides) < 2:
        raise UsageError("a negotiation has two sides or more; give --side for each of them")
    seen: set[str] = set()
    for side, _ in sides:
        if side.id.casefold() in seen:
            raise UsageError(f"--side {shown(side.id)} is given twice; give every side an id of its own, as ID=COLUMN")
        seen.add(side.id.casefold())
    return sides


def _by_side(option: str, texts: Sequence[str], columns: _Columns, sides: _Sides) -> dict[str, str]:
    found: dict[str, str] = {}
    for text in texts:
        named, sign, column = text.partition("=")
        if not sign:
            raise UsageError(f"{option} {shown(text)}: say whose it is, as ID=COLUMN")
        side = _side(option, named, sides)
        if side in found:
            raise UsageError(f"{option} is given twice for {shown(side)}")
        found[side] = columns.get(option, column)
    return found


def _side(option: str, named: str, sides: _Sides) -> str:
    for side, column in sides:
        if fold(named) in {fold(side.id), fold(side.name), fold(column)}:
            return side.id
    known = [side.id for side, _ in sides]
    raise UsageError(f"{option} {shown(named)}: no such side{nearest(named, known)}; the sides are {', '.join(known)}")


def _dates(texts: Sequence[str], columns: _Columns, sides: _Sides) -> tuple[str | None, Span | None, dict[str, str]]:
    """The column of dates, the date of all rows, and the columns of dates of single sides."""
    column: str | None = None
    day: Span | None = None
    own: list[str] = []
    for text in texts:
        if found := columns.find(text):
            if column:
                raise UsageError("--date names two columns; write ID=COLUMN for the date of one side")
            column = found
        elif "=" in text:
            own.append(text)
        else:
            day = _day(text, columns)
    return column, day, _by_side("--date", own, columns, sides)


def _day(text: str, columns: _Columns) -> Span:
    try:
        return read_written(text)
    except ValueError as error:
        hint = nearest(text, columns.names)
        raise UsageError(
            f"--date {shown(text)}: is neither a column nor a date like 2021-08-17{hint}; {columns}"
        ) from error


# ---- Words of a table: stances are known, every other word has to be mapped by the user ----


def read_words(given: Sequence[str]) -> Words:
    """The words that the user mapped, as in ``aye=accepts,no=rejects``, together with the stances.

    Raises:
        UsageError: a mapping is incomplete or has no stance after ``=``, or a word is mapped twice.
    """
    words: dict[str, Stance | None] = {}
    for text in given:
        pending = ""
        for piece in text.split(","):
            pending = f"{pending},{piece}" if pending else piece
            if "=" in piece:
                word, _, stance = pending.rpartition("=")
                _add(words, fold(word), fold(stance))
                pending = ""
        if pending.strip():
            raise UsageError(f"--stance {pending.strip()!r}: write a word, '=' and its stance, such as 'aye=accepts'")
    return {**BUILT_IN, **words}


def usual(word: str) -> str | None:
    """The stance, or ``not reported``, that a word is or often stands for; None if there is none."""
    return _SUGGESTED.get(fold(word))


def suggested(word: str) -> str | None:
    """The stance, or ``not reported``, of the nearest known word; None if none is near."""
    found = fold(word)
    near = found if found in _SUGGESTED else closest(found, _SUGGESTED)
    return _SUGGESTED[near] if near else None


def _add(words: dict[str, Stance | None], word: str, stance: str) -> None:
    known = [*Stance, NOT_REPORTED]
    stance = stance.replace("not coded", Stance.NOT_CODED)
    if stance.replace("-", " ") != NOT_REPORTED and stance not in set(Stance):
        hint = nearest(stance, known) or f"; the stances are {', '.join(known)}"
        raise UsageError(f"--stance: {stance!r} is not a stance{hint}")
    meant = Stance(stance) if stance in set(Stance) else None
    if not word:
        raise UsageError(f"--stance '={stance}': an empty cell is never a stance; write a word before '='")
    if words.setdefault(word, meant) is not meant:
        raise UsageError(f"--stance: {word!r} is mapped twice")
