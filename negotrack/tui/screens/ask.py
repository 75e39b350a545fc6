"""One line to type into below whatever screen is shown, while that screen follows it."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.screen import ModalScreen

from negotrack.tui.actions import Place
from negotrack.tui.screens.asking import Asking
from negotrack.tui.widgets.keyline import KeyLine
from negotrack.tui.widgets.prompt import Prompt


class AskScreen(ModalScreen[None]):
    """Asks for one thing.

    Args:
        asking: what is asked for, and what follows from it.
    """

    DEFAULT_CSS = """
    AskScreen { background: transparent; align: left bottom; }
    """

    def __init__(self, asking: Asking) -> None:
        super().__init__()
        self._asking = asking

    def compose(self) -> ComposeResult:
        """The line."""
        yield Prompt(self._asking.label, self._asking.value, self._asking.placeholder)
        yield KeyLine(Place.PROMPT)

    def on_mount(self) -> None:
        """Say what the line means now."""
        self.query_one(Prompt).note(self._asking.note)

    def on_prompt_changed(self, event: Prompt.Changed) -> None:
        """Follow what is typed."""
        self._asking.changed(event.text)
        event.prompt.note(self._asking.note)

    def on_prompt_stepped(self, event: Prompt.Stepped) -> None:
        """Follow an arrow up or down."""
        text = self._asking.stepped(event.step)
        if text is not None:
            event.prompt.put(text)

    def on_prompt_kept(self) -> None:
        """Keep what was typed."""
        self.dismiss(None)

    def on_prompt_dropped(self) -> None:
        """Forget what was typed."""
        self._asking.dropped()
        self.dismiss(None)
