"""The main screen."""

from __future__ import annotations

from negotrack.tui.screens.main_finding import Finding
from negotrack.tui.screens.main_looking import Looking
from negotrack.tui.screens.main_writing import Writing


class MainScreen(Finding, Writing, Looking):
    """The list, the selected proposal in full, and its annotations."""

    def on_mount(self) -> None:
        """Show the first page at once, and read the rest behind it."""
        self.begin()
