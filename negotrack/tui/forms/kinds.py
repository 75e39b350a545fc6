"""What is asked for of a proposal, a source, an event, a claim and a person: the keys of their files."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from textual.suggester import SuggestFromList

from negotrack.editing.targets import find_proposal
from negotrack.errors import UsageError
from negotrack.model.negotiation import Negotiation
from negotrack.model.vocabulary import EventKind, Status
from negotrack.tui.forms.days import DateField
from negotrack.tui.forms.field import ChoiceField, Field, TextField
from negotrack.tui.forms.grades import RELIABILITIES
from negotrack.wording import CONTENTS_NOT_REPORTED, NUMBER_UNKNOWN, STATUS_SIGNS, proposal_label

LONGEST = 10_000
Fields = Mapping[str, Field]
"""The fields of a form by the key that each fills."""


class NumberField(TextField):
    """A whole number, or a label."""

    def read(self) -> object:
        """The number, or the label where it is none."""
        self.show()
        return int(self.text) if self.text and self.text.isdecimal() else self.text


class ProposalField(TextField):
    """A proposal, named by its id, its number, or the beginning of its id."""

    def __init__(self, label: str, negotiation: Negotiation) -> None:
        super().__init__(label, placeholder="its id or number", suggester=SuggestFromList(negotiation.dossiers))
        self._negotiation = negotiation

    def read(self) -> object:
        """The id of the proposal; says which it is, or that there is none."""
        self.show()
        if self.text is None:
            return None
        try:
            found = find_proposal(self._negotiation, self.text)
        except UsageError as error:
            self.show(str(error))
            return None
        self.show(reading=proposal_label(self._negotiation.dossiers[found].proposal))
        return found


def _proposal(negotiation: Negotiation) -> Fields:
    proposers: list[tuple[str, tuple[str, ...] | None]] = [("not known", None)]
    proposers += [(side.name, (side.id,)) for side in negotiation.sides]
    proposers += [("all sides together", negotiation.side_ids)]
    proposers += [(person.name, (person.name,)) for person in negotiation.people]
    statuses = [(f"{STATUS_SIGNS[status]} {status}", status) for status in Status]
    return {
        "number": NumberField("Number", placeholder=f"left out: {NUMBER_UNKNOWN}"),
        "title": TextField("Title", placeholder=f"left out: {CONTENTS_NOT_REPORTED}"),
        "proposed_by": ChoiceField("Proposed by", proposers, None),
        "status": ChoiceField("Status", statuses, Status.OPEN),
        "summary": TextField("Summary", longest=LONGEST),
        "topic": TextField("Topic", suggester=_known(each.proposal.topic for each in negotiation.dossiers.values())),
        "counters": ProposalField("Answers", negotiation),
    }


def _source(_negotiation: Negotiation) -> Fields:
    return {
        "title": TextField("Title"),
        "publisher": TextField("Publisher"),
        "date": DateField("Published"),
        "url": TextField("Address"),
        "reliability": ChoiceField("Reliability", RELIABILITIES, None),
        "note": TextField("Note", longest=LONGEST),
    }


def _event(_negotiation: Negotiation) -> Fields:
    return {
        "kind": ChoiceField("What", [(str(kind), kind) for kind in EventKind], EventKind.MEETING),
        "title": TextField("Title"),
        "date": DateField(),
        "place": TextField("Place"),
        "outcome": TextField("Outcome", longest=LONGEST),
        "note": TextField("Note", longest=LONGEST),
    }


def _claim(negotiation: Negotiation) -> Fields:
    return {
        "topic": TextField("Topic", suggester=_known(claim.topic for claim in negotiation.claims)),
        "claim": TextField("Claim", longest=LONGEST),
        "by": TextField("Claimed by", suggester=_known(claim.by for claim in negotiation.claims)),
        "date": DateField(),
        "note": TextField("Note", longest=LONGEST),
    }


def _person(negotiation: Negotiation) -> Fields:
    sides: list[tuple[str, str | None]] = [("none: a mediator", None)]
    return {
        "name": TextField("Name"),
        "side": ChoiceField("Side", [*sides, *((side.name, side.id) for side in negotiation.sides)], None),
        "role": TextField("Role", placeholder="e.g. delegation, spokesperson, mediator"),
        "mandate": TextField("Mandate", longest=LONGEST),
        "note": TextField("Note", longest=LONGEST),
    }


def _known(words: Iterable[str | None]) -> SuggestFromList:
    return SuggestFromList(dict.fromkeys(word for word in words if word))


KINDS: Mapping[str, Callable[[Negotiation], Fields]] = {
    "proposal": _proposal,
    "source": _source,
    "event": _event,
    "claim": _claim,
    "person": _person,
}
"""The fields of everything that can be added, by the word for it."""
NAMED = frozenset({"proposal", "source"})
"""What has an id that a person may choose."""
EVIDENCED = frozenset({"event", "claim", "person"})
"""What says where it can be checked."""
