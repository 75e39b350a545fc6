"""The main screen's actions that write."""

from __future__ import annotations

from negotrack.tui.screens.main_base import MainBase


class Writing(MainBase):
    """Annotations, positions, records, and undoing."""
