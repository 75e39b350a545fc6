"""Fields that name sides and proposals, and the fields for each kind of record: the keys of its file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Any

from textual.app import ComposeResult
from textual.suggester import SuggestFromList

from negotrack.analysis.folding import fold
from negotrack.editing.targets import find_proposal, find_side
from negotrack.errors import UnknownError, UsageError
from negotrack.model.identifiers import number_or_label
from negotrack.model.negotiation import Negotiation
from negotrack.model.records import Condition, Side
from negotrack.model.vocabulary import EventKind, Status
from negotrack.pages.terms import Terms
from negotrack.pages.words import CONTENTS_NOT_REPORTED, NUMBER_UNKNOWN
from negotrack.tui.forms.fields import LONGEST_FIELD, DateField, Field, LettersField, SelectField, TextField
from negotrack.tui.forms.inputs import LineInput
from negotrack.tui.forms.letters import (
    MOST_LETTERED,
    RELIABILITIES,
    REPORTED_STATUSES,
    Choice,
    Letters,
    lettered,
    side_choices,
)


class PartiesField(Field):
    """Sides to choose by letter, if there are few enough, above a line for the names of others.

    Args:
        given: the initial ids and names.
        none: what an empty field means.
    """

    DEFAULT_CSS = """
    PartiesField LineInput { width: 1fr; }
    """

    def __init__(
        self, label: str, negotiation: Negotiation, given: Iterable[str] = (), *, placeholder: str = "", none: str = ""
    ) -> None:
        self._negotiation, self._given, self._none = negotiation, tuple(given), none
        sides = negotiation.sides if len(negotiation.sides) <= MOST_LETTERED else []
        own = tuple(side.id for side in sides if side.id in self._given)
        self.letters: Letters[str | None] | None = Letters(side_choices(sides), own, several=True) if sides else None
        others = ", ".join(name for name in self._given if name not in own)
        suggester = SuggestFromList([person.name for person in negotiation.people])
        self.input = LineInput(others, placeholder=placeholder, suggester=suggester)
        super().__init__(label, self.letters or self.input)

    def compose(self) -> ComposeResult:
        """The letters of the sides, and the line below them."""
        if self.letters:
            yield self.letters
        yield self.input

    @property
    def entered(self) -> tuple[tuple[str, ...], str]:
        """The chosen sides, and the typed names."""
        return (self.letters.value if self.letters else ()), self.input.value

    def read(self) -> tuple[str, ...] | None:
        """The ids of sides and the names of others, or None; shows how the typed names were understood."""
        sides, typed = self.entered
        people = {person.name for person in self._negotiation.people}
        names = [typed] if typed.strip() in people else typed.split(",")  # a name may contain a comma
        others = [self._named(name) for name in filter(None, map(str.strip, names))]
        # What was not changed stays as it is recorded, even if a name contains a comma.
        found = tuple(dict.fromkeys((*sides, *others))) if self.is_changed else self._given
        terms = Terms(self._negotiation)
        self.show(reading="; ".join(terms.side(each) for each in others) if found else self._none)
        return found or None

    def _named(self, name: str) -> str:
        """The id of the side that a name stands for, else the name itself."""
        try:
            return find_side(self._negotiation, name)
        except UnknownError:
            return name


Fields = Mapping[str, Field]
"""The fields of a form by the key that each fills."""
Given = Mapping[str, Any]
"""The initial values of the fields by their keys."""


_MOST_TITLED = 4
"""Proposals that are listed if the input matches several; the others are counted."""


class NumberField(TextField):
    """A whole number, or a label."""

    def read(self) -> object:
        """The number, or the text as a label if it is not one."""
        self.show()
        return number_or_label(self.text) if self.text else None


def _proposal_named(negotiation: Negotiation, typed: str) -> str:
    """The id of the proposal that was named: by its id, its number, the beginning of its id, or words of its title.

    Raises:
        UsageError: there is none, or more than one.
    """
    try:
        return find_proposal(negotiation, typed)
    except UnknownError:
        found = [] if typed.isdecimal() else _titled(negotiation, typed)
        if not found:
            raise
    if len(found) > 1:
        terms = Terms(negotiation)
        more = f"; and {len(found) - _MOST_TITLED} more" if len(found) > _MOST_TITLED else ""
        raise UsageError(f"write more of it; so far: {'; '.join(map(terms.proposal, found[:_MOST_TITLED]))}{more}")
    return found[0]


def _titled(negotiation: Negotiation, typed: str) -> list[str]:
    """The ids of the proposals whose title has, for each typed word, a word that begins with it."""
    begun, found = fold(typed).split(), []
    for identifier, dossier in negotiation.dossiers.items():
        words = fold(dossier.proposal.title or "").split()
        if begun and all(any(word.startswith(each) for word in words) for each in begun):
            found.append(identifier)
    return found


class ProposalField(TextField):
    """A proposal, named by its id, its number, the beginning of its id, or words of its title."""

    def __init__(self, label: str, negotiation: Negotiation, initial: str | None = None) -> None:
        suggester = SuggestFromList(negotiation.dossiers)
        super().__init__(label, initial, placeholder="its id or number, or words of its title", suggester=suggester)
        self._negotiation = negotiation

    def read(self) -> object:
        """The id of the proposal; shows which one it is, or why it was not found."""
        return self.understood(partial(_proposal_named, self._negotiation), Terms(self._negotiation).proposal)


class ProposalsField(TextField):
    """Several proposals, one per line, each by its id, its number, the beginning of its id, or words of its title."""

    def __init__(
        self, label: str, negotiation: Negotiation, initial: Iterable[str] = (), *, needed: bool = False
    ) -> None:
        placeholder = "ids, numbers or words of titles, one a line"
        super().__init__(label, "\n".join(initial), longest=LONGEST_FIELD, placeholder=placeholder, needed=needed)
        self._negotiation = negotiation

    def read(self) -> tuple[str, ...] | None:
        """The ids; shows which proposals they are, or which one was not found."""
        found = self._find(self.entered.split("\n"))
        if found == () and self.needed:
            self.show("name at least one")
        return found

    def _find(self, named: Iterable[str]) -> tuple[str, ...] | None:
        self.show()
        try:
            found = tuple(_proposal_named(self._negotiation, each) for each in filter(None, map(str.strip, named)))
        except UsageError as error:
            self.show(str(error))
            return None
        self.show(reading="; ".join(map(Terms(self._negotiation).proposal, found)))
        return found


class ConditionsField(ProposalsField):
    """What a position waits for, one condition per line: in words, or a proposal after an equals sign."""

    def __init__(self, negotiation: Negotiation, initial: Iterable[Condition] = ()) -> None:
        super().__init__("Waits for", negotiation, [each.text or f"={each.proposal}" for each in initial])
        self.input.placeholder = "conditions, one a line; =5 names a proposal"

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """The conditions; shows which proposals they name, or which one was not found."""
        written = [*filter(None, map(str.strip, self.entered.split("\n")))]
        names = [each.removeprefix("=").strip() for each in written if each.startswith("=")]
        if not all(names):
            self.show("name a proposal after =, by its number or its id")
            return ()
        named = self._find(names)
        if named is None:
            return ()
        rest = iter(named)
        return tuple(
            Condition(proposal=next(rest)) if each.startswith("=") else Condition(text=each) for each in written
        )


def side_field(
    label: str,
    sides: Sequence[Side],
    initial: str | None,
    *,
    more: Sequence[Choice[str | None]] = (),
    needed: bool = False,
) -> Field:
    """A choice of a side: by letter, or by typing if there are many."""
    if len(sides) > MOST_LETTERED:
        options: list[tuple[str, str | None]] = [] if any(each.value is None for each in more) else [("choose …", None)]
        options += [(each.label, each.value) for each in more]
        options += [(side.name, side.id) for side in sides]
        return SelectField(label, options, initial, needed=needed)
    return LettersField(label, [*side_choices(sides), *more], initial, needed=needed)


class PairFields:
    """Two different sides."""

    def __init__(self, labels: tuple[str, str], sides: Sequence[Side], pair: tuple[str, str]) -> None:
        self.widgets = (side_field(labels[0], sides, pair[0]), side_field(labels[1], sides, pair[1]))

    def read(self, *, needed: bool = True) -> tuple[str, str] | None:
        """The ids of both; None if they are the same or one is missing, which is shown if both are needed."""
        one, other = (str(field.entered or "") for field in self.widgets)
        is_pair = bool(one and other) and one != other
        self.widgets[1].require(is_pair or not needed, "choose two different sides")
        return (one, other) if is_pair else None


def _proposal(negotiation: Negotiation, given: Given) -> Fields:
    topics = _known(each.proposal.topic for each in negotiation.dossiers.values())
    number = given.get("number")
    return {
        "number": NumberField(
            "Number", None if number is None else str(number), placeholder=f"if empty: {NUMBER_UNKNOWN}"
        ),
        "title": TextField("Title", given.get("title"), placeholder=f"if empty: {CONTENTS_NOT_REPORTED}"),
        "proposed_by": PartiesField(
            "From", negotiation, given.get("proposed_by") or (), placeholder="people, by name", none="not known"
        ),
        "status": LettersField("Status", REPORTED_STATUSES, given.get("status", Status.OPEN)),
        "summary": TextField("Summary", given.get("summary"), longest=LONGEST_FIELD),
        "topic": TextField("Topic", given.get("topic"), suggester=topics),
        "counters": ProposalField("Answers", negotiation, given.get("counters")),
    }


def _source(_negotiation: Negotiation, given: Given) -> Fields:
    return {
        "title": TextField("Title", given.get("title"), needed=True),
        "publisher": TextField("Publisher", given.get("publisher")),
        "date": DateField("Published", given.get("date")),
        "url": TextField("Address", given.get("url")),
        "reliability": LettersField("Reliable", RELIABILITIES, given.get("reliability")),
        "note": TextField("Note", given.get("note"), longest=LONGEST_FIELD),
    }


def _event(_negotiation: Negotiation, given: Given) -> Fields:
    kinds = lettered(Choice(kind, kind.value) for kind in EventKind)
    return {
        "kind": LettersField("What", kinds, given.get("kind", EventKind.MEETING)),
        "title": TextField("Title", given.get("title"), needed=True),
        "date": DateField(span=given.get("date")),
        "place": TextField("Place", given.get("place")),
        "outcome": TextField("Outcome", given.get("outcome"), longest=LONGEST_FIELD),
        "note": TextField("Note", given.get("note"), longest=LONGEST_FIELD),
    }


def _claim(negotiation: Negotiation, given: Given) -> Fields:
    claims = negotiation.claims
    return {
        "topic": TextField("Topic", given.get("topic"), suggester=_known(claim.topic for claim in claims), needed=True),
        "claim": TextField("Claim", given.get("claim"), longest=LONGEST_FIELD, needed=True),
        "by": TextField("Said by", given.get("by"), suggester=_known(claim.by for claim in claims), needed=True),
        "date": DateField(span=given.get("date")),
        "note": TextField("Note", given.get("note"), longest=LONGEST_FIELD),
    }


def _person(negotiation: Negotiation, given: Given) -> Fields:
    return {
        "name": TextField("Name", given.get("name"), needed=True),
        "side": side_field("Side", negotiation.sides, given.get("side"), more=[Choice(None, "none: a mediator", "0")]),
        "role": TextField("Role", given.get("role"), placeholder="delegation, spokesperson, mediator …"),
        "mandate": TextField("Mandate", given.get("mandate"), longest=LONGEST_FIELD),
        "note": TextField("Note", given.get("note"), longest=LONGEST_FIELD),
    }


def _package(negotiation: Negotiation, given: Given) -> Fields:
    choices = [Choice(value=False, label="each by itself", letter="e"), Choice(True, "all or nothing", "a")]
    owner = next(iter(given.get("owner") or ()), None)
    return {
        "title": TextField("Title", given.get("title"), needed=True),
        "proposals": ProposalsField("Ties", negotiation, given.get("proposals") or (), needed=True),
        "owner": side_field("Tied by", negotiation.sides, owner, more=[Choice(None, "not known", "0")]),
        "all_or_nothing": LettersField("To be had", choices, bool(given.get("all_or_nothing"))),
        "date": DateField(span=given.get("date")),
        "note": TextField("Note", given.get("note"), longest=LONGEST_FIELD),
    }


def _known(words: Iterable[str | None]) -> SuggestFromList:
    return SuggestFromList(dict.fromkeys(word for word in words if word))


KINDS: Mapping[str, Callable[[Negotiation, Given], Fields]] = {
    "proposal": _proposal,
    "source": _source,
    "event": _event,
    "claim": _claim,
    "person": _person,
    "package": _package,
}
"""The functions that create the fields of each kind of record that can be added, by its word."""
NAMED = frozenset({"proposal", "source"})
"""The kinds whose id the user may choose."""
EVIDENCED = frozenset({"event", "claim", "person", "package"})
"""The kinds that cite evidence."""
SELDOM: Mapping[str, frozenset[str]] = {
    "proposal": frozenset({"status", "summary", "topic", "counters"}),
    "source": frozenset({"url", "note"}),
    "event": frozenset({"outcome", "note"}),
    "claim": frozenset({"note"}),
    "person": frozenset({"mandate", "note"}),
    "package": frozenset({"note"}),
}
"""Keys that are rarely known when a record is added."""
