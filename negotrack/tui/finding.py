"""Which rows the list shows, and in which order: the typed filter, one quick filter, and the sort order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import partial

from negotrack import analysis
from negotrack.model.identifiers import WHOLE, natural
from negotrack.model.standing import Standing
from negotrack.model.vocabulary import Relation
from negotrack.pages.signs import URGENT_FIRST
from negotrack.tui.session import Session

_QUICK: Mapping[str, str] = {
    "all": "",
    "outstanding": "is:outstanding",
    "differing": "relation:differ",
    "conflicting": "is:conflicting",
    "annotated": "is:annotated",
    "stale": "is:stale",
}
"""The quick filters by name, each in the filter language."""

_SortedBy = Callable[[Standing], tuple[object, ...]]


def _number(standing: Standing) -> tuple[object, ...]:
    number = standing.dossier.proposal.number
    return (number is None, natural(str(number)))


def _status(standing: Standing) -> tuple[object, ...]:
    return (not standing.outstanding, not standing.conflicting, URGENT_FIRST.index(standing.status))


def _title(standing: Standing) -> tuple[object, ...]:
    title = standing.dossier.proposal.title
    return (title is None, (title or "").casefold())


def _topic(standing: Standing) -> tuple[object, ...]:
    topic = standing.dossier.proposal.topic
    return (topic is None, topic or "")


def _distance(reference: str, standing: Standing) -> tuple[object, ...]:
    """Puts first what the reference is most alone on: by how many others differ from it, less how many agree."""
    found = Counter(standing.relation(reference, side) for side in standing.sides if side != reference)
    return (found[Relation.AGREE] - found[Relation.DIFFER], -found[Relation.PARTIAL])


def _annotations(standing: Standing) -> tuple[object, ...]:
    return (-len(standing.dossier.annotations),)


_BY_ID = "by id"
BY_DISTANCE = "by distance"
_COLUMNS = {"number": "by number", "status": "outstanding first", "title": "by title", "notes": "by annotations"}
"""The order for each column that the list can be sorted by."""
_ORDERS: Mapping[str, _SortedBy | None] = {
    _BY_ID: None,
    "by number": _number,
    "outstanding first": _status,
    "by title": _title,
    "by annotations": _annotations,
    "by topic": _topic,
    BY_DISTANCE: None,
}
"""The sort key of each order, by name; equal rows keep the order of their ids."""


class Finder:
    """What the list is filtered and sorted by."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.text = ""
        self.quick = "all"
        self.order = _BY_ID

    @property
    def active(self) -> bool:
        """Whether any filter is set."""
        return bool(self.text.strip()) or self.quick != "all"

    @property
    def words(self) -> str:
        """The filters in words, for the title."""
        quick = [self.quick] if self.quick != "all" else []
        return " and ".join([*quick, *([self.text.strip()] if self.text.strip() else [])])

    def turn(self) -> None:
        """Go to the next quick filter."""
        names = list(_QUICK)
        self.quick = names[(names.index(self.quick) + 1) % len(names)]

    def shown_order(self) -> str:
        """The order of the rows, for a border; empty if it is that of their ids."""
        is_sorted = self._session.reference if self.order == BY_DISTANCE else _ORDERS[self.order]
        return self.order if is_sorted else ""

    def shown_quick(self) -> str:
        """The quick filter, for a border; with more than two sides, also the two that it compares."""
        negotiation, pair = self._session.negotiation, self._session.pair
        if self.quick != "differing" or len(negotiation.sides) < 3:
            return self.quick
        return f"{self.quick}: {' and '.join(map(negotiation.side_name, pair))}"

    def sort_by(self, column: str) -> bool:
        """Sort by a column of the list, or by id if it was already; return whether the column has an order."""
        order = _COLUMNS.get(column)
        if order:
            self.order = order if self.order != order else _BY_ID
        return order is not None

    def refer(self, side: str) -> None:
        """Sort by the distance from a side; by id if it is empty."""
        self.order = BY_DISTANCE if side else _BY_ID

    def turn_order(self) -> None:
        """Go to the next order."""
        names = list(_ORDERS)
        self.order = names[(names.index(self.order) + 1) % len(names)]

    def clear(self) -> None:
        """Remove all filters."""
        self.text, self.quick = "", "all"

    def query(self) -> analysis.search.Query:
        """The typed filter and the quick filter as one query."""
        return analysis.search.parse(f"{self.text} {_QUICK[self.quick]}".strip(), self._session.negotiation.sides)

    def rows(self) -> tuple[str, ...]:
        """The ids of the rows that pass the filters, in order; rows that are not proposals come first and last."""
        session, negotiation = self._session, self._session.negotiation
        if not self.active:
            whole = (WHOLE,) if negotiation.annotations else ()
            orphans = tuple(each for each in negotiation.orphans if not session.is_listed(each))
            return (*whole, *self._ordered(session.ids), *orphans)
        query, match = self.query(), analysis.search.match_annotation
        whole = (WHOLE,) if any(match(query, None, each) for each in negotiation.annotations) else ()
        return (*whole, *self._ordered(session.search(query)))

    def _ordered(self, rows: Sequence[str]) -> Sequence[str]:
        """The ids of proposals in order; those that have not been or cannot be read come last."""
        session = self._session
        by_distance = self.order == BY_DISTANCE and session.reference
        key = partial(_distance, session.reference) if by_distance else _ORDERS[self.order]
        if key is None:
            return rows
        found = [(known, row) for row in rows if (known := session.known.get(row))]
        found.sort(key=lambda each: key(each[0]))
        return [*(row for _, row in found), *(row for row in rows if session.known.get(row) is None)]
