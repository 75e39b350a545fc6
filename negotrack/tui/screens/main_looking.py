"""The main screen's actions that look at the negotiation in another way."""

from __future__ import annotations

from negotrack.tui.screens.main_base import MainBase


class Looking(MainBase):
    """Comparison, timeline, report, what is not reported, and copying."""
