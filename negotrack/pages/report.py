"""The status report as a page: the first sheet, and the annex behind it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property

from negotrack import analysis, pages
from negotrack.analysis.figures import gaps
from negotrack.analysis.links import Links, links
from negotrack.analysis.sides import by_topic
from negotrack.model.snapshot import Snapshot
from negotrack.model.standing import Standing
from negotrack.model.vocabulary import Status
from negotrack.pages.annotations import annotations_section
from negotrack.pages.background import ahead, cited, claims, events, missing, people, sources, support
from negotrack.pages.blocks import Block, Cell, Item, Outline, Page, Paragraph, Section
from negotrack.pages.days import date_words
from negotrack.pages.headline import facts, headline
from negotrack.pages.proposal import merged, proposal_section
from negotrack.pages.selection import Selection
from negotrack.pages.standing import (
    CONFLICTING_REPORTS,
    board,
    conflict_items,
    is_large,
    none_outstanding,
    ruling_items,
    sides_section,
)
from negotrack.pages.terms import Terms
from negotrack.pages.words import CONTENTS_NOT_REPORTED, capitalized


class StatusReport:
    """The status report, built section by section: the first sheet, and the annex behind it."""

    def __init__(self, snapshot: Snapshot, selection: Selection) -> None:
        self._snapshot = snapshot
        self._selection = selection
        self._terms = Terms(snapshot.negotiation)
        self._sides = selection.ordered(snapshot.negotiation)
        self._standings = selection.standings(snapshot)

    @cached_property
    def _links(self) -> Links:
        return links(self._snapshot)

    def page(self) -> Page:
        """The whole report."""
        return self.opening()._replace(sections=tuple(self.first()), annex=tuple(self.annex()))

    def opening(self) -> Page:
        """The page with everything before its sections."""
        return Page(
            title=self._snapshot.negotiation.header.title,
            kind="Status report",
            facts=facts(self._snapshot, self._selection, self._terms),
            lead=headline(self._snapshot, self._terms),
            sections=(),
        )

    def first(self) -> Iterator[Section]:
        """The sections of the first sheet."""
        snapshot, terms, sides = self._snapshot, self._terms, self._sides
        if not snapshot.standings:
            return
        if day := self._selection.since:
            before = analysis.differences.earlier(snapshot, day, self._selection.known_by)
            moved = pages.differences.moved_section
            yield moved(before, snapshot, terms, since=date_words(day), most=len(snapshot.known))
        if is_large(snapshot.standings, sides):
            outstanding = terms.count(len(snapshot.outstanding))
            more = f"The board, and the {outstanding} that are outstanding, are in the annex."
            yield sides_section(snapshot, sides, more)
        elif len(sides) <= 2:
            yield from self._outstanding()
            yield self._board()
        else:
            yield self._board()
            yield from self._outstanding()

    def annex(self) -> Iterator[Section]:
        """All other sections."""
        snapshot, terms, selection = self._snapshot, self._terms, self._selection
        if snapshot.day and not snapshot.standings:
            return
        if not selection.summary:
            if is_large(snapshot.standings, self._sides):
                yield self._board()
                yield from self._outstanding()
            yield from filter(None, self._whole())
        if selection.readings:
            yield Section("Readings", pages.readings.agreement_blocks(snapshot))
        if selection.annotations:
            yield annotations_section(snapshot, selection, terms)

    def _whole(self) -> Iterator[Section | None]:
        snapshot, terms = self._snapshot, self._terms
        yield ahead(snapshot, terms)
        found = gaps(snapshot)
        yield missing(snapshot, found, terms)
        yield support(snapshot, found)
        yield self._settled()
        yield self._matters()
        yield claims(snapshot, terms)
        yield events(snapshot, terms)
        yield people(snapshot, terms)
        yield sources(snapshot, terms, cited(snapshot))

    def _outstanding(self) -> Iterator[Section]:
        snapshot, terms = self._snapshot, self._terms
        found = [each for each in self._standings if each.outstanding]
        if found or not self._selection.statuses:
            yield Section(f"Outstanding ({len(found):,})", self._details(found) or (none_outstanding(snapshot, terms),))
        if conflicting := [each for each in self._standings if each.conflicting]:
            conflicts = (self._named(each, conflict_items(snapshot, each, terms)) for each in conflicting)
            yield Section(f"{CONFLICTING_REPORTS} ({len(conflicting):,})", tuple(conflicts))
        if decided := [each for each in self._standings if each.rulings and not each.outstanding]:
            rulings = (self._named(each, ruling_items(each, terms)) for each in decided)
            yield Section("Decided by a ruling", tuple(rulings))

    def _named(self, standing: Standing, items: Iterable[Item]) -> Section:
        return Section(self._terms.label(standing.dossier.proposal), (Outline(tuple(items)),))

    def _board(self) -> Section:
        """The board of the chosen proposals, under a title that counts them."""
        every, terms = self._snapshot.standings, self._terms
        title = f"All {terms.plural} ({len(every):,})"
        if self._selection.statuses:
            statuses = " or ".join(self._selection.statuses)
            title = capitalized(f"{terms.plural}, {statuses} ({len(self._standings):,} of {len(every):,})")
        linked = {each.id for each in every if each.outstanding or self._has_section(each)}
        found = board(self._standings, self._sides, terms, linked)
        return Section(title, (found if self._standings else Paragraph("None."),))

    def _has_section(self, standing: Standing) -> bool:
        """Whether a proposal that is not outstanding has a section of its own in the annex."""
        if self._selection.summary or not self._selection.shows(standing):
            return False
        return standing.dossier.proposal.described or bool(standing.rulings)

    def _details(self, found: Iterable[Standing]) -> tuple[Section, ...]:
        sections = (
            (each, proposal_section(each, self._sides, self._terms, self._links, assessed=self._selection.stakes))
            for each in found
        )
        return merged(sections, self._terms)

    def _settled(self) -> Section | None:
        """What is accepted or withdrawn: in full if it is described or a ruling decides it; the others are counted."""
        standings = [each for each in self._standings if not each.outstanding]
        described = [each for each in standings if self._has_section(each)]
        blocks: list[Block] = [*self._details(described)]
        if rest := len(standings) - len(described):
            more = " more" if described else ""
            blocks.append(Paragraph(f"{rest:,}{more} with {CONTENTS_NOT_REPORTED}; see the table."))
        found = {each.status for each in standings}
        words = " or ".join(status for status in (Status.ACCEPTED, Status.WITHDRAWN) if status in found)
        return Section(f"{words.capitalize()} ({len(standings):,})", tuple(blocks)) if blocks else None

    def _matters(self) -> Section | None:
        """The topics on which several proposals compete, with the status of each."""
        terms, known = self._terms, self._snapshot.known
        items = tuple(
            Item(
                topic,
                Cell(terms.count(len(members))),
                Paragraph("; ".join(f"{terms.proposal(each)} ({known[each].status})" for each in members)),
            )
            for topic, members in by_topic(self._snapshot).items()
        )
        return Section(f"Matters with several {terms.plural} ({len(items):,})", (Outline(items),)) if items else None


def report_page(snapshot: Snapshot, selection: Selection) -> Page:
    """The status report as a page."""
    return StatusReport(snapshot, selection).page()
