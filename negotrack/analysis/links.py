"""What holds up the rest, and what answers what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from negotrack.model.cycles import cycles
from negotrack.model.identifiers import natural
from negotrack.model.records import Evidence, Package
from negotrack.model.snapshot import Snapshot
from negotrack.model.vocabulary import Basis


class Hold(NamedTuple):
    """One proposal that waits for another.

    Attributes:
        holder: what it waits for.
        waiting: what waits.
        basis: how a source supports that; None where it is not reported.
        evidence: where it can be checked.
    """

    holder: str
    waiting: str
    basis: Basis | None
    evidence: tuple[Evidence, ...]


class Blocker(NamedTuple):
    """A proposal that is not settled and for which others wait.

    Attributes:
        id: the proposal.
        direct: what waits for it itself.
        waiting: everything that waits for it, also by way of others, in natural order.
    """

    id: str
    direct: tuple[Hold, ...]
    waiting: tuple[str, ...]


@dataclass(frozen=True)
class Links:
    """The links between the proposals that count by a day; those to nothing, or to itself, are left out.

    Attributes:
        holds: every link of one that waits for another, by what it waits for.
        outstanding: the ids of what is outstanding.
        answers: for each counter-proposal, what it answers.
        packages: those that had, or may have, been tied together.
    """

    holds: Mapping[str, tuple[Hold, ...]]
    outstanding: tuple[str, ...]
    answers: Mapping[str, str]
    packages: tuple[Package, ...] = ()

    @cached_property
    def answered_by(self) -> Mapping[str, tuple[str, ...]]:
        """For each proposal that is answered, its counter-proposals."""
        found: dict[str, list[str]] = {}
        for answer, answered in self.answers.items():
            found.setdefault(answered, []).append(answer)
        return {answered: tuple(answers) for answered, answers in found.items()}

    @cached_property
    def packages_of(self) -> Mapping[str, tuple[Package, ...]]:
        """For each proposal that is in a package, its packages."""
        found: dict[str, list[Package]] = {}
        for package in self.packages:
            for identifier in dict.fromkeys(package.proposals):
                found.setdefault(identifier, []).append(package)
        return {identifier: tuple(packages) for identifier, packages in found.items()}

    @cached_property
    def waits_for(self) -> Mapping[str, tuple[Hold, ...]]:
        """For each proposal that waits, what it waits for."""
        found: dict[str, list[Hold]] = {}
        for holds in self.holds.values():
            for hold in holds:
                found.setdefault(hold.waiting, []).append(hold)
        return {waiting: tuple(holds) for waiting, holds in found.items()}

    @property
    def blockers(self) -> Iterator[Blocker]:
        """What is not settled and holds others up, in natural order, each worked out as it is asked for."""
        for identifier in self.outstanding:
            if direct := self.holds.get(identifier):
                yield Blocker(identifier, direct, self.waiting(identifier))

    def waiting(self, identifier: str) -> tuple[str, ...]:
        """Everything that waits for a proposal, also by way of others, in natural order."""
        reached = {identifier: None}
        pending = [identifier]
        for here in pending:
            for hold in self.holds.get(here, ()):
                if hold.waiting not in reached:
                    reached[hold.waiting] = None
                    pending.append(hold.waiting)
        return tuple(sorted(pending[1:], key=natural))

    @cached_property
    def cycles(self) -> tuple[tuple[str, ...], ...]:
        """Proposals that wait for each other in a circle, as paths that end where they begin."""
        graph: dict[str, list[str]] = {waiting: [] for waiting in self.waits_for}
        for holder, holds in self.holds.items():
            graph[holder] = [hold.waiting for hold in holds]
        return cycles({identifier: graph[identifier] for identifier in sorted(graph, key=natural)})


def links(view: Snapshot) -> Links:
    """The links between the proposals that count in a view."""
    counted = {standing.dossier.id: standing.dossier for standing in view.standings}
    holds = {}
    for identifier, dossier in counted.items():
        found = tuple(
            Hold(identifier, link.proposal, link.basis, link.evidence)
            for link in dossier.holds_up
            if link.proposal in counted and link.proposal != identifier
        )
        if found:
            holds[identifier] = found
    answers = {
        identifier: countered
        for identifier, dossier in counted.items()
        if (countered := dossier.proposal.counters) in counted and countered != identifier
    }
    return Links(holds, tuple(standing.dossier.id for standing in view.outstanding), answers, view.packages)
