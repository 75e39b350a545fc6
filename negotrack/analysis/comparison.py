"""Two sides over all proposals: where they differ, where they agree, and what that rests on."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from negotrack.model.records import Evidence, Position
from negotrack.model.side_standing import SideStanding
from negotrack.model.snapshot import Snapshot
from negotrack.model.standing import Standing
from negotrack.model.vocabulary import Basis, Certainty, Relation, Stance

ORDER = (
    Relation.CONFLICTING,
    Relation.DIFFER,
    Relation.PARTIAL,
    Relation.UNDECIDED,
    Relation.BOTH_AGAINST,
    Relation.ONE_SIDED,
    Relation.UNKNOWN,
    Relation.AGREE,
)
"""The relations in the order in which they are shown: what needs work comes first."""
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


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two sides over all proposals that count by a day.

    Attributes:
        one: the id of the first side; likewise the other.
        groups: the rows that were asked for, what needs work first; no group is empty.
        totals: how many proposals have each relation, whatever was asked for.
    """

    one: str
    other: str
    groups: tuple[RelationGroup, ...]
    totals: Mapping[Relation, int]

    @property
    def rows(self) -> tuple[ComparedProposal, ...]:
        """The rows of all groups, in order."""
        return tuple(row for group in self.groups for row in group.rows)


def compare(view: Snapshot, one: str, other: str, only: Collection[Relation] = ()) -> Comparison:
    """Two sides over all proposals that count in a view.

    Args:
        view: where every side stands by a day.
        one: the id of a side.
        other: the id of another.
        only: the relations to show; all where none is given.
    """
    rows: dict[Relation, list[ComparedProposal]] = {relation: [] for relation in ORDER}
    for standing in view.standings:
        row = ComparedProposal(standing, standing.relation(one, other), standing.of(one), standing.of(other))
        rows[row.relation].append(row)
    totals = {relation: len(found) for relation, found in rows.items()}
    groups = [group for relation in ORDER if relation in (only or ORDER) for group in _groups(relation, rows[relation])]
    return Comparison(one, other, tuple(groups), totals)


def _groups(relation: Relation, rows: list[ComparedProposal]) -> Iterator[RelationGroup]:
    kinds = (True, False) if relation is Relation.AGREE else (None,)
    for described in kinds:
        found = tuple(row for row in rows if described is None or row.described is described)
        if found:
            yield RelationGroup(relation, described, found)
