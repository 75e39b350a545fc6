"""The filter language, and matching proposals and annotations fast enough to follow the user's typing.

A line of text becomes a query while it is typed. It is never finished, so mistakes are values, not errors:
``words "a phrase" status:rejected side:taliban stance:accepts tag:x -author:y is:stale,conflicting``
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC
from enum import StrEnum
from functools import cached_property, partial
from sys import intern
from typing import NamedTuple

from negotrack.analysis.figures import is_possible
from negotrack.analysis.folding import fold
from negotrack.model.dates import parse_span
from negotrack.model.negotiation import Dossier, Negotiation, is_stale
from negotrack.model.records import Annotation, Side
from negotrack.model.snapshot import Snapshot
from negotrack.model.standing import Standing
from negotrack.model.vocabulary import Relation, Stance, Status
from negotrack.suggestions import nearest, shown


class Trait(StrEnum):
    """The words that may follow ``is:``."""

    STALE = "stale"
    OUTSTANDING = "outstanding"
    CONFLICTING = "conflicting"
    ANNOTATED = "annotated"
    DESCRIBED = "described"
    NUMBERED = "numbered"
    POSSIBLE = "possible"


class FilterKey(StrEnum):
    """The keys that may stand before a colon."""

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


CLOSED: Mapping[FilterKey, type[StrEnum]] = {
    FilterKey.STATUS: Status,
    FilterKey.STANCE: Stance,
    FilterKey.RELATION: Relation,
    FilterKey.IS: Trait,
}
"""Keys with a fixed set of values; the beginning of one is enough, and commas separate alternatives."""

_TOKEN = re.compile(r'(-?)(?:([^\W\d_]+):)?(?:["“”]([^"“”]*)(?:["“”]|\Z)|(\S*))')


@dataclass(frozen=True, slots=True)
class Term:
    """One condition.

    Attributes:
        key: the key; None for words to find anywhere in the text.
        values: the alternatives, folded.
        negated: whether the condition must not hold.
    """

    key: FilterKey | None
    values: tuple[str, ...]
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """A parsed filter, which matches if every term holds.

    Attributes:
        text: the filter as typed.
        terms: the conditions that could be parsed.
        mistakes: a message for each part that could not be parsed and is left out, with what to write instead.
    """

    text: str
    terms: tuple[Term, ...] = ()
    mistakes: tuple[str, ...] = ()

    @property
    def words(self) -> tuple[str, ...]:
        """The folded words and phrases to find, for highlighting."""
        return tuple(term.values[0] for term in self.terms if term.key is None and not term.negated)


def parse(text: str, sides: Sequence[Side] = ()) -> Query:
    """Parse a filter as far as it is typed; any text is valid. A side that is not among ``sides`` is a mistake."""
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
    """One term cannot be parsed; the message says why, and what to write instead."""


def _term(written: str | None, value: str, sides: Sequence[Side], *, negated: bool) -> Term | None:
    folded = fold(value)
    if written is None:
        return Term(None, (folded,), negated) if folded else None
    key = _key(written)
    values = _values(key, value, folded, sides) if folded else ()
    if not any(values):
        raise _MistakeError(_expected(key))
    return Term(key, values, negated)


def _key(written: str) -> FilterKey:
    try:
        return FilterKey(fold(written))
    except ValueError as error:
        suggestion = nearest(written, list(FilterKey)) or '; to look for the text, put it in quotes: "…"'
        raise _MistakeError(f"{shown(written)} cannot be asked for{suggestion}") from error


def _values(key: FilterKey, value: str, folded: str, sides: Sequence[Side]) -> tuple[str, ...]:
    if key in CLOSED:
        pieces = [piece for part in folded.split(",") if (piece := part.strip())]
        return tuple(word for piece in pieces for word in _words(key, piece))
    if key is FilterKey.SIDE and sides and not sides_named(folded, sides):
        raise _MistakeError(f"{shown(value)} is not a side{nearest(value, [side.id for side in sides])}")
    if key is FilterKey.SINCE:
        return (_day(value.strip()),)
    return (folded.removeprefix("#") if key is FilterKey.TAG else folded,)


def _words(key: FilterKey, piece: str) -> list[str]:
    """The values of a key with a fixed set that a word, or its beginning, stands for."""
    known = [word.value for word in CLOSED[key]]
    meant = [piece] if piece in known else [word for word in known if word.startswith(piece)]
    if not meant:
        raise _MistakeError(f"{shown(piece)} is not a value of {key}{nearest(piece, known) or f'; {_expected(key)}'}")
    return meant


def sides_named(value: str, sides: Sequence[Side]) -> tuple[str, ...]:
    """The ids of the sides that a folded value names, by id, by name, or by the beginning of either."""
    names = {side.id: (fold(side.id), fold(side.name)) for side in sides}
    exact = tuple(identifier for identifier, named in names.items() if value in named)
    return exact or tuple(
        identifier for identifier, named in names.items() if any(name.startswith(value) for name in named)
    )


def _day(value: str) -> str:
    try:
        return parse_span(value).earliest.isoformat()
    except ValueError as error:
        raise _MistakeError(f"{shown(value)} is not a day; {_expected(FilterKey.SINCE)}") from error


def _expected(key: FilterKey) -> str:
    if key in CLOSED:
        return f"write {key}: and one of {', '.join(CLOSED[key])}"
    if key is FilterKey.SINCE:
        return "write since: and a day, such as 2026-11-22"
    return f"write {key}: and what to look for"


# ---- Matching ----

Values = tuple[str, ...]
Pair = tuple[str, str]


class FilterScope(NamedTuple):
    """What the keys of a filter refer to.

    Attributes:
        sides: the sides, for ``side:``.
        pair: the two sides that ``relation:`` is about; None if there are fewer than two.
    """

    sides: tuple[Side, ...] = ()
    pair: Pair | None = None

    @classmethod
    def of(cls, negotiation: Negotiation, pair: Pair | None = None) -> FilterScope:
        """The scope of a negotiation; the pair is its first two sides unless given."""
        ids = negotiation.side_ids
        return cls(negotiation.sides, pair or ((ids[0], ids[1]) if len(ids) > 1 else None))


class Index:
    """An index of the text of every proposal and its annotations."""

    def __init__(self, view: Snapshot, pair: Pair | None = None) -> None:
        self._texts: dict[str, Searchable] = {}
        self._in_order: list[Searchable] | None = None
        self.update(view, pair)

    def update(self, view: Snapshot, pair: Pair | None = None) -> None:
        """Switch to another view; only the text of changed proposals is indexed again."""
        self._view = view
        self._scope = FilterScope.of(view.negotiation, pair)
        before, self._texts, self._in_order = self._texts, {}, None
        for identifier, dossier in view.negotiation.dossiers.items():
            known = before.get(identifier)
            self._texts[identifier] = known if known and known.dossier is dossier else of_dossier(dossier)

    def prepare(self, dossier: Dossier) -> None:
        """Index the text of one proposal ahead of the update that makes it searchable."""
        known = self._texts.get(dossier.id)
        if known is None or known.dossier is not dossier:
            self._texts[dossier.id] = of_dossier(dossier)

    def match(self, query: Query) -> list[str]:
        """The ids of the matching proposals, in the order of the view."""
        # Thousands of comparisons at every keystroke: these loops create no objects that the garbage collector counts,
        # because one full collection takes longer than all the comparisons.
        if self._in_order is None:
            self._in_order = [self._texts[standing.dossier.id] for standing in self._view.standings]
        found, known = self._in_order, self._view.known
        for word, negated in _words_to_find(query):
            if negated:
                found = [text for text in found if word not in text.haystack]
            else:
                found = [text for text in found if word in text.haystack]
        for holds in predicates(query, self._scope):
            found = [text for text in found if holds(known[text.id], text)]
        return [text.id for text in found]


def match_annotation(
    query: Query, standing: Standing | None, annotation: Annotation, scope: FilterScope | None = None
) -> bool:
    """Whether a query matches one annotation; without a scope, ``side:`` and ``relation:`` never match.

    Words, tags, authors and days are matched against the annotation itself, everything else against its proposal.
    """
    text = Searchable(standing.dossier if standing else None, (annotation,))
    if any((word in text.haystack) is negated for word, negated in _words_to_find(query)):
        return False
    return all(holds(standing, text) for holds in predicates(query, scope or FilterScope()))


def _words_to_find(query: Query) -> list[tuple[str, bool]]:
    """The words to find, with whether each is negated; the longest, usually the rarest, come first."""
    words = [(term.values[0], term.negated) for term in query.terms if term.key is None]
    return sorted(words, key=lambda word: -len(word[0]))


# ---- The text searched ----


class Searchable:
    """The folded text of a proposal and annotations.

    Attributes:
        dossier: the proposal; None for an annotation about the negotiation as a whole.
        id: the proposal's id; empty without one.
        annotations: the annotations whose text it contains.
        haystack: all the text to find words in, one piece on each line.
        tags: the tags of the annotations.
        authors: the authors of the annotations.
        people: those who put the proposal forward, and those who spoke for a side.
        latest: the UTC day on which the last of the annotations was written or edited; empty without any.
    """

    def __init__(
        self, dossier: Dossier | None, annotations: tuple[Annotation, ...], pieces: Iterable[str] = ()
    ) -> None:
        self.dossier = dossier
        self.id = dossier.id if dossier else ""
        self.annotations = annotations
        self.tags = _distinct(tag for annotation in annotations for tag in annotation.all_tags)
        self.authors = _distinct(annotation.author for annotation in annotations)
        self.people = _distinct(_people(dossier)) if dossier else ()
        texts = (fold(annotation.text) for annotation in annotations)
        self.haystack = "\n".join((*pieces, *(f"#{tag}" for tag in self.tags), *self.authors, *texts))
        days = ((each.edited or each.created).astimezone(UTC).date().isoformat() for each in annotations)
        self.latest = max(days, default="")

    @cached_property
    def stale(self) -> bool:
        """Whether one of the annotations has gone stale."""
        dossier = self.dossier
        return dossier is not None and any(is_stale(annotation, dossier) for annotation in self.annotations)


def of_dossier(dossier: Dossier) -> Searchable:
    """A proposal with all its text, ready to be searched."""
    return Searchable(dossier, dossier.annotations, _pieces(dossier))


def _pieces(dossier: Dossier) -> Iterator[str]:
    proposal = dossier.proposal
    number = None if proposal.number is None else str(proposal.number)
    positions = [entry.position for entry in dossier.positions]
    said = (text for position in positions for text in (position.statement, position.counter))
    for text in (proposal.id, number, proposal.title, proposal.topic, proposal.summary, *said):
        if text:
            yield fold(text)
    yield from _distinct(_people(dossier))


def _people(dossier: Dossier) -> Iterator[str]:
    yield from dossier.proposal.proposed_by or ()
    for entry in dossier.positions:
        if entry.position.by:
            yield entry.position.by


def _distinct(words: Iterable[str]) -> tuple[str, ...]:
    """The words folded, each once; interned, because thousands of proposals share the same few."""
    return tuple(dict.fromkeys(intern(fold(word)) for word in words))


# ---- The terms that have a key ----

Predicate = Callable[[Standing | None, Searchable], bool]
"""Tests a term on a text; the standing is None if the text is about the negotiation as a whole."""


def predicates(query: Query, scope: FilterScope) -> Iterator[Predicate]:
    """The terms with a key, as predicates; a stance refers to the sides named in the same query."""
    named = [_sides(term, scope) for term in query.terms if term.key is FilterKey.SIDE and not term.negated]
    factories: Mapping[FilterKey, Callable[[Values], Predicate]] = {
        **_FACTORIES,
        FilterKey.STANCE: partial(_stance, named),
        FilterKey.RELATION: partial(_relation, scope.pair),
    }
    for term in query.terms:
        if term.key is None:
            continue
        holds = _side(_sides(term, scope)) if term.key is FilterKey.SIDE else factories[term.key](term.values)
        yield _not(holds) if term.negated else holds


def _sides(term: Term, scope: FilterScope) -> Values:
    return sides_named(term.values[0], scope.sides)


def _not(holds: Predicate) -> Predicate:
    return lambda standing, text: not holds(standing, text)


def _of_proposal(holds: Callable[[Standing], bool]) -> Predicate:
    """A predicate on the standing of a proposal; false if there is none."""
    return lambda standing, _: standing is not None and holds(standing)


def _side(sides: Values) -> Predicate:
    return _of_proposal(lambda standing: any(side in standing.sides for side in sides))


def _stance(named: Sequence[Values], values: Values) -> Predicate:
    """Match a side's stance as shown; if its records conflict, any of their stances."""

    def holds(standing: Standing) -> bool:
        return all(
            any(entry.stance in values for side in sides for entry in standing.of(side).shown)
            for sides in named or [(*standing.sides,)]
        )

    return _of_proposal(holds)


