"""The sides compared over all proposals, grouped by how they relate: two sides, or one with all others."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from textual import on, work
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from negotrack.analysis.links import links
from negotrack.analysis.sides import ORDER, Comparison, PairCounts, RelationGroup, compare, heads, pairs
from negotrack.model.records import Side
from negotrack.model.snapshot import Snapshot
from negotrack.model.vocabulary import Relation
from negotrack.pages.annotations import annotation_section
from negotrack.pages.blocks import Block, Section
from negotrack.pages.comparison import ALL_TITLES, rests_on_briefly
from negotrack.pages.days import date_words
from negotrack.pages.glance import outstanding_briefly
from negotrack.pages.panels import proposal_blocks
from negotrack.pages.signs import RELATION_SIGNS
from negotrack.pages.terms import Terms
from negotrack.pages.words import counted
from negotrack.tui import content, screens
from negotrack.tui.actions import Place
from negotrack.tui.forms.form import SmallForm
from negotrack.tui.forms.records import PairFields
from negotrack.tui.render import DIM, EMPTY, STRONG, WARNING, Line, Piece, cells_of, line, relation_style, tally
from negotrack.tui.screens.compare_list import PairListing
from negotrack.tui.screens.paned import ActionRequest, Paned
from negotrack.tui.widgets.board_listing import BoardListing
from negotrack.tui.widgets.keyline import bindings
from negotrack.tui.widgets.lines import Listing

_DIFFERENCES = frozenset({Relation.CONFLICTING, Relation.DIFFER, Relation.PARTIAL})
"""The relations that count as differences when the user goes to the next or previous one."""
_IN_WORDS = {Relation.BOTH_AGAINST: "both against"}
_FILTERS = ("all", "differing", "outstanding")
_LEAST_BAR = 6


def _requesting(action: str) -> Callable[[Compare], None]:
    """Return an action method that requests an action on the selected proposal."""

    def ask(screen: Compare) -> None:
        screen.post_message(ActionRequest(action, screen.listing.selected))

    return ask


class Compare(Paned[str]):
    """Compares sides; returns the id of the proposal to go to, or None.

    What it cannot do itself, it requests with ``ActionRequest``; after a change, ``show`` gives it the new view.

    Args:
        pair: the ids of the two sides; the first is the one that all others are compared with.
    """

    PLACE = Place.COMPARE
    AUTO_FOCUS = ""  # the first list may be hidden
    BINDINGS = bindings(Place.COMPARE)

    @dataclass
    class Paired(Message):
        """The user chose another pair of sides to compare."""

        pair: tuple[str, str]

    def __init__(self, view: Snapshot, pair: tuple[str, str], selected: str | None = None) -> None:
        super().__init__()
        self._view, self._pair, self._begun = view, pair, selected
        self._filter = _FILTERS[0]
        self._of_all = len(view.negotiation.sides) > 2

    def above(self) -> Iterator[Widget]:
        """The band with the totals."""
        yield Band(id="picture")

    def lists(self) -> Iterator[Listing]:
        """The list of two sides, and the board of one side with all others."""
        yield PairListing()
        board = BoardListing(id="all")
        board.number = 1
        yield board

    def on_mount(self) -> None:
        """Fill the screen, and select the row to begin with."""
        self.show(self._view)
        self.listing.select(self._begun)
        self.listing.focus()

    @property
    def listing(self) -> PairListing | BoardListing:
        """The list that is shown."""
        return self.query_one(BoardListing) if self._of_all else self.query_one(PairListing)

    def show(self, view: Snapshot) -> None:
        """Show another view, after a change or for another day."""
        self._view = view
        self._links = links(view)
        self.query_one(PairListing).display = not self._of_all
        self.query_one(BoardListing).display = self._of_all
        if self._of_all:
            self._fill_all()
        else:
            self._fill_pair()
        self._show_selected()

    # ---- Two sides ----

    def _fill_pair(self) -> None:
        view = self._view
        comparison = compare(view, *self._pair)
        groups = list(self._filtered(comparison))
        self.query_one(PairListing).fill(view.negotiation, comparison, groups, dated=view.day is not None)
        names = [view.negotiation.side_name(side) for side in self._pair]
        self._head(f"{names[0]} and {names[1]}", sum(len(group.rows) for group in groups))
        of_sets = rests_on_briefly(comparison)
        totals = {relation: number for relation, number in comparison.totals.items() if number}
        self.query_one("#picture", Band).show(lambda cells: _picture(view, totals, of_sets, cells))

    def _filtered(self, comparison: Comparison) -> Iterable[RelationGroup]:
        for group in comparison.groups:
            if self._filter == "differing" and group.relation not in _DIFFERENCES:
                continue
            outstanding = self._filter == "outstanding"
            rows = tuple(row for row in group.rows if row.standing.outstanding) if outstanding else group.rows
            if rows:
                yield group._replace(rows=rows)

    # ---- One side beside all others ----

    def _fill_all(self) -> None:
        view, reference = self._view, self._pair[0]
        every = pairs(view)
        found = every.beside(reference)
        known = {side.id: side for side in view.negotiation.sides}
        sides = [known[reference], *(known[pair.other] for pair in found)]
        entries: list[str | Line] = []
        totals: dict[Relation, int] = {}
        weightiest = every.weightiest(reference)
        for relation in ORDER:
            standings = [each for place, each in enumerate(view.standings) if weightiest[relation] >> place & 1]
            totals[relation] = len(standings)
            if self._filter == "differing" and relation not in _DIFFERENCES:
                continue
            shown = [each.id for each in standings if self._filter != "outstanding" or each.outstanding]
            if shown:
                entries += [self._heading(relation, len(shown)), *shown]
        board = self.query_one(BoardListing)
        distances = _distances(found, heads(view.negotiation.sides)[reference])
        board.fill(view.negotiation, entries, sides, distances, reference=reference)
        board.show(view.known.get, dated=view.day is not None)
        shown_rows = sum(isinstance(entry, str) for entry in entries)
        self._head(f"{known[reference].name} and every other side", shown_rows)
        some = {relation: number for relation, number in totals.items() if number}
        self.query_one("#picture", Band).show(lambda cells: _picture(view, some, "", cells))

    def _heading(self, relation: Relation, number: int) -> Line:
        header = self._view.negotiation.header
        title = f"{RELATION_SIGNS[relation]} {ALL_TITLES[relation]}"
        count = counted(number, header.proposal_term, header.plural)
        return line((title, f"bold {relation_style(relation)}"), (f"  {count}", DIM))

    # ---- Both ----

    def _head(self, title: str, number: int) -> None:
        header = self._view.negotiation.header
        count = (f"  {counted(number, header.proposal_term, header.plural)}", DIM)
        keys = [("quick_filter", self._filter), ("sides", "sides")]  # the other keys are named in the footer
        self.listing.head(["Compare ", (title, STRONG), count], keys=keys)

    @on(Listing.Moved)
    def _show_selected(self) -> None:
        identifier = self.listing.selected
        standing = self._view.known.get(identifier) if identifier else None
        pane = self.detail
        if standing:
            blocks = self._blocks(standing.id)
            label = Terms(self._view.negotiation).label(standing.dossier.proposal)
            pane.head([label], keys=[("rule", "decide"), ("record", "record"), ("annotate", "annotate")])
            pane.show(lambda cells: content.write(blocks, cells), top=True)
        else:
            pane.head([("nothing selected", DIM)])
            pane.show(lambda _cells: (), top=True)
        self.call_after_refresh(self._show_foot)

    def _blocks(self, identifier: str) -> list[Block]:
        standing = self._view.known[identifier]
        known = {side.id: side for side in self._view.negotiation.sides}
        chosen = (self._pair[0],) if self._of_all else self._pair
        order: Sequence[Side] = [
            *(known[side] for side in chosen if side in known),
            *(side for side in known.values() if side.id not in chosen),
        ]
        terms = Terms(self._view.negotiation)
        found = standing.dossier.annotations
        stale = self._view.stale
        written = tuple(
            annotation_section(each, terms, stale=each.id in stale, dossier=standing.dossier) for each in found
        )
        notes = [Section(f"Annotations ({len(found):,})", written)] if found else []
        return [*proposal_blocks(self._view, standing, self._links, order), *notes]

    def _show_foot(self) -> None:
        listing = self.listing
        rank = "{:,} of {:,}".format(*listing.rank) if isinstance(listing, PairListing) else ""
        listing.foot(listing.legend, [(rank, DIM)])

    def on_resize(self) -> None:
        """Show what the new width hides."""
        self.call_after_refresh(self._show_foot)

    # ---- What is done ----

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what needs more than two sides, or conflicting records, only if there are any."""
        if action in {"all_sides", "pairs"}:
            return len(self._view.negotiation.sides) > 2
        if action == "rule" and self.is_mounted:
            identifier = self.listing.selected
            return identifier is not None and self._view.known[identifier].conflicting
        return super().check_action(action, parameters)

    @on(Listing.Opened)
    def action_open(self) -> None:
        """Go to the selected proposal, if there is one."""
        if self.listing.selected is not None:
            self.dismiss(self.listing.selected)

    def action_next(self) -> None:
        """Go to the next difference."""
        self._step(1)

    def action_previous(self) -> None:
        """Go to the previous difference."""
        self._step(-1)

    def action_quick_filter(self) -> None:
        """Turn to the next filter: all proposals, those that differ, or those that are outstanding."""
        self._filter = _FILTERS[(_FILTERS.index(self._filter) + 1) % len(_FILTERS)]
        self.show(self._view)

    def action_all_sides(self) -> None:
        """Switch between two sides and one side with all others."""
        selected = self.listing.selected
        self._of_all = not self._of_all
        self.show(self._view)
        self.listing.select(selected)
        self.listing.focus()

    @work
    async def action_sides(self) -> None:
        """Compare two other sides."""
        pair = await self.app.push_screen_wait(Sides(self._view.negotiation.sides, self._pair))
        if pair:
            self._compare(pair)

    @work
    async def action_pairs(self) -> None:
        """Show how every pair of sides relates, and compare the pair that is chosen there."""
        pair = await self.app.push_screen_wait(screens.compare_pairs.EveryPair(self._view, self._pair))
        if pair:
            self._of_all = False
            self._compare(pair)
            self.listing.focus()

    action_annotate = _requesting("annotate")
    action_record = _requesting("record")
    action_rule = _requesting("rule")
    action_open_record = _requesting("open_record")
    action_as_of = _requesting("as_of")

    def _compare(self, pair: tuple[str, str]) -> None:
        self._pair = pair
        self.show(self._view)
        self.post_message(self.Paired(pair))

    def _step(self, direction: int) -> None:
        listing = self.listing
        if isinstance(listing, BoardListing) or not listing.step(direction, _DIFFERENCES):
            self.notify("Nothing that is shown differs.")


