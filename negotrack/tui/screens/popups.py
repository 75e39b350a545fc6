"""The choice of which two sides are compared."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual.widget import Widget

from negotrack.model.records import Side
from negotrack.tui.actions import Place
from negotrack.tui.bindings import bindings
from negotrack.tui.forms.form import FormDrawer
from negotrack.tui.forms.records import side_field


class Sides(FormDrawer[tuple[str, str]]):
    """Chooses two different sides; returns their ids.

    Args:
        sides: all sides of the negotiation.
        pair: the ids of the two to begin with.
    """

    SMALL = True
    PLACE = Place.POPUP
    BINDINGS = bindings(Place.POPUP)

    def __init__(self, sides: Sequence[Side], pair: tuple[str, str]) -> None:
        super().__init__("Compare two sides")
        self._one, self._other = (
            side_field(label, sides, chosen) for label, chosen in zip(("One", "Other"), pair, strict=True)
        )

    def fields(self) -> Iterable[Widget]:
        """One side, and the other."""
        yield self._one
        yield self._other

    def review(self) -> tuple[str, str] | None:
        """The two sides, or None where they are the same."""
        one, other = self._one.entered, self._other.entered
        self._other.show("choose another than the first" if one == other or not other else None)
        return (str(one), str(other)) if one and other and one != other else None
