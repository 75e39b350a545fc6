"""Which rows the list shows, and in which order: what was typed as a filter, and one quick filter beside it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from negotrack.model.negotiation import WHOLE
from negotrack.tui.ordering import ORDERS, following, ordered
from negotrack.tui.session import Session

if TYPE_CHECKING:
    from negotrack.analysis.query import Query

QUICK: Mapping[str, str] = {
    "all": "",
    "outstanding": "is:outstanding",
    "differing": "relation:differ",
    "conflicting": "is:conflicting",
    "annotated": "is:annotated",
    "stale": "is:stale",
}
"""The quick filters by name, each in the filter language."""


class Finder:
    """What the list is filtered by.

    Attributes:
        text: what was typed.
        quick: the name of the quick filter.
        order: the name of the order in which the rows stand.
    """

    def __init__(self) -> None:
        self.text = ""
        self.quick = "all"
        self.order = next(iter(ORDERS))

    @property
    def active(self) -> bool:
        """Whether anything is filtered."""
        return bool(self.text.strip()) or self.quick != "all"

    @property
    def words(self) -> str:
        """What is filtered by, for the title."""
        quick = [self.quick] if self.quick != "all" else []
        return " and ".join([*quick, *([self.text.strip()] if self.text.strip() else [])])

    def turn(self) -> None:
        """Go to the next quick filter."""
        names = list(QUICK)
        self.quick = names[(names.index(self.quick) + 1) % len(names)]

    @property
    def is_sorted(self) -> bool:
        """Whether the rows stand in another order than their files."""
        return ORDERS[self.order] is not None

    def turn_order(self) -> None:
        """Go to the next order."""
        self.order = following(self.order)

    def clear(self) -> None:
        """Filter nothing."""
        self.text, self.quick = "", "all"

    def query(self, session: Session) -> Query:
        """What was typed and the quick filter, as one query."""
        from negotrack.analysis.query import parse  # not needed before something is filtered

        return parse(f"{self.text} {QUICK[self.quick]}".strip(), session.negotiation.sides)

    def rows(self, session: Session) -> tuple[str, ...]:
        """The ids of the rows that are left, in order; those of what is not a proposal at the beginning and end."""
        negotiation = session.negotiation
        if not self.active:
            whole = (WHOLE,) if negotiation.annotations else ()
            orphans = tuple(each for each in negotiation.orphans if not session.is_listed(each))
            return (*whole, *ordered(session, session.ids, self.order), *orphans)
        from negotrack.analysis.search import match_annotation

        query = self.query(session)
        whole = (WHOLE,) if any(match_annotation(query, None, each) for each in negotiation.annotations) else ()
        return (*whole, *ordered(session, session.search(query), self.order))
