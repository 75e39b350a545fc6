"""The form that records a position, or a change of status alone, on one proposal or several."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from textual.containers import Vertical
from textual.widget import Widget

from negotrack.editing.recording import PositionRequest, resulting_status
from negotrack.errors import UsageError
from negotrack.model.negotiation import Negotiation
from negotrack.model.vocabulary import Basis, Form, Stance, Status
from negotrack.tui.forms.days import DateField
from negotrack.tui.forms.evidence import EvidenceFields
from negotrack.tui.forms.field import ChoiceField, TextField
from negotrack.tui.forms.sheet import Sheet
from negotrack.tui.render import DIM, Line, Piece, line, status_style
from negotrack.wording import BASIS_WORDS, NOT_REPORTED, STANCE_SIGNS, STATUS_SIGNS

LONGEST = 10_000
EMPTY_REQUEST = PositionRequest()
NO_SIDE = ""
"""Chosen where the status alone changes; no side has it as its id."""
_STANCES = [("choose …", None), *((f"{STANCE_SIGNS[each]} {each}", each) for each in Stance)]
_FORMS = [(NOT_REPORTED, None), *((str(each), each) for each in Form)]
_BASES = [(NOT_REPORTED, None), *((BASIS_WORDS[each], each) for each in Basis)]
_NOT_KNOWN = line(("Status then: not known yet", DIM))
_STATUSES = [("as the positions give", None), *((f"{STATUS_SIGNS[each]} {each}", each) for each in Status)]


class Record(Sheet[PositionRequest]):
    """Records a position that a side took, or a status; returns only what the ledger accepts.

    Args:
        title: what is recorded on, as the person knows it.
        negotiation: its sides, sources and proposals.
        targets: the ids of the proposals to record on.
        initial: what the form begins with.
    """

    DEFAULT_CSS = """
    Record #position { height: auto; }
    Record #position.-hidden { display: none; }
    """

    def __init__(
        self,
        title: str,
        *,
        negotiation: Negotiation,
        targets: Sequence[str],
        initial: PositionRequest = EMPTY_REQUEST,
    ) -> None:
        super().__init__(title)
        self._negotiation = negotiation
        self._dossiers = [negotiation.dossiers[target] for target in targets]
        self._side = ChoiceField("Side", _sides(negotiation), initial.side)
        self._stance = ChoiceField("Stance", _STANCES, initial.stance)
        self._date = DateField("Date", initial.date, required=True)
        self._statement = TextField("Statement", initial.statement, longest=LONGEST)
        self._counter = TextField("Instead", initial.counter, longest=LONGEST)
        self._by = TextField("Said by", initial.by)
        self._form = ChoiceField("Form", _FORMS, initial.form)
        self._basis = ChoiceField("Basis", _BASES, initial.basis)
        self._evidence = EvidenceFields(negotiation, next(iter(initial.evidence), None))
        self._status = ChoiceField("Status", _STATUSES, initial.status)
        self._told_for: object = None
        self._told: tuple[Line, str | None] = (_NOT_KNOWN, None)

    def fields(self) -> Iterable[Widget]:
        """Side, stance and date; what was said; by whom and how; where that is said; the status."""
        yield self._side
        yield self._stance
        yield self._date
        with Vertical(id="position"):
            yield from (self._statement, self._counter, self._by, self._form, self._basis)
        yield self._evidence
        yield self._status

    def review(self) -> PositionRequest | None:
        """The request, or None while something is wrong with it; shows the status that results."""
        status_alone = self._side.entered == NO_SIDE
        self._stance.display = not status_alone
        self.query_one("#position").set_class(status_alone, "-hidden")
        request = self._request(status_alone=status_alone)
        missing = self._missing(request, status_alone=status_alone)
        self._side.show(missing.get("side"))
        self._stance.show(missing.get("stance"))
        self._status.show(missing.get("status") if missing else self._contradiction(request))
        return None if self.problems() else request

    def _missing(self, request: PositionRequest, *, status_alone: bool) -> dict[str, str]:
        """What has to be chosen before a status can be told, by the field."""
        self.foretell(_NOT_KNOWN)
        if status_alone:
            return {} if request.status else {"status": "choose the status that it has now"}
        missing = {} if request.side else {"side": "choose who took the position"}
        return missing if request.stance else {**missing, "stance": "choose where the side stands"}

    def _request(self, *, status_alone: bool) -> PositionRequest:
        date = self._date.read()
        evidenced = self._evidence.read(required=not status_alone)
        if status_alone:
            return PositionRequest(
                date=date, evidence=evidenced.evidence, new_source=evidenced.new_source, status=self._status.entered
            )
        return PositionRequest(
            side=self._side.entered,
            stance=self._stance.entered,
            date=date,
            statement=self._statement.text,
            counter=self._counter.text,
            by=self._by.text,
            form=self._form.entered,
            basis=self._basis.entered,
            evidence=evidenced.evidence,
            status=self._status.entered,
            new_source=evidenced.new_source,
        )

    def _contradiction(self, request: PositionRequest) -> str | None:
        """Show which status every proposal will have; what is wrong with it, or None."""
        decisive = (request.side, request.stance, request.date, request.basis, request.status)
        if decisive != self._told_for:
            self._told_for, self._told = decisive, self._foreseen(request)
        outcome, problem = self._told
        self.foretell(outcome)
        return problem

    def _foreseen(self, request: PositionRequest) -> tuple[Line, str | None]:
        try:
            after = Counter(resulting_status(self._negotiation, dossier, request) for dossier in self._dossiers)
        except UsageError as error:
            return _NOT_KNOWN, str(error)
        return line("Status then: ", *self._outcome(after)), None

    def _outcome(self, after: Counter[Status]) -> Iterable[Piece]:
        for place, (status, times) in enumerate(after.most_common()):
            if place:
                yield ", "
            count = f"{times} " if len(self._dossiers) > 1 else ""
            yield f"{count}{STATUS_SIGNS[status]} {status}", status_style(status)
        if self._status.entered is None:
            yield " (as the positions give)", DIM


def _sides(negotiation: Negotiation) -> list[tuple[str, str | None]]:
    sides: list[tuple[str, str | None]] = [(side.name, side.id) for side in negotiation.sides]
    return [("choose …", None), *sides, ("none: the status alone changes", NO_SIDE)]