def _distances(found: Iterable[PairCounts], name: str) -> list[tuple[str, Mapping[str, tuple[str, str]]]]:
    """How often each side agrees with one side or differs from it, among proposals on which both are reported."""
    agree: dict[str, tuple[str, str]] = {}
    differ: dict[str, tuple[str, str]] = {}
    for pair in found:
        both = pair.both_reported
        agreed, differing = pair.relations[Relation.AGREE], pair.relations[Relation.DIFFER]
        agree[pair.other] = f"{agreed}/{both}" if both else "·", relation_style(Relation.AGREE)
        differ[pair.other] = f"{differing}" if both else "·", relation_style(Relation.DIFFER)
    return [(f"agree with {name} / both reported", agree), ("differ", differ)]


def _picture(view: Snapshot, totals: Mapping[Relation, int], of_sets: str, cells: int) -> Line:
    """A bar divided by relation; then the same in words, the day, and what is outstanding if there is room for both."""
    rest = outstanding_briefly(view.outstanding) if view.standings else "nothing recorded yet"
    day = f"as of {date_words(view.day)}" if view.day else ""
    both = line((f"{day}  {rest}" if day else rest, WARNING), " ")
    right = both if not day or cells_of(both) + _LEAST_BAR + 3 <= cells else line((day, WARNING), " ")
    kinds = ({each: totals[each]} for each in ORDER if each in totals)
    most = max(_LEAST_BAR, min(sum(totals.values()), cells // 3, cells - cells_of(right) - 3))
    shown = tally(kinds, most, lambda each, number: line((RELATION_SIGNS[each] * number, relation_style(each))))
    room = cells - cells_of(shown) - cells_of(right) - 5
    words = next((each for each in _in_words(totals, of_sets) if cells_of(each) <= room), EMPTY)
    left = EMPTY.join([line(" "), shown, line("  "), words])
    return EMPTY.join([left, line(" " * (cells - cells_of(left) - cells_of(right))), right])


def _in_words(totals: Mapping[Relation, int], of_sets: str) -> Iterator[Line]:
    """The counts of the relations, in ever fewer words."""
    for more in dict.fromkeys((of_sets, "")):
        pieces: list[Piece] = []
        for relation in (each for each in ORDER if each in totals):
            words = _IN_WORDS.get(relation, str(relation))
            pieces += [(" · ", DIM)] if pieces else []
            pieces.append((f"{totals[relation]:,} {words}", relation_style(relation)))
            if relation is Relation.AGREE and more:
                pieces.append((more, DIM))
        yield line(*pieces)
    yield line(
        *((f"{RELATION_SIGNS[each]}{totals[each]:,} ", relation_style(each)) for each in ORDER if each in totals)
    )


class Band(Static):
    """One line across the screen, drawn again whenever the width changes."""

    DEFAULT_CSS = """
    Band { height: 1; }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name for it
        super().__init__(id=id)
        self._make: Callable[[int], Line] = lambda _cells: EMPTY

    def show(self, make: Callable[[int], Line]) -> None:
        """Show another line; ``make`` draws it for a width in cells."""
        self._make = make
        self.on_resize()

    def on_resize(self) -> None:
        """Draw the line for the new width."""
        if self.size.width:
            self.update(self._make(self.size.width), layout=False)


class Sides(SmallForm[tuple[str, str]]):
    """Chooses two different sides; returns their ids."""

    def __init__(self, sides: Sequence[Side], pair: tuple[str, str]) -> None:
        super().__init__("Compare two sides")
        self._pair = PairFields(("One", "Other"), sides, pair)

    def fields(self) -> Iterable[Widget]:
        """One side, and the other."""
        yield from self._pair.widgets

    def review(self) -> tuple[str, str] | None:
        """The two sides, or None if they are the same."""
        return self._pair.read()
