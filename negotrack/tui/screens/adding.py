"""The forms for records with a file of their own: what can be added, a wording, and what a side has at stake."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from string import ascii_lowercase
from types import MappingProxyType
from typing import Any

from textual import on
from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget

from negotrack.editing.adding import ADDABLE, LONGEST_WORDING, add, taken
from negotrack.errors import UsageError
from negotrack.model.entries import PositionEntry
from negotrack.model.identifiers import fault
from negotrack.model.layout import KEYED, Location
from negotrack.model.negotiation import Dossier, Negotiation
from negotrack.model.records import Text
from negotrack.model.vocabulary import Priority, StakeKind
from negotrack.pages.days import short_day_words
from negotrack.pages.terms import Terms
from negotrack.pages.texts import bracket_lines, bracketed, clean_words, text_label
from negotrack.pages.words import counted
from negotrack.store.validate import check
from negotrack.tui.forms.evidence import EvidenceFields, ProposedIdentifier
from negotrack.tui.forms.fields import (
    LONGEST_FIELD,
    DateField,
    Field,
    LettersField,
    SelectField,
    SeveralField,
    TextField,
)
from negotrack.tui.forms.form import Entered, FormDrawer, More, RecordForm
from negotrack.tui.forms.letters import RELEASES, Choice, Letters, lettered
from negotrack.tui.forms.records import EVIDENCED, KINDS, NAMED, SELDOM, PartiesField, side_field
from negotrack.tui.forms.text_form import FormDrafts, Outside, TextForm
from negotrack.tui.render import DIM, EMPTY, WARNING, line

_LONGEST_COUNTED = 100_000
"""Characters of a text; in longer ones, words are not counted after every key."""
_MOST_BRACKETS = 3
"""Lines about brackets that are shown."""
_STAKES = lettered(Choice(kind, kind.words) for kind in StakeKind)
_PRIORITIES = lettered(Choice(each, each.value) for each in Priority)
_FEW = 4
"""Positions that take letters from their names; if there are more, too few letters are free."""


@dataclass(frozen=True, slots=True)
class Addition(Entered):
    """A record to add.

    Attributes:
        what: a word of ``ADDABLE``.
        fields: the keys of its file.
        identifier: the id, typed or proposed; None to have one built.
    """

    what: str
    fields: Mapping[str, Any]
    identifier: str | None = None


class Add(RecordForm[Addition]):
    """Adds one record; returns only what the store accepts.

    Args:
        what: the kind to begin with, a word of ``ADDABLE``.
        corrects: the id of the record to correct; None to add one.
    """

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
        super().__init__(title, f"Correct the {what}" if corrects else "Add", corrects=corrects)
        self._negotiation = negotiation
        self._initial = initial
        term = negotiation.header.proposal_term
        words = lettered(Choice(each, term if each == "proposal" else each) for each in ADDABLE)
        self._what = LettersField("Add", words, what)
        self._shown = what
        self._fields: Mapping[str, Field] = {}
        self._identity: TextField | None = None
        self._proposed = ProposedIdentifier()
        self._evidence: EvidenceFields | None = None

    def fields(self) -> Iterable[Widget]:
        """The choice of a kind, and the fields of that kind."""
        if self.corrects is None:
            yield self._what
        with Vertical(id="kind"):
            yield from self._of_kind()

    def _of_kind(self) -> Iterable[Widget]:
        self._fields = KINDS[self._shown](self._negotiation, self._initial)
        is_named = self._shown in NAMED and self.corrects is None
        self._identity = TextField("Id") if is_named else None
        evidence = self._initial.get("evidence") or ()
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
        """Replace the fields by those of another kind of record."""
        if self._what.entered in {None, self._shown}:
            return
        self._shown = str(self._what.entered)
        below = self.query_one("#kind")
        await below.remove_children()
        await below.mount_all(self._of_kind())
        self.reread()

    def has_unsaved_input(self) -> bool:
        """Whether closing the form would lose anything; the choice of a kind does not count."""
        return any(field.is_changed for field in self.query(Field) if field is not self._what)

    def review(self) -> Addition | None:
        """The record to add, or None while something is wrong with it; shows the path of its file."""
        if self._what.entered != self._shown:
            return None
        self.show_outcome(line(""))
        given = self._given()
        identifier = self.corrects or self._identifier(given)
        self._check(given, identifier)
        if self.problems():
            return None
        addition = Addition(self._shown, given, self._identity.text if self._identity else None)
        if self.corrects is not None:
            return addition
        try:
            change = add(self._negotiation, addition.what, given, addition.identifier or identifier)
        except UsageError as error:
            self.show_outcome(line((str(error), WARNING)))
            return None
        is_named = self._identity is not None and not _is_empty(given)
        self.show_outcome(line((f"Becomes {change.files[0].path}" if is_named else "", DIM)))
        return replace(addition, identifier=addition.identifier or (identifier if is_named else None))

    def _given(self) -> dict[str, Any]:
        given = {key: field.read() for key, field in self._fields.items()}
        if self._evidence:
            given["evidence"] = self._evidence.read(required=False).evidence
        return {key: value for key, value in given.items() if self.corrects or (value is not None and value != ())}

    def _identifier(self, given: Mapping[str, Any]) -> str:
        """The id, typed or proposed; shows which it is, or what is wrong with it."""
        made = "" if _is_empty(given) else self._proposed.of(self._shown, given)
        if self._identity is None:
            return made or "new"
        named = self._identity.text
        if named is None:
            self._identity.show(reading=f"{made} (built from the fields above)" if made else "")
        elif wrong := fault(named):
            self._identity.show(wrong)
        else:
            existing = taken(self._negotiation, self._shown, named)
            differs = "" if existing == named else f": {existing} differs only in case"
            self._identity.show(f"is taken{differs}" if existing else None)
        return named or made or "new"

    def _check(self, given: Mapping[str, Any], identifier: str) -> None:
        """Show beside each field what the store would refuse."""
        kind = ADDABLE[self._shown]
        known = {key: value for key, value in given.items() if value is not None and value != ()}
        _, problems = check(Location(kind, identifier), {**known, "id": identifier} if kind in KEYED else known)
        messages = {problem.key.partition("[")[0].partition(".")[0]: problem.message for problem in problems}
        for key, field in self._fields.items():
            if key in messages and not field.problem:
                field.show(messages[key])


def _is_empty(given: Mapping[str, Any]) -> bool:
    return not any(given.get(key) for key in ("number", "title", "publisher"))


class TableText(TextForm[dict[str, Any]]):
    """Tables a wording; returns the keys of its file.

    Args:
        corrects: the id of the wording to correct; None to table one.
        stored: the text on file; empty for a new wording.
    """

    DEFAULT_CSS = """
    TableText #text { max-height: 16; }
    """

    def __init__(
        self,
        title: str,
        *,
        negotiation: Negotiation,
        dossier: Dossier,
        initial: Mapping[str, Any] = MappingProxyType({}),
        corrects: str | None = None,
        outside: Outside | None = None,
        stored: str = "",
        drafts: FormDrafts | None = None,
    ) -> None:
        super().__init__(
            title,
            "Correct the wording" if corrects else "Table a wording",
            str(initial.get("text") or ""),
            longest=LONGEST_WORDING,
            placeholder="[ ] around what is not agreed",
            outside=outside,
            drafts=drafts,
        )
        self._stored = self._kept = stored
        self._negotiation = negotiation
        self._terms = Terms(negotiation)
        self._label = TextField("Called", initial.get("label"), placeholder="Draft 2")
        given = initial.get("tabled_by") or ()
        self._tabled_by = PartiesField("Tabled by", negotiation, given, placeholder="the chair, a mediator …")
        self._date = DateField(span=initial.get("date"))
        self._evidence = EvidenceFields(negotiation, initial.get("evidence") or (), new=False)
        agreed = [Choice(value=False, label="on the table", letter="t"), Choice(True, "agreed", "a")]
        self._agreed = LettersField("It is", agreed, bool(initial.get("agreed")))
        texts = [text for text in reversed(dossier.texts) if text.id != corrects]
        options: list[tuple[str, str | None]] = [("none", None)]
        options += [(text_label(text, self._terms), text.id) for text in texts]
        known = {identifier for _, identifier in options}
        answers = initial.get("answers")
        self._answers = SelectField("Answers", options, answers if answers in known else None) if texts else None
        self._release = LettersField("Release", RELEASES, initial.get("release"))

    def fields(self) -> Iterable[Widget]:
        """The text, who tabled it and when, and the evidence."""
        yield self._text
        yield self._label
        yield from (self._tabled_by, self._date, self._evidence, self._agreed)
        if self._answers:
            yield self._answers
        yield _more(self._release, self._evidence)

    def review(self) -> dict[str, Any] | None:
        """The keys of the file, or None while something is wrong with them; shows what is not agreed."""
        text = self.written
        self._show_brackets(text)
        fields = {
            "text": text,
            "label": self._label.text,
            "tabled_by": self._tabled_by.read() or (),
            "date": self._date.read(),
            "evidence": self._evidence.read(required=False).evidence,
            "agreed": bool(self._agreed.entered),
            "answers": self._answers.entered if self._answers else None,
            "release": self._release.entered,
        }
        return fields if text.strip() and not self.problems() else None

    def has_unsaved_input(self) -> bool:
        """Whether closing the form would lose text that is not stored, or another change."""
        return self.written != self._stored or super().has_unsaved_input()

    def _show_brackets(self, text: str) -> None:
        if not text.strip() or len(text) > _LONGEST_COUNTED:
            self.show_outcome(EMPTY)
            return
        found = bracketed(Text.model_construct(text=text), self._negotiation)
        lines = [line((clean_words(found), DIM))]
        unbalanced = len(found.unbalanced)
        style = WARNING if unbalanced else DIM
        lines += [line((words, style)) for words in [*bracket_lines(found)][:_MOST_BRACKETS]]
        if unbalanced > _MOST_BRACKETS:
            lines.append(line((f"{counted(unbalanced, 'bracket')} without a partner", WARNING)))
        self.show_outcome(Content("\n").join(lines))


class StakeDrawer(FormDrawer[dict[str, Any]]):
    """Records a stake; returns the keys of its file.

    Args:
        author: who assesses the stake if there is no evidence.
        corrects: the id of the stake to correct; None to record one.
    """

    AUTO_FOCUS = "Letters, Select"

    def __init__(
        self,
        title: str,
        *,
        negotiation: Negotiation,
        dossier: Dossier,
        author: str,
        initial: Mapping[str, Any] = MappingProxyType({}),
        corrects: str | None = None,
    ) -> None:
        super().__init__(title, "Correct the stake" if corrects else "Record what is at stake")
        self._negotiation = negotiation
        self._assessor = initial.get("assessed_by") or author
        self._side = side_field("Side", negotiation.sides, initial.get("side"), needed=True)
        self._kind = LettersField("Stake", _STAKES, initial.get("kind"), needed=True)
        self._priority = LettersField("Priority", _PRIORITIES, initial.get("priority"), needed=True)
        self._statement = TextField(
            "At stake", initial.get("statement"), longest=LONGEST_FIELD, placeholder="in your words"
        )
        crossed = tuple(initial.get("crossed_by") or ())
        offered = {*crossed, *(entry.id for entry in dossier.counting.positions)}
        self._positions = {each.id: each for each in dossier.positions if each.id in offered}
        choices = lettered(
            (Choice(each.id, self._named(each)) for each in self._positions.values()),
            letters=ascii_lowercase[: len(self._positions)] if len(self._positions) > _FEW else "",
        )
        self._crossed = SeveralField("Crossed by", choices, crossed, none="no position crosses it") if choices else None
        self._date = DateField(span=initial.get("date"))
        self._evidence = EvidenceFields(negotiation, initial.get("evidence") or (), new=False)
        self._release = LettersField("Release", RELEASES, initial.get("release"))

    def fields(self) -> Iterable[Widget]:
        """Whose stake it is, of which kind, and the evidence."""
        yield from (self._side, self._kind, self._priority, self._statement)
        if self._crossed:
            yield self._crossed
        yield from (self._date, self._evidence)
        yield _more(self._release, self._evidence)

    def review(self) -> dict[str, Any] | None:
        """The keys of the file, or None while something is wrong with them; shows whether it is stated or assessed."""
        side, kind = self._side.entered, self._kind.entered
        self._priority.display = is_priority = kind is StakeKind.PRIORITY
        statement = self._statement.text
        self._side.require(side, "choose whose stake it is")
        self._kind.require(kind, "choose what it is")
        self._priority.require(self._priority.entered or not is_priority, "choose how high it is")
        self._statement.require(statement or is_priority or not kind, "write what is at stake")
        evidence = self._evidence.read(required=False).evidence
        stated = "Stated by the side: the source says so" if evidence else f"Assessed by {self._assessor}: no source"
        self.show_outcome(line((stated, DIM if evidence else WARNING)))
        fields = {
            "side": side,
            "kind": kind,
            "priority": self._priority.entered if is_priority else None,
            "statement": statement,
            "crossed_by": self._crossed_by(side, kind),
            "date": self._date.read(),
            "evidence": evidence,
            "assessed_by": None if evidence else self._assessor,
            "release": self._release.entered,
        }
        return None if self.problems() or not side or not kind else fields

    def _crossed_by(self, side: object, kind: object) -> tuple[str, ...]:
        """The positions that cross a red line; those of the side itself cannot."""
        if self._crossed is None:
            return ()
        self._crossed.display = kind is StakeKind.RED_LINE
        if not self._crossed.display:
            self._crossed.show()
            return ()
        chosen = self._crossed.read()
        if any(self._positions[each].side == side for each in chosen if each in self._positions):
            self._crossed.show("a side does not cross its own red line")
        return chosen

    def _named(self, entry: PositionEntry) -> str:
        return f"{self._negotiation.side_name(entry.side)} {entry.stance}, {short_day_words(entry.date)}"


def _more(release: LettersField[Any], evidence: EvidenceFields) -> More:
    """The rarely used fields of a record attached to a proposal."""
    title = "more: release, quote, credibility"
    return More(lambda: (release, *evidence.more()), title, is_open=release.entered is not None)
