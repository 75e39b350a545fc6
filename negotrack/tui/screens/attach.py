"""The forms for what is attached to a proposal: a wording, and what a side has at stake."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from string import ascii_lowercase
from types import MappingProxyType
from typing import Any

from textual.content import Content
from textual.widget import Widget

from negotrack.editing.adding import LONGEST_WORDING
from negotrack.model.entries import PositionEntry
from negotrack.model.negotiation import Dossier, Negotiation
from negotrack.model.records import Text
from negotrack.model.vocabulary import Priority, StakeKind
from negotrack.pages.days import short_day_words
from negotrack.pages.terms import Terms
from negotrack.pages.texts import bracket_lines, read, share_words, text_label
from negotrack.pages.words import counted
from negotrack.tui.actions import Place
from negotrack.tui.bindings import bindings
from negotrack.tui.forms.evidence import EvidenceFields
from negotrack.tui.forms.fields import LONGEST_FIELD, DateField, LettersField, SelectField, SeveralField, TextField
from negotrack.tui.forms.form import FormDrafts, FormDrawer, More, Outside, TextForm
from negotrack.tui.forms.letters import RELEASES, Choice, lettered
from negotrack.tui.forms.records import PartiesField, side_field
from negotrack.tui.render import DIM, EMPTY, PLAIN, WARNING, line

_COUNTED = 100_000
"""Characters up to which the words are counted with every key."""
_TOLD = 3
"""Lines about brackets that are shown."""


class TableText(TextForm[dict[str, Any]]):
    """Tables a wording; returns the keys of its file.

    Args:
        corrects: the id of the wording that is corrected; None to table one.
        stored: the text that is on file; empty for a new wording.
    """

    PLACE = Place.EDITOR
    BINDINGS = bindings(Place.EDITOR)
    AUTO_FOCUS = "#text"
    DEFAULT_CSS = """
    TableText #text { min-height: 4; max-height: 16; }
    TableText.-low #text { min-height: 2; }
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
        self._negotiation, self._initial = negotiation, initial
        self._terms = Terms(negotiation)
        self._label = TextField("Called", initial.get("label"), placeholder="Draft 2")
        given = initial.get("tabled_by") or ()
        self._tabled_by = PartiesField("Tabled by", negotiation, given, placeholder="the chair, a mediator …")
        self._date = DateField(span=initial.get("date"))
        self._evidence = EvidenceFields(negotiation, next(iter(initial.get("evidence") or ()), None), new=False)
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
        """The text, who tabled it and when, and where that can be checked."""
        yield self._text
        yield self._label
        yield from (self._tabled_by, self._date, self._evidence, self._agreed)
        if self._answers:
            yield self._answers
        yield More(self._more, "more: release, quote, credibility", is_open=self._initial.get("release") is not None)

    def _more(self) -> Iterable[Widget]:
        return (self._release, *self._evidence.more())

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

    def is_written(self) -> bool:
        """Whether there is text that is not stored."""
        return self.written != self._stored or super().is_written()

    def _show_brackets(self, text: str) -> None:
        if not text.strip() or len(text) > _COUNTED:
            self.show_outcome(EMPTY)
            return
        found = read(Text.model_construct(text=text), self._negotiation)
        lines = [line((f"{share_words(found)} clean", DIM))]
        unbalanced = len(found.unbalanced)
        style = WARNING if unbalanced else DIM
        lines += [line((words, style)) for words in [*bracket_lines(found)][:_TOLD]]
        if unbalanced > _TOLD:
            lines.append(line((f"{counted(unbalanced, 'bracket')} without a partner", WARNING)))
        self.show_outcome(Content("\n").join(lines))


_KINDS = lettered((kind, kind.value.replace("-", " "), "", PLAIN) for kind in StakeKind)
_PRIORITIES = lettered((each, each.value, "", PLAIN) for each in Priority)
_NAMED = 4
"""Positions that have a letter of their own names; of more of them there are too few letters."""


class StakeDrawer(FormDrawer[dict[str, Any]]):
    """Records a stake; returns the keys of its file.

    Args:
        author: who assesses, where there is no evidence.
        corrects: the id of the stake that is corrected; None to record one.
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
        self._negotiation, self._initial = negotiation, initial
        self._assessor = initial.get("assessed_by") or author
        self._side = side_field("Side", negotiation.sides, initial.get("side"), needed=True)
        self._kind = LettersField("Stake", _KINDS, initial.get("kind"), needed=True)
        self._priority = LettersField("Priority", _PRIORITIES, initial.get("priority"), needed=True)
        self._statement = TextField(
            "At stake", initial.get("statement"), longest=LONGEST_FIELD, placeholder="in your words"
        )
        crossed = tuple(initial.get("crossed_by") or ())
        self._positions = {each.id: each for each in _offered(dossier, crossed)}
        choices = lettered(
            ((each.id, self._named(each), "", PLAIN) for each in self._positions.values()),
            letters=ascii_lowercase[: len(self._positions)] if len(self._positions) > _NAMED else "",
        )
        self._crossed = SeveralField("Crossed by", choices, crossed, none="no position crosses it") if choices else None
        self._date = DateField(span=initial.get("date"))
        self._evidence = EvidenceFields(negotiation, next(iter(initial.get("evidence") or ()), None), new=False)
        self._release = LettersField("Release", RELEASES, initial.get("release"))

    def fields(self) -> Iterable[Widget]:
        """Whose stake it is, of which kind, and where that is said."""
        yield from (self._side, self._kind, self._priority, self._statement)
        if self._crossed:
            yield self._crossed
        yield from (self._date, self._evidence)
        yield More(self._more, "more: release, quote, credibility", is_open=self._initial.get("release") is not None)

    def _more(self) -> Iterable[Widget]:
        return (self._release, *self._evidence.more())

    def review(self) -> dict[str, Any] | None:
        """The keys of the file, or None while something is wrong with them; shows whether it is stated or assessed."""
        side, kind = self._side.entered, self._kind.entered
        self._priority.display = is_priority = kind is StakeKind.PRIORITY
        statement = self._statement.text
        self._side.show(None if side else "choose whose stake it is")
        self._kind.show(None if kind else "choose what it is")
        self._priority.show(None if self._priority.entered or not is_priority else "choose how high it is")
        self._statement.show(None if statement or is_priority or not kind else "write what is at stake")
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


def _offered(dossier: Dossier, crossed: Iterable[str]) -> Iterator[PositionEntry]:
    """The positions that count, and those that were named before."""
    counting = {entry.id for entry in dossier.counting.positions} | set(crossed)
    return (entry for entry in dossier.positions if entry.id in counting)
