"""The orders in which the list can stand; the files' own comes first."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from negotrack.model.identifiers import natural
from negotrack.model.standing import Standing
from negotrack.model.vocabulary import Status
from negotrack.tui.session import Session

Key = Callable[[Standing], tuple[object, ...]]
_STATUSES = (Status.CONFLICTING, Status.REJECTED, Status.CONDITIONAL, Status.OPEN, Status.WITHDRAWN, Status.ACCEPTED)


def _number(standing: Standing) -> tuple[object, ...]:
    number = standing.dossier.proposal.number
    return (number is None, natural(str(number)))


def _status(standing: Standing) -> tuple[object, ...]:
    return (not standing.unsettled, not standing.contested, _STATUSES.index(standing.status))


def _title(standing: Standing) -> tuple[object, ...]:
    title = standing.dossier.proposal.title
    return (title is None, (title or "").casefold())


def _annotations(standing: Standing) -> tuple[object, ...]:
    return (-len(standing.dossier.annotations),)


ORDERS: Mapping[str, Key | None] = {
    "by id": None,
    "by number": _number,
    "unsettled first": _status,
    "by title": _title,
    "by annotations": _annotations,
}
"""What a row is sorted by, by the order's name; rows that are equal keep the order of their ids."""


def following(order: str) -> str:
    """The order after an order."""
    names = list(ORDERS)
    return names[(names.index(order) + 1) % len(names)]


def ordered(session: Session, rows: Sequence[str], order: str) -> tuple[str, ...]:
    """The ids of proposals in an order; what has not been read, or is no proposal, stands last."""
    key = ORDERS[order]
    if key is None:
        return tuple(rows)
    found = [(known, row) for row in rows if (known := session.known(row))]
    rest = tuple(row for row in rows if session.known(row) is None)
    found.sort(key=lambda each: key(each[0]))
    return (*(row for _, row in found), *rest)
