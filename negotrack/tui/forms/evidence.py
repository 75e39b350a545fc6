"""The fields of a piece of evidence: a source, on record or new, the place in it, its credibility, a quote."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widget import Widget

from negotrack.editing.adding import proposed_identifier
from negotrack.model.negotiation import Negotiation
from negotrack.model.records import Evidence, Source
from negotrack.pages.terms import Citations
from negotrack.tui.forms.fields import LONGEST_FIELD, LettersField, SelectField, TextField
from negotrack.tui.forms.letters import CREDIBILITIES
from negotrack.tui.forms.records import KINDS, SELDOM


class ProposedIdentifier:
    """Proposes an id that ends in random letters, and keeps it until the fields it is built from change."""

    def __init__(self) -> None:
        self._last = ""

    def of(self, what: str, given: Mapping[str, Any]) -> str:
        """An id built from number and title, or from publisher and date."""
        found = proposed_identifier(what, given)
        if found.rpartition("-")[0] != self._last.rpartition("-")[0]:
            self._last = found
        return self._last


NEW = ""
"""The option for a new source; no source has this id."""


class EnteredEvidence(NamedTuple):
    """The evidence that was entered, and its source if that is new."""

    evidence: tuple[Evidence, ...] = ()
    new_source: Source | None = None


class NewSource(Vertical):
    """The fields of a new source."""

    DEFAULT_CSS = """
    NewSource { height: auto; border-left: outer $warning; padding-left: 1; }
    """

    def __init__(self, negotiation: Negotiation) -> None:
        super().__init__()
        fields = KINDS["source"](negotiation, {})
        self._fields = {key: field for key, field in fields.items() if key not in SELDOM["source"]}
        self._identifier = ProposedIdentifier()

    def compose(self) -> ComposeResult:
        """The fields."""
        yield from self._fields.values()

    def read(self) -> Source | None:
        """The source, or None while it has no title."""
        given = {key: field.read() for key, field in self._fields.items()}
        self._fields["title"].require(given["title"], "a source needs a title")
        if given["title"] is None:
            return None
        return Source.model_validate({"id": self._identifier.of("source", given), **given})


class EvidenceFields(Vertical):
    """The fields of one piece of evidence; the rarely used ones are elsewhere in the form.

    Args:
        given: the evidence on record; only the first piece fills the fields.
        new: whether a new source can be entered.
    """

    DEFAULT_CSS = """
    EvidenceFields { height: auto; }
    """

    def __init__(
        self, negotiation: Negotiation, given: Iterable[Evidence] = (), *, new: bool = True, needed: bool = False
    ) -> None:
        super().__init__()
        self._initial = initial = next(iter(given), None)
        self._negotiation, known = negotiation, negotiation.sources
        chosen = initial.source if initial and initial.source in known else None
        self._source = SelectField("Source", _options(known, new=new), chosen, needed=needed)
        self._where = TextField("Where", initial.where if initial else "", placeholder="paragraph 12")
        self._new: NewSource | None = None
        self._credibility: LettersField[int | None] | None = None
        self._quote: TextField | None = None

    def compose(self) -> ComposeResult:
        """The source, and the place in it."""
        yield from (self._source, self._where)

    def more(self) -> Iterable[Widget]:
        """The rarely used fields."""
        initial = self._initial
        self._credibility = LettersField("Credible", CREDIBILITIES, initial.credibility if initial else None)
        self._quote = TextField("Quote", initial.quote if initial else "", longest=LONGEST_FIELD)
        return (self._quote, self._credibility)

    def read(self, *, required: bool) -> EnteredEvidence:
        """What was entered; shows beside the fields what is wrong with it."""
        chosen = self._source.entered
        self._offer_new(wanted=chosen == NEW)
        credibility, quote = (self._initial.credibility, self._initial.quote) if self._initial else (None, None)
        if self._credibility and self._quote:
            credibility, quote = self._credibility.entered, self._quote.text
        is_needed = required or any((self._where.text, credibility, quote))
        self._source.require(chosen is not None or not is_needed, "choose the source that says so")
        source = self._new.read() if self._new else None
        identifier = source.id if source else chosen
        if not identifier:
            return EnteredEvidence()
        evidence = Evidence(source=identifier, where=self._where.text, credibility=credibility, quote=quote)
        return EnteredEvidence((evidence,), source)

    def _offer_new(self, *, wanted: bool) -> None:
        if wanted and self._new is None:
            self._new = NewSource(self._negotiation)
            self.mount(self._new, after=self._source)
        elif not wanted and self._new is not None:
            self._new.remove()
            self._new = None


def _options(sources: Mapping[str, Source], *, new: bool) -> list[tuple[str, str | None]]:
    citations = Citations(sources)
    options: list[tuple[str, str | None]] = [("choose …" if new else "none", None)]
    for identifier, source in sources.items():
        name = citations.name(identifier)
        options.append((name if source.title == name else f"{name}: {source.title}", identifier))
    if new:
        options.append(("a new source …", NEW))
    return options
