"""The sides beside each other over all proposals: short heads for columns, how every pair relates, two compared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, reduce
from itertools import combinations
from operator import or_
from typing import NamedTuple

from negotrack.analysis import by_key
from negotrack.model.records import Evidence, Position, Side
from negotrack.model.side_standing import SideStanding
from negotrack.model.snapshot import Snapshot
from negotrack.model.standing import Standing
from negotrack.model.vocabulary import CAMPS, Basis, Camp, Certainty, Relation, Stance


def heads(sides: Sequence[Side]) -> dict[str, str]:
    """A short head for the column of every side, by id: its own ``short``, else as few letters as tell it apart."""
    ways = {side.id: iter([side.short.strip()]) if side.short else _shortenings(side) for side in sides}
    found = {identifier: next(way) for identifier, way in ways.items()}
    while clashing := _clashing(found):
        longer = {identifier: head for identifier in clashing if (head := next(ways[identifier], None)) is not None}
        if not longer:
            break
        found |= longer
    seen: Counter[str] = Counter()
    for identifier in _clashing(found):
        seen[found[identifier].casefold()] += 1
        if (place := seen[found[identifier].casefold()]) > 1:
            found[identifier] = _numbered(found, identifier, place)
    return found


def _clashing(found: Mapping[str, str]) -> list[str]:
    times = Counter(head.casefold() for head in found.values())
    return [identifier for identifier, head in found.items() if times[head.casefold()] > 1]


def _numbered(found: Mapping[str, str], identifier: str, place: int) -> str:
    taken = {head.casefold() for head in found.values()}
    head = f"{found[identifier]}{place}"
    while head.casefold() in taken:
        place += 1
        head = f"{found[identifier]}{place}"
    return head


def _shortenings(side: Side) -> Iterator[str]:
    """Ever longer heads: initials, or the beginning of a single word; then more letters of every word; then all."""
    words = [word for word in side.name.replace("-", " ").split() if word[0].isalnum()] or [side.name.strip()]
    significant = [word for word in words if word[0].isupper() or not word[0].isalpha()] or words
    if len(significant) > 1:
        yield "".join(word[0] for word in significant[:4])
    for letters in range(2, max(map(len, significant)) + 1):
        first = significant[0][:letters]
        yield first + "".join(word[0] for word in significant[1:4])
    yield from dict.fromkeys((side.name.strip(), side.id))


# ---- How every pair relates ----


class PairCounts(NamedTuple):
    """How often two sides stand to each other in each way.

    Attributes:
        one: the id of the first side.
        other: the id of the second.
        relations: how many proposals for every relation; they add up to all proposals.
        both_reported: on how many both are reported; what is said in percent is said of these.
        contested: on how many of these the records of one of them conflict.
    """

    one: str
    other: str
    relations: Mapping[Relation, int]
    both_reported: int
    contested: int

    def of_both(self, relation: Relation) -> int:
        """On how many of the proposals on which both are reported they stand to each other in one way."""
        return self.contested if relation is Relation.CONFLICTING else self.relations[relation]

    @property
    def distance(self) -> float:
        """From 0, always agreed, to 1, always one for and one against; 2 where never both are reported."""
        both = self.both_reported
        between = self.relations[Relation.PARTIAL] + self.relations[Relation.UNDECIDED] + self.contested
        apart = self.relations[Relation.DIFFER] + 0.5 * between
        return apart / both if both else 2.0


WEIGHT = (
    Relation.CONFLICTING,
    Relation.DIFFER,
    Relation.PARTIAL,
    Relation.UNDECIDED,
    Relation.BOTH_AGAINST,
    Relation.AGREE,
    Relation.ONE_SIDED,
    Relation.UNKNOWN,
)
"""The relations, those first that say most of a proposal where several pairs of sides stand apart."""


@dataclass(frozen=True)
class Pairs:
    """Every pair of sides over the proposals of a snapshot.

    Attributes:
        sides: the ids of the sides, in the order of the negotiation.
        proposals: how many proposals count.
        stands: for every side and camp, the proposals on which it stands there, as the bits of one number; None is
            where its records conflict.
    """

    # A hundred and ninety-three sides make 18,528 pairs: with bits, each is a few operations, however many proposals.
    sides: tuple[str, ...]
    proposals: int
    stands: Mapping[str, Mapping[Camp | None, int]]

    def relations(self, one: str, other: str) -> dict[Relation, int]:
        """On which proposals two sides stand to each other in each way, as the bits of one number for each."""
        first, second = self.stands[one], self.stands[other]
        conflicting = first[None] | second[None]
        clear = ~conflicting
        found = {relation: first[camp] & second[camp] & clear for camp, relation in _SAME.items()}
        differ = (first[Camp.FOR] & second[Camp.AGAINST]) | (first[Camp.AGAINST] & second[Camp.FOR])
        found[Relation.DIFFER] = differ & clear
        found[Relation.CONFLICTING] = conflicting
        some, others = self._reported[one], self._reported[other]
        found[Relation.PARTIAL] = some & others & clear & ~_either(found.values())
        found[Relation.ONE_SIDED] = (some ^ others) & clear
        found[Relation.UNKNOWN] = ((1 << self.proposals) - 1) & ~_either(found.values())
        return found

    def counts(self, one: str, other: str) -> PairCounts:
        """How often two sides stand to each other in each way."""
        found = self.relations(one, other)
        both = self._reported[one] & self._reported[other]
        relations = {relation: found[relation].bit_count() for relation in Relation}
        return PairCounts(one, other, relations, both.bit_count(), (both & found[Relation.CONFLICTING]).bit_count())

    def weightiest(self, reference: str) -> dict[Relation, int]:
        """The proposals by what weighs most of how one side and any other stand to each other, as bits of a number."""
        found = dict.fromkeys(WEIGHT, 0)
        for side in self.sides:
            if side != reference:
                for relation, places in self.relations(reference, side).items():
                    found[relation] |= places
        taken = 0
        for relation in WEIGHT:
            found[relation] &= ~taken
            taken |= found[relation]
        return found

    def all(self) -> Iterator[PairCounts]:
        """Every pair once, in the order of the sides."""
        return (self.counts(one, other) for one, other in combinations(self.sides, 2))

    def beside(self, reference: str) -> list[PairCounts]:
        """Every other side beside one, the nearest first."""
        found = [self.counts(reference, side) for side in self.sides if side != reference]
        return sorted(found, key=lambda pair: pair.distance)

    @cached_property
    def _reported(self) -> Mapping[str, int]:
        return {side: _either(camps.values()) for side, camps in self.stands.items()}


def _either(places: Iterable[int]) -> int:
    return reduce(or_, places, 0)


_SAME = {Camp.FOR: Relation.AGREE, Camp.UNDECIDED: Relation.UNDECIDED, Camp.AGAINST: Relation.BOTH_AGAINST}


_STANDS = (*Camp, None)
_CODES = {stance: 1 + _STANDS.index(camp) for stance, camp in CAMPS.items()}
_CONFLICTS = len(_STANDS)
_DIGITS = {camp: bytes(b"01"[code == place] for code in range(256)) for place, camp in enumerate(_STANDS, 1)}
"""For every camp, what makes of the codes of a side the binary digits that are 1 where it stands there."""


def pairs(snapshot: Snapshot) -> Pairs:
    """Where every side stands, ready to be compared with every other."""
    count = len(snapshot.standings)
    # A code for each proposal first, and bits of all of them at once: to change a long number copies it each time.
    stands = {side: bytearray(count) for side in snapshot.negotiation.side_ids}
    for place, standing in enumerate(snapshot.standings):
        for side, where in standing.sides.items():
            if where.live and side in stands:
                stands[side][place] = _CONFLICTS if where.conflict else _CODES[where.live[-1].position.stance]
    for codes in stands.values():
        codes.reverse()  # the last proposal is the highest bit
    return Pairs(
        snapshot.negotiation.side_ids,
        count,
        {
            side: {camp: int(codes.translate(digits) or b"0", 2) for camp, digits in _DIGITS.items()}
            for side, codes in stands.items()
        },
    )


def by_topic(snapshot: Snapshot) -> dict[str, tuple[str, ...]]:
    """The ids of the proposals that compete over one matter, by its name, in the order of their first."""
    topics = by_key((standing.dossier.proposal.topic, standing.id) for standing in snapshot.standings)
    return {topic: members for topic, members in topics.items() if topic and len(members) > 1}


# ---- Two sides, proposal by proposal ----

ORDER = (*(relation for relation in WEIGHT if relation is not Relation.AGREE), Relation.AGREE)
"""The relations in the order in which they are shown: what needs work comes first, and what is agreed last."""
_WEAKEST_FIRST = (Basis.INFERRED, Basis.COLLECTIVE, Basis.REPORTED)


class ComparedProposal(NamedTuple):
    """Two sides on one proposal.

    Attributes:
        standing: the proposal, and where every side stands on it.
        relation: how the two relate.
        one: where the first of the two stands; likewise the other.
    """

    standing: Standing
    relation: Relation
    one: SideStanding
    other: SideStanding

    @property
    def id(self) -> str:
        """The id of the proposal."""
        return self.standing.dossier.id

    @property
    def described(self) -> bool:
        """Whether the contents are reported."""
        return self.standing.dossier.proposal.described

    @property
    def possible(self) -> bool:
        """Whether one of the two only possibly stands there by the day."""
        return self.one.certainty is Certainty.POSSIBLE or self.other.certainty is Certainty.POSSIBLE

    @property
    def replies(self) -> tuple[Position, ...]:
        """The current positions of the two that answer the proposal; where none does, those that put it forward."""
        current = [side.current.position for side in (self.one, self.other) if side.current]
        return tuple(position for position in current if position.stance is not Stance.PROPOSES) or tuple(current)

    @property
    def covers(self) -> Basis | None:
        """What the replies cover, this proposal or the whole set: the weakest basis of them, None if not reported."""
        bases = {reply.basis for reply in self.replies}
        return next((basis for basis in _WEAKEST_FIRST if basis in bases), None)

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """Where the replies can be checked, each place once."""
        return tuple(dict.fromkeys(evidence for reply in self.replies for evidence in reply.evidence))


class RelationGroup(NamedTuple):
    """Rows of one relation; those agreed on without reported contents are a group of their own.

    Attributes:
        relation: how the two sides relate.
        described: whether the contents are reported; None where both kinds stand together.
        rows: the proposals, in natural order.
    """

    relation: Relation
    described: bool | None
    rows: tuple[ComparedProposal, ...]


@dataclass(frozen=True)
class Comparison:
    """Two sides over all proposals that count in a view; the rows are worked out when they are first asked for.

    Attributes:
        view: what holds.
        one: the id of the first side; likewise the other.
        only: the relations whose rows were asked for.
    """

    view: Snapshot
    one: str
    other: str
    only: Collection[Relation]

    @cached_property
    def totals(self) -> Mapping[Relation, int]:
        """How many proposals have each relation, whatever was asked for."""
        counts = pairs(self.view).counts(self.one, self.other).relations
        return {relation: counts[relation] for relation in ORDER}

    @property
    def relations(self) -> tuple[Relation, ...]:
        """The relations that were asked for and occur, what needs work first."""
        return tuple(relation for relation in ORDER if relation in self.only and self.totals[relation])

    @cached_property
    def groups(self) -> tuple[RelationGroup, ...]:
        """The rows that were asked for, by relation; no group is empty."""
        rows: dict[Relation, list[ComparedProposal]] = {relation: [] for relation in ORDER}
        for standing in self.view.standings:
            relation = standing.relation(self.one, self.other)
            rows[relation].append(ComparedProposal(standing, relation, standing.of(self.one), standing.of(self.other)))
        return tuple(group for relation in self.relations for group in _groups(relation, rows[relation]))

    @property
    def rows(self) -> tuple[ComparedProposal, ...]:
        """The rows of all groups, in order."""
        return tuple(row for group in self.groups for row in group.rows)


def compare(view: Snapshot, one: str, other: str, only: Collection[Relation] = ()) -> Comparison:
    """Two sides over all proposals that count in a view, of some relations only where these are named."""
    return Comparison(view, one, other, only or ORDER)


def _groups(relation: Relation, rows: list[ComparedProposal]) -> Iterator[RelationGroup]:
    kinds = (True, False) if relation is Relation.AGREE else (None,)
    for described in kinds:
        found = tuple(row for row in rows if described is None or row.described is described)
        if found:
            yield RelationGroup(relation, described, found)
