"""What a report holds, and the form that chooses it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from textual.widget import Widget

from negotrack.model.negotiation import Negotiation
from negotrack.model.vocabulary import Status
from negotrack.pages.days import date_words
from negotrack.tui.actions import Place
from negotrack.tui.bindings import bindings
from negotrack.tui.forms.choices import STATUSES
from negotrack.tui.forms.fields import DayField, LettersField, SeveralField
from negotrack.tui.forms.form import FormDrawer
from negotrack.tui.forms.letters import Choice
from negotrack.tui.forms.records import side_field


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


class ReportOptions(FormDrawer[Chosen]):
    """Chooses what a report holds.

    Args:
        negotiation: whose sides there are to choose from.
        chosen: what to begin with.
    """

    SMALL = True
    PLACE = Place.POPUP
    BINDINGS = bindings(Place.POPUP)

    def __init__(self, negotiation: Negotiation, chosen: Chosen) -> None:
        super().__init__("What the report holds")
        self._one = side_field("One side", negotiation.sides, chosen.pair[0])
        self._other = side_field("The other", negotiation.sides, chosen.pair[1])
        self._day = DayField(day=chosen.day)
        lengths = [Choice(value=False, label="the whole report", letter="w"), Choice(True, "the first page alone", "f")]
        self._summary = LettersField("Length", lengths, chosen.summary)
        taken = [Choice(value=False, label="left out", letter="l"), Choice(True, "taken in", "t")]
        self._annotations = LettersField("Annotated", taken, chosen.annotations)
        self._statuses = SeveralField(
            "Rows", STATUSES, chosen.statuses, none="none chosen: every row; totals stay whole"
        )

    def fields(self) -> Iterable[Widget]:
        """The options."""
        return (self._one, self._other, self._day, self._summary, self._annotations, self._statuses)

    def review(self) -> Chosen | None:
        """What was chosen, or None while something is wrong with it."""
        pair = (str(self._one.entered or ""), str(self._other.entered or ""))
        self._other.show("choose another than the first" if pair[0] == pair[1] or not pair[1] else None)
        day = self._day.read()
        chosen = Chosen(pair, day, self._statuses.read(), bool(self._summary.entered), bool(self._annotations.entered))
        return None if self.problems() else chosen
