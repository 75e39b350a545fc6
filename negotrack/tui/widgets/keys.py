"""Keys and words that stand on the screen, and do something when they are clicked."""

from __future__ import annotations

from rich.style import Style as RichStyle
from textual.style import Style
from textual.widget import Widget

from negotrack.tui.actions import BY_ID
from negotrack.tui.render import Line


class Clickable(Widget):
    """A line of words that can be clicked, each in its own colour: Textual would paint all of them in one."""

    DEFAULT_CSS = """
    Clickable { background: $panel; link-style-hover: underline; link-background-hover: $panel; }
    """

    @property
    def link_style(self) -> RichStyle:
        """Nothing beyond what the words have themselves."""
        return RichStyle.null()


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
