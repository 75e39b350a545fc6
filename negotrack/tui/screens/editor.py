"""The annotation editor: text, tags, side and ask; and the choice between two versions of an annotation."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from textual import work
from textual.content import Content
from textual.style import Style
from textual.suggester import Suggester
from textual.widget import Widget

from negotrack.analysis.wordings import text_difference
from negotrack.editing.annotating import LONGEST_ANNOTATION
from negotrack.model.records import Ask, Side, hashtags
from negotrack.pages.blocks import Edit, Run, Wording
from negotrack.pages.texts import difference_runs
from negotrack.tui.actions import Place
from negotrack.tui.content import EDITS, write
from negotrack.tui.forms.fields import DateField, LettersField, TextField
from negotrack.tui.forms.form import More
from negotrack.tui.forms.letters import Choice, side_choices
from negotrack.tui.forms.question import Answer, Question
from negotrack.tui.forms.text_form import FormDrafts, Outside, TextForm
from negotrack.tui.render import DIM, EMPTY, WARNING, Line, line
from negotrack.tui.widgets.keyline import bindings
from negotrack.tui.widgets.lines import TextView

_OFFERED = 8
_WHOLE = "the whole"
"""What an annotation is about if it is about no side."""
_NEAR = LONGEST_ANNOTATION * 9 // 10
"""Characters; in longer text, the form shows how many an annotation may have."""
_SAME = line(("They are the same.", DIM))
_MOST_LINES = 10
"""Lines of the two versions that are visible at once, to leave room below for what will be kept."""
_BORDER = 2


def split_tags(typed: str) -> tuple[str, ...]:
    """The tags in what was typed: separated by commas, or by spaces if there is no comma."""
    pieces = typed.split(",") if "," in typed else typed.split()
    tags = (piece.strip().removeprefix("#") for piece in pieces)
    return tuple(dict.fromkeys(tag for tag in tags if tag))


def joined_tags(tags: Sequence[str]) -> str:
    """Tags as a user would type them; splitting gives the same tags again."""
    if any(len(tag.split()) > 1 for tag in tags):
        return ", ".join(tags) + ("," if len(tags) == 1 else "")
    return " ".join(tags)


def completions(typed: str, known: Iterable[str]) -> list[str]:
    """What was typed with its last tag completed, once for each known tag that begins with it."""
    begun = re.search(r"[^,]*\Z" if "," in typed else r"\S*\Z", typed)
    last = begun[0].strip() if begun else ""
    if not last.removeprefix("#"):
        return []
    before = typed[: len(typed) - len(last)]
    start, used = last.removeprefix("#").casefold(), {tag.casefold() for tag in split_tags(before)}
    return [
        before + tag
        for tag in known
        if tag.casefold().startswith(start) and tag.casefold() not in used and tag.casefold() != start
    ]


class _KnownTags(Suggester):
    def __init__(self, known: Iterable[str]) -> None:
        super().__init__(case_sensitive=True)
        self._given = known

    @cached_property
    def known(self) -> tuple[str, ...]:
        """The tags; cached, because collecting them from very many annotations takes a while."""
        return tuple(self._given)

    async def get_suggestion(self, value: str) -> str | None:
        return next((whole for whole in completions(value, self.known) if whole.startswith(value)), None)


class TagField(TextField):
    """The tags of an annotation: what is typed here, and every ``#word`` of its text."""

    def __init__(self, tags: Sequence[str], known: Iterable[str]) -> None:
        self._offering = _KnownTags(known)
        placeholder = "words, or phrases between commas"
        super().__init__("Tags", joined_tags(tags), placeholder=placeholder, suggester=self._offering)

    @property
    def tags(self) -> tuple[str, ...]:
        """The tags that were typed."""
        return split_tags(self.entered)

    def review(self, in_text: Sequence[str]) -> None:
        """Offer known tags as completions; if there are none, show the tags in the text."""
        begun = self.entered if self.control.has_focus else ""
        offered = completions(begun, self._offering.known)[:_OFFERED] if begun else []
        if offered:
            self.show(reading=line("→ ") + line("  ").join(map(_offer, offered)))
        else:
            self.show(reading="in the text: " + " ".join(f"#{tag}" for tag in in_text) if in_text else "")


def _offer(whole: str) -> Content:
    return line(split_tags(whole)[-1]).stylize(Style.from_meta({"@click": ("take", (whole,))}))