def _relation(pair: Pair | None, values: Values) -> Predicate:
    return _of_proposal(lambda standing: pair is not None and standing.relation(*pair) in values)


def _number(values: Values) -> Predicate:
    def holds(standing: Standing) -> bool:
        number = standing.dossier.proposal.number
        return number is not None and fold(str(number)) == values[0]

    return _of_proposal(holds)


def _is(values: Values) -> Predicate:
    traits = [_TRAITS[Trait(value)] for value in values]
    return lambda standing, text: any(holds(standing, text) for holds in traits)


_FACTORIES: Mapping[FilterKey, Callable[[Values], Predicate]] = {
    FilterKey.STATUS: lambda values: _of_proposal(lambda standing: standing.status in values),
    FilterKey.TOPIC: lambda values: _of_proposal(
        lambda standing: values[0] in fold(standing.dossier.proposal.topic or "")
    ),
    FilterKey.TAG: lambda values: lambda _, text: any(tag.startswith(values[0]) for tag in text.tags),
    FilterKey.AUTHOR: lambda values: lambda _, text: any(values[0] in author for author in text.authors),
    FilterKey.BY: lambda values: lambda _, text: any(values[0] in person for person in text.people),
    FilterKey.SINCE: lambda values: lambda _, text: text.latest >= values[0],
    FilterKey.NUMBER: _number,
    FilterKey.IS: _is,
}

_TRAITS: Mapping[Trait, Predicate] = {
    Trait.STALE: lambda _, text: text.stale,
    Trait.ANNOTATED: lambda _, text: bool(text.annotations),
    Trait.OUTSTANDING: _of_proposal(lambda standing: standing.outstanding),
    Trait.CONFLICTING: _of_proposal(lambda standing: standing.conflicting),
    Trait.DESCRIBED: _of_proposal(lambda standing: standing.dossier.proposal.described),
    Trait.NUMBERED: _of_proposal(lambda standing: standing.dossier.proposal.number is not None),
    Trait.POSSIBLE: _of_proposal(is_possible),
}
