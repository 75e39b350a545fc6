"""Asks for a reason, which is kept with what is done."""

from __future__ import annotations

from collections.abc import Iterable

from textual.widget import Widget

from negotrack.tui.actions import Place
from negotrack.tui.bindings import bindings
from negotrack.tui.forms.fields import TextField
from negotrack.tui.forms.form import FormDrawer
from negotrack.tui.render import line


class Reason(FormDrawer[str]):
    """Asks why; returns the reason.

    Args:
        title: what is done.
        words: what follows from it.
    """

    SMALL = True
    PLACE = Place.POPUP
    BINDINGS = bindings(Place.POPUP)

    def __init__(self, title: str, words: str) -> None:
        super().__init__(title)
        self._words = words
        self._because = TextField("Because", needed=True)

    def fields(self) -> Iterable[Widget]:
        """The reason."""
        yield self._because

    def review(self) -> str | None:
        """The reason, or None while there is none."""
        self.show_context([line(self._words)])
        because = self._because.text
        self._because.show(None if because else "write the reason")
        return because
