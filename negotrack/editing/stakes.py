"""Stakes: what a side has at stake on a proposal, as a new file."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from negotrack.editing.building import build, check_sources, new_file
from negotrack.editing.recording import known
from negotrack.errors import UsageError
from negotrack.model.identifiers import new_identifier
from negotrack.model.negotiation import Negotiation
from negotrack.model.records import Stake
from negotrack.store.filechange import Change
from negotrack.store.layout import Kind, Location


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
    given = {key: value for key, value in fields.items() if value not in (None, ())}
    if not given.get("evidence"):
        given.setdefault("assessed_by", by)
    now = datetime.now(UTC)
    where = Location(Kind.STAKE, new_identifier(now), target)
    record = build(where, Stake, {**given, "recorded": now, "recorded_by": by})
    check_sources(negotiation, record.evidence)
    if record.side not in negotiation.side_ids:
        raise UsageError(f"no side {record.side!r}; the sides are {', '.join(negotiation.side_ids)}")
    positions = {entry.id for entry in dossier.positions}
    for entry in record.crossed_by:
        if entry not in positions:
            raise UsageError(f"crossed by {entry!r}: there is no such position on {target}")
    return Change(f"stake of {record.side} in {target}", (new_file(where, record),))
