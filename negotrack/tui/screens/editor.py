"""The annotation editor: text, tags, and what the annotation is about."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from textual import on
from textual.widget import Widget

from negotrack.editing.annotating import LONGEST_ANNOTATION
from negotrack.model.records import Ask, Side, hashtags
from negotrack.tui.actions import Place
from negotrack.tui.bindings import bindings
from negotrack.tui.forms.choices import side_choices
from negotrack.tui.forms.fields import DateField, FieldNote, LettersField, TextField
from negotrack.tui.forms.form import More
from negotrack.tui.forms.letters import Choice
from negotrack.tui.forms.tags import TagField, joined_tags
from negotrack.tui.forms.text_form import FormDrafts, Outside, TextForm
from negotrack.tui.render import DIM, EMPTY, WARNING, Line, line

_NEAR = LONGEST_ANNOTATION * 9 // 10
"""Characters from which on it is said how many an annotation holds."""


@dataclass(frozen=True, slots=True)
class AnnotationText:
    """What a person writes of an annotation.

    Attributes:
        text: as it was typed.
        tags: those typed beside the text, and every ``#word`` of it.
        about: the id of the side it is about; None for the whole.
        ask: what it asks for; None where for nothing.
    """

    text: str = ""
    tags: tuple[str, ...] = ()
    about: str | None = None
    ask: Ask | None = None


EMPTY_ANNOTATION = AnnotationText()
Context = Callable[[str | None, int], Sequence[Line]]
"""What is said above the text of the side it is about, or of all of them, in lines of so many cells."""


class Editor(TextForm[AnnotationText]):
    """Writes or edits one annotation.

    Args:
        title: what it belongs to, as the person knows it.
        initial: what is stored; empty for a new annotation.
        begun: a draft to go on with in place of what is stored.
        sides: the sides it may be about; none where there is no choice.
        whole: what it is called to be about no side.
        known_tags: tags to complete, the most useful first.
        context: says above the text what it is about.
        outside: edits the text in another program; raises NegotrackError where that fails.
        drafts: keeps the text while it is written.
    """

    PLACE = Place.EDITOR
    BINDINGS = bindings(Place.EDITOR)
    AUTO_FOCUS = "#text"
    DEFAULT_CSS = """
    Editor #text { min-height: 4; max-height: 24; }
    Editor.-low #text { min-height: 2; }
    """

    def __init__(
        self,
        title: str,
        *,
        initial: AnnotationText = EMPTY_ANNOTATION,
        begun: AnnotationText | None = None,
        sides: Sequence[Side] = (),
        whole: str = "the whole",
        known_tags: Sequence[str] = (),
        context: Context | None = None,
        outside: Outside | None = None,
        drafts: FormDrafts | None = None,
    ) -> None:
        begun = begun or initial
        task = "Annotate" if initial == EMPTY_ANNOTATION else "Edit the annotation"
        super().__init__(title, task, begun.text, longest=LONGEST_ANNOTATION, outside=outside, drafts=drafts)
        self._initial = self._kept = initial
        self._about_what = context
        targets = _targets(sides, whole, begun.about)
        self._about = LettersField("About", targets, begun.about) if sides else None
        self._tags = TagField(_beside_text(begun), known_tags)
        self._asked, self._ask = begun.ask, None if begun.ask is None else AskFields(begun.ask)

    def fields(self) -> Iterable[Widget]:
        """What it is about, the text, and the tags."""
        if self._about:
            yield self._about
        yield self._text
        yield self._tags
        yield More(self._ask_fields, "ask: something to do, for whom, by when", is_open=self._ask is not None)

    def _ask_fields(self) -> Iterable[Widget]:
        self._ask = self._ask or AskFields(self._asked)
        return self._ask.widgets

    @property
    def current(self) -> AnnotationText:
        """What is written now."""
        tags = tuple(dict.fromkeys((*self._tags.tags, *hashtags(self.written))))
        about = self._about.entered if self._about else self._initial.about
        return AnnotationText(self.written, tags, about, self._ask.entered if self._ask else self._asked)

    @property
    def is_kept(self) -> bool:
        """Whether what is written now is stored, or kept as a draft; the order of tags means nothing."""
        return _same(self.current, self._kept)

    def begin_with(self, annotation: AnnotationText) -> None:
        """Put another annotation in place of what is written; the text can be had back by undoing."""
        self._text.put(annotation.text)
        self._tags.put(joined_tags(_beside_text(annotation)))
        if self._about:
            self._about.choose(annotation.about)
        self._text.focus()

    def review(self) -> AnnotationText | None:
        """Show the tags and the length; the annotation, or None where it has no text or too much."""
        written = self.current
        self._tags.review(hashtags(written.text))
        length, fits = len(written.text), len(written.text) <= LONGEST_ANNOTATION
        near = line((f"{length:,} of {LONGEST_ANNOTATION:,} characters", DIM if fits else WARNING))
        self.show_outcome(near if length > _NEAR else EMPTY)
        if self._about_what:
            self.show_context(self._about_what(written.about, self.room))
        return written if fits and written.text.strip() and not self.problems() else None

    def is_written(self) -> bool:
        """Whether there is text that is not stored."""
        return bool(self.current.text.strip()) and not _same(self.current, self._initial)

    @on(FieldNote.Taken)
    def complete_tag(self, event: FieldNote.Taken) -> None:
        """Complete a tag that was clicked."""
        self._tags.put(event.value)
        self._tags.control.focus()


class AskFields:
    """What an annotation asks for: of whom, by when, and whether it is done."""

    def __init__(self, ask: Ask | None) -> None:
        done = [Choice(value=False, label="open", letter="o"), Choice(True, "done", "d")]
        self._to = TextField("Ask of", ask.to if ask else None, placeholder="who is to do it")
        self._due = DateField("By", ask.due if ask else None)
        self._done = LettersField("It is", done, bool(ask and ask.done))
        self.widgets = (self._to, self._due, self._done)

    @property
    def entered(self) -> Ask | None:
        """What is asked for; None where nobody is asked, and nothing is due."""
        to, due = self._to.text, self._due.read()
        return Ask(to=to, due=due, done=bool(self._done.entered)) if to or due else None


def _targets(sides: Sequence[Side], whole: str, about: str | None) -> list[Choice[str | None]]:
    targets = side_choices(sides, first=[Choice(None, whole, "0")])
    known = {choice.value for choice in targets}
    return targets if about in known else [*targets, Choice(about, f"{about} (not a side now)")]


def _beside_text(annotation: AnnotationText) -> list[str]:
    """The tags that do not stand in the text."""
    in_text = hashtags(annotation.text)
    return [tag for tag in annotation.tags if tag not in in_text]


def _same(one: AnnotationText, other: AnnotationText) -> bool:
    return (one.text, set(one.tags), one.about, one.ask) == (other.text, set(other.tags), other.about, other.ask)
