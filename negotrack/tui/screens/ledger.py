"""The forms of the ledger beside positions: a ruling, a condition that is met, what waits, and why."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from textual.content import Content
from textual.widget import Widget

from negotrack.analysis.conflicts import set_aside_for
from negotrack.editing.consequences import Consequence, consequence
from negotrack.model.entries import FILE_STATUS, OutcomeEntry, PositionEntry, latest_day
from negotrack.model.negotiation import Negotiation
from negotrack.model.records import LedgerEntry
from negotrack.model.standing import Standing
from negotrack.pages.citations import Citations
from negotrack.pages.days import short_day_words
from negotrack.pages.standing import CONFLICT_WORDS
from negotrack.tui.forms.context import position_pieces, status_piece
from negotrack.tui.forms.evidence import EvidenceFields
from negotrack.tui.forms.fields import LONGEST_FIELD, DateField, LettersField, TextField
from negotrack.tui.forms.form import FormDrawer, SmallForm
from negotrack.tui.forms.letters import BASES, Choice
from negotrack.tui.forms.question import SIGN_CELLS, PickList
from negotrack.tui.forms.records import ProposalsField
from negotrack.tui.render import DIM, PLAIN, WARNING, Line, Piece, clipped, line, paragraph

Entry = PositionEntry | OutcomeEntry
_STANDS, _RETRACTED = "stands", "retracted"
_TRIED = "~"
"""The id of a ruling that is only tried."""


@dataclass(frozen=True, slots=True)
class Ruling:
    """What was decided.

    Attributes:
        entry: the id of the record that it is about.
        over: the ids of those that are set aside; none where the record itself is taken back.
        because: the reason.
    """

    entry: str
    over: tuple[str, ...]
    because: str


class Rule(FormDrawer[Ruling]):
    """Decides between records of one proposal that conflict."""

    AUTO_FOCUS = "PickList"
    DEFAULT_CSS = """
    Rule PickList, Rule PickList:focus { max-height: 16; }
    """

    def __init__(
        self, title: str, *, negotiation: Negotiation, standing: Standing, accepted: Collection[str] = ()
    ) -> None:
        super().__init__(title, "Rule on a conflict")
        self._negotiation, self._standing, self._accepted = negotiation, standing, accepted
        self._entries = [*conflicting(standing)]
        self._citations = Citations(negotiation.sources)
        self._list = PickList()
        does = [Choice(_STANDS, "stands, the others are set aside", "s"), Choice(_RETRACTED, "is retracted", "r")]
        self._does = LettersField("It", does, _STANDS)
        self._because = TextField(
            "Because", longest=LONGEST_FIELD, placeholder="the reason, which is printed", needed=True
        )

    def fields(self) -> Iterable[Widget]:
        """The records, what is done with the highlighted one, and why."""
        yield self._list
        yield from (self._does, self._because)

    def on_mount(self) -> None:
        """Show the records as wide as there is room."""
        self._list.show(map(self._shown, self._entries))

    def review(self) -> Ruling | None:
        """What was decided, or None while there is no reason; shows what will hold."""
        self.show_context([*self._causes()])
        place = self._list.highlighted or 0
        entry = self._entries[place]
        over = self._over(entry) if self._does.entered == _STANDS else ()
        because = self._because.text
        self._because.show(None if because else "write the reason")
        found = self._tried(entry, over)
        after: Piece = status_piece(found.after.status)
        self.show_outcome(line("Then: ", after, (" · still conflicting", WARNING) if found.after.conflicts else ""))
        return Ruling(entry.id, over, because) if because else None

    def on_option_list_option_highlighted(self) -> None:
        """Show what follows from another choice."""
        self.reread()

    def on_option_list_option_selected(self) -> None:
        """Go on to what is done with it."""
        self.focus_next()

    def _causes(self) -> Iterator[Line]:
        for conflict in self._standing.conflicts:
            side = f"{self._negotiation.side_name(conflict.side)}: " if conflict.side else ""
            yield clipped(self.room, (f"‼ {side}{CONFLICT_WORDS[conflict.kind]}", WARNING))

    def _shown(self, entry: Entry) -> Content:
        """A record in two lines, and what would hold if it stood."""
        cells = self.room - SIGN_CELLS
        side, said = "", ""
        if isinstance(entry, PositionEntry):
            side = f"{self._negotiation.side_name(entry.side)} "
            pieces = position_pieces(entry.position, self._citations)
            said = entry.position.statement or ""
        else:
            pieces = [status_piece(entry.status), (f" · {short_day_words(entry.date)}", DIM)]
        status = self._tried(entry, self._over(entry)).after.status
        by = f"by {entry.recorded_by}" if entry.recorded_by else "in the proposal's own file"
        then = (f"  {by}; if it stands: ", DIM)
        lines = [clipped(cells, side, *pieces), clipped(cells, then, status_piece(status))]
        if said:
            lines.append(clipped(cells, "  ", (said, PLAIN)))
        return Content("\n").join(lines)

    def _over(self, entry: Entry) -> tuple[str, ...]:
        return set_aside_for(self._negotiation, self._standing.dossier, (entry.id,), accepted=self._accepted)

    def _tried(self, entry: Entry, over: tuple[str, ...]) -> Consequence:
        keys = {"prefers": (entry.id,), "over": over} if over else {"retracts": entry.id}
        tried = LedgerEntry.model_validate({"id": _TRIED, "because": _TRIED, **keys})
        return consequence(self._negotiation, self._standing.dossier, [tried], accepted=self._accepted)


def conflicting(standing: Standing) -> Iterator[Entry]:
    """Every record that conflicts with another, conflict by conflict."""
    dossier = standing.dossier
    known: dict[str, Entry] = {each.id: each for each in dossier.counting.positions}
    known |= {each.id: each for each in dossier.counting.outcomes}
    known[FILE_STATUS] = OutcomeEntry(FILE_STATUS, dossier.proposal.status, latest_day(dossier.proposal), in_file=True)
    for conflict in standing.conflicts:
        yield from (known[each] for each in conflict.entries if each in known)


class Meet(FormDrawer[dict[str, Any]]):
    """Records when a condition was met, and where that is said; returns the keys of the entry."""

    def __init__(self, title: str, condition: str, *, negotiation: Negotiation) -> None:
        super().__init__(title, "This condition is met")
        self._condition = condition
        self._date = DateField(needed=True)
        self._evidence = EvidenceFields(negotiation, new=False, needed=True)

    def fields(self) -> Iterable[Widget]:
        """When, and where that is said."""
        return (self._date, self._evidence)

    def review(self) -> dict[str, Any] | None:
        """The keys of the entry, or None while something is wrong with them."""
        self.show_context(paragraph(self._condition, self.room))
        date, evidence = self._date.read(), self._evidence.read(required=True).evidence
        return None if self.problems() else {"date": date, "evidence": evidence}


class Waiting(NamedTuple):
    """What was entered.

    Attributes:
        proposals: the ids of those that wait.
        fields: the basis and the evidence of it.
    """

    proposals: tuple[str, ...]
    fields: dict[str, Any]


class HoldUp(FormDrawer[Waiting]):
    """Records which proposals one holds up."""

    AUTO_FOCUS = "TextBox"

    def __init__(self, title: str, *, negotiation: Negotiation) -> None:
        super().__init__(title, "Holds up")
        self._waiting = ProposalsField("Waiting", negotiation, needed=True)
        self._basis = LettersField("Basis", BASES)
        self._evidence = EvidenceFields(negotiation, new=False)

    def fields(self) -> Iterable[Widget]:
        """What waits, and where that is said."""
        return (self._waiting, self._basis, self._evidence)

    def review(self) -> Waiting | None:
        """What was entered, or None while something is wrong with it."""
        proposals = self._waiting.read()
        evidence = self._evidence.read(required=False).evidence
        if self.problems() or not proposals:
            return None
        return Waiting(proposals, {"basis": self._basis.entered, "evidence": evidence})


class Reason(SmallForm[str]):
    """Asks why; returns the reason."""

    def __init__(self, title: str, words: str) -> None:
        super().__init__(title)
        self._words = words
        self._because = TextField("Because", needed=True)

    def fields(self) -> Iterable[Widget]:
        """The reason."""
        yield self._because

    def review(self) -> str | None:
        """The reason, or None while there is none."""
        self.show_context([line(self._words)])
        because = self._because.text
        self._because.show(None if because else "write the reason")
        return because
