"""Where the panels of the main screen stand, for the size of the window and the number of sides."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.geometry import Size

    from negotrack.tui.widgets.proposal_list import ProposalList

_WIDE, _NARROW, _LOW = 100, 72, 18
"""Cells and rows from and below which the panels stand otherwise."""
_LEFT = 46
"""The share of a wide window, in percent, that the list may take beside the selected proposal."""


class Layout(NamedTuple):
    """Where the panels stand.

    Attributes:
        single: one panel at a time.
        wide: all panels at once, the list at the left.
        many: all panels at once, the list with its many sides above the others.
        heights: the rows of panels, by their ids.
    """

    single: bool
    wide: bool
    many: bool
    heights: Mapping[str, int]

    @property
    def classes(self) -> dict[str, bool]:
        """The classes of the screen, each with whether it is set."""
        return {"-single": self.single, "-wide": self.wide, "-many": self.many}


def layout(size: Size, proposals: ProposalList, *, title: int, rows: int) -> Layout:
    """Where the panels stand; it does not change with keys.

    Args:
        size: of the window.
        proposals: the list, with the cells that it could use.
        title: the rows of the title.
        rows: how many rows the list has when nothing is filtered.
    """
    single = size.width < _NARROW or size.height < _LOW
    wide = size.width >= _WIDE and not single
    many = wide and proposals.wanted > size.width * _LEFT // 100 - 4
    beside = wide and not many
    total = size.height - 1 - title
    need = max(rows, 5) + proposals.around
    below = 3 if many else 6 if wide else 1
    most = total - below if single or beside else total * (55 if many else 52) // 100 - below
    height = most if single else max(6, min(need, most))
    if beside:
        below = total - height
    gaps = 3 if many or below < 14 else min(13, below * 2 // 5)
    heights = {"proposals": height, "below": below, "days": below - gaps if beside else below, "gaps": gaps}
    return Layout(single, wide, many, heights)
