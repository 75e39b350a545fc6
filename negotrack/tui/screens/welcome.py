"""What stands there where there is no negotiation yet: the shipped ones to look at, and a new one to begin."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.screen import ModalScreen
from textual.widget import Widget

from negotrack.tui.actions import Place
from negotrack.tui.bindings import bindings
from negotrack.tui.forms.fields import TextField
from negotrack.tui.forms.form import FormDrawer
from negotrack.tui.forms.pick_list import PickList
from negotrack.tui.render import DIM, STRONG, line
from negotrack.tui.widgets.keyline import KeyLine
from negotrack.tui.widgets.panel import Panel

NEW = ""
"""What stands for a negotiation that is still to be begun."""


class Beginning(NamedTuple):
    """A negotiation to begin.

    Attributes:
        title: what it is called.
        sides: the names of its sides.
        term: what one proposal is called.
    """

    title: str
    sides: tuple[str, ...]
    term: str


class Welcome(ModalScreen[str | None]):
    """Offers the shipped negotiations and a new one; returns the name of a shipped one, ``NEW``, or None to leave.

    Args:
        root: the folder in which it would be begun.
        shipped: the names of the shipped negotiations, and their titles.
    """

    BINDINGS = bindings(Place.CHOICE)
    DEFAULT_CSS = """
    Welcome {
        align: center middle;
        & > Panel { width: 76; max-width: 100%; height: auto; max-height: 100%; }
        & KeyLine { dock: bottom; }
    }
    """

    def __init__(self, root: Path, shipped: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._root = root
        self._choices = [*(name for name, _ in shipped), NEW]
        self._rows = [
            *(line(("Look at an example:  ", DIM), (title, STRONG)) for _, title in shipped),
            line(("Begin a new one", STRONG), ("  its title, its sides, and what they talk about", DIM)),
        ]

    def compose(self) -> ComposeResult:
        """The card."""
        with Panel() as card:
            yield PickList()
        card.head(["There is no negotiation here yet"])
        card.foot([line((f"it would be made in {self._root}", DIM))])
        yield KeyLine(Place.CHOICE)

    def on_mount(self) -> None:
        """List what there is to choose from."""
        self.query_one(PickList).show(self._rows)

    @on(PickList.OptionSelected)
    def action_open(self) -> None:
        """Begin with what is highlighted."""
        place = self.query_one(PickList).highlighted
        if place is not None:
            self.dismiss(self._choices[place])

    def action_back(self) -> None:
        """Leave."""
        self.dismiss(None)


class Begin(FormDrawer[Beginning]):
    """Asks what a new negotiation is called, and who talks."""

    SMALL = True
    AUTO_FOCUS = "LineInput"

    def __init__(self) -> None:
        super().__init__("A new negotiation")
        self._title_field = TextField("Title", needed=True)
        self._sides = TextField("Sides", needed=True)
        self._term = TextField("Term", "proposal")

    def fields(self) -> Iterable[Widget]:
        """Title, sides, and what one proposal is called."""
        yield self._title_field
        yield self._sides
        yield self._term

    def review(self) -> Beginning | None:
        """What is to be begun; says what is missing."""
        sides = tuple(each.strip() for each in (self._sides.text or "").split(",") if each.strip())
        self._title_field.show(None if self._title_field.text else "write what it is called")
        self._sides.show(None if len(sides) > 1 else "two names or more, with commas between them")
        if not self._title_field.text or len(sides) < 2:
            return None
        return Beginning(self._title_field.text, sides, self._term.text or "proposal")
