"""The form that adds a proposal, source, event, claim, person or package, or corrects one that was added."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from textual import on
from textual.containers import Vertical
from textual.widget import Widget

from negotrack.editing.adding import ADDABLE, add, taken
from negotrack.errors import UsageError
from negotrack.model.identifiers import fault
from negotrack.model.negotiation import Negotiation
from negotrack.store.layout import KEYED, Location
from negotrack.store.validate import check
from negotrack.tui.actions import Place
from negotrack.tui.bindings import bindings
from negotrack.tui.forms.evidence import EvidenceFields, ProposedIdentifier
from negotrack.tui.forms.fields import Field, LettersField, TextField
from negotrack.tui.forms.form import FormDrawer, More
from negotrack.tui.forms.letters import Letters, lettered
from negotrack.tui.forms.records import EVIDENCED, KINDS, NAMED, SELDOM
from negotrack.tui.render import DIM, PLAIN, WARNING, line


@dataclass(frozen=True, slots=True)
class Addition:
    """What is to be added.

    Attributes:
        what: a word of ``ADDABLE``.
        fields: the keys of its file.
        identifier: the id that was chosen; None for one made of number and title.
        next: the person goes on with another one.
    """

    what: str
    fields: Mapping[str, Any]
    identifier: str | None = None
    next: bool = False


class Add(FormDrawer[Addition]):
    """Adds one record; returns only what the store accepts.

    Args:
        what: the word of ``ADDABLE`` to begin with.
        corrects: the id of the record that is corrected; None to add one.
    """

    PLACE = Place.RECORD
    BINDINGS = bindings(Place.RECORD)
    DEFAULT_CSS = """
    Add #kind { height: auto; }
    """

    def __init__(
        self,
        title: str,
        *,
        negotiation: Negotiation,
        what: str = "proposal",
        initial: Mapping[str, Any] = MappingProxyType({}),
        corrects: str | None = None,
    ) -> None:
        super().__init__(title, f"Correct the {what}" if corrects else "Add")
        self._negotiation = negotiation
        self._initial, self._corrects = initial, corrects
        term = negotiation.header.proposal_term
        words = lettered((each, term if each == "proposal" else each, "", PLAIN) for each in ADDABLE)
        self._what = LettersField("Add", words, what)
        self._shown = what
        self._fields: Mapping[str, Field] = {}
        self._identity: TextField | None = None
        self._proposed = ProposedIdentifier()
        self._evidence: EvidenceFields | None = None

    def fields(self) -> Iterable[Widget]:
        """What is added, and the fields of that."""
        if self._corrects is None:
            yield self._what
        with Vertical(id="kind"):
            yield from self._of_kind()

    def _of_kind(self) -> Iterable[Widget]:
        self._fields = KINDS[self._shown](self._negotiation, self._initial)
        is_named = self._shown in NAMED and self._corrects is None
        self._identity = TextField("Id") if is_named else None
        evidence = next(iter(self._initial.get("evidence") or ()), None)
        self._evidence = EvidenceFields(self._negotiation, evidence, new=False) if self._shown in EVIDENCED else None
        rare = SELDOM[self._shown]
        often = [field for key, field in self._fields.items() if key not in rare]
        seldom = [*(field for key, field in self._fields.items() if key in rare), self._identity]
        yield from (each for each in (*often, self._evidence) if each)
        rest = [each for each in seldom if each]
        if rest:
            is_open = any(isinstance(field, TextField) and field.entered for field in rest)
            yield More(lambda: rest, f"more: {', '.join(each.label.lower() for each in rest)}", is_open=is_open)

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

    def is_written(self) -> bool:
        """Whether giving up would lose anything; to choose what is added writes nothing."""
        return any(field.is_changed for field in self.query(Field) if field is not self._what)

    def review(self) -> Addition | None:
        """What is to be added, or None while something is wrong with it; shows which file it becomes."""
        if self._what.entered != self._shown:
            return None
        self.show_outcome(line(""))
        given = self._given()
        identifier = self._corrects or self._identifier(given)
        self._check(given, identifier)
        if self.problems():
            return None
        addition = Addition(self._shown, given, self._identity.text if self._identity else None)
        if self._corrects is not None:
            return addition
        try:
            change = add(self._negotiation, addition.what, given, addition.identifier or identifier)
        except UsageError as error:
            self.show_outcome(line((str(error), WARNING)))
            return None
        is_named = self._identity is not None and not _is_empty(given)
        self.show_outcome(line((f"Becomes {change.files[0].path}" if is_named else "", DIM)))
        return replace(addition, identifier=addition.identifier or (identifier if is_named else None))

    def action_save_next(self) -> None:
        """Save, and go on with another one."""
        addition = self.checked()
        if addition:
            self.dismiss(replace(addition, next=True))

    def _given(self) -> dict[str, Any]:
        given = {key: field.read() for key, field in self._fields.items()}
        if self._evidence:
            given["evidence"] = self._evidence.read(required=False).evidence
        return {key: value for key, value in given.items() if self._corrects or (value is not None and value != ())}

    def _identifier(self, given: Mapping[str, Any]) -> str:
        """The id, chosen or made; says which it is, or what is wrong with it."""
        made = "" if _is_empty(given) else self._proposed.of(self._shown, given)
        if self._identity is None:
            return made or "new"
        named = self._identity.text
        if named is None:
            self._identity.show(reading=f"{made} (made of what is written above)" if made else "")
        elif wrong := fault(named):
            self._identity.show(wrong)
        else:
            is_taken = taken(self._negotiation, self._shown, named)
            self._identity.show("is taken" if is_taken else None)
        return named or made or "new"

    def _check(self, given: Mapping[str, Any], identifier: str) -> None:
        """Say beside each field what the store would refuse."""
        kind = ADDABLE[self._shown]
        known = {key: value for key, value in given.items() if value is not None and value != ()}
        _, problems = check(Location(kind, identifier), {**known, "id": identifier} if kind in KEYED else known)
        messages = {problem.key.partition("[")[0].partition(".")[0]: problem.message for problem in problems}
        for key, field in self._fields.items():
            if key in messages and not field.problem:
                field.show(messages[key])


def _is_empty(given: Mapping[str, Any]) -> bool:
    return not any(given.get(key) for key in ("number", "title", "publisher"))
