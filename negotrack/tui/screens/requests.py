"""What a screen asks the application to do, because it cannot do it by itself."""

from __future__ import annotations

from dataclasses import dataclass

from textual.message import Message


@dataclass
class ActionRequest(Message):
    """An action of the table is wanted, for a proposal.

    Attributes:
        action: the id of the action.
        target: the id of the proposal it is meant for; None where none is selected.
    """

    action: str
    target: str | None
