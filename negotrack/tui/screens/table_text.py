"""The form that tables a wording of a proposal: the text, who tabled it, when, and where that can be checked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

from textual.content import Content
from textual.widget import Widget

from negotrack.editing.adding import LONGEST_WORDING
from negotrack.model.negotiation import Dossier, Negotiation
from negotrack.model.records import Text
from negotrack.pages.terms import Terms
from negotrack.pages.texts import bracket_lines, read, share_words, text_label
from negotrack.pages.words import counted
from negotrack.tui.actions import Place
from negotrack.tui.bindings import bindings
from negotrack.tui.forms.choices import RELEASES
from negotrack.tui.forms.evidence import EvidenceFields
from negotrack.tui.forms.fields import DateField, LettersField, SelectField, TextField
from negotrack.tui.forms.form import More
from negotrack.tui.forms.letters import Choice
from negotrack.tui.forms.parties import PartiesField
from negotrack.tui.forms.text_form import FormDrafts, Outside, TextForm
from negotrack.tui.render import DIM, EMPTY, WARNING, line

_COUNTED = 100_000
"""Characters up to which the words are counted with every key."""
_TOLD = 3
"""Lines about brackets that are shown."""


class TableText(TextForm[dict[str, Any]]):
    """Tables a wording; returns the keys of its file.

    Args:
        title: what the proposal is called.
        negotiation: its sides and sources.
        dossier: the proposal, with the wordings that there are.
        initial: what the fields begin with, by their keys.
        corrects: the id of the wording that is corrected; None to table one.
        outside: edits the text in another program; raises NegotrackError where that fails.
        stored: the text that is on file; empty for a new wording.
        drafts: keeps the text while it is written.
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
