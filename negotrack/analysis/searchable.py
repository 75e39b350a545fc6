"""What a search looks through: the text of one proposal, or of one annotation, folded once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC
from functools import cached_property
from sys import intern

from negotrack.analysis.folding import fold
from negotrack.analysis.tags import tags_of
from negotrack.model.fingerprint import is_stale
from negotrack.model.negotiation import Dossier
from negotrack.model.records import Annotation


class Searchable:
    """Folded text with what it belongs to.

    Attributes:
        dossier: the proposal; None for an annotation about the negotiation as a whole.
        id: the proposal's id; empty without one.
        annotations: the annotations whose text it holds.
        haystack: everything that a word may stand in, one piece on each line.
        tags: the tags of the annotations.
        authors: who wrote them.
        people: who put the proposal forward, and who spoke for a side.
        latest: the UTC day on which the last of the annotations was written or edited; empty without any.
    """

    def __init__(self, dossier: Dossier | None, annotations: tuple[Annotation, ...], pieces: Iterable[str]) -> None:
        self.dossier = dossier
        self.id = dossier.id if dossier else ""
        self.annotations = annotations
        self.tags = _distinct(tag for annotation in annotations for tag in tags_of(annotation))
        self.authors = _distinct(annotation.author for annotation in annotations)
        self.people = _distinct(_people(dossier)) if dossier else ()
        texts = (fold(annotation.text) for annotation in annotations)
        self.haystack = "\n".join((*pieces, *(f"#{tag}" for tag in self.tags), *self.authors, *texts))
        days = ((each.edited or each.created).astimezone(UTC).date().isoformat() for each in annotations)
        self.latest = max(days, default="")

    @cached_property
    def stale(self) -> bool:
        """Whether one of the annotations has gone stale."""
        dossier = self.dossier
        return dossier is not None and any(is_stale(annotation, dossier) for annotation in self.annotations)


def of_dossier(dossier: Dossier) -> Searchable:
    """A proposal with everything that was written about it."""
    return Searchable(dossier, dossier.annotations, _pieces(dossier))


def of_annotation(annotation: Annotation, dossier: Dossier | None) -> Searchable:
    """One annotation alone, of a proposal or of the negotiation as a whole."""
    return Searchable(dossier, (annotation,), ())


def _pieces(dossier: Dossier) -> Iterator[str]:
    proposal = dossier.proposal
    number = None if proposal.number is None else str(proposal.number)
    positions = [entry.position for entry in dossier.positions]
    said = (text for position in positions for text in (position.statement, position.counter))
    for text in (proposal.id, number, proposal.title, proposal.topic, proposal.summary, *said):
        if text:
            yield fold(text)
    yield from _distinct(_people(dossier))


def _people(dossier: Dossier) -> Iterator[str]:
    yield from dossier.proposal.proposed_by or ()
    for entry in dossier.positions:
        if entry.position.by:
            yield entry.position.by


def _distinct(words: Iterable[str]) -> tuple[str, ...]:
    """The words folded, each once; thousands of proposals share the same few."""
    return tuple(dict.fromkeys(intern(fold(word)) for word in words))
