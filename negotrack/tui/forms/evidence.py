"""Where something is said: a source, known or new, the place in it, its credibility, a quote."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from textual.app import ComposeResult
from textual.containers import Vertical

from negotrack.editing.adding import proposed_identifier
from negotrack.model.negotiation import Negotiation
from negotrack.model.records import Evidence, Source
from negotrack.tui.forms.days import DateField
from negotrack.tui.forms.field import ChoiceField, TextField
from negotrack.tui.forms.grades import CREDIBILITIES, RELIABILITIES
from negotrack.wording import Citations

NEW = ""
"""Stands for a source that is not known yet; no source has it as its id."""
LONGEST_QUOTE = 10_000


class Evidenced(NamedTuple):
    """What was entered of the evidence.

    Attributes:
        evidence: one piece of evidence, or none.
        new_source: the source it names, where that is to be added.
    """

    evidence: tuple[Evidence, ...] = ()
    new_source: Source | None = None


class EvidenceFields(Vertical):
    """The fields of one piece of evidence.

    Args:
        negotiation: whose sources there are to choose from.
        initial: what the fields begin with.
        new: a source that is not known yet may be given.
    """

    DEFAULT_CSS = """
    EvidenceFields {
        height: auto;
        & > #new-source { height: auto; border-left: outer $warning; padding-left: 1; display: none; }
        & > #new-source.-shown { display: block; }
    }
    """

    def __init__(self, negotiation: Negotiation, initial: Evidence | None = None, *, new: bool = True) -> None:
        super().__init__()
        self._negotiation = negotiation
        known = negotiation.sources
        chosen = initial.source if initial and initial.source in known else None
        self._source = ChoiceField("Source", _options(known, new=new), chosen)
        self._title, self._publisher = TextField("Title"), TextField("Publisher")
        self._published = DateField("Published")
        self._reliability = ChoiceField("Reliability", RELIABILITIES, None)
        self._where = TextField("Where", initial.where if initial else "", placeholder="e.g. paragraph 12")
        self._credibility = ChoiceField("Credibility", CREDIBILITIES, initial.credibility if initial else None)
        self._quote = TextField("Quote", initial.quote if initial else "", longest=LONGEST_QUOTE)

    def compose(self) -> ComposeResult:
        """The source, what a new one is, and where in it."""
        yield self._source
        with Vertical(id="new-source"):
            yield from (self._title, self._publisher, self._published, self._reliability)
        yield from (self._where, self._credibility, self._quote)

    def read(self, *, required: bool) -> Evidenced:
        """What was entered; says beside the fields what is wrong with it."""
        chosen = self._source.entered
        self.query_one("#new-source").set_class(chosen == NEW, "-shown")
        more = any((self._where.text, self._credibility.entered, self._quote.text))
        missing = chosen is None and (required or more)
        self._source.show("choose the source that says so" if missing else None)
        new = self._new_source(wanted=chosen == NEW)
        identifier = new.id if new else chosen
        if not identifier:
            return Evidenced()
        evidence = Evidence(
            source=identifier,
            where=self._where.text,
            credibility=self._credibility.entered,
            quote=self._quote.text,
        )
        return Evidenced((evidence,), new)

    def _new_source(self, *, wanted: bool) -> Source | None:
        published, title = self._published.read(), self._title.text
        self._title.show(None if title or not wanted else "a source needs a title")
        if not wanted:
            self._published.show()
        if not wanted or title is None:
            return None
        given = {
            "title": title,
            "publisher": self._publisher.text,
            "date": published,
            "reliability": self._reliability.entered,
        }
        identifier = proposed_identifier(self._negotiation, "source", given)
        return Source.model_validate({"id": identifier, **given})


def _options(sources: Mapping[str, Source], *, new: bool) -> list[tuple[str, str | None]]:
    citations = Citations(sources)
    options: list[tuple[str, str | None]] = [("none", None)]
    if new:
        options.append(("a new source …", NEW))
    for identifier, source in sources.items():
        name = citations.name(identifier)
        options.append((name if source.title == name else f"{name}: {source.title}", identifier))
    return options
