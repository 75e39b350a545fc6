"""The form that adds a proposal, source, event, claim or person."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from textual import on
from textual.containers import Vertical
from textual.widget import Widget

from negotrack.editing.adding import ADDABLE, add, proposed_identifier, taken
from negotrack.errors import UsageError
from negotrack.model.identifiers import fault
from negotrack.model.negotiation import Negotiation
from negotrack.store.layout import KEYED, Place
from negotrack.store.validate import check
from negotrack.tui.forms.evidence import EvidenceFields
from negotrack.tui.forms.fields import Field, LettersField, TextField
from negotrack.tui.forms.form import Form
from negotrack.tui.forms.letters import Letters, lettered
from negotrack.tui.forms.records import EVIDENCED, KINDS, NAMED
from negotrack.tui.render import DIM, PLAIN, WARNING, line


@dataclass(frozen=True, slots=True)
class Addition:
    """What is to be added.

    Attributes:
        what: a word of ``ADDABLE``.
        fields: the keys of its file.
        identifier: the id that was chosen; None for one made of number and title.
    """

    what: str
    fields: Mapping[str, Any]
    identifier: str | None = None


class Add(Form[Addition]):
    """Adds one record; returns only what the store accepts.

    Args:
        title: what it is added to, as the person knows it.
        negotiation: its sides, sources and proposals.
        what: the word of ``ADDABLE`` to begin with.
    """

    DEFAULT_CSS = """
    Add #kind { height: auto; }
    """

    def __init__(self, title: str, *, negotiation: Negotiation, what: str = "proposal") -> None:
        super().__init__(title)
        self._negotiation = negotiation
        term = negotiation.header.proposal_term
        words = lettered((each, term if each == "proposal" else each, "", PLAIN) for each in ADDABLE)
        self._what = LettersField("Add", words, what)
        self._shown = what
        self._fields: Mapping[str, Field] = {}
        self._identity: TextField | None = None
        self._evidence: EvidenceFields | None = None

    def fields(self) -> Iterable[Widget]:
        """What is added, and the fields of that."""
        yield self._what
        with Vertical(id="kind"):
            yield from self._of_kind()

    def _of_kind(self) -> Iterable[Widget]:
        self._fields = KINDS[self._shown](self._negotiation, {})
        self._identity = TextField("Id") if self._shown in NAMED else None
        self._evidence = EvidenceFields(self._negotiation, new=False) if self._shown in EVIDENCED else None
        return [each for each in (*self._fields.values(), self._evidence, self._identity) if each]

    @on(Letters.Changed)
    async def change_kind(self) -> None:
        """Ask for what belongs to another kind of record."""
        if self._what.entered in {None, self._shown}:
            return
        self._shown = str(self._what.entered)
        below = self.query_one("#kind")
        await below.remove_children()
        await below.mount_all(self._of_kind())
        self.reread()

    def review(self) -> Addition | None:
        """What is to be added, or None while something is wrong with it; shows which file it becomes."""
        if self._what.entered != self._shown:
            return None
        self.show_outcome(line(""))
        given = self._given()
        identifier = self._identifier(given)
        self._check(given, identifier)
        if self.problems():
            return None
        addition = Addition(self._shown, given, self._identity.text if self._identity else None)
        try:
            change = add(self._negotiation, addition.what, given, addition.identifier)
        except UsageError as error:
            self.show_outcome(line((str(error), WARNING)))
            return None
        is_named = self._identity is not None and not _is_empty(given)
        self.show_outcome(line((f"Becomes {change.files[0].path}" if is_named else "", DIM)))
        return addition

    def _given(self) -> dict[str, Any]:
        given = {key: field.read() for key, field in self._fields.items()}
        if self._evidence:
            given["evidence"] = self._evidence.read(required=False).evidence
        return {key: value for key, value in given.items() if value is not None and value != ()}

    def _identifier(self, given: Mapping[str, Any]) -> str:
        """The id, chosen or made; says which it is, or what is wrong with it."""
        made = "" if _is_empty(given) else proposed_identifier(self._shown, given)
        if self._identity is None:
            return made or "new"
        named = self._identity.text
        if named is None:
            self._identity.show(reading=f"{made} (made of what is written above)" if made else "")
        elif wrong := fault(named):
            self._identity.show(wrong)
        else:
            is_taken = taken(self._negotiation, ADDABLE[self._shown], named)
            self._identity.show("is taken" if is_taken else None)
        return named or made or "new"

    def _check(self, given: Mapping[str, Any], identifier: str) -> None:
        """Say beside each field what the store would refuse."""
        kind = ADDABLE[self._shown]
        _, problems = check(Place(kind, identifier), {**given, "id": identifier} if kind in KEYED else dict(given))
        messages = {problem.key.partition("[")[0].partition(".")[0]: problem.message for problem in problems}
        for key, field in self._fields.items():
            if key in messages and not field.problem:
                field.show(messages[key])


def _is_empty(given: Mapping[str, Any]) -> bool:
    return not any(given.get(key) for key in ("number", "title", "publisher"))
