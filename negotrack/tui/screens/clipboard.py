"""Copying through the terminal, which may or may not take it."""

from __future__ import annotations

from textual.app import App

from negotrack.wording import counted


def copy(app: App[object], text: str) -> None:
    """Ask the terminal to copy a text, and say no more than that."""
    app.copy_to_clipboard(text)
    lines = counted(len(text.splitlines()), "line")
    app.notify(f"Sent {lines} to the terminal's clipboard. Not every terminal takes them.", markup=False)
