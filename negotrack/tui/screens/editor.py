"""The annotation editor: text, tags, and what the annotation is about."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from textual import on
from textual.widget import Widget

from negotrack.analysis.tags import hashtags
from negotrack.editing.annotating import LONGEST
from negotrack.errors import NegotrackError
from negotrack.model.records import Side
from negotrack.tui.actions import Place
from negotrack.tui.bindings import bindings
from negotrack.tui.forms.field import ChoiceField, Note
from negotrack.tui.forms.sheet import Sheet
from negotrack.tui.forms.tags import TagField, joined_tags
from negotrack.tui.forms.typed import Paragraphs
from negotrack.tui.render import DIM, WARNING, line
from negotrack.wording import counted

DRAFT_SECONDS = 1.0
"""How often text that has changed is handed on as a draft."""


@dataclass(frozen=True, slots=True)
class AnnotationText:
    """What a person writes of an annotation.

    Attributes:
        text: as it was typed.
        tags: those typed beside the text, and every ``#word`` of it.
        about: the id of the side it is about; None for the whole.
    """

    text: str = ""
    tags: tuple[str, ...] = ()
    about: str | None = None


EMPTY_ANNOTATION = AnnotationText()
Outside = Callable[[str], str | None]
"""Edits text in another program: the new text, None where it was left as it was."""


class Editor(Sheet[AnnotationText]):
    """Writes or edits one annotation.

    Args:
        title: what it belongs to, as the person knows it.
        initial: what is stored; empty for a new annotation.
        begun: a draft to go on with in place of what is stored.
        sides: the sides it may be about; none where there is no choice.
        whole: what it is called to be about no side.
        known_tags: tags to complete, the most useful first.
        outside: edits the text in another program; raises NegotrackError where that fails.
        on_draft: is given the text at least every two seconds while it changes.
    """

    PLACE = Place.EDITOR
    BINDINGS = bindings(Place.EDITOR)
    AUTO_FOCUS = "#text"
    DEFAULT_CSS = """
    Editor {
        & #text { height: 1fr; min-height: 3; margin-bottom: 1; }
        &.-low #text { margin-bottom: 0; }
    }
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
        outside: Outside | None = None,
        on_draft: Callable[[AnnotationText], None] | None = None,
    ) -> None:
        super().__init__(title)
        begun = begun or initial
        self._initial = self._kept = initial
        self._outside, self._on_draft = outside, on_draft
        self._text = Paragraphs(begun.text, longest=LONGEST, id="text")
        self._loaded = self._text.text
        self._original = begun.text
        targets = _targets(sides, whole, begun.about)
        self._about = ChoiceField("About", targets, begun.about) if sides else None
        self._tags = TagField(_beside_text(begun), known_tags)

    def fields(self) -> Iterable[Widget]:
        """What it is about, the text, and the tags."""
        if self._about:
            yield self._about
        yield self._text
        yield self._tags

    @property
    def current(self) -> AnnotationText:
        """What is written now."""
        # The control knows fewer kinds of line break than a file does: text that nobody touched stays as it was.
        text = self._original if self._text.text == self._loaded else self._text.text
        tags = tuple(dict.fromkeys((*self._tags.tags, *hashtags(text))))
        return AnnotationText(text, tags, self._about.entered if self._about else self._initial.about)

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
        length, fits = len(written.text), len(written.text) <= LONGEST
        self.foretell(line((f"{length:,} of {LONGEST:,} characters", DIM if fits else WARNING)))
        return written if fits and written.text.strip() else None

    def is_written(self) -> bool:
        """Whether there is text that is not stored."""
        return bool(self.current.text.strip()) and not _same(self.current, self._initial)

    def on_mount(self) -> None:
        """Begin at the end of the text, and look every second whether there is a draft to keep."""
        self._text.move_cursor(self._text.document.end)
        self.set_interval(DRAFT_SECONDS, self._look_for_draft)

    def keep_draft(self) -> None:
        """Hand on what is written, if it has changed since the last time."""
        if self._on_draft is None or _same(self.current, self._kept):
            return
        self._kept = self.current
        try:
            self._on_draft(self._kept)
        except NegotrackError as error:
            self.say(f"The draft is not kept: {error}")

    def _look_for_draft(self) -> None:
        if self.is_current:
            self.keep_draft()

    @on(Note.Taken)
    def complete_tag(self, event: Note.Taken) -> None:
        """Complete a tag that was clicked."""
        self._tags.put(event.value)
        self._tags.control.focus()

    def action_save(self) -> None:
        """Return the annotation, or say why it cannot be saved."""
        length = len(self.current.text)
        if length > LONGEST:
            over = counted(length - LONGEST, "character")
            self.say(f"Not saved: {over} more than the {LONGEST:,} that one annotation holds.")
        elif not self.current.text.strip():
            self.say("Not saved: there is no text yet.")
        else:
            super().action_save()

    def action_outside(self) -> None:
        """Go on writing in another program; what comes back is one step that can be undone."""
        if self._outside is None:
            self.say("There is no other editor to go on in.")
            return
        self.keep_draft()
        try:
            text = self._outside(self.current.text)
        except NegotrackError as error:
            self.say(str(error))
            return
        if text is None or text == self.current.text:
            self.say("The text came back as it was.")
        elif len(text) > LONGEST:
            self.say(f"Not taken: it came back with {len(text):,} characters; one annotation holds {LONGEST:,}.")
        else:
            self._text.put(text)
        self._text.focus()


def _targets(sides: Sequence[Side], whole: str, about: str | None) -> list[tuple[str, str | None]]:
    targets: list[tuple[str, str | None]] = [(whole, None), *((f"{side.name}'s position", side.id) for side in sides)]
    known = {value for _, value in targets}
    return targets if about in known else [*targets, (f"{about} (not a side now)", about)]


def _beside_text(annotation: AnnotationText) -> list[str]:
    """The tags that do not stand in the text."""
    in_text = hashtags(annotation.text)
    return [tag for tag in annotation.tags if tag not in in_text]


def _same(one: AnnotationText, other: AnnotationText) -> bool:
    return (one.text, set(one.tags), one.about) == (other.text, set(other.tags), other.about)
