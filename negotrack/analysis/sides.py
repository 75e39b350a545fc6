"""The sides compared over all proposals: short column headings, how every pair relates, two sides in detail."""

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
    """A short column heading for each side, by id: its own ``short``, else as few letters as make it unique."""
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
    """Ever longer headings: initials; then more letters of the first word, with the others' initials; then all."""
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
    """The number of proposals with each relation of two sides.

    Attributes:
        one: the id of the first side.
        other: the id of the second.
        relations: the number of proposals with each relation; they add up to all proposals.
        both_reported: the number on which both are reported, the base of all percentages.
        contested: the number of these on which the records of one of them conflict.
    """

    one: str
    other: str
    relations: Mapping[Relation, int]
    both_reported: int
    contested: int

    def of_both(self, relation: Relation) -> int:
        """The number of proposals with one relation, among those on which both are reported."""
        return self.contested if relation is Relation.CONFLICTING else self.relations[relation]

    @property
    def distance(self) -> float:
        """From 0, always agreed, to 1, always one for and one against; 2 if both are never reported."""
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
"""The relations by importance: the first of several that occur on a proposal characterizes it."""


@dataclass(frozen=True)
class Pairs:
    """Every pair of sides over the proposals of a snapshot.

    Attributes:
        sides: the ids of the sides, in the order of the negotiation.
        proposals: the number of proposals that count.
        stands: for each side and camp, the proposals on which the side is in that camp, as a bit set; the camp None
            is for those on which its records conflict.
    """

    # 193 sides make 18,528 pairs: with bit sets, each takes a few operations, however many proposals there are.
    sides: tuple[str, ...]
    proposals: int
    stands: Mapping[str, Mapping[Camp | None, int]]

    def relations(self, one: str, other: str) -> dict[Relation, int]:
        """The proposals with each relation of two sides, as a bit set."""
        first, second = self.stands[one], self.stands[other]
        conflicting = first[None] | second[None]
        clear = ~conflicting
        found = {relation: first[camp] & second[camp] & clear for camp, relation in _SAME.items()}
        differ = (first[Camp.FOR] & second[Camp.AGAINST]) | (first[Camp.AGAINST] & second[Camp.FOR])
        found[Relation.DIFFER] = differ & clear
        found[Relation.CONFLICTING] = conflicting
        some, others = self._reported[one], self._reported[other]
        found[Relation.PARTIAL] = some & others & clear & ~_union(found.values())
        found[Relation.ONE_SIDED] = (some ^ others) & clear
        found[Relation.UNKNOWN] = ((1 << self.proposals) - 1) & ~_union(found.values())
        return found

    def counts(self, one: str, other: str) -> PairCounts:
        """The number of proposals with each relation of two sides."""
        found = self.relations(one, other)
        both = self._reported[one] & self._reported[other]
        relations = {relation: found[relation].bit_count() for relation in Relation}
        return PairCounts(one, other, relations, both.bit_count(), (both & found[Relation.CONFLICTING]).bit_count())

    def weightiest(self, reference: str) -> dict[Relation, int]:
        """The proposals by the most important relation of one side to any other, as bit sets."""
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
        """The pairs of one side with every other, the nearest first."""
        found = [self.counts(reference, side) for side in self.sides if side != reference]
        return sorted(found, key=lambda pair: pair.distance)

    @cached_property
    def _reported(self) -> Mapping[str, int]:
        return {side: _union(camps.values()) for side, camps in self.stands.items()}


def _union(places: Iterable[int]) -> int:
    return reduce(or_, places, 0)


_SAME = {Camp.FOR: Relation.AGREE, Camp.UNDECIDED: Relation.UNDECIDED, Camp.AGAINST: Relation.BOTH_AGAINST}


