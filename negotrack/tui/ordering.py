"""The orders in which the list can stand; the files' own comes first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import partial

from negotrack.model.identifiers import natural
from negotrack.model.standing import Standing
from negotrack.model.vocabulary import Relation, Status
from negotrack.tui.session import Session

Key = Callable[[Standing], tuple[object, ...]]
_STATUSES = (
    *(Status.CONFLICTING, Status.REJECTED, Status.CONDITIONAL, Status.OPEN),
    *(Status.WITHDRAWN, Status.ACCEPTED),
)


def _number(standing: Standing) -> tuple[object, ...]:
    number = standing.dossier.proposal.number
    return (number is None, natural(str(number)))


def _status(standing: Standing) -> tuple[object, ...]:
    return (not standing.outstanding, not standing.conflicting, _STATUSES.index(standing.status))


def _title(standing: Standing) -> tuple[object, ...]:
    title = standing.dossier.proposal.title
    return (title is None, (title or "").casefold())


def _topic(standing: Standing) -> tuple[object, ...]:
    topic = standing.dossier.proposal.topic
    return (topic is None, topic or "")


def _distance(reference: str, standing: Standing) -> tuple[object, ...]:
    """What the reference stands most alone on first: by how many others differ from it, less how many agree."""
    found = Counter(standing.relation(reference, side) for side in standing.sides if side != reference)
    return (found[Relation.AGREE] - found[Relation.DIFFER], -found[Relation.PARTIAL])


def _annotations(standing: Standing) -> tuple[object, ...]:
    return (-len(standing.dossier.annotations),)


ORDERS: Mapping[str, Key | None] = {
    "by id": None,
    "by number": _number,
    "outstanding first": _status,
    "by title": _title,
    "by annotations": _annotations,
    "by topic": _topic,
    "by distance": None,
}
"""What a row is sorted by, by the order's name; rows that are equal keep the order of their ids."""


def following(order: str) -> str:
    """The order after an order."""
    names = list(ORDERS)
    return names[(names.index(order) + 1) % len(names)]


def ordered(session: Session, rows: Sequence[str], order: str) -> tuple[str, ...]:
    """The ids of proposals in an order; what has not been read, or is no proposal, stands last."""
    key = partial(_distance, session.reference) if order == "by distance" and session.reference else ORDERS[order]
    if key is None:
        return tuple(rows)
    found = [(known, row) for row in rows if (known := session.known(row))]
    rest = tuple(row for row in rows if session.known(row) is None)
    found.sort(key=lambda each: key(each[0]))
    return (*(row for _, row in found), *rest)
