"""One figure of the table."""

from __future__ import annotations

from typing import NamedTuple


class Figure(NamedTuple):
    """One row of the table.

    Attributes:
        what: what was measured.
        value: its value.
        unit: ms or MiB.
        floor: the value of its floor; None if there is only a limit.
        limit: the most that it may be, in multiples of the floor or, without one, in its unit.
    """

    what: str
    value: float
    unit: str
    limit: float
    floor: float | None = None

    @property
    def holds(self) -> bool:
        """Whether it is within its limit."""
        return self.value <= self.limit * (self.floor or 1)

    def __str__(self) -> str:
        floor = f"{self.floor:8.1f}" if self.floor is not None else "       –"
        ratio = f"{self.value / self.floor:6.2f} ×" if self.floor else "       –"
        limit = f"{self.limit:g} ×" if self.floor is not None else f"{self.limit:.0f} {self.unit}"
        mark = "" if self.holds else "  over"
        return f"{self.what:<56} {self.value:8.1f} {floor} {ratio} {limit:>9}{mark}"
