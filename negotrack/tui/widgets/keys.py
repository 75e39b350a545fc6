"""Keys that stand on the screen, and do when they are clicked what they do when they are pressed."""

from __future__ import annotations

from textual.style import Style
from textual.widget import Widget

from negotrack.tui.actions import BY_ID
from negotrack.tui.render import Line


def clickable(shown: Line, identifier: str) -> Line:
    """A key and its word that do something when they are clicked; the widget's ``action_do`` does it."""
    return shown.stylize(Style.from_meta({"@click": ("do", (identifier,))}))


async def do(widget: Widget, identifier: str) -> None:
    """Do what a key that was clicked does where keys go now."""
    for active in widget.screen.active_bindings.values():
        if active.binding.id == identifier:
            await widget.app.run_action(active.binding.action, active.node)
            return


def at_hand(widget: Widget, identifier: str) -> bool:
    """Whether an action of the table can be done now: the screen knows what there is to do it with."""
    return identifier in BY_ID and widget.screen.check_action(identifier, ()) is True
