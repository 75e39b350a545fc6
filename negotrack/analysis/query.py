"""The filter language: one line of text, as it is typed, to a query. Mistakes are values, for it is never finished.

``words "a phrase" status:rejected side:taliban stance:accepts tag:x -author:y is:stale,conflicting``
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from negotrack.analysis.folding import fold
from negotrack.model.dates import parse_span
from negotrack.model.records import Side
from negotrack.model.vocabulary import Relation, Stance, Status
from negotrack.suggestions import nearest, shown


class Trait(StrEnum):
    """What can be asked with ``is:``."""

    STALE = "stale"
    OUTSTANDING = "outstanding"
    CONFLICTING = "conflicting"
    ANNOTATED = "annotated"
    DESCRIBED = "described"
    NUMBERED = "numbered"
    POSSIBLE = "possible"


class Key(StrEnum):
    """What can be asked with a word and a colon."""

    STATUS = "status"
    SIDE = "side"
    STANCE = "stance"
    TAG = "tag"
    AUTHOR = "author"
    TOPIC = "topic"
    NUMBER = "number"
    BY = "by"
    RELATION = "relation"
    IS = "is"
    SINCE = "since"


CLOSED: Mapping[Key, type[StrEnum]] = {
    Key.STATUS: Status,
    Key.STANCE: Stance,
    Key.RELATION: Relation,
    Key.IS: Trait,
}
"""Keys that take some words only; a beginning is enough, and a comma stands between alternatives."""

_TOKEN = re.compile(r'(-?)(?:([^\W\d_]+):)?(?:["“”]([^"“”]*)(?:["“”]|\Z)|(\S*))')


@dataclass(frozen=True, slots=True)
class Term:
    """One condition.

    Attributes:
        key: what is asked; None for words that may stand anywhere.
        values: the alternatives, folded.
        negated: it must not hold.
    """

    key: Key | None
    values: tuple[str, ...]
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """What a filter asks for: that every term holds.

    Attributes:
        text: as it was typed.
        terms: the conditions that could be read.
        mistakes: what could not be read and is left out, each with what to write instead.
    """

    text: str
    terms: tuple[Term, ...] = ()
    mistakes: tuple[str, ...] = ()

    @property
    def words(self) -> tuple[str, ...]:
        """The folded words and phrases that are looked for, to show where they stand."""
        return tuple(term.values[0] for term in self.terms if term.key is None and not term.negated)


def parse(text: str, sides: Sequence[Side] = ()) -> Query:
    """Read a filter as far as it is typed; any text is one. A side that is none of those given is a mistake."""
    terms: list[Term] = []
    mistakes: list[str] = []
    for match in _TOKEN.finditer(text):
        minus, key, quoted, bare = match.groups()
        try:
            term = _term(key, bare if quoted is None else quoted, sides, negated=bool(minus))
        except _MistakeError as mistake:
            mistakes.append(str(mistake))
        else:
            if term:
                terms.append(term)
    return Query(text, tuple(dict.fromkeys(terms)), tuple(dict.fromkeys(mistakes)))


class _MistakeError(Exception):
    """What is wrong with one term, and what to write instead."""


def _term(written: str | None, value: str, sides: Sequence[Side], *, negated: bool) -> Term | None:
    folded = fold(value)
    if written is None:
        return Term(None, (folded,), negated) if folded else None
    key = _key(written)
    values = _values(key, value, folded, sides) if folded else ()
    if not any(values):
        raise _MistakeError(_expected(key))
    return Term(key, values, negated)


def _key(written: str) -> Key:
    try:
        return Key(fold(written))
    except ValueError as error:
        suggestion = nearest(written, list(Key)) or '; to look for the text, put it in quotes: "…"'
        raise _MistakeError(f"{shown(written)} cannot be asked for{suggestion}") from error


def _values(key: Key, value: str, folded: str, sides: Sequence[Side]) -> tuple[str, ...]:
    if key in CLOSED:
        pieces = [piece for part in folded.split(",") if (piece := part.strip())]
        return tuple(word for piece in pieces for word in _words(key, piece))
    if key is Key.SIDE and sides and not sides_named(folded, sides):
        raise _MistakeError(f"{shown(value)} is not a side{nearest(value, [side.id for side in sides])}")
    if key is Key.SINCE:
        return (_day(value.strip()),)
    return (folded.removeprefix("#") if key is Key.TAG else folded,)


def _words(key: Key, piece: str) -> list[str]:
    """The words of a closed vocabulary that are meant."""
    known = [word.value for word in CLOSED[key]]
    meant = [piece] if piece in known else [word for word in known if word.startswith(piece)]
    if not meant:
        raise _MistakeError(f"{shown(piece)} is no {key}{nearest(piece, known) or f'; {_expected(key)}'}")
    return meant


def sides_named(value: str, sides: Sequence[Side]) -> tuple[str, ...]:
    """The ids of the sides that a folded value names: by id, by name, or by the beginning of either."""
    names = {side.id: (fold(side.id), fold(side.name)) for side in sides}
    exact = tuple(identifier for identifier, named in names.items() if value in named)
    return exact or tuple(
        identifier for identifier, named in names.items() if any(name.startswith(value) for name in named)
    )


def _day(value: str) -> str:
    try:
        return parse_span(value).earliest.isoformat()
    except ValueError as error:
        raise _MistakeError(f"{shown(value)} is no day; {_expected(Key.SINCE)}") from error


def _expected(key: Key) -> str:
    if key in CLOSED:
        return f"write {key}: and one of {', '.join(CLOSED[key])}"
    if key is Key.SINCE:
        return "write since: and a day, as 2026-11-22"
    return f"write {key}: and what to look for"
