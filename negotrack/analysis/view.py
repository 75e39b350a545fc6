"""A negotiation as of one day: where every side stands on every proposal that counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from negotrack.model.fingerprint import is_stale
from negotrack.model.negotiation import Dossier, Negotiation
from negotrack.model.records import Annotation, Event
from negotrack.model.standing import Standing, standing


@dataclass(frozen=True)
class View:
    """What holds by a day.

    Attributes:
        negotiation: what was recorded.
        day: the day asked for; None for all records.
        known: the standing of every proposal by id, in natural order, counted or not.
    """

    negotiation: Negotiation
    day: date | None
    known: Mapping[str, Standing]

    @cached_property
    def standings(self) -> tuple[Standing, ...]:
        """The standings of the proposals that count by the day, in natural order."""
        return tuple(each for each in self.known.values() if each.counted)

    @cached_property
    def unsettled(self) -> tuple[Standing, ...]:
        """What is neither accepted nor withdrawn, or contested."""
        return tuple(each for each in self.standings if each.unsettled)

    @cached_property
    def events(self) -> tuple[Event, ...]:
        """The events that had, or may have, happened by the day, by date."""
        events = self.negotiation.events
        if self.day is None:
            return events
        return tuple(event for event in events if event.date is None or event.date.possible_by(self.day))

    @cached_property
    def stale(self) -> frozenset[str]:
        """The ids of the annotations that have gone stale, whatever the day."""
        return frozenset(
            annotation.id for each in self.known.values() for annotation in stale_annotations(each.dossier)
        )


def view(negotiation: Negotiation, day: date | None = None, previous: View | None = None) -> View:
    """Work out what holds by a day.

    Args:
        negotiation: what was recorded.
        day: the day asked for; None for all records.
        previous: an earlier view; what did not change since is taken from it.
    """
    reusable: Mapping[str, Standing] = {}
    same_frame = previous is not None and previous.day == day and previous.negotiation.header is negotiation.header
    if previous is not None and same_frame and previous.negotiation.people == negotiation.people:
        reusable = previous.known
    sides = negotiation.side_ids
    persons = {person.name: person.side for person in negotiation.people}
    known: dict[str, Standing] = {}
    for identifier, dossier in negotiation.dossiers.items():
        before = reusable.get(identifier)
        if before is not None and before.dossier is dossier:
            known[identifier] = before
        else:
            known[identifier] = standing(dossier, sides, day, person_side=_person_side(dossier, persons))
    return View(negotiation, day, known)


def stale_annotations(dossier: Dossier) -> tuple[Annotation, ...]:
    """The annotations of a proposal whose target has changed its meaning since."""
    return tuple(annotation for annotation in dossier.annotations if is_stale(annotation, dossier))


def _person_side(dossier: Dossier, persons: Mapping[str, str | None]) -> str | None:
    for name in dossier.proposal.proposed_by or ():
        if name in persons:
            return persons[name]
    return None
