"""From what a person typed to the columns of the table that it means."""

from __future__ import annotations

from negotrack.editing.targets import find_side
from negotrack.errors import UsageError
from negotrack.ingest.mapping import Mapping, Request, SideColumns
from negotrack.ingest.stances import folded, read_words
from negotrack.ingest.table import Table
from negotrack.model.dates import Span, parse_span
from negotrack.model.identifiers import fault, slug
from negotrack.model.negotiation import Negotiation
from negotrack.model.records import Side
from negotrack.suggestions import nearest, shown

_KEYS = ("id", "number", "title")


def resolve(request: Request, table: Table, existing: Negotiation | None = None) -> Mapping:
    """Which column is what.

    Args:
        request: what the person said.
        table: the table that it is about.
        existing: the negotiation that the table goes into; None for a new one.

    Raises:
        UsageError: a column, a side, a date or a stance is not what it should be.
    """
    columns = _Columns(table)
    fields = {key: columns.get(_option(key), named) for key, named in request.fields.items()}
    if not any(key in fields for key in _KEYS):
        raise UsageError(f"say what tells rows apart: --title, --number or --id COLUMN; {columns}")
    sides = _sides(request, columns, existing)
    date, day, dates = _dates(request.dates, columns, sides)
    others = {
        "statement": _by_side("--statement", request.statements, columns, sides),
        "counter": _by_side("--counter", request.counters, columns, sides),
        "date": dates,
    }
    source = columns.find(request.source) if request.source is not None else None
    return Mapping(
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
    )


class _Columns:
    """The names of a table's columns."""

    def __init__(self, table: Table) -> None:
        self.names = table.columns

    def find(self, named: str) -> str | None:
        """The column of that name; case and spaces around it matter only where two differ in nothing else."""
        if named in self.names:
            return named
        like = [name for name in self.names if folded(name) == folded(named)]
        return like[0] if len(like) == 1 else None

    def get(self, option: str, named: str) -> str:
        if found := self.find(named):
            return found
        raise UsageError(f"{option} {shown(named)}: there is no such column{nearest(named, self.names)}; {self}")

    def pair(self, option: str, text: str) -> tuple[str, str]:
        """What stands before ``=``, if anything does, and the column after it."""
        if column := self.find(text):
            return "", column
        before, sign, after = text.partition("=")
        return (before.strip(), self.get(option, after)) if sign else ("", self.get(option, text))

    def __str__(self) -> str:
        listed = ", ".join(map(shown, self.names[:20]))
        more = f" and {len(self.names) - 20:,} more" if len(self.names) > 20 else ""
        return f"the columns are {listed}{more}"


_Sides = list[tuple[Side, str]]


def _option(key: str) -> str:
    return f"--{key.replace('_', '-')}"


def _sides(request: Request, columns: _Columns, existing: Negotiation | None) -> _Sides:
    pairs = [columns.pair("--side", text) for text in request.sides]
    sides = [
        (known_side(name or column, existing) if existing else new_side(name or column, named=bool(name)), column)
        for name, column in pairs
    ]
    if not sides:
        raise UsageError(f"say which columns hold where a side stands: --side COLUMN, once for each; {columns}")
    if existing is None and len(sides) < 2:
        raise UsageError("a negotiation has two sides or more; give --side for each of them")
    seen: set[str] = set()
    for side, _ in sides:
        if side.id.casefold() in seen:
            raise UsageError(f"--side {shown(side.id)} stands twice; give every side an id of its own, as ID=COLUMN")
        seen.add(side.id.casefold())
    return sides


def new_side(name: str, *, named: bool) -> Side:
    """A side of a new negotiation.

    Args:
        name: its name.
        named: the name was given to be an id, and is one if it can be; otherwise the id is made of it.

    Raises:
        UsageError: no id can be made of it.
    """
    identifier = name if named and fault(name) is None else slug(name)
    if not identifier:
        raise UsageError(f"--side {shown(name)}: no id can be made of it; give one, as ID=COLUMN")
    return Side(id=identifier, name=name)


def known_side(name: str, existing: Negotiation) -> Side:
    """The side of a negotiation that an id, a name, or what an id was made of names.

    Raises:
        UsageError: it has no such side.
    """
    try:
        identifier = find_side(existing, name)
    except UsageError as error:
        known = next((side for side in existing.sides if side.id == slug(name)), None)
        if known:
            return known
        raise UsageError(f"--side: {error}; write ID=COLUMN with one of them") from error
    return next(side for side in existing.sides if side.id == identifier)


def _by_side(option: str, texts: tuple[str, ...], columns: _Columns, sides: _Sides) -> dict[str, str]:
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
        if folded(named) in {folded(side.id), folded(side.name), folded(column)}:
            return side.id
    known = [side.id for side, _ in sides]
    raise UsageError(f"{option} {shown(named)}: no such side{nearest(named, known)}; the sides are {', '.join(known)}")


def _dates(texts: tuple[str, ...], columns: _Columns, sides: _Sides) -> tuple[str | None, Span | None, dict[str, str]]:
    """The column of the date, the date of all rows, and the columns of single sides."""
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
    return column, day, _by_side("--date", tuple(own), columns, sides)


def _day(text: str, columns: _Columns) -> Span:
    try:
        return parse_span(text)
    except ValueError as error:
        hint = nearest(text, columns.names)
        raise UsageError(
            f"--date {shown(text)}: is neither a column nor a date like 2021-08-17{hint}; {columns}"
        ) from error
