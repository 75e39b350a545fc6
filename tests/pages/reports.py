"""Reports in a single call."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from negotrack.model.negotiation import Negotiation
from negotrack.model.problems import Problem
from negotrack.model.snapshot import snapshot
from negotrack.model.vocabulary import Status
from negotrack.pages.selection import Selection
from negotrack.pages.writers import FORMATS, write_report


def report(
    negotiation: Negotiation,
    name: str = "text",
    day: date | None = None,
    *,
    problems: Iterable[Problem] = (),
    sides: tuple[str, ...] = (),
    statuses: Iterable[Status | str] = (),
    summary: bool = False,
    annotations: bool = False,
    **written: Any,
) -> str:
    """The status report of a negotiation in one format."""
    selection = Selection(sides, tuple(map(Status, statuses)), summary=summary, annotations=annotations)
    return write_report(snapshot(negotiation, day, problems=problems), selection, name, **written)


TEXTS = [name for name, known in FORMATS.items() if not known.binary]
"""The formats that are text files."""