_STANDS = (*Camp, None)
_CODES = {stance: 1 + _STANDS.index(camp) for stance, camp in CAMPS.items()}
_CONFLICTS = len(_STANDS)
_DIGITS = {camp: bytes(b"01"[code == place] for code in range(256)) for place, camp in enumerate(_STANDS, 1)}
"""For each camp, a table that translates the codes of a side to binary digits: 1 if the side is in that camp."""


def pairs(snapshot: Snapshot) -> Pairs:
    """The camps of every side, ready to be compared with those of every other."""
    count = len(snapshot.standings)
    # First a code for each proposal, then the bits of all at once: every change of a long integer would copy it.
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
    """The ids of the proposals on each topic that has several, by topic, in the order of the topics' first ones."""
    topics = by_key((standing.dossier.proposal.topic, standing.id) for standing in snapshot.standings)
    return {topic: members for topic, members in topics.items() if topic and len(members) > 1}


# ---- Two sides, proposal by proposal ----

ORDER = (*(relation for relation in WEIGHT if relation is not Relation.AGREE), Relation.AGREE)
"""The relations in the order shown: those that need work come first, and agreement last."""
_WEAKEST_FIRST = (Basis.INFERRED, Basis.COLLECTIVE, Basis.REPORTED)


class ComparedProposal(NamedTuple):
    """Two sides on one proposal.

    Attributes:
        standing: the standing of the proposal.
        relation: the relation of the two.
        one: where the first side stands.
        other: where the second side stands.
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
        """Whether the position of one of the two as of the day is only possible."""
        return self.one.certainty is Certainty.POSSIBLE or self.other.certainty is Certainty.POSSIBLE

    @property
    def replies(self) -> tuple[Position, ...]:
        """The current positions of the two that answer the proposal; if none does, those that put it forward."""
        current = [side.current.position for side in (self.one, self.other) if side.current]
        return tuple(position for position in current if position.stance is not Stance.PROPOSES) or tuple(current)

    @property
    def covers(self) -> Basis | None:
        """Whether the replies cover this proposal or the whole set: their weakest basis; None if not reported."""
        bases = {reply.basis for reply in self.replies}
        return next((basis for basis in _WEAKEST_FIRST if basis in bases), None)

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """The evidence of the replies, each piece once."""
        return tuple(dict.fromkeys(evidence for reply in self.replies for evidence in reply.evidence))


class RelationGroup(NamedTuple):
    """Rows with one relation; agreed proposals without reported contents form a group of their own.

    Attributes:
        relation: the relation of the two sides.
        described: whether the contents are reported; None if the group has both kinds.
        rows: the proposals, in natural order.
    """

    relation: Relation
    described: bool | None
    rows: tuple[ComparedProposal, ...]


@dataclass(frozen=True)
class Comparison:
    """Two sides over all proposals that count in a view; the rows are computed on first use.

    Attributes:
        view: the snapshot.
        one: the id of the first side.
        other: the id of the second side.
        only: the requested relations.
    """

    view: Snapshot
    one: str
    other: str
    only: Collection[Relation]

    @cached_property
    def totals(self) -> Mapping[Relation, int]:
        """The number of proposals with each relation, requested or not."""
        counts = pairs(self.view).counts(self.one, self.other).relations
        return {relation: counts[relation] for relation in ORDER}

    @property
    def relations(self) -> tuple[Relation, ...]:
        """The requested relations that occur, those that need work first."""
        return tuple(relation for relation in ORDER if relation in self.only and self.totals[relation])

    @cached_property
    def groups(self) -> tuple[RelationGroup, ...]:
        """The requested rows, by relation; no group is empty."""
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
    """Compare two sides over all proposals that count in a view; ``only`` restricts the rows to some relations."""
    return Comparison(view, one, other, only or ORDER)


def _groups(relation: Relation, rows: list[ComparedProposal]) -> Iterator[RelationGroup]:
    kinds = (True, False) if relation is Relation.AGREE else (None,)
    for described in kinds:
        found = tuple(row for row in rows if described is None or row.described is described)
        if found:
            yield RelationGroup(relation, described, found)
