"""What those who write ask of the screen on which it is written."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Protocol

from textual.app import App

from negotrack.tui.changing import Stored
from negotrack.tui.session import Session


class Host(Protocol):
    """The screen on which somebody writes.

    Attributes:
        session: the negotiation that is shown.
    """

    session: Session

    @property
    def app(self) -> App[object]:
        """The application."""

    def made(self, made: Stored, what: str = "done") -> None:
        """Show what was stored."""

    def complain(self, words: str) -> None:
        """Say that something was not done, and why."""

    async def attempt(self, change: Callable[[], Awaitable[Stored]]) -> bool:
        """Make a change, and show it, or say why not; whether it was made."""

    def go_to_proposal(self, identifier: str) -> None:
        """Select a proposal."""

    def next_proposal(self) -> str | None:
        """Select the next proposal of the list; its id, or None where there is no further one."""
