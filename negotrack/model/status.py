"""The outcome of a proposal: the status that is written, or the one that the positions give."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from negotrack.model.certainty import certainty, order
from negotrack.model.negotiation import Dossier, Held
from negotrack.model.vocabulary import CAMPS, Basis, Camp, Certainty, Stance, Status


def status_at(
    dossier: Dossier, sides: Sequence[str], day: date | None = None, *, person_side: str | None = None
) -> Status:
    """The latest status written by a day; before any, the one that the positions give."""
    written = _written_status(dossier, day)
    return derived_status(dossier, sides, day, person_side=person_side) if written is None else written


def derived_status(
    dossier: Dossier, sides: Sequence[str], day: date | None = None, *, person_side: str | None = None
) -> Status:
    """The status that the certain positions that are not inferred give."""
    stances = certain_stances(dossier.held, day)
    proposers = _proposers(dossier, sides, day, person_side)
    if any(stances.get(side) is Stance.WITHDRAWS for side in proposers):
        return Status.WITHDRAWN
    others = [side for side in sides if side not in proposers] or list(sides)
    given = [stances.get(side) for side in others]
    if any(stance and CAMPS[stance] is Camp.AGAINST for stance in given):
        return Status.REJECTED
    if Stance.CONDITIONAL in given:
        return Status.CONDITIONAL
    everyone_else_for = given and all(stance and CAMPS[stance] is Camp.FOR for stance in given)
    if everyone_else_for and not contradiction(Status.ACCEPTED, stances, sides):
        return Status.ACCEPTED
    return Status.OPEN


def contradiction(status: Status, stances: Mapping[str, Stance], sides: Sequence[str]) -> str | None:
    """How the positions contradict a written status, or None where they do not.

    Args:
        status: the status that is written.
        stances: the certain stances that are not inferred, by side.
        sides: the ids of the negotiation's sides.
    """
    against = [side for side in sides if side in stances and CAMPS[stances[side]] is Camp.AGAINST]
    if status is Status.ACCEPTED and against:
        return f"accepted, but {', '.join(against)} stands against it ({stances[against[0]]})"
    if status is Status.REJECTED and all(side in stances and CAMPS[stances[side]] is Camp.FOR for side in sides):
        return "rejected, but every side stands for it"
    return None


def certain_stances(held: Iterable[Held], day: date | None) -> dict[str, Stance]:
    """The last certain stance of each side by a day, inferred ones left out."""
    last: dict[str, Held] = {}
    for each in _facts(held, day):
        known = last.get(each.position.side)
        if known is None or order(each) > order(known):
            last[each.position.side] = each
    return {side: each.position.stance for side, each in last.items()}


def _facts(held: Iterable[Held], day: date | None) -> Iterator[Held]:
    """The certain positions that are not inferred."""
    for each in held:
        if each.position.basis is not Basis.INFERRED and certainty(each, day) is Certainty.CERTAIN:
            yield each


def _proposers(dossier: Dossier, sides: Sequence[str], day: date | None, person_side: str | None) -> list[str]:
    """The sides that put a proposal forward: those that are named, else those that surely proposed it by the day."""
    named = dossier.proposal.proposed_by
    if named is None:
        facts = _facts(dossier.held, day)
        named = tuple(each.position.side for each in facts if each.position.stance is Stance.PROPOSES)
    proposers = [side for side in named if side in sides]
    return [*proposers, person_side] if person_side and not proposers else proposers


def _written_status(dossier: Dossier, day: date | None) -> Status | None:
    """The latest written status that counts by a day, or None before any does."""
    proposal = dossier.proposal
    spans = [position.date for position in proposal.positions if position.date]
    status, since = None, -1
    if not spans or day is None or all(span.certain_by(day) for span in spans):
        status, since = proposal.status, max((span.latest.toordinal() for span in spans), default=0)
    for entry in dossier.ledger:
        if entry.status is None:
            continue
        span = entry.date
        if span is not None and day is not None and not span.certain_by(day):
            continue
        counts_from = span.latest.toordinal() if span else 0
        if counts_from >= since:
            status, since = entry.status, counts_from
    return status
