"""The form that records which proposals wait for one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from textual.widget import Widget

from negotrack.model.negotiation import Negotiation
from negotrack.tui.forms.choices import BASES
from negotrack.tui.forms.evidence import EvidenceFields
from negotrack.tui.forms.fields import LettersField
from negotrack.tui.forms.form import FormDrawer
from negotrack.tui.forms.records import ProposalsField


class Waiting(NamedTuple):
    """What was entered.

    Attributes:
        proposals: the ids of those that wait.
        fields: the basis and the evidence of it.
    """

    proposals: tuple[str, ...]
    fields: dict[str, Any]


class HoldUp(FormDrawer[Waiting]):
    """Records which proposals one holds up.

    Args:
        title: what the proposal is called.
        negotiation: its proposals and sources.
    """

    AUTO_FOCUS = "TextBox"

    def __init__(self, title: str, *, negotiation: Negotiation) -> None:
        super().__init__(title, "Holds up")
        self._waiting = ProposalsField("Waiting", negotiation, needed=True)
        self._basis = LettersField("Basis", BASES)
        self._evidence = EvidenceFields(negotiation, new=False)

    def fields(self) -> Iterable[Widget]:
        """What waits, and where that is said."""
        return (self._waiting, self._basis, self._evidence)

    def review(self) -> Waiting | None:
        """What was entered, or None while something is wrong with it."""
        proposals = self._waiting.read()
        evidence = self._evidence.read(required=False).evidence
        if self.problems() or not proposals:
            return None
        return Waiting(proposals, {"basis": self._basis.entered, "evidence": evidence})
