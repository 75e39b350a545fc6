"""Copying through the terminal, which may or may not take it."""

from __future__ import annotations

from textual.app import App

from negotrack.pages.words import counted

MOST_COPIED = 500_000
"""Characters that a terminal can be expected to take at once."""


def copy(app: App[object], text: str) -> None:
    """Ask the terminal to copy a text, and say no more than that."""
    if len(text) > MOST_COPIED:
        app.notify(
            f"Not copied: {len(text):,} characters are more than a terminal takes. Write them to a file instead.",
            severity="warning",
        )
        return
    app.copy_to_clipboard(text)
    lines = counted(len(text.splitlines()), "line")
    app.notify(f"Sent {lines} to the terminal's clipboard. Not every terminal takes them.")
