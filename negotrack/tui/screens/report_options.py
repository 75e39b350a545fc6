"""What a report holds, and the form that chooses it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from textual.widget import Widget

from negotrack.model.negotiation import Negotiation
from negotrack.model.vocabulary import Status
from negotrack.tui.forms.days import DayField
from negotrack.tui.forms.field import ChoiceField
from negotrack.tui.forms.several import SeveralField
from negotrack.tui.forms.sheet import Sheet
from negotrack.tui.render import status_style
from negotrack.wording import STATUS_SIGNS, date_words


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a report holds.

    Attributes:
        pair: the ids of the two sides that are compared.
        day: as of when; None for all records.
        statuses: the statuses of the proposals that have a row; all where none is named.
        summary: the first page alone.
        annotations: with what analysts wrote.
    """

    pair: tuple[str, str]
    day: date | None = None
    statuses: tuple[Status, ...] = ()
    summary: bool = False
    annotations: bool = False

    @property
    def words(self) -> str:
        """The same in words."""
        parts = [
            "first page" if self.summary else "whole",
            "with annotations" if self.annotations else "without annotations",
            f"as of {date_words(self.day)}" if self.day else "all records",
        ]
        if self.statuses:
            parts.append(f"rows: {', '.join(self.statuses)}")
        return " · ".join(parts)


class ReportOptions(Sheet[Chosen]):
    """Chooses what a report holds.

    Args:
        negotiation: whose sides there are to choose from.
        chosen: what to begin with.
    """

    SMALL = True

    def __init__(self, negotiation: Negotiation, chosen: Chosen) -> None:
        super().__init__("What the report holds")
        sides = [(side.name, side.id) for side in negotiation.sides]
        self._one = ChoiceField("One side", sides, chosen.pair[0])
        self._other = ChoiceField("The other", sides, chosen.pair[1])
        self._day = DayField(day=chosen.day)
        self._summary = ChoiceField(
            "Length", [("the whole report", False), ("the first page alone", True)], chosen.summary
        )
        self._annotations = ChoiceField("Annotations", [("left out", False), ("taken in", True)], chosen.annotations)
        rows = [((f"{STATUS_SIGNS[status]} {status}", status_style(status)), status) for status in Status]
        self._statuses = SeveralField("Rows", rows, chosen.statuses, none="none chosen: every row; totals stay whole")

    def fields(self) -> Iterable[Widget]:
        """The options."""
        return (self._one, self._other, self._day, self._summary, self._annotations, self._statuses)

    def review(self) -> Chosen | None:
        """What was chosen, or None while something is wrong with it."""
        pair = (self._one.entered, self._other.entered)
        self._other.show("choose another than the first" if pair[0] == pair[1] else None)
        day = self._day.read()
        chosen = Chosen(pair, day, self._statuses.read(), self._summary.entered, self._annotations.entered)
        return None if self.problems() else chosen

    def is_written(self) -> bool:
        """Options are quickly chosen again."""
        return False
