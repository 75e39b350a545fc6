"""The choice of which two sides are compared."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual.widget import Widget

from negotrack.model.records import Side
from negotrack.tui.forms.fields import SelectField
from negotrack.tui.forms.form import FormDrawer


class Sides(FormDrawer[tuple[str, str]]):
    """Chooses two different sides; returns their ids.

    Args:
        sides: all sides of the negotiation.
        pair: the ids of the two to begin with.
    """

    SMALL = True

    def __init__(self, sides: Sequence[Side], pair: tuple[str, str]) -> None:
        super().__init__("Compare two sides")
        options = [(side.name, side.id) for side in sides]
        self._one, self._other = (
            SelectField(label, options, chosen) for label, chosen in zip(("One", "Other"), pair, strict=True)
        )

    def fields(self) -> Iterable[Widget]:
        """One side, and the other."""
        yield self._one
        yield self._other

    def review(self) -> tuple[str, str] | None:
        """The two sides, or None where they are the same."""
        one, other = self._one.entered, self._other.entered
        self._other.show("choose another than the first" if one == other else None)
        return None if one == other else (one, other)
