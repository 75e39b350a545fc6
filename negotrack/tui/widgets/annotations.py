"""The annotations of the selected row: each as a block of lines, and one of them selected."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Mapping, Sequence
from itertools import accumulate
from typing import NamedTuple, overload

from textual import events
from textual.style import Style

from negotrack.model.negotiation import Negotiation
from negotrack.model.records import Annotation
from negotrack.pages.annotations import STALE, ask_words, confirmed_words, passage_words
from negotrack.pages.days import moment_words
from negotrack.store.drafts import Draft
from negotrack.tui.board import CURSOR
from negotrack.tui.render import DIM, KEY, PLAIN, STRONG, WARNING, Line, cells_of, clipped, hanging, line, paragraph
from negotrack.tui.widgets.lines import TextView

FOLDED = 2
"""How many lines a folded annotation has."""
_INDENT = 2


class ShownAnnotation(NamedTuple):
    """An annotation with its target.

    Attributes:
        target: the id of its proposal; ``_`` for the negotiation as a whole.
        stale: its target has changed in meaning since.
    """

    target: str
    annotation: Annotation
    stale: bool = False


class ShownAnnotations(Sequence[ShownAnnotation]):
    """Annotations of one target, each built only when it is accessed: there can be very many.

    Args:
        target: the id of their proposal; ``_`` for the negotiation as a whole.
        stale: the ids of those that are stale.
    """

    def __init__(self, target: str, annotations: Sequence[Annotation] = (), stale: Collection[str] = ()) -> None:
        self.target = target
        self._annotations, self._stale = annotations, stale

    def __len__(self) -> int:
        return len(self._annotations)

    @overload
    def __getitem__(self, index: int) -> ShownAnnotation: ...
    @overload
    def __getitem__(self, index: slice) -> ShownAnnotations: ...
    def __getitem__(self, index: int | slice) -> ShownAnnotation | ShownAnnotations:
        if isinstance(index, slice):
            return ShownAnnotations(self.target, self._annotations[index], self._stale)
        annotation = self._annotations[index]
        return ShownAnnotation(self.target, annotation, annotation.id in self._stale)

    def place_of(self, identifier: str) -> int | None:
        """The index of an annotation; None if it is not among them."""
        return next((place for place, each in enumerate(self._annotations) if each.id == identifier), None)


NO_ANNOTATIONS = ShownAnnotations("")
"""The annotations of no target."""


def block(note: ShownAnnotation, negotiation: Negotiation, cells: int, *, selected: bool) -> list[Line]:
    """One annotation as lines, for a width."""
    annotation = note.annotation
    lines = _head(note, negotiation, cells, selected=selected)
    if note.stale:
        lines += paragraph(f"⚠ {STALE.text}", cells, WARNING, indent=_INDENT)
    if annotation.passage:
        dossier = negotiation.dossiers.get(note.target)
        lines += paragraph(passage_words(annotation.passage, dossier), cells, DIM, indent=_INDENT)
    if annotation.ask:
        style = DIM if annotation.ask.done else WARNING
        lines += paragraph(ask_words(annotation.ask), cells, style, indent=_INDENT)
    if annotation.confirmed:
        lines += paragraph(f"✓ {confirmed_words(annotation.confirmed[-1])}", cells, DIM, indent=_INDENT)
    return [*lines, *paragraph(annotation.text.rstrip(), cells, PLAIN, indent=_INDENT), line("")]


def beside_words(draft: Draft, negotiation: Negotiation) -> str:
    """What a draft carries that its form does not ask for: who may see it, and the words it is about."""
    release = f"Release: {draft.release}." if draft.release else ""
    dossier = negotiation.dossiers.get(draft.targets[0]) if draft.targets else None
    return " ".join(filter(None, (release, passage_words(draft.passage, dossier) if draft.passage else "")))


def folded(note: ShownAnnotation, negotiation: Negotiation, cells: int) -> list[Line]:
    """One annotation in two lines, if it is not selected: its head, and the beginning of its text."""
    begins = note.annotation.text.strip()[: cells * 2].partition("\n")[0]
    head = [*_who(note, negotiation, selected=False), _tags(note)]
    return [clipped(cells, *head), clipped(cells, "  ", (begins, DIM))]


def _head(note: ShownAnnotation, negotiation: Negotiation, cells: int, *, selected: bool) -> list[Line]:
    """Who wrote it, when, about what and with which tags: on one line if they fit."""
    cursor, stale, *who = _who(note, negotiation, selected=selected)
    whole, alone = line(cursor, stale, *who, _tags(note)), line(cursor, stale, *who)
    if cells_of(whole) <= cells:
        return [whole]
    words = "".join(words for words, _ in who)
    lines = (
        [alone]
        if cells_of(alone) <= cells
        else hanging((cursor[0][:1], KEY), stale[0] + words, cells, STRONG, indent=_INDENT)
    )
    tags = _tags(note)[0].strip()
    return [*lines, *paragraph(tags, cells, KEY, indent=_INDENT)] if tags else lines


def _who(note: ShownAnnotation, negotiation: Negotiation, *, selected: bool) -> list[tuple[str, str]]:
    annotation = note.annotation
    about = "" if annotation.about is None else f" · on {negotiation.side_name(annotation.about)}"
    when = moment_words(annotation.edited or annotation.created)
    by = f" by {annotation.edited_by}" if annotation.edited_by else ""
    edited = f", edited{by}" if annotation.edited else ""
    return [
        (f"{CURSOR} " if selected else "  ", KEY),
        ("⚠ " if note.stale else "", WARNING),
        (annotation.author, STRONG),
        (f" · {when}{edited}{about}", DIM),
    ]


def _tags(note: ShownAnnotation) -> tuple[str, str]:
    return "".join(f"  #{tag}" for tag in note.annotation.all_tags), KEY


def nothing(cells: int, key: str, *, pending: bool = False) -> Sequence[Line]:
    """What is shown if there is no annotation, or while very many are still being read."""
    if pending:
        return paragraph("Being read …", cells, DIM)
    return paragraph(f"None yet. Press {key} to write the first one." if key else "None.", cells, DIM)


MANY = 100
"""With more annotations than this, only the selected one is shown in full."""


class Annotations(TextView):
    """Annotations one below the other; folded ones are laid out only when they are visible.

    Attributes:
        expected: the ids of those that have just been stored, so that one is selected when it is shown.
    """

    def __init__(self) -> None:
        super().__init__(id="annotations")
        self.number = 3
        self.notes = NO_ANNOTATIONS
        self.expected: tuple[str, ...] = ()
        self._negotiation: Negotiation | None = None
        self._place = 0
        self._starts: Sequence[int] = ()  # the first line of each, and the one after the last of all
        self._in_full: Mapping[int, Sequence[Line]] = {}
        self._key = ""
        self._pending = False

    @property
    def selected(self) -> ShownAnnotation | None:
        """The selected annotation."""
        return self.notes[self._place] if self.notes else None

    def show(self, notes: ShownAnnotations, negotiation: Negotiation, key: str, *, pending: bool = False) -> None:
        """Show other annotations; an expected one is selected, else the same as before if it is still there."""
        before, expected, self.expected = self.selected, self.expected, ()
        kept = before.annotation.id if before and before.target == notes.target else ""
        places = (place for each in (*expected, kept) if (place := notes.place_of(each)) is not None)
        self._place = next(places, min(self._place, len(notes) - 1) if kept else 0)
        self.notes, self._negotiation, self._key, self._pending = notes, negotiation, key, pending
        self._starts = ()  # stays empty if there is no room to lay them out
        self.renew()
        self._show_selected()

    def lay_out(self, cells: int) -> Sequence[Line]:
        """The lines if there is no annotation; else none, after building the blocks of lines for ``draw``."""
        notes, negotiation, self._starts = self.notes, self._negotiation, ()
        if negotiation is None or not notes:
            return nothing(cells, self._key, pending=self._pending) if negotiation else ()
        places = range(len(notes)) if len(notes) <= MANY else (self._place,)
        sizes = [FOLDED] * len(notes)
        self._in_full = {each: block(notes[each], negotiation, cells, selected=each == self._place) for each in places}
        for place, lines in self._in_full.items():
            sizes[place] = len(lines)
        self._starts = [*accumulate(sizes, initial=0)]
        return ()

    @property
    def count(self) -> int:
        """How many lines there are."""
        return self._starts[-1] if self._starts else super().count

    def draw(self, index: int, cells: int) -> Line:
        """One line."""
        if self._negotiation is None or not self._starts:
            return super().draw(index, cells)
        place = self._place_at(index)
        lines = self._in_full.get(place) or folded(self.notes[place], self._negotiation, cells)
        return lines[index - self._starts[place]]

    def ground(self, index: int) -> Style | None:
        """Highlight the head of the selected annotation while this panel has the focus."""
        if self.has_focus and self._starts and index == self._starts[self._place]:
            return self.cursor_style()
        return None

    def action_down(self) -> None:
        """Select the next annotation; scroll first to the end of this one."""
        if not self._scroll_within(1):
            self._select(self._place + 1)

    def action_up(self) -> None:
        """Select the previous annotation; scroll first to the beginning of this one."""
        if not self._scroll_within(-1):
            self._select(self._place - 1)

    def action_first(self) -> None:
        """Select the first annotation."""
        self._select(0)

    def action_last(self) -> None:
        """Select the last annotation."""
        self._select(len(self.notes))

    def on_click(self, event: events.Click) -> None:
        """Select the annotation under the mouse."""
        offset = event.get_content_offset(self)
        if offset is not None and self._starts:
            self._select(self._place_at(offset.y + self.scroll_offset.y))

    def _place_at(self, index: int) -> int:
        """The index of the annotation that a line belongs to."""
        return bisect_right(self._starts, index) - 1

    def _select(self, place: int) -> None:
        if self.notes:
            self._place = max(0, min(place, len(self.notes) - 1))
            self.renew()
            self._show_selected()

    def _show_selected(self) -> None:
        if self._starts:
            self.show_line(self._starts[self._place + 1] - 1)
            self.show_line(self._starts[self._place])

    def _scroll_within(self, step: int) -> bool:
        """Scroll by a line if the selected annotation extends beyond what is visible, and return whether it does."""
        if not self._starts:
            return False
        first, end = self._starts[self._place : self._place + 2]
        beyond = end > self.seen.stop if step > 0 else first < self.seen.start
        if beyond:
            self.scroll_relative(y=step, animate=False)
        return beyond
