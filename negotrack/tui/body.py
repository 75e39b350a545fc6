"""The panels of the main screen: their layout, and which of them has the focus."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from textual.app import ComposeResult
from textual.containers import Container

from negotrack.tui.widgets.panel import Panel

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.geometry import Size

    from negotrack.tui.beside import Beside
    from negotrack.tui.widgets.proposal_list import ProposalList

_ONE_AT_A_TIME = ("proposals", "detail", "annotations")
"""In a small window, only one of these is shown at a time."""
WIDE = 100
"""The least width of a window, in cells, that has panels beside the list."""
_NARROW, _LOW = 72, 18
"""The width in cells and the height in rows below which one panel is shown at a time."""
_LEFT = 46
"""The share of a wide window, in percent, that the list may take beside the selected proposal."""


def beside_cells(size: Size) -> int:
    """The cells beside the list; those of the window if nothing is beside it."""
    return size.width - size.width * _LEFT // 100 if size.width >= WIDE else size.width


class Body(Container):
    """The board and, once they are mounted, the other panels."""

    DEFAULT_CSS = """
    Body {
        & #left, & #beside { width: 1fr; height: 1fr; layout: vertical; }
        & #left { height: auto; }
        & #below { width: 1fr; layout: horizontal; }
        & #detail, & #annotations { width: 1fr; height: 1fr; }
        & #annotations, & #gaps { display: none; }
        &.-annotations { & #annotations { display: block; } & #detail { display: none; } }
        & #days { border: none; padding: 0 1; }
        &.-wide {
            layout: horizontal;
            & #left { width: LEFT; height: 1fr; }
            & #below { layout: vertical; }
            & #detail { height: 3fr; display: block; }
            & #annotations { height: 2fr; display: block; }
            & #days { border: round $divider; &:focus { border: round $primary; } }
            & #gaps { display: block; }
        }
        &.-wide.-many {
            layout: vertical;
            & #left { width: 1fr; height: auto; }
            & #below { layout: horizontal; }
            & #beside { layout: horizontal; }
            & #detail, & #days { width: LEFT; height: 1fr; }
            & #annotations, & #gaps { width: 1fr; height: 1fr; }
        }
        &.-single {
            & #beside { display: none; }
            &.-detail, &.-annotations { & #left { display: none; } & #beside { display: block; } }
        }
    }
    """.replace("LEFT", f"{_LEFT}%")

    def __init__(self, proposals: ProposalList) -> None:
        super().__init__(id="body")
        self._proposals = proposals

    def compose(self) -> ComposeResult:
        """The board, and containers for the panels below and beside it."""
        with Container(id="left"):
            yield self._proposals
            yield Container(id="below")
        yield Container(id="beside")

    async def furnish(self, beside: Beside) -> None:
        """Mount the other panels in their containers."""
        await self.query_one("#beside").mount(beside.detail, beside.annotations)
        await self.query_one("#below").mount(beside.days, beside.gaps)

    def lay_out(self, *, title: int, rows: int) -> None:
        """Lay out the panels for the size of the window and the number of sides."""
        found = layout(self.app.size, self._proposals, title=title, rows=rows)
        self.update_classes(found.classes)
        if not self.is_mounted:
            return
        for strip in self.query("#days"):
            strip.can_focus = self.is_wide  # in a small window it is one line without a border
        for name, height in found.heights.items():
            for panel in self.query(f"#{name}"):
                panel.styles.height = height

    @property
    def is_wide(self) -> bool:
        """Whether all panels are shown at once."""
        return self.has_class("-wide")

    def go_to(self, panel: str) -> None:
        """Focus a panel by its id; in a small window, it replaces another."""
        if panel in _ONE_AT_A_TIME:
            for each in _ONE_AT_A_TIME:
                self.set_class(each == panel, f"-{each}")
        self.query(f"#{panel}").focus()  # none yet if it is not mounted

    def turn(self, step: int) -> None:
        """Move the focus by so many panels; a negative step goes back."""
        names = self.reachable
        here = next((place for place, name in enumerate(names) if self.query_one(f"#{name}").has_focus), 0)
        self.go_to(names[(here + step) % len(names)])

    def with_number(self, number: int) -> str | None:
        """The id of the panel with a number; None if there is none yet."""
        return next((each.id for each in self.query(Panel) if each.number == number), None)

    @property
    def reachable(self) -> list[str]:
        """The ids of the panels that can have the focus, in order; in a small window, those shown one at a time."""
        panels = sorted((each.number, each.id) for each in self.query(Panel) if each.id)
        return [name for _, name in panels if self.is_wide or name in _ONE_AT_A_TIME]


class Layout(NamedTuple):
    """The layout of the panels.

    Attributes:
        classes: the CSS classes of the body, each with whether it is set: ``-single`` for one panel at a time,
            ``-wide`` for all at once, ``-many`` for a list above the others because it has many sides.
        heights: the heights of panels in rows, by id.
    """

    classes: Mapping[str, bool]
    heights: Mapping[str, int]


def layout(size: Size, proposals: ProposalList, *, title: int, rows: int) -> Layout:
    """The layout of the panels; no key changes it."""
    single = size.width < _NARROW or size.height < _LOW
    wide = size.width >= WIDE and not single
    many = wide and proposals.wanted > size.width - beside_cells(size) - 4
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
    return Layout({"-single": single, "-wide": wide, "-many": many}, heights)