@dataclass(frozen=True, slots=True)
class AnnotationText:
    """The parts of an annotation that the user writes.

    Attributes:
        text: as it was typed.
        tags: those typed beside the text, and every ``#word`` in it.
        about: the id of the side it is about; None for the whole.
        ask: what it asks for, if anything.
    """

    text: str = ""
    tags: tuple[str, ...] = ()
    about: str | None = None
    ask: Ask | None = None


EMPTY_ANNOTATION = AnnotationText()
ContextLines = Callable[[str | None, int], Sequence[Line]]
"""Returns the lines above the text about a side, or about all sides, for a width in cells."""


class Editor(TextForm[AnnotationText]):
    """Writes or edits one annotation.

    Args:
        initial: the stored annotation; empty for a new one.
        begun: a draft to go on with instead of the stored annotation.
        context: returns the lines above the text that show what it is about.
    """

    def __init__(
        self,
        title: str,
        *,
        initial: AnnotationText = EMPTY_ANNOTATION,
        begun: AnnotationText | None = None,
        sides: Sequence[Side] = (),
        known_tags: Iterable[str] = (),
        context: ContextLines | None = None,
        outside: Outside | None = None,
        drafts: FormDrafts | None = None,
    ) -> None:
        begun = begun or initial
        task = "Annotate" if initial == EMPTY_ANNOTATION else "Edit the annotation"
        super().__init__(title, task, begun.text, longest=LONGEST_ANNOTATION, outside=outside, drafts=drafts)
        self._initial = self._kept = initial
        self._about_what = context
        self._context_for: tuple[str | None, int] | None = None
        targets = _targets(sides, begun.about)
        self._about = LettersField("About", targets, begun.about) if sides else None
        self._tags = TagField(_beside_text(begun), known_tags)
        self._asked, self._ask = begun.ask, None if begun.ask is None else AskFields(begun.ask)

    def fields(self) -> Iterable[Widget]:
        """What it is about, the text, the tags, and the ask."""
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
        """The current content."""
        tags = tuple(dict.fromkeys((*self._tags.tags, *hashtags(self.written))))
        about = self._about.entered if self._about else self._initial.about
        return AnnotationText(self.written, tags, about, self._ask.entered if self._ask else self._asked)

    @property
    def is_kept(self) -> bool:
        """Whether the current content is stored, or kept as a draft; the order of tags does not matter."""
        return _same(self.current, self._kept)

    def begin_with(self, annotation: AnnotationText) -> None:
        """Replace the content by another annotation; undo restores the text."""
        self._text.put(annotation.text)
        self._tags.put(joined_tags(_beside_text(annotation)))
        if self._about:
            self._about.choose(annotation.about)
        self._text.focus()

    def review(self) -> AnnotationText | None:
        """The annotation, or None while something is wrong with it; shows completions or tags, and the length."""
        written = self.current
        self._tags.review(hashtags(written.text))
        length, fits = len(written.text), len(written.text) <= LONGEST_ANNOTATION
        near = line((f"{length:,} of {LONGEST_ANNOTATION:,} characters", DIM if fits else WARNING))
        self.show_outcome(near if length > _NEAR else EMPTY)
        if self._about_what and self._context_for != (written.about, self.room):
            self._context_for = (written.about, self.room)
            self.show_context(self._about_what(*self._context_for))
        return written if fits and written.text.strip() and not self.problems() else None

    def has_unsaved_input(self) -> bool:
        """Whether there is text that is not stored."""
        return bool(self.current.text.strip()) and not _same(self.current, self._initial)


class AskFields:
    """The fields of an ask: of whom, by when, and whether it is done."""

    def __init__(self, ask: Ask | None) -> None:
        done = [Choice(value=False, label="open", letter="o"), Choice(True, "done", "d")]
        self._to = TextField("Ask of", ask.to if ask else None, placeholder="who is to do it")
        self._due = DateField("By", ask.due if ask else None)
        self._done = LettersField("It is", done, bool(ask and ask.done))
        self.widgets = (self._to, self._due, self._done)

    @property
    def entered(self) -> Ask | None:
        """The ask; None if it names nobody and no date."""
        to, due = self._to.text, self._due.read()
        return Ask(to=to, due=due, done=bool(self._done.entered)) if to or due else None


def _targets(sides: Sequence[Side], about: str | None) -> list[Choice[str | None]]:
    targets: list[Choice[str | None]] = [Choice(None, _WHOLE, "0"), *side_choices(sides)]
    known = {choice.value for choice in targets}
    return targets if about in known else [*targets, Choice(about, f"{about} (not a side now)")]


