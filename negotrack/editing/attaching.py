"""What is attached to a proposal beside its ledger, each a new file: wordings that were tabled, and stakes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from negotrack.editing.building import build_new, check_side, check_sources, given, known, new_file
from negotrack.errors import UnknownError, UsageError
from negotrack.model.identifiers import named_by
from negotrack.model.negotiation import Dossier, Negotiation
from negotrack.model.records import Stake, Text
from negotrack.store.filechange import Change
from negotrack.store.layout import Kind

ATTACHED = {"wording": Kind.TEXT, "stake": Kind.STAKE}
"""What can be attached, by the word for it."""
LONGEST_WORDING = 1_000_000
"""Characters of one wording."""


def table_text(negotiation: Negotiation, target: str, fields: Mapping[str, Any], *, by: str) -> Change:
    """The change that records a wording.

    Args:
        negotiation: as it is on the disk now.
        target: the id of the proposal.
        fields: the keys of the file; those that are None or empty are left out.
        by: who records it.

    Raises:
        UsageError: it is no wording, or names what is not there.
    """
    dossier = known(negotiation, target)
    keys = given({**fields, "text": fields.get("text") or None, "agreed": fields.get("agreed") or None})
    if "text" not in keys:
        raise UsageError("the wording is empty; nothing was recorded")
    if (length := len(keys["text"])) > LONGEST_WORDING:
        raise UsageError(f"the wording has {length:,} characters; at most {LONGEST_WORDING:,} are kept in one")
    where, record = build_new(Kind.TEXT, Text, target, keys, by=by)
    check_sources(negotiation, record.evidence)
    if record.answers is not None:
        find_text(dossier, record.answers)
    return Change(f"text of {target}", (new_file(where, record),))


def find_text(dossier: Dossier, named: str) -> Text:
    """The wording that an id, the beginning or end that only one has, or a label names.

    Raises:
        UnknownError: there is none, or more than one.
    """
    labelled = [text for text in dossier.texts if text.label == named]
    found = labelled or named_by(dossier.texts, named, lambda text: text.id)
    if len(found) == 1:
        return found[0]
    names = [repr(text.label) if text.label and not found else text.id for text in found or dossier.texts]
    what = "more than one wording" if found else "no wording"
    there = f"there {'is' if len(names) < 2 else 'are'} {', '.join(names) or 'none'}"
    raise UnknownError(f"{what} of {dossier.id} is named {named!r}; {there}")


def stake(negotiation: Negotiation, target: str, fields: Mapping[str, Any], *, by: str) -> Change:
    """The change that records a stake: stated where it has evidence, else assessed, by who records it.

    Args:
        negotiation: as it is on the disk now.
        target: the id of the proposal.
        fields: the keys of the file; those that are None or empty are left out.
        by: who records it.

    Raises:
        UsageError: it is none, or names what is not there.
    """
    dossier = known(negotiation, target)
    keys = given(fields)
    if not keys.get("evidence"):
        keys.setdefault("assessed_by", by)
    where, record = build_new(Kind.STAKE, Stake, target, keys, by=by)
    check_sources(negotiation, record.evidence)
    check_side(negotiation, record.side)
    positions = {entry.id for entry in dossier.positions}
    for entry in record.crossed_by:
        if entry not in positions:
            raise UsageError(f"crossed by {entry!r}: there is no such position on {target}")
    return Change(f"stake of {record.side} in {target}", (new_file(where, record),))


def find_attached(dossier: Dossier, what: str, identifier: str) -> Text | Stake:
    """A wording or a stake of a proposal.

    Raises:
        UnknownError: there is none with this id.
    """
    records: tuple[Text | Stake, ...] = dossier.texts if what == "wording" else dossier.stakes
    found = next((each for each in records if each.id == identifier), None)
    if found is None:
        raise UnknownError(f"there is no {what} {identifier!r} of {dossier.id} any more; nothing was changed")
    return found
