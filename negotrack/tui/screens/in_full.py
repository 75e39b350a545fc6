"""Proposals, events, claims, positions and what holds others up, each in full, with where it can be checked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from negotrack.analysis.links import Blocker
from negotrack.analysis.view import View
from negotrack.model.records import Claim, Event, Evidence, Position
from negotrack.tui.detail import Subject, detail
from negotrack.tui.render import DIM, STRONG, WARNING, Line, hanging, line, paragraph
from negotrack.wording import (
    NO_SOURCE,
    NOT_REPORTED,
    STANCE_SIGNS,
    Citations,
    basis_words,
    day_words,
    proposal_label,
)

_LABEL = 12
_MOST_NAMED = 500
"""Proposals that are named one below the other; the others are counted."""


def proposals_in_full(view: View, identifiers: Sequence[str], cells: int) -> Iterator[Line]:
    """One proposal with every position; several by name alone."""
    if len(identifiers) == 1:
        standing = view.known[identifiers[0]]
        one, other, *_ = (*view.negotiation.pair, "", "")
        yield from paragraph(proposal_label(standing.dossier.proposal), cells, STRONG)
        yield from detail(Subject(standing, view.negotiation, (one, other)), cells)
        return
    for identifier in identifiers[:_MOST_NAMED]:
        yield from paragraph(proposal_label(view.known[identifier].dossier.proposal), cells)
    if (more := len(identifiers) - _MOST_NAMED) > 0:
        yield line((f"and {more:,} more", DIM))


def blocker_in_full(view: View, blocker: Blocker, cells: int) -> Iterator[Line]:
    """What waits for one proposal, itself and by way of others, and according to whom."""

    def label(identifier: str) -> str:
        return proposal_label(view.known[identifier].dossier.proposal)

    yield from paragraph(label(blocker.id), cells, STRONG)
    citations = Citations(view.negotiation.sources)
    for hold in blocker.direct:
        yield from hanging(("holds up", DIM), label(hold.waiting), cells, indent=_LABEL)
        yield from paragraph(f"{basis_words(hold.basis)}; {citations.words(hold.evidence)}", cells, DIM, indent=_LABEL)
    direct = {hold.waiting for hold in blocker.direct}
    for identifier in blocker.waiting:
        if identifier not in direct:
            yield from hanging(("and so", DIM), label(identifier), cells, indent=_LABEL)


def claim_in_full(view: View, claim: Claim, cells: int) -> Iterator[Line]:
    """What is claimed, by whom, and where that is said."""
    yield from paragraph(claim.claim, cells, STRONG)
    facts = [("about", claim.topic), ("claimed by", claim.by), ("dated", day_words(claim.date)), ("note", claim.note)]
    for label, words in facts:
        if words:
            yield from hanging((label, DIM), words, cells, indent=_LABEL)
    yield from cited(view, claim.evidence, cells)


def position_in_full(view: View, position: Position, cells: int) -> Iterator[Line]:
    """Where a side stood, since when, and where that is said."""
    name = view.negotiation.side_name(position.side)
    yield from paragraph(f"{name}: {STANCE_SIGNS[position.stance]} {position.stance}", cells, STRONG)
    facts = [
        ("says", position.statement),
        ("instead", position.counter),
        ("dated", day_words(position.date)),
        ("basis", basis_words(position.basis)),
    ]
    for label, words in facts:
        if words:
            yield from hanging((label, DIM), words, cells, indent=_LABEL)
    yield from cited(view, position.evidence, cells)


def cited(view: View, evidence: Sequence[Evidence], cells: int) -> Iterator[Line]:
    """Sources, places, grades and quotes."""
    citations = Citations(view.negotiation.sources)
    for each in evidence:
        source = view.negotiation.sources.get(each.source)
        title = source.title if source else f"{each.source} (no such source)"
        yield from hanging(("source", DIM), title, cells, indent=_LABEL)
        yield from hanging(("where", DIM), each.where or NOT_REPORTED, cells, indent=_LABEL)
        yield from hanging(("grade", DIM), citations.grade(each), cells, indent=_LABEL)
        if each.quote:
            yield from hanging(("quote", DIM), f"“{each.quote}”", cells, indent=_LABEL)
    if not evidence:
        yield line((NO_SOURCE, WARNING))


def event_in_full(view: View, event: Event, cells: int) -> Iterator[Line]:
    """What happened, where, with what outcome, and where that is said."""
    yield from paragraph(event.title, cells, STRONG)
    facts = [
        ("kind", str(event.kind)),
        ("place", event.place or NOT_REPORTED),
        ("outcome", event.outcome or NOT_REPORTED),
        ("note", event.note),
    ]
    for label, words in facts:
        if words:
            yield from hanging((label, DIM), words, cells, DIM if words == NOT_REPORTED else "", indent=_LABEL)
    yield from cited(view, event.evidence, cells)
