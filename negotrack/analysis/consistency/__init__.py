"""What is wrong between the files of a negotiation, each of which can be read by itself."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from itertools import chain

from negotrack.analysis.consistency.contradictions import counts, statuses
from negotrack.analysis.consistency.days import premature
from negotrack.analysis.consistency.duplicates import doubles, duplicates
from negotrack.analysis.consistency.references import circles, references
from negotrack.analysis.consistency.scope import Scope
from negotrack.model.identifiers import natural
from negotrack.model.negotiation import Negotiation
from negotrack.model.problems import Problem

__all__ = ["consistency"]


def consistency(negotiation: Negotiation, unreadable: Collection[str] = (), today: date | None = None) -> list[Problem]:
    """Every problem between the files, by file and key; lines are left to whoever has the text.

    Args:
        negotiation: what could be read.
        unreadable: the files that could not be, by path; what follows from that alone is no problem of its own.
        today: the day after which nothing has happened yet; None where what is said must be the same on any day.
    """
    scope = Scope(negotiation, frozenset(unreadable), today)
    checks = (references, statuses, duplicates, doubles, premature, circles, counts)
    found = chain.from_iterable(check(scope) for check in checks)
    return sorted(found, key=lambda problem: (natural(problem.file), natural(problem.key), problem.message))
