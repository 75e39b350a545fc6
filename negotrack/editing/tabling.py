"""Tabling: a dated wording of a proposal, as a new file."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from negotrack.editing.building import build, check_sources, new_file
from negotrack.errors import UnknownError, UsageError
from negotrack.model.identifiers import new_identifier
from negotrack.model.negotiation import Dossier, Negotiation
from negotrack.model.records import Text
from negotrack.store.filechange import Change
from negotrack.store.layout import Kind, Location

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
    dossier = negotiation.dossiers.get(target)
    if dossier is None:
        raise UsageError(f"{target}: there is no such proposal that can be read; nothing was recorded")
    given = {key: value for key, value in fields.items() if value not in (None, (), "", False)}
    if "text" not in given:
        raise UsageError("the wording is empty; nothing was recorded")
    if (length := len(given["text"])) > LONGEST_WORDING:
        raise UsageError(f"the wording has {length:,} characters; at most {LONGEST_WORDING:,} are kept in one")
    now = datetime.now(UTC)
    where = Location(Kind.TEXT, new_identifier(now), target)
    record = build(where, Text, {**given, "recorded": now, "recorded_by": by})
    check_sources(negotiation, record.evidence)
    if record.answers is not None:
        find_text(dossier, record.answers)
    return Change(f"text of {target}", (new_file(where, record),))


def find_text(dossier: Dossier, named: str) -> Text:
    """The wording that an id, the beginning or end that only one has, or a label names.

    Raises:
        UnknownError: there is none, or more than one.
    """
    exact = [text for text in dossier.texts if named in {text.id, text.label}]
    found = exact or [text for text in dossier.texts if text.id.startswith(named) or text.id.endswith(named)]
    if len(found) == 1:
        return found[0]
    known = [text.id if found else repr(text.label) if text.label else text.id for text in found or dossier.texts]
    what = "more than one wording" if found else "no wording"
    there = f"there {'is' if len(known) < 2 else 'are'} {', '.join(known) or 'none'}"
    raise UnknownError(f"{what} of {dossier.id} is named {named!r}; {there}")
