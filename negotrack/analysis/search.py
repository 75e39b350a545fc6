"""Finding proposals and annotations with the filter language, at the speed of typing."""

from __future__ import annotations

from negotrack.analysis.conditions import FilterScope, Pair, conditions
from negotrack.analysis.folding import highlights
from negotrack.analysis.query import Query, parse
from negotrack.analysis.searchable import Searchable, of_annotation, of_dossier
from negotrack.model.negotiation import Dossier
from negotrack.model.records import Annotation
from negotrack.model.snapshot import Snapshot
from negotrack.model.standing import Standing

__all__ = ["FilterScope", "Index", "Query", "highlights", "match_annotation", "parse"]


class Index:
    """The text of every proposal and its annotations, ready to be searched."""

    def __init__(self, view: Snapshot, pair: Pair | None = None) -> None:
        self._texts: dict[str, Searchable] = {}
        self._counted: list[Searchable] | None = None
        self.update(view, pair)

    def update(self, view: Snapshot, pair: Pair | None = None) -> None:
        """Search another view from now on; only the text of what has changed is read again.

        Args:
            view: the proposals to search are those that count in it.
            pair: the two sides that ``relation:`` is about; the first two unless given.
        """
        self._view = view
        self._scope = FilterScope.of(view.negotiation, pair)
        before, self._texts, self._counted = self._texts, {}, None
        for identifier, dossier in view.negotiation.dossiers.items():
            known = before.get(identifier)
            self._texts[identifier] = known if known and known.dossier is dossier else of_dossier(dossier)

    def prepare(self, dossier: Dossier) -> None:
        """Read the text of one proposal ahead of the update that lets it be found."""
        known = self._texts.get(dossier.id)
        if known is None or known.dossier is not dossier:
            self._texts[dossier.id] = of_dossier(dossier)

    def match(self, query: Query) -> list[str]:
        """The ids of the proposals for which a query holds, in the order of the view."""
        # Thousands of comparisons at every key: these loops keep nothing that the garbage collector would count,
        # for one full collection takes longer than all of them.
        if self._counted is None:
            self._counted = [self._texts[standing.dossier.id] for standing in self._view.standings]
        found, known = self._counted, self._view.known
        for word, negated in _words(query):
            if negated:
                found = [text for text in found if word not in text.haystack]
            else:
                found = [text for text in found if word in text.haystack]
        for holds in conditions(query, self._scope):
            found = [text for text in found if holds(known[text.id], text)]
        return [text.id for text in found]


def match_annotation(
    query: Query, standing: Standing | None, annotation: Annotation, scope: FilterScope | None = None
) -> bool:
    """Whether a query holds for one annotation.

    Words, tags, authors and days are looked for in the annotation itself, everything else in its proposal.

    Args:
        query: what is asked for.
        standing: that of the proposal; None for an annotation about the negotiation as a whole.
        annotation: the annotation.
        scope: what ``side:`` and ``relation:`` refer to; without it they never hold.
    """
    text = of_annotation(annotation, standing.dossier if standing else None)
    if any((word in text.haystack) is negated for word, negated in _words(query)):
        return False
    return all(holds(standing, text) for holds in conditions(query, scope or FilterScope()))


def _words(query: Query) -> list[tuple[str, bool]]:
    """The words and whether each must be absent; the longest, which are the rarest, come first."""
    words = [(term.values[0], term.negated) for term in query.terms if term.key is None]
    return sorted(words, key=lambda word: -len(word[0]))
