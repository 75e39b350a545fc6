"""Short texts: how many of each, why a list is empty, what was done. The first screen needs nothing longer."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date

from negotrack.model.layout import Kind
from negotrack.model.negotiation import Negotiation
from negotrack.model.records import Header
from negotrack.model.standing import Standing
from negotrack.model.vocabulary import Status
from negotrack.pages.blocks import Cell
from negotrack.pages.days import date_words
from negotrack.pages.signs import STATUS_TONES
from negotrack.pages.words import counted, listed, number_words

_PHRASES = {
    "record a condition met": "Condition recorded as met",
    "record what waits": "Hold-up recorded",
    "record outcome": "Outcome recorded",
    "rule": "Ruling recorded",
    "retract": "Entry retracted",
    "mark": "Ask marked",
}
"""What was done, by the beginning of the label; what is not here is told by verb and noun."""
_NOUNS = {Kind.ANNOTATION: "Annotation", Kind.LEDGER: "Position", Kind.TEXT: "Wording", Kind.STAKE: "Stake"}
_ADDED = {
    Kind.PROPOSAL: "Proposal",
    Kind.SOURCE: "Source",
    Kind.PERSON: "Person",
    Kind.EVENT: "Event",
    Kind.CLAIM: "Claim",
    Kind.PACKAGE: "Package",
}
"""The kinds that may be saved along with others, as a source is with a position that it reports."""
_FEW = 4
"""The fewest proposals that are counted instead of named."""
_TAKE = "take"
_PARTICIPLES = {
    _TAKE: "taken back",
    "delete": "deleted",
    "remove": "removed",
    "confirm": "confirmed",
    "edit": "changed",
    "record": "recorded",
    "add": "added",
    "correct": "corrected",
}
_DEEDS = {
    "delete": "deletion",
    "remove": "removal",
    "confirm": "confirmation",
    "edit": "edit",
    "correct": "correction",
}
"""The verbs that are told once undone; what was created is told by the noun alone."""


def status_cells(counts: Iterable[tuple[Status, int]]) -> list[Cell]:
    """How many proposals have each status: ``11 accepted``."""
    return [Cell(f"{number:,} {status}", tone=STATUS_TONES[status]) for status, number in counts if number]


def outstanding_briefly(standings: Sequence[Standing]) -> str:
    """How many proposals are outstanding, with their numbers if they are few and all have one."""
    few = [each.dossier.proposal for each in standings[:_FEW]]
    named = ""
    if len(standings) < _FEW and all(proposal.number is not None for proposal in few):
        named = f": {', '.join(map(number_words, few))}"
    return f"{len(standings):,} outstanding{named}" if standings else "none outstanding"


def stored_words(what: str, label: str, kinds: Collection[str], names: Sequence[str], header: Header) -> str:
    """What was done, in plain words: ``Annotation saved on 6``.

    Args:
        what: ``done``, ``undone`` or ``redone``.
        label: the journal's description of what was done; its first word is a verb.
        kinds: the kinds of the files that were touched, by the names of their folders.
        names: the shortest names of what was changed.
        header: defines what a proposal is called.
    """
    verb, _, rest = label.partition(" ")
    noun = next((word for kind, word in (_NOUNS | _ADDED).items() if kind in kinds), "")
    if not noun:
        return f"{what.capitalize()}: {label}"
    if verb == "import":
        return f"{what.capitalize()}: import of {rest}"
    named = listed(names) if len(names) < _FEW else counted(len(names), header.proposal_term, header.plural)
    if noun == _NOUNS[Kind.LEDGER] and verb in {_TAKE, "correct"}:
        noun = "Entry"  # it may be an outcome or a ruling as well
    on = f" on {named}" if named else ""
    if noun in _ADDED.values():
        noun, on = f"{noun} {named}".rstrip(), ""
    words = next((words for beginning, words in _PHRASES.items() if label.startswith(beginning)), "")
    if what == "done":
        return f"{words or ' '.join((noun, _PARTICIPLES.get(verb, 'saved')))}{on}"
    one = noun[0].lower() + noun[1:]
    if deed := _DEEDS.get(verb):
        article = "" if noun.endswith(f" {named}") else "an " if one[0] in "aeiou" else "a "
        one = f"{deed} of {article}{one}"
    elif words or verb == _TAKE:
        one = words.lower() or f"{one} {_PARTICIPLES[_TAKE]}"
    return f"{what.capitalize()}: {one}{on}"


def nothing_words(negotiation: Negotiation, filtered: str, day: date | None) -> tuple[str, tuple[tuple[str, str], ...]]:
    """Why the list is empty, and what can be done about it: action ids with their words."""
    term = negotiation.header.proposal_term
    if filtered:
        return f"No {term} matches {filtered}.", (("back", "clear the filter"),)
    if day is not None:
        later = ("later", "the next day on which something changes")
        return f"Nothing is on record by {date_words(day)}.", (("all_records", "all records"), later)
    from_table = ("", "or from a table: negotrack import FILE")
    return f"{negotiation.header.title} has no {term} yet.", (("add", "add the first one"), from_table)
