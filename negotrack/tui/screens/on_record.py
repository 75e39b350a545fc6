"""What is on record about a proposal and the negotiation: a list of records to correct or take back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content

from negotrack.editing.adding import ADDABLE
from negotrack.model.entries import FILE_STATUS, Counting, outcome_of
from negotrack.model.negotiation import Dossier, Negotiation
from negotrack.model.records import LedgerEntry
from negotrack.model.side_standing import decides_nothing
from negotrack.model.standing import Standing
from negotrack.pages.days import moment_words, short_day_words
from negotrack.pages.proposal import stake_words
from negotrack.pages.standing import entry_words, ruling_words
from negotrack.pages.terms import Citations, Terms
from negotrack.pages.texts import text_label
from negotrack.text import pad, safe
from negotrack.tui.actions import Place
from negotrack.tui.body import beside_cells
from negotrack.tui.forms.context import position_pieces, status_piece
from negotrack.tui.forms.question import AROUND_LIST, PickList
from negotrack.tui.render import DIM, FOR, HEADING, WARNING, Piece, clipped, line, longest_name
from negotrack.tui.widgets.keyline import KeyedModal, KeyLine, bindings


@dataclass(frozen=True, slots=True)
class Picked:
    """A record that was chosen.

    Attributes:
        what: position, condition, outcome, ruling, retraction, met, holds up, wording, stake, or a word of ``ADDABLE``.
        id: its id.
        take_back: whether it is to be taken back, not corrected.
    """

    what: str
    id: str
    take_back: bool = False


_Row = tuple[Picked, str, list[Piece]]
"""A record, what became of it, and what it says."""


class OnRecord(KeyedModal[Picked | None]):
    """Lists what is on record; returns the chosen record, or None to go back.

    Args:
        standing: the proposal; None for the negotiation alone.
    """

    BINDINGS = bindings(Place.RECORDS)
    AUTO_FOCUS = "PickList"
    DEFAULT_CSS = """
    OnRecord {
        background: transparent; align: right bottom;
        & > Vertical {
            width: 1fr; height: auto; max-height: 100%; padding: 0 1; background: $background;
            border: round $primary; border-title-style: bold; border-title-color: $foreground;
        }
    }
    """

    def __init__(self, title: str, *, negotiation: Negotiation, standing: Standing | None) -> None:
        super().__init__()
        self._heading = title
        self._negotiation, self._standing = negotiation, standing
        self._terms = Terms(negotiation)
        self._citations = Citations(negotiation.sources)
        self._picked: list[Picked | None] = []

    def compose(self) -> ComposeResult:
        """The list in its frame."""
        with Vertical() as box:
            box.border_title = line(self._heading)
            box.styles.width = beside_cells(self.app.size)
            yield PickList()
        yield KeyLine(Place.RECORDS)

    def on_mount(self) -> None:
        """List the records."""
        rows = [*self._rows()]
        headings = [index for index, picked in enumerate(self._picked) if picked is None]
        self.query_one(PickList).show(rows, headings=headings, highlighted=1)

    @on(PickList.OptionSelected)
    def action_open(self) -> None:
        """Correct the highlighted record."""
        self._pick(take_back=False)

    def action_take_back(self) -> None:
        """Take the highlighted record back."""
        self._pick(take_back=True)

    def _pick(self, *, take_back: bool) -> None:
        place = self.query_one(PickList).highlighted
        picked = self._picked[place] if place is not None else None
        if picked:
            self.dismiss(Picked(picked.what, picked.id, take_back))

    def _rows(self) -> Iterator[Content]:
        cells = beside_cells(self.app.size) - AROUND_LIST
        groups: list[tuple[str, Iterable[_Row]]] = []
        if standing := self._standing:
            groups += [("On this", chain(self._entries(standing), self._attached(standing.dossier)))]
        groups += [("On the negotiation", self._around())]
        for heading, rows in groups:
            shown = list(rows)
            if not shown:
                continue
            self._picked.append(None)
            yield line((heading, HEADING))
            room = max(len(fate) for _, fate, _ in shown)
            for picked, fate, pieces in shown:
                self._picked.append(picked)
                yield clipped(cells, (f"{picked.what:<11}", DIM), (f"{fate:<{room}}", WARNING), *pieces)

    def _entries(self, standing: Standing) -> Iterator[_Row]:
        dossier, counting = standing.dossier, standing.dossier.counting
        longest = longest_name(self._negotiation.sides)
        for entry in dossier.positions:
            fate = _fate(entry.id, counting)
            where = standing.of(entry.side)
            if entry in where.present and entry not in where.shown and not decides_nothing(entry):
                fate = "replaced  "
            pieces: list[Piece] = [f"{pad(safe(self._negotiation.side_name(entry.side)), longest)}  "]
            pieces += position_pieces(entry.position, self._citations)
            pieces += [(f" · recorded {moment_words(entry.recorded)}", DIM)] if entry.recorded else []
            yield Picked("position", entry.id), fate, pieces
            for number, condition in enumerate(entry.position.conditions, 1):
                if condition.text:
                    identifier = f"{entry.id}#{number}"
                    met: Piece = ("✓ met  ", FOR) if identifier in counting.met else ("not met  ", DIM)
                    yield Picked("condition", identifier), "", ["  ", met, condition.text]
        if dossier.counting.file_status:
            yield Picked("outcome", FILE_STATUS), "", [status_piece(dossier.proposal.status)]
        for each in dossier.ledger:
            fate = _fate(each.id, counting)
            if outcome := outcome_of(each):
                when: Piece = (f" · {short_day_words(outcome.date)}", DIM)
                yield Picked("outcome", each.id), fate, [status_piece(outcome.status), when]
            elif each.prefers or each.retracts or each.meets or each.holds_up:
                because = f" · {each.because}" if each.because else ""
                yield Picked(_kind(each), each.id), fate, [self._said(each, standing), (because, DIM)]

    def _said(self, entry: LedgerEntry, standing: Standing) -> str:
        if entry.holds_up:
            return ", ".join(self._terms.proposal(link.proposal) for link in entry.holds_up)
        if entry.prefers:
            return ruling_words(standing, entry, self._terms)
        if entry.retracts:
            return entry_words(standing, entry.retracts, self._terms)
        words = {
            f"{each.id}#{number}": condition.text
            for each in standing.dossier.positions
            for number, condition in enumerate(each.position.conditions, 1)
        }
        return words.get(entry.meets or "") or entry.meets or ""

    def _attached(self, dossier: Dossier) -> Iterator[_Row]:
        terms = self._terms
        for text in dossier.texts:
            yield Picked("wording", text.id), "", [text_label(text, terms), (f" · {short_day_words(text.date)}", DIM)]
        for stake in dossier.stakes:
            said = f" · {stake.statement}" if stake.statement else ""
            yield Picked("stake", stake.id), "", [f"{terms.side(stake.side)}: {stake_words(stake)}", (said, DIM)]

    def _around(self) -> Iterator[_Row]:
        for what, kind in ADDABLE.items():
            for identifier, record in self._negotiation.added.get(kind, {}).items():
                named = next(str(value) for key in ("title", "claim", "name") if (value := getattr(record, key, None)))
                yield Picked(what, identifier), "", [named]


def _fate(identifier: str, counting: Counting) -> str:
    if identifier in counting.retracted:
        return "retracted  "
    return "set aside  " if identifier in counting.set_aside else ""


def _kind(entry: LedgerEntry) -> str:
    if entry.holds_up:
        return "holds up"
    return "ruling" if entry.prefers else "retraction" if entry.retracts else "met"