def _beside_text(annotation: AnnotationText) -> list[str]:
    """The tags that are not in the text."""
    in_text = hashtags(annotation.text)
    return [tag for tag in annotation.tags if tag not in in_text]


def _same(one: AnnotationText, other: AnnotationText) -> bool:
    return (one.text, set(one.tags), one.about, one.ask) == (other.text, set(other.tags), other.about, other.ask)


class Versions(TextView):
    """The two versions, word by word."""

    def __init__(self, theirs: AnnotationText | None, mine: AnnotationText, names: Mapping[str | None, str]) -> None:
        super().__init__(id="versions")
        self._theirs, self._mine, self._names = theirs, mine, names

    def on_mount(self) -> None:
        """Show which version is which."""
        if self._theirs is None:
            self.head(["Deleted by somebody else"])
        else:
            self.head(["Changed by somebody else"])
            self.foot([line(("{-theirs-}", EDITS[Edit.GONE])), line(("{+mine+}", EDITS[Edit.NEW]))])

    def redraw(self) -> None:
        """Draw again, as high as the content up to a limit, beyond which it scrolls."""
        super().redraw()
        self.styles.height = min(self.count, _MOST_LINES) + _BORDER

    def lay_out(self, cells: int) -> Sequence[Line]:
        """The text of both versions, with every difference marked."""
        if self._theirs is None:
            return line("Yours is below. Save it to keep it as a new annotation.").wrap(cells)
        runs = tuple(run._replace(text=run.in_braces) for run in self._runs())
        return write([Wording(runs)], cells) if any(run.edit is not Edit.KEPT for run in runs) else [_SAME]

    def _runs(self) -> Iterable[Run]:
        theirs, mine = self._theirs or EMPTY_ANNOTATION, self._mine
        if theirs.about != mine.about:
            yield from _both("about  ", *(self._names.get(each.about, str(each.about)) for each in (theirs, mine)))
        if set(theirs.tags) != set(mine.tags):
            yield from _both("tags   ", *(" ".join(each.tags) or "none" for each in (theirs, mine)))
        yield from difference_runs(text_difference(theirs.text, mine.text))


class ConflictScreen(Editor):
    """Shows both versions and lets the user take one, or merge them by hand.

    Returns the annotation to keep: equal to ``theirs`` to keep theirs, without text to accept their deletion; None to
    decide later.

    Args:
        theirs: what is stored now; None if it was deleted.
        mine: what was written here, which is also the initial text below.
    """

    PLACE = Place.CONFLICT
    GIVE_UP = "Keep mine as a draft"
    BINDINGS = bindings(Place.CONFLICT)
    AUTO_FOCUS = "#versions"
    DEFAULT_CSS = """
    ConflictScreen {
        & #versions { height: auto; min-height: 3; }
    }
    """

    def __init__(
        self,
        title: str,
        *,
        theirs: AnnotationText | None,
        mine: AnnotationText,
        sides: Sequence[Side] = (),
        known_tags: Iterable[str] = (),
        drafts: FormDrafts | None = None,
    ) -> None:
        super().__init__(
            title,
            initial=theirs or EMPTY_ANNOTATION,
            begun=mine,
            sides=sides,
            known_tags=known_tags,
            drafts=drafts,
        )
        self._task_title = "Two versions; the one below is kept"
        self._theirs, self._mine = theirs, mine
        names: dict[str | None, str] = {side.id: side.name for side in sides}
        self._versions = Versions(theirs, mine, {**names, None: _WHOLE})

    def fields(self) -> Iterable[Widget]:
        """The two versions, and below them what will be kept."""
        yield self._versions
        yield from super().fields()

    @work
    async def action_take_theirs(self) -> None:
        """Put theirs into the text; if it was deleted, ask whether to accept that."""
        if self._theirs is not None:
            self.begin_with(self._theirs)
            return
        answers = [Answer("d", "Let mine go", True)]
        if await self.app.push_screen_wait(
            Question("Deleted", "Yours will be gone too.", answers, back="Keep it here")
        ):
            self.dismiss(EMPTY_ANNOTATION)

    def action_take_mine(self) -> None:
        """Put mine into the text."""
        self.begin_with(self._mine)


def _both(label: str, theirs: str, mine: str) -> tuple[Run, ...]:
    return Run(label), Run(theirs, Edit.GONE), Run(" "), Run(mine, Edit.NEW), Run("\n")
