"""The terms of a query that have a key, each as a condition on a proposal or an annotation."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from negotrack.analysis.folding import fold
from negotrack.analysis.query import Key, Query, Term, Trait, sides_named
from negotrack.analysis.searchable import Searchable
from negotrack.model.negotiation import Negotiation
from negotrack.model.records import Side
from negotrack.model.side_standing import SideStanding
from negotrack.model.standing import Standing
from negotrack.model.vocabulary import Certainty, Stance

Values = tuple[str, ...]
Pair = tuple[str, str]
Condition = Callable[[Standing | None, Searchable], bool]
"""Whether a term holds for a text; there is no standing where it is about the negotiation as a whole."""


class FilterScope(NamedTuple):
    """What the words of a filter refer to.

    Attributes:
        sides: the sides, for ``side:``.
        pair: the two sides that ``relation:`` is about; None where there are no two.
    """

    sides: tuple[Side, ...] = ()
    pair: Pair | None = None

    @classmethod
    def of(cls, negotiation: Negotiation, pair: Pair | None = None) -> FilterScope:
        """The scope of a negotiation; the first two sides are the pair unless others are named."""
        ids = negotiation.side_ids
        return cls(negotiation.sides, pair or ((ids[0], ids[1]) if len(ids) > 1 else None))


def conditions(query: Query, scope: FilterScope) -> Iterator[Condition]:
    """The terms with a key, as conditions; a stance is that of the sides that are named beside it."""
    named = [_sides(term, scope) for term in query.terms if term.key is Key.SIDE and not term.negated]
    makers: Mapping[Key, Callable[[Values], Condition]] = {
        **_MAKERS,
        Key.STANCE: partial(_stance, named),
        Key.RELATION: partial(_relation, scope.pair),
    }
    for term in query.terms:
        if term.key is None:
            continue
        holds = _side(_sides(term, scope)) if term.key is Key.SIDE else makers[term.key](term.values)
        yield _not(holds) if term.negated else holds


def _sides(term: Term, scope: FilterScope) -> Values:
    return sides_named(term.values[0], scope.sides)


def _not(holds: Condition) -> Condition:
    return lambda standing, text: not holds(standing, text)


def _of_proposal(holds: Callable[[Standing], bool]) -> Condition:
    """A condition on a proposal, which nothing without one fulfils."""
    return lambda standing, _: standing is not None and holds(standing)


def _status(values: Values) -> Condition:
    return _of_proposal(lambda standing: standing.status in values)


def _side(sides: Values) -> Condition:
    return _of_proposal(lambda standing: any(side in standing.sides for side in sides))


def _stance(named: Sequence[Values], values: Values) -> Condition:
    def holds(standing: Standing) -> bool:
        return all(
            any(stance in values for side in sides for stance in _stances(standing.of(side)))
            for sides in named or [(*standing.sides,)]
        )

    return _of_proposal(holds)


def _stances(where: SideStanding) -> set[Stance]:
    """Every stance that a side may be said to take: all of those that conflict, else the one that is shown."""
    shown = where.shown
    return {entry.stance for entry in shown}


def _relation(pair: Pair | None, values: Values) -> Condition:
    return _of_proposal(lambda standing: pair is not None and standing.relation(*pair) in values)


def _topic(values: Values) -> Condition:
    return _of_proposal(lambda standing: values[0] in fold(standing.dossier.proposal.topic or ""))


def _number(values: Values) -> Condition:
    def holds(standing: Standing) -> bool:
        number = standing.dossier.proposal.number
        return number is not None and fold(str(number)) == values[0]

    return _of_proposal(holds)


def _tag(values: Values) -> Condition:
    return lambda _, text: any(tag.startswith(values[0]) for tag in text.tags)


def _author(values: Values) -> Condition:
    return lambda _, text: any(values[0] in author for author in text.authors)


def _by(values: Values) -> Condition:
    return lambda _, text: any(values[0] in person for person in text.people)


def _since(values: Values) -> Condition:
    return lambda _, text: text.latest >= values[0]


def _is(values: Values) -> Condition:
    traits = [_TRAITS[Trait(value)] for value in values]
    return lambda standing, text: any(holds(standing, text) for holds in traits)


_MAKERS: Mapping[Key, Callable[[Values], Condition]] = {
    Key.STATUS: _status,
    Key.TAG: _tag,
    Key.AUTHOR: _author,
    Key.TOPIC: _topic,
    Key.NUMBER: _number,
    Key.BY: _by,
    Key.IS: _is,
    Key.SINCE: _since,
}

_TRAITS: Mapping[Trait, Condition] = {
    Trait.STALE: lambda _, text: text.stale,
    Trait.ANNOTATED: lambda _, text: bool(text.annotations),
    Trait.OUTSTANDING: _of_proposal(lambda standing: standing.outstanding),
    Trait.CONFLICTING: _of_proposal(lambda standing: standing.conflicting),
    Trait.DESCRIBED: _of_proposal(lambda standing: standing.dossier.proposal.described),
    Trait.NUMBERED: _of_proposal(lambda standing: standing.dossier.proposal.number is not None),
    Trait.POSSIBLE: _of_proposal(
        lambda standing: any(side.certainty is Certainty.POSSIBLE for side in standing.sides.values())
    ),
}
