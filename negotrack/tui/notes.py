"""Annotations as blocks of lines: who wrote when, about what, whether it still holds, and the text."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple, overload

from negotrack.model.negotiation import Negotiation
from negotrack.model.records import Annotation
from negotrack.pages.annotations import STALE, ask_words, confirmed_words, passage_words
from negotrack.pages.days import moment_words
from negotrack.store.drafts import Draft
from negotrack.tui.board import CURSOR
from negotrack.tui.render import DIM, KEY, PLAIN, STRONG, WARNING, Line, cells_of, clipped, hanging, line, paragraph

FOLDED = 2
"""The lines of an annotation that is folded."""
_INDENT = 2


class ShownAnnotation(NamedTuple):
    """An annotation in its place.

    Attributes:
        target: the id of its proposal; ``_`` for the negotiation as a whole.
        annotation: what was written.
        stale: its target has changed its meaning since.
    """

    target: str
    annotation: Annotation
    stale: bool = False


class ShownAnnotations(Sequence[ShownAnnotation]):
    """Annotations of one target, each put in its place only when it is looked at: there can be very many.

    Args:
        target: the id of their proposal; ``_`` for the negotiation as a whole.
        annotations: what was written.
        stale: the ids of those that have gone stale.
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
        """The place of an annotation; None where it is not among them."""
        return next((place for place, each in enumerate(self._annotations) if each.id == identifier), None)


NO_ANNOTATIONS = ShownAnnotations("")
"""Of nothing."""


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
    """One annotation that is not selected as two lines: its head, and how its text begins."""
    begins = note.annotation.text.strip()[: cells * 2].partition("\n")[0]
    head = [*_who(note, negotiation, selected=False), _tags(note)]
    return [clipped(cells, *head), clipped(cells, "  ", (begins, DIM))]


def _head(note: ShownAnnotation, negotiation: Negotiation, cells: int, *, selected: bool) -> list[Line]:
    """Who wrote when, about what, with which tags: on one line where they have room."""
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
    """What stands where there is no annotation, or very many are still being read."""
    if pending:
        return paragraph("Being read …", cells, DIM)
    return paragraph(f"None yet. Press {key} to write the first one." if key else "None.", cells, DIM)
