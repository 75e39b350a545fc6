"""Two sides over all proposals, by how they relate; the selected proposal in full below."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from textual import on, work
from textual.app import ComposeResult
from textual.message import Message

from negotrack.analysis.comparison import Comparison, Group, compare
from negotrack.analysis.view import View
from negotrack.model.vocabulary import Relation
from negotrack.tui.actions import Place
from negotrack.tui.bindings import bindings
from negotrack.tui.detail import Subject
from negotrack.tui.render import DIM
from negotrack.tui.screens.asked import Asked
from negotrack.tui.screens.band import Band
from negotrack.tui.screens.compare_lines import bar, legend, title
from negotrack.tui.screens.compare_panes import Rows, in_full
from negotrack.tui.screens.paned import Paned
from negotrack.tui.screens.sides import Sides
from negotrack.tui.widgets.keyline import KeyLine
from negotrack.tui.widgets.listing import Listing
from negotrack.tui.widgets.panes import Made
from negotrack.wording import counted, proposal_label

DIFFERENCES = frozenset({Relation.DIFFER, Relation.PARTIAL})
"""What the next and the previous difference are."""
_FRAME = 8
"""Cells that the frame of a heading takes."""
_FILTERS = ("all", "differing", "unsettled")


class Compare(Paned[str]):
    """Compares two sides; returns the id of the proposal to go to, or None.

    What it cannot do by itself it asks for with ``Asked``; after a change it is given the new view with ``show``.

    Args:
        view: what holds by a day.
        pair: the ids of the two sides.
        selected: the id of the proposal to begin with.
    """

    BINDINGS = bindings(Place.COMPARE)
    DEFAULT_CSS = """
    Compare.-low #legend { display: none; }
    """

    @dataclass
    class Paired(Message):
        """Two other sides are compared from now on."""

        pair: tuple[str, str]

    def __init__(self, view: View, pair: tuple[str, str], selected: str | None = None) -> None:
        super().__init__()
        self._view, self._pair, self._begun = view, pair, selected
        self._filter = _FILTERS[0]

    def compose(self) -> ComposeResult:
        """The title, the picture, the rows, and the selected one in full."""
        yield Band(id="title")
        yield Band(id="bar")
        yield Rows()
        yield Band(id="legend")
        yield Made(id="detail")
        yield KeyLine(Place.COMPARE)

    def on_mount(self) -> None:
        """Show what there is."""
        self.show(self._view)
        self.query_one(Rows).select(self._begun)

    def show(self, view: View) -> None:
        """Show another view, because something was changed or another day was chosen."""
        self._view = view
        self._comparison = compare(view, *self._pair)
        self.query_one("#title", Band).show(lambda cells: title(view, self._pair, cells))
        self.query_one("#bar", Band).show(lambda cells: bar(view, self._comparison, cells))
        self._fill()

    def _fill(self) -> None:
        rows, groups = self.query_one(Rows), list(self._filtered(self._comparison))
        header = self._view.negotiation.header
        shown = counted(sum(len(group.rows) for group in groups), header.proposal_term, header.plural)
        rows.head([shown], keys=[("quick_filter", self._filter)])
        rows.fill(self._view, self._pair, groups)
        self._show_selected()

    def _filtered(self, comparison: Comparison) -> Iterable[Group]:
        for group in comparison.groups:
            if self._filter == "differing" and group.relation not in DIFFERENCES:
                continue
            unsettled = self._filter == "unsettled"
            rows = tuple(row for row in group.rows if row.standing.unsettled) if unsettled else group.rows
            if rows:
                yield group._replace(rows=rows)

    @on(Listing.Moved)
    def _show_selected(self) -> None:
        rows = self.query_one(Rows)
        row, (rank, of) = rows.selected, rows.place
        if row:
            subject = Subject(row.standing, self._view.negotiation, self._pair)
            where = f"{rank:,} of {of:,}"
            self.detail.head([proposal_label(row.standing.dossier.proposal)], [(where, DIM)])
            self.detail.show(lambda cells: list(in_full(subject, cells, len(where) + _FRAME)), top=True)
        else:
            self.detail.head([("nothing selected", DIM)])
            self.detail.show(lambda _cells: (), top=True)
        self.call_after_refresh(self._show_legend)

    def _show_legend(self) -> None:
        marks = self.query_one(Rows).marks
        self.query_one("#legend", Band).show(lambda cells: legend(marks, cells))

    @on(Listing.Opened)
    def action_open(self) -> None:
        """Go to the selected proposal, if there is one."""
        if self._target is not None:
            self.dismiss(self._target)

    def action_next(self) -> None:
        """Go to the next difference."""
        self._step(1)

    def action_previous(self) -> None:
        """Go to the difference before."""
        self._step(-1)

    def action_quick_filter(self) -> None:
        """Show all, those that differ, or those that are not settled."""
        self._filter = _FILTERS[(_FILTERS.index(self._filter) + 1) % len(_FILTERS)]
        self._fill()

    @work
    async def action_sides(self) -> None:
        """Compare two other sides."""
        pair = await self.app.push_screen_wait(Sides(self._view.negotiation.sides, self._pair))
        if pair and pair != self._pair:
            self._pair = pair
            self.show(self._view)
            self.post_message(self.Paired(pair))

    def action_annotate(self) -> None:
        """Ask for an annotation of the selected proposal."""
        self._ask("annotate")

    def action_record(self) -> None:
        """Ask for a position on the selected proposal to be recorded."""
        self._ask("record")

    def action_open_record(self) -> None:
        """Ask for the selected proposal's own file."""
        self._ask("open_record")

    def action_as_of(self) -> None:
        """Ask for another day."""
        self._ask("as_of")

    @property
    def _target(self) -> str | None:
        row = self.query_one(Rows).selected
        return row.id if row else None

    def _step(self, direction: int) -> None:
        if not self.query_one(Rows).step(direction, DIFFERENCES):
            self.notify("Nothing that is shown differs.", markup=False)

    def _ask(self, action: str) -> None:
        self.post_message(Asked(action, self._target))
