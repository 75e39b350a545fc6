"""The form that records a position, or a change of status alone, on one proposal or several."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from textual.widget import Widget

from negotrack.editing.recording import PositionRequest, resulting_status
from negotrack.errors import UsageError
from negotrack.model.negotiation import Negotiation
from negotrack.model.vocabulary import Status
from negotrack.tui.forms.choices import BASES, FORMS, OUTCOMES, STANCES
from negotrack.tui.forms.evidence import EvidenceFields
from negotrack.tui.forms.fields import LONGEST, DateField, LettersField, TextField
from negotrack.tui.forms.form import Form, More
from negotrack.tui.forms.letters import Choice
from negotrack.tui.forms.records import side_field
from negotrack.tui.render import DIM, Line, Piece, line, status_style
from negotrack.wording import STATUS_SIGNS

EMPTY_REQUEST = PositionRequest()
OUTCOME = ""
"""Chosen in place of a side where something became of the proposal itself; no side has it as its id."""


class Record(Form[PositionRequest]):
    """Records a position that a side took, or a status; returns only what the ledger accepts.

    Args:
        title: what is recorded on, as the person knows it.
        negotiation: its sides, sources and proposals.
        targets: the ids of the proposals to record on.
        initial: what the form begins with.
    """

    TASK = "Record"

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
        self._initial = initial
        self._dossiers = [negotiation.dossiers[target] for target in targets]
        outcome = Choice(OUTCOME, "none: what became of it", "0")
        self._side = side_field("Side", negotiation, initial.side, more=[outcome], needed=True)
        self._stance = LettersField("Stance", STANCES, initial.stance, needed=True)
        self._status = LettersField("Outcome", OUTCOMES, initial.status, needed=True)
        self._date = DateField("Date", initial.date, needed=True)
        self._statement = TextField("Says", initial.statement, longest=LONGEST)
        self._evidence = EvidenceFields(negotiation, next(iter(initial.evidence), None), needed=True)
        self._counter: TextField | None = None

    def fields(self) -> Iterable[Widget]:
        """Side, stance and date; what was said; by whom and how; where that is said; the status."""
        yield from (self._side, self._stance, self._status, self._date, self._statement, self._evidence)
        yield More(self._more, "more: instead, said by, form, basis, quote, credibility")

    def _more(self) -> Iterable[Widget]:
        initial = self._initial
        self._counter = TextField("Instead", initial.counter, longest=LONGEST)
        self._by = TextField("Said by", initial.by)
        self._form = LettersField("Form", FORMS, initial.form)
        self._basis = LettersField("Basis", BASES, initial.basis)
        return (self._counter, self._by, self._form, self._basis, *self._evidence.more())

    def on_mount(self) -> None:
        """Show the fields of a position."""
        self._status.display = False

    def review(self) -> PositionRequest | None:
        """The request, or None while something is wrong with it; shows the status that results."""
        is_outcome = self._side.entered == OUTCOME
        self._stance.display = self._statement.display = not is_outcome
        self._status.display = is_outcome
        request = self._request(is_outcome=is_outcome)
        self._side.show(None if request.side or is_outcome else "choose who took the position")
        self._stance.show(None if request.stance or is_outcome else "choose where the side stands")
        self._status.show(None if request.status or not is_outcome else "choose what became of it")
        outcome, problem = self._foreseen(request)
        self.show_outcome(outcome)
        if problem:
            self._status.show(problem)
        return None if self.problems() else request

    def _request(self, *, is_outcome: bool) -> PositionRequest:
        evidenced = self._evidence.read(required=not is_outcome)
        date = self._date.read()
        if is_outcome:
            return PositionRequest(
                date=date, evidence=evidenced.evidence, new_source=evidenced.new_source, status=self._status.entered
            )
        more = self._initial
        if self._counter:
            more = PositionRequest(
                counter=self._counter.text,
                by=self._by.text,
                form=self._form.entered,
                basis=self._basis.entered,
            )
        side = self._side.entered
        return PositionRequest(
            side=side if isinstance(side, str) else None,
            stance=self._stance.entered,
            date=date,
            statement=self._statement.text,
            counter=more.counter,
            by=more.by,
            form=more.form,
            basis=more.basis,
            evidence=evidenced.evidence,
            new_source=evidenced.new_source,
        )

    def _foreseen(self, request: PositionRequest) -> tuple[Line, str | None]:
        if not ((request.side and request.stance) or request.status):
            return line(("Status then: not known yet", DIM)), None
        try:
            after = Counter(resulting_status(self._negotiation, dossier, request) for dossier in self._dossiers)
        except UsageError as error:
            return line(("Status then: not known yet", DIM)), str(error)
        return line("Status then: ", *self._outcome(after)), None

    def _outcome(self, after: Counter[Status]) -> Iterator[Piece]:
        for place, (status, times) in enumerate(after.most_common()):
            if place:
                yield ", "
            count = f"{times} " if len(self._dossiers) > 1 else ""
            yield f"{count}{STATUS_SIGNS[status]} {status}", status_style(status)
