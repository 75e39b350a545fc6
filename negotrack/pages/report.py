"""The status report as a page: what comes first, and the annex behind it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from negotrack.analysis.differences import earlier
from negotrack.analysis.figures import gaps
from negotrack.analysis.links import links
from negotrack.analysis.sides import by_topic
from negotrack.model.snapshot import Snapshot
from negotrack.model.standing import Standing
from negotrack.model.vocabulary import Status
from negotrack.pages.annotations import annotations_section
from negotrack.pages.background import ahead, cited, claims, events, missing, people, sources, support
from negotrack.pages.blocks import Block, Cell, Item, Outline, Page, Paragraph, Section
from negotrack.pages.days import date_words
from negotrack.pages.differences import moved_section
from negotrack.pages.headline import facts, headline
from negotrack.pages.proposal import merged, proposal_section
from negotrack.pages.readings import agreement_words, figures_section
from negotrack.pages.selection import Selection
from negotrack.pages.standing import board_section, conflict_items, is_large, ruling_items, sides_table
from negotrack.pages.terms import Terms


def report_page(snapshot: Snapshot, selection: Selection) -> Page:
    """Where everything stands."""
    return report_opening(snapshot, selection)._replace(
        sections=tuple(first_sections(snapshot, selection)),
        annex=tuple(annex_sections(snapshot, selection)),
    )


def report_opening(snapshot: Snapshot, selection: Selection) -> Page:
    """What stands before the sections."""
    terms = Terms(snapshot.negotiation)
    return Page(
        title=snapshot.negotiation.header.title,
        kind="Status report",
        facts=facts(snapshot, selection, terms),
        lead=headline(snapshot, terms),
        sections=(),
    )


def first_sections(snapshot: Snapshot, selection: Selection) -> Iterator[Section]:
    """What belongs on the first sheet, a section at a time."""
    terms = Terms(snapshot.negotiation)
    if snapshot.standings:
        if day := selection.since:
            before = earlier(snapshot, day, selection.known_by)
            yield moved_section(before, snapshot, terms, since=date_words(day), most=len(snapshot.known))
        yield from _first(snapshot, selection, terms)


def annex_sections(snapshot: Snapshot, selection: Selection) -> Iterator[Section]:
    """Everything else, a section at a time."""
    return filter(None, _annex(snapshot, selection, Terms(snapshot.negotiation)))


def _first(snapshot: Snapshot, selection: Selection, terms: Terms) -> Iterator[Section]:
    sides = selection.ordered(snapshot.negotiation)
    if is_large(snapshot.standings, sides):
        left = f"The board, and the {terms.count(len(snapshot.outstanding))} that are outstanding, are in the annex."
        yield Section("Where the sides stand", (sides_table(snapshot, sides), Paragraph(left)))
    elif len(sides) <= 2:
        yield from _outstanding(snapshot, selection, terms)
        yield _board(snapshot, selection, terms)
    else:
        yield _board(snapshot, selection, terms)
        yield from _outstanding(snapshot, selection, terms)


def _outstanding(snapshot: Snapshot, selection: Selection, terms: Terms) -> Iterator[Section]:
    standings = selection.standings(snapshot)
    found = tuple(each for each in standings if each.outstanding)
    if found or not selection.statuses:
        nothing = Paragraph(f"None: every {terms.singular} is accepted or withdrawn.")
        yield Section(f"Outstanding ({len(found):,})", _details(snapshot, found, selection, terms) or (nothing,))
    if conflicting := [each for each in standings if each.conflicting]:
        conflicts = (_named(each, conflict_items(snapshot, each, terms), terms) for each in conflicting)
        yield Section(f"Conflicting reports ({len(conflicting):,})", tuple(conflicts))
    if decided := [each for each in standings if each.rulings and not each.outstanding]:
        yield Section("Decided by a ruling", tuple(_named(each, ruling_items(each, terms), terms) for each in decided))


def _named(standing: Standing, items: Iterable[Item], terms: Terms) -> Section:
    return Section(terms.label(standing.dossier.proposal), (Outline(tuple(items)),))


def _board(snapshot: Snapshot, selection: Selection, terms: Terms) -> Section:
    linked = {each.id for each in snapshot.standings if each.outstanding or _has_section(each, selection)}
    return board_section(snapshot, selection, terms, linked)


def _has_section(standing: Standing, selection: Selection) -> bool:
    """Whether a proposal that is not outstanding stands in the annex."""
    shown = not selection.statuses or standing.status in selection.statuses
    return shown and not selection.summary and (standing.dossier.proposal.described or bool(standing.rulings))


def _details(
    snapshot: Snapshot, found: tuple[Standing, ...], selection: Selection, terms: Terms
) -> tuple[Section, ...]:
    shown = {each.id for each in selection.standings(snapshot)}
    known, sides = links(snapshot), selection.ordered(snapshot.negotiation)
    sections = (
        (each, proposal_section(each, sides, terms, known, linked=each.id in shown, assessed=selection.stakes))
        for each in found
    )
    return merged(sections, terms)


def _settled(snapshot: Snapshot, selection: Selection, terms: Terms) -> Section | None:
    """What is accepted or withdrawn and described, in full; the others are counted."""
    standings = [each for each in selection.standings(snapshot) if not each.outstanding]
    described = tuple(each for each in standings if _has_section(each, selection))
    blocks: list[Block] = [*_details(snapshot, described, selection, terms)]
    if rest := len(standings) - len(described):
        more = " more" if described else ""
        blocks.append(Paragraph(f"{rest:,}{more} with contents not reported; see the table."))
    words = " or ".join(
        str(status) for status in (Status.ACCEPTED, Status.WITHDRAWN) if status in {each.status for each in standings}
    )
    return Section(f"{words.capitalize()} ({len(standings):,})", tuple(blocks)) if blocks else None


def _matters(snapshot: Snapshot, terms: Terms) -> Section | None:
    """The matters over which several proposals compete, with what became of each."""
    items = tuple(
        Item(
            topic,
            Cell(terms.count(len(members))),
            Paragraph("; ".join(f"{terms.proposal(each)} ({snapshot.known[each].status})" for each in members)),
        )
        for topic, members in by_topic(snapshot).items()
    )
    return Section(f"Matters with several {terms.plural} ({len(items):,})", (Outline(items),)) if items else None


def _annex(snapshot: Snapshot, selection: Selection, terms: Terms) -> Iterator[Section | None]:
    if snapshot.day and not snapshot.standings:
        return
    if not selection.summary:
        if is_large(snapshot.standings, snapshot.negotiation.sides):
            yield _board(snapshot, selection, terms)
            yield from _outstanding(snapshot, selection, terms)
        yield ahead(snapshot, terms)
        found = gaps(snapshot)
        yield missing(snapshot, found, terms)
        yield support(snapshot, found)
        yield _settled(snapshot, selection, terms)
        yield _matters(snapshot, terms)
        yield claims(snapshot, terms)
        yield events(snapshot, terms)
        yield people(snapshot, terms)
        yield sources(snapshot, terms, cited(snapshot))
    if selection.readings:
        yield Section("Readings", (Paragraph(agreement_words(snapshot)), figures_section(snapshot)))
    if selection.annotations:
        yield annotations_section(snapshot, selection, terms)
