"""The status report as a page: what is told first, and the annex behind it."""

from __future__ import annotations

from negotrack.model.snapshot import Snapshot
from negotrack.pages.annotations import annotations_section
from negotrack.pages.background import claims, events, people, sources
from negotrack.pages.blocks import Page, Section
from negotrack.pages.board import board_section
from negotrack.pages.gaps import missing
from negotrack.pages.headline import facts, headline
from negotrack.pages.proposal import settled, unsettled
from negotrack.pages.selection import Selection
from negotrack.pages.terms import Terms


def report_page(snapshot: Snapshot, selection: Selection) -> Page:
    """Where everything stands."""
    terms = Terms(snapshot.negotiation)
    return Page(
        title=snapshot.negotiation.header.title,
        kind="Status report",
        facts=facts(snapshot, selection, terms),
        lead=headline(snapshot, selection, terms),
        sections=(unsettled(snapshot, selection, terms), board_section(snapshot, selection, terms)),
        annex=_annex(snapshot, selection, terms),
    )


def _annex(snapshot: Snapshot, selection: Selection, terms: Terms) -> tuple[Section, ...]:
    found: list[Section | None] = []
    if not selection.summary:
        found += [
            missing(snapshot, terms),
            settled(snapshot, selection, terms),
            claims(snapshot, terms),
            events(snapshot, terms),
            people(snapshot, terms),
            sources(snapshot, terms),
        ]
    if selection.annotations:
        found.append(annotations_section(snapshot, selection, terms))
    return tuple(section for section in found if section)
