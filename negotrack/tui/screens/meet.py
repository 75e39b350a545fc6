"""The form that records that a condition in words is met."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from textual.widget import Widget

from negotrack.model.negotiation import Negotiation
from negotrack.tui.forms.evidence import EvidenceFields
from negotrack.tui.forms.fields import DateField
from negotrack.tui.forms.form import FormDrawer
from negotrack.tui.render import paragraph


class Meet(FormDrawer[dict[str, Any]]):
    """Records when a condition was met, and where that is said; returns the keys of the entry.

    Args:
        title: what the proposal is called.
        condition: the condition in words.
        negotiation: whose sources there are to choose from.
    """

    def __init__(self, title: str, condition: str, *, negotiation: Negotiation) -> None:
        super().__init__(title, "This condition is met")
        self._condition = condition
        self._date = DateField(needed=True)
        self._evidence = EvidenceFields(negotiation, new=False, needed=True)

    def fields(self) -> Iterable[Widget]:
        """When, and where that is said."""
        return (self._date, self._evidence)

    def review(self) -> dict[str, Any] | None:
        """The keys of the entry, or None while something is wrong with them."""
        self.show_context(paragraph(self._condition, self.room))
        date, evidence = self._date.read(), self._evidence.read(required=True).evidence
        return None if self.problems() else {"date": date, "evidence": evidence}
