"""Sections on proposals without number and contents: those that say the same are told once, with every name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from negotrack.model.records import Proposal
from negotrack.report.document import Paragraph, Section
from negotrack.report.words import Words
from negotrack.text import safe
from negotrack.wording import CONTENTS_NOT_REPORTED, NUMBER_UNKNOWN


def told_once(told: Iterable[tuple[Proposal, Section]], words: Words) -> tuple[Section, ...]:
    """The sections in order, those that differ in nothing but the id of their proposal as one."""
    found: dict[object, list[tuple[Proposal, Section]]] = {}
    for proposal, section in told:
        nameless = proposal.number is None and proposal.title is None
        same = (section.blocks, section.outcome) if nameless else proposal.id
        found.setdefault(same, []).append((proposal, section))
    return tuple(_as_one(each, words) for each in found.values())


def _as_one(told: list[tuple[Proposal, Section]], words: Words) -> Section:
    _, section = told[0]
    if len(told) == 1:
        return section
    named = Paragraph(", ".join(safe(proposal.id) for proposal, _ in told))
    return replace(
        section,
        title=f"{NUMBER_UNKNOWN}  {CONTENTS_NOT_REPORTED} ({words.count(len(told))})",
        blocks=(named, *section.blocks),
        also=tuple(other.anchor for _, other in told[1:] if other.anchor),
    )
