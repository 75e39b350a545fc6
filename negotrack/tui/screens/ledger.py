"""The forms of the ledger: a position or an outcome, a ruling, a condition met, what waits, and a reason."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, NamedTuple

from textual.content import Content
from textual.widget import Widget

from negotrack.analysis.conflicts import set_aside_for
from negotrack.analysis.consistency import days_of_sources, too_late_for
from negotrack.editing.recording import Consequence, PositionRequest, consequence, entries
from negotrack.model.dates import today
from negotrack.model.entries import FILE_STATUS, OutcomeEntry, PositionEntry, latest_day
from negotrack.model.negotiation import Negotiation
from negotrack.model.records import LedgerEntry
from negotrack.model.standing import Standing
from negotrack.model.vocabulary import Stance
from negotrack.pages.days import short_day_words
from negotrack.pages.standing import CONFLICT_WORDS
from negotrack.pages.terms import Citations
from negotrack.tui.forms.context import FEW, consequences, position_pieces, statements, status_piece
from negotrack.tui.forms.evidence import EvidenceFields
from negotrack.tui.forms.fields import LONGEST_FIELD, DateField, Field, LettersField, TextField
from negotrack.tui.forms.form import Entered, FormDrawer, More, RecordForm, SmallForm
from negotrack.tui.forms.letters import BASES, FORMS, OUTCOMES, RELEASES, STANCES, Choice
from negotrack.tui.forms.question import SIGN_CELLS, PickList
from negotrack.tui.forms.records import ConditionsField, ProposalsField, side_field
from negotrack.tui.render import DIM, PLAIN, WARNING, Line, Piece, clipped, line, paragraph

_EMPTY_REQUEST = PositionRequest()
_DEDUCED = [Choice(value=False, label="the source's", letter="s"), Choice(True, "deduced", "d")]
"""Who gave the span of a date: the source, or whoever recorded it, by deduction."""
OUTCOME = ""
"""Chosen instead of a side to record an outcome of the proposal itself; no side has this id."""


@dataclass(frozen=True, slots=True)
class Recorded(Entered):
    """The request that was entered."""

    request: PositionRequest


class RecordDrawer(RecordForm[Recorded]):
    """Records a position that a side took, or an outcome; returns only what the ledger accepts.

    Args:
        replaces: the id of the entry that is corrected, if any.
        how: what will happen to that entry, in words.
    """

    def __init__(
        self,
        title: str,
        *,
        negotiation: Negotiation,
        targets: Sequence[str],
        initial: PositionRequest = _EMPTY_REQUEST,
        accepted: Collection[str] = (),
        replaces: str | None = None,
        how: str = "",
    ) -> None:
        super().__init__(title, "Correct" if replaces else "Record", corrects=replaces)
        self._negotiation = negotiation
        self._published = days_of_sources(negotiation)
        self._initial, self._accepted, self._how = initial, accepted, how
        self._dossiers = [negotiation.dossiers[target] for target in targets]
        outcome = Choice(OUTCOME, "no side: an outcome", "0")
        side = OUTCOME if initial.status and not initial.side else initial.side
        self._side = side_field("Side", negotiation.sides, side, more=[outcome], needed=True)
        self._stance = LettersField("Stance", STANCES, initial.stance, needed=True)
        self._outcome = LettersField("Outcome", OUTCOMES, initial.status, needed=True)
        self._date = DateField("Date", initial.date, needed=True, is_unknown=bool(replaces))
        self._statement = TextField("Says", initial.statement, longest=LONGEST_FIELD)
        self._evidence = EvidenceFields(negotiation, initial.evidence, needed=True)
        self._conditions: ConditionsField | None = None
        self._more: Mapping[str, Field] = {}
        self._foreseen_for: tuple[PositionRequest, bool] | None = None
        self._foreseen: tuple[Consequence, ...] = ()

    def fields(self) -> Iterable[Widget]:
        """Side, stance and date; what was said, and the evidence; and the rest, folded away."""
        yield from (self._side, self._stance, self._date, self._statement, self._evidence)
        words = "more: instead, said by, form, basis, quote, release …"
        yield More(self._make_more, words, is_open=_has_more(self._initial))

    def _make_more(self) -> Iterable[Widget]:
        self._more = {key: make(getattr(self._initial, key)) for key, make in _MORE.items()}
        return (*self._more.values(), *self._evidence.more())

    def review(self) -> Recorded | None:
        """The request, or None while something is wrong with it; shows what will follow from it."""
        is_outcome = self._side.entered == OUTCOME
        self._stance.display = self._statement.display = not is_outcome
        self.offer(self._outcome, wanted=is_outcome, after=self._stance)
        is_conditional = not is_outcome and self._stance.entered is Stance.CONDITIONAL
        if is_conditional and self._conditions is None:
            self._conditions = ConditionsField(self._negotiation, self._initial.conditions)
        if self._conditions:
            self.offer(self._conditions, wanted=is_conditional, after=self._statement)
        request = self._request(is_outcome=is_outcome)
        self._side.require(request.side or is_outcome, "choose who took the position")
        self._stance.require(request.stance or is_outcome, "choose where the side stands")
        self._outcome.require(request.status or not is_outcome, "choose what became of it")
        self._show_consequences(request)
        self._show_late(request)
        return None if self.problems() else Recorded(request)

    def _show_late(self, request: PositionRequest) -> None:
        """Show how it is stored, and warn if its date cannot be right."""
        late: list[str] = []
        if request.date and request.date.first:
            late = too_late_for(request.date.first, request.evidence, self._published, today())
        lines = [line((self._how, DIM)), *(line((f"! The date {words}.", WARNING)) for words in late)]
        self.show_outcome(Content("\n").join(each for each in lines if each))

    def _request(self, *, is_outcome: bool) -> PositionRequest:
        evidenced = self._evidence.read(required=True)
        more = self._initial.model_copy(update={key: field.read() for key, field in self._more.items()})
        common = {
            "date": self._date.read(),
            "form": more.form,
            "deduced": bool(more.deduced),
            "release": more.release,
            "evidence": evidenced.evidence,
            "new_source": evidenced.new_source,
        }
        if is_outcome:
            return _EMPTY_REQUEST.model_copy(update={**common, "status": self._outcome.entered})
        side, conditions = self._side.entered, self._conditions
        said = {
            "side": side if isinstance(side, str) else None,
            "stance": self._stance.entered,
            "statement": self._statement.text,
            "counter": more.counter,
            "by": more.by,
            "basis": more.basis,
            "conditions": conditions.conditions if conditions and conditions.display else (),
        }
        return _EMPTY_REQUEST.model_copy(update={**common, **said})

    def _show_consequences(self, request: PositionRequest) -> None:
        """Show where the side stands before and after; computed again only after a change."""
        if (request, self._is_whole(request)) != self._foreseen_for:
            self._foreseen_for = request, self._is_whole(request)
            self._foreseen = tuple(self._consequences(request))
        side, room = request.side, self.room
        one = self._foreseen[0].before if len(self._foreseen) == 1 else None
        if one is None or self._is_whole(request):
            self.show_context([*consequences(self._negotiation, side, self._foreseen, room)])
        elif side or len(self._negotiation.sides) <= FEW:
            self.show_context([*statements(self._negotiation, one, side, room)])
        else:
            self.show_context([line(status_piece(one.status))])

    def _consequences(self, request: PositionRequest) -> Iterator[Consequence]:
        now, without = datetime.now(UTC), [self.corrects] if self.corrects else []
        is_whole = self._is_whole(request)
        for dossier in self._dossiers:
            added = entries(dossier.id, request, now, "") if is_whole else ()
            yield consequence(self._negotiation, dossier, added, without=without, accepted=self._accepted)

    def _is_whole(self, request: PositionRequest) -> bool:
        """Whether everything that decides has been entered; without a date, the order of entries is unknown."""
        return (
            bool(self._date.text)
            and not self._date.problem
            and bool(request.status or (request.side and request.stance))
        )


_MORE: Mapping[str, Callable[[Any], Field]] = {
    "counter": lambda value: TextField("Instead", value, longest=LONGEST_FIELD),
    "by": lambda value: TextField("Said by", value),
    "form": lambda value: LettersField("Form", FORMS, value),
    "basis": lambda value: LettersField("Basis", BASES, value),
    "deduced": lambda value: LettersField("Span", _DEDUCED, value),
    "release": lambda value: LettersField("Release", RELEASES, value),
}
"""The function that creates the field of each rarely used key."""


def _has_more(initial: PositionRequest) -> bool:
    quoted = any(each.quote or each.credibility for each in initial.evidence)
    return quoted or any(getattr(initial, key) for key in _MORE)


Entry = PositionEntry | OutcomeEntry
_STANDS, _RETRACTED = "stands", "retracted"
_TRIED = "~"
"""The id of a ruling that is only tried out."""


@dataclass(frozen=True, slots=True)
class Ruling:
    """A decision between records that conflict.

    Attributes:
        entry: the id of the record that it is about.
        over: the ids of the records that it sets aside; empty if the record itself is retracted.
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
        """List the records at the width of the form."""
        self._list.show(map(self._shown, self._entries))

    def review(self) -> Ruling | None:
        """The ruling, or None while it has no reason; shows the resulting status."""
        self.show_context([*self._causes()])
        place = self._list.highlighted or 0
        entry = self._entries[place]
        over = self._over(entry) if self._does.entered == _STANDS else ()
        because = self._because.text
        self._because.require(because, "write the reason")
        found = self._tried(entry, over)
        after: Piece = status_piece(found.after.status)
        self.show_outcome(line("Then: ", after, (" · still conflicting", WARNING) if found.after.conflicts else ""))
        return Ruling(entry.id, over, because) if because else None

    def on_option_list_option_highlighted(self) -> None:
        """Show what follows for the highlighted record."""
        self.reread()

    def on_option_list_option_selected(self) -> None:
        """Focus the choice of what is done with the record."""
        self.focus_next()

    def _causes(self) -> Iterator[Line]:
        for conflict in self._standing.conflicts:
            side = f"{self._negotiation.side_name(conflict.side)}: " if conflict.side else ""
            yield clipped(self.room, (f"‼ {side}{CONFLICT_WORDS[conflict.kind]}", WARNING))

    def _shown(self, entry: Entry) -> Content:
        """A record, who recorded it, the status if it stands, and what it says."""
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
    """Records when a condition was met, with evidence; returns the keys of the entry."""

    def __init__(self, title: str, condition: str, *, negotiation: Negotiation) -> None:
        super().__init__(title, "This condition is met")
        self._condition = condition
        self._date = DateField(needed=True)
        self._evidence = EvidenceFields(negotiation, new=False, needed=True)

    def fields(self) -> Iterable[Widget]:
        """The date, and the evidence."""
        return (self._date, self._evidence)

    def review(self) -> dict[str, Any] | None:
        """The keys of the entry, or None while something is wrong with them."""
        self.show_context(paragraph(self._condition, self.room))
        date, evidence = self._date.read(), self._evidence.read(required=True).evidence
        return None if self.problems() else {"date": date, "evidence": evidence}


class Waiting(NamedTuple):
    """The proposals that wait, and the other keys of the entry."""

    proposals: tuple[str, ...]
    fields: dict[str, Any]


class HoldUp(FormDrawer[Waiting]):
    """Records which others a proposal holds up."""

    AUTO_FOCUS = "TextBox"

    def __init__(self, title: str, *, negotiation: Negotiation) -> None:
        super().__init__(title, "Holds up")
        self._waiting = ProposalsField("Waiting", negotiation, needed=True)
        self._basis = LettersField("Basis", BASES)
        self._evidence = EvidenceFields(negotiation, new=False)

    def fields(self) -> Iterable[Widget]:
        """What waits, on what basis, and the evidence."""
        return (self._waiting, self._basis, self._evidence)

    def review(self) -> Waiting | None:
        """What was entered, or None while something is wrong with it."""
        proposals = self._waiting.read()
        evidence = self._evidence.read(required=False).evidence
        if self.problems() or not proposals:
            return None
        return Waiting(proposals, {"basis": self._basis.entered, "evidence": evidence})


class Reason(SmallForm[str]):
    """Asks for a reason, and returns it."""

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
        self._because.require(because, "write the reason")
        return because
