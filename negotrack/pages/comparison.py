"""Sides compared: two of them over all proposals, one with every other, every pair, or all on a board."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from negotrack.analysis.figures import acceptances
from negotrack.analysis.sides import ORDER, ComparedProposal, Comparison, PairCounts, RelationGroup, by_topic, pairs
from negotrack.model.records import Side
from negotrack.model.snapshot import Snapshot
from negotrack.model.vocabulary import Basis, Relation
from negotrack.pages.blocks import Block, Cell, Column, Page, Paragraph, Row, Section, Table, Tone
from negotrack.pages.headline import covered, outstanding_words, page_of, phase_words, rests_on, status_words
from negotrack.pages.proposal import named_blocks
from negotrack.pages.signs import RELATION_SIGNS, RELATION_TONES, mark_legend
from negotrack.pages.standing import (
    CONFLICTING_REPORTS,
    alike,
    alike_cells,
    board,
    is_large,
    proposal_cells,
    sides_section,
    stance_cell,
)
from negotrack.pages.terms import Terms
from negotrack.pages.words import CONTENTS_NOT_REPORTED, capitalized, listed, sentence

_MOST_ROWS = 2_000
"""The most proposals that are listed without being asked for."""
GROUP_TITLES = {
    Relation.CONFLICTING: CONFLICTING_REPORTS,
    Relation.DIFFER: "They differ",
    Relation.PARTIAL: "They agree in part",
    Relation.UNDECIDED: "Both are undecided",
    Relation.BOTH_AGAINST: "Both are against",
    Relation.ONE_SIDED: "Only one of them is reported",
    Relation.UNKNOWN: "Neither is reported",
    Relation.AGREE: "They agree",
}
ALL_TITLES = {
    Relation.CONFLICTING: CONFLICTING_REPORTS,
    Relation.DIFFER: "Another side differs",
    Relation.PARTIAL: "None differs, one agrees in part",
    Relation.UNDECIDED: "Undecided, as far as reported",
    Relation.BOTH_AGAINST: "Against, as far as reported",
    Relation.ONE_SIDED: "Not reported, or the only side reported",
    Relation.UNKNOWN: "No side is reported",
    Relation.AGREE: "All agree, as far as reported",
}
"""The titles for one side and all others, by the relation that weighs most."""
_OF_BOTH = frozenset(Relation) - {Relation.ONE_SIDED, Relation.UNKNOWN}
_PREDICATES = {
    Relation.AGREE: "agree on {}",
    Relation.PARTIAL: "agree in part on {}",
    Relation.DIFFER: "differ on {}",
    Relation.BOTH_AGAINST: "are both against {}",
    Relation.UNDECIDED: "are both undecided on {}",
}
_CLAUSES = {
    Relation.CONFLICTING: "on {} the reports conflict",
    Relation.ONE_SIDED: "on {} only one of them is reported",
    Relation.UNKNOWN: "on {} neither is reported",
}
_PAIR_COLUMNS = {
    Relation.PARTIAL: "in part",
    Relation.UNDECIDED: "undecided",
    Relation.BOTH_AGAINST: "against",
    Relation.DIFFER: "differ",
    Relation.CONFLICTING: "conflicting",
}
"""The columns of a table of pairs after the agreement; one that is all zeros is left out."""


def comparison_page(snapshot: Snapshot, comparison: Comparison) -> Page:
    """Two sides compared over all proposals, with what needs work first."""
    terms = Terms(snapshot.negotiation)
    names = terms.sides((comparison.one, comparison.other))
    relations = f"{_relation_words(names, comparison.totals)}.{_possible(comparison) if snapshot.day else ''}"
    lead = (f"{relations} {outstanding_words(snapshot, terms)}", rests_on(acceptances(snapshot), snapshot, terms))
    kinds = comparison.relations
    if len(kinds) > 1 and sum(comparison.totals[each] for each in kinds) > _MOST_ROWS:
        more = Paragraph(f"Too many to list at once: those of one kind are listed with --only {'|'.join(kinds)}.")
        return _page(snapshot, terms, lead, (Section("Proposals", (more,)),))
    sections = (_group(snapshot, comparison, group, terms) for group in comparison.groups)
    return _page(snapshot, terms, lead, sections)


def board_page(snapshot: Snapshot, sides: Sequence[Side]) -> Page:
    """The chosen sides on one board, and the topics on which several proposals compete."""
    terms = Terms(snapshot.negotiation)
    counts = snapshot.by_status
    total = len(snapshot.standings)
    figures = sentence(terms.count(total), status_words(counts, total), outstanding_words(snapshot, terms))
    if is_large(snapshot.standings, sides):
        more = "Name some of the sides with --sides for their board, or take all of it with --format csv."
        return _page(snapshot, terms, (figures,), (sides_section(snapshot, sides, more),))
    whole = board(snapshot.standings, sides, terms)
    sections = [Section(f"All {terms.plural} ({total:,})", (whole if total else Paragraph("None."),))]
    for topic, members in by_topic(snapshot).items():
        standings = [snapshot.known[identifier] for identifier in members]
        sections.append(Section(topic, (board(standings, sides, terms),), remark=f"{len(members)} compete"))
    return _page(snapshot, terms, (figures,), sections)


def reference_page(snapshot: Snapshot, side: str) -> Page:
    """One side compared with every other, the nearest first."""
    terms = Terms(snapshot.negotiation)
    found = pairs(snapshot).beside(side)
    count = terms.count(len(snapshot.standings))
    lead = f"How the other sides compare with {terms.side(side)} on {count}, the nearest first."
    table = _pair_table("side", [terms.side(pair.other) for pair in found], found)
    return _page(snapshot, terms, (lead,), (Section(f"Beside {terms.side(side)}", (table,)),))


def pairs_page(snapshot: Snapshot) -> Page:
    """Every pair of sides, in the order of the negotiation."""
    terms = Terms(snapshot.negotiation)
    names = {side.id: side.name for side in snapshot.negotiation.sides}
    found = list(pairs(snapshot).all())
    lead = f"How each pair of sides compares on {terms.count(len(snapshot.standings))}."
    table = _pair_table("sides", [f"{names[pair.one]} and {names[pair.other]}" for pair in found], found)
    return _page(snapshot, terms, (lead,), (Section(f"Pairs ({len(found):,})", (table,)),))


def _relation_words(names: Sequence[str], counts: Mapping[Relation, int]) -> str:
    """How two sides relate: ``A and B agree on 11 and differ on 1; on 2 neither is reported``."""
    both = [words.format(f"{counts[each]:,}") for each, words in _PREDICATES.items() if counts.get(each)]
    others = [words.format(f"{counts[each]:,}") for each, words in _CLAUSES.items() if counts.get(each)]
    named = listed(names)
    if both:
        return "; ".join((f"{named} {listed(both)}", *others))
    return f"{named}: {'; '.join(others)}" if others else f"{named} are not compared on anything"


def _possible(comparison: Comparison) -> str:
    """A remark on the positions that may be later than the day asked for, and so do not count yet; empty if none."""
    number = sum(row.possible for row in comparison.rows)
    which = "all of them" if number == len(comparison.rows) else f"{number:,} of them"
    return f" On {which} a position is only possible by this day, and does not count yet." if number else ""


def _page(snapshot: Snapshot, terms: Terms, lead: Iterable[str], sections: Iterable[Section]) -> Page:
    return page_of(
        snapshot, "Comparison", (phase_words(snapshot, terms), covered(snapshot)), sections, map(capitalized, lead)
    )


def _group(snapshot: Snapshot, comparison: Comparison, group: RelationGroup, terms: Terms) -> Section:
    """The rows of one relation; without numbers there is no number column, and with one source no source column."""
    dated, cited, first = snapshot.day is not None, terms.only_source is None, 0 if terms.numbered else 1
    columns = [
        Column("number"),
        Column(terms.singular, flexible=True),
        *(Column(terms.side(side)) for side in (comparison.one, comparison.other)),
        *([Column("source", flexible=True)] if cited else []),
    ][first:]

    def cells(row: ComparedProposal) -> tuple[Cell, ...]:
        source = (Cell(terms.citations.words(row.evidence)),) if cited else ()
        return (stance_cell(row.one, dated=dated), stance_cell(row.other, dated=dated), *source)

    groups = alike((row.standing, found, (row, found)) for row in group.rows for found in [cells(row)])
    rows = []
    for (row, found), *others in groups:
        alone = proposal_cells(row.standing.dossier.proposal)
        together = alike_cells(1 + len(others), more=len(groups) > 1, numbered=terms.numbered)
        rows.append(Row((*(together if others else alone)[first:], *found)))
    legend = mark_legend((side for row in group.rows for side in (row.one, row.other)), dated=dated)
    return Section(_group_title(group), (Table(tuple(columns), tuple(rows), legend=legend),))


def _group_title(group: RelationGroup) -> str:
    contents = f"; {CONTENTS_NOT_REPORTED}" if group.described is False else ""
    return f"{GROUP_TITLES[group.relation]}{contents} ({len(group.rows):,})"


def _pair_table(heading: str, labels: Sequence[str], found: Sequence[PairCounts]) -> Table:
    counted = [each for each in _PAIR_COLUMNS if any(pair.relations[each] for pair in found)]
    columns = (Column(heading, flexible=True), Column("agree"), *(Column(_PAIR_COLUMNS[each]) for each in counted))
    rows = (Row((Cell(label), *_pair_cells(pair, counted))) for label, pair in zip(labels, found, strict=True))
    legend = ["agree: of those on which both are reported"]
    if Relation.CONFLICTING in counted:
        legend.append("conflicting: what is reported of one of them conflicts")
    return Table(columns, tuple(rows), legend=tuple(legend))


def _pair_cells(pair: PairCounts, counted: Sequence[Relation]) -> tuple[Cell, ...]:
    both, agree = pair.both_reported, pair.relations[Relation.AGREE]
    if not both:
        return (Cell("none in common", tone=Tone.MISSING), *(Cell("–") for _ in counted))
    share = f"{agree:,} of {both:,} ({agree / both:.0%})"
    return (Cell(share), *(Cell(f"{pair.relations[each]:,}") for each in counted))


def pair_blocks(snapshot: Snapshot, counts: PairCounts, comparison: Comparison) -> list[Block]:
    """How two sides relate: counts, percentages of the proposals on which both are reported, and the proposals."""
    terms = Terms(snapshot.negotiation)
    both = counts.both_reported
    lead = f"Both are reported on {both:,} of {terms.count(len(snapshot.standings))}."
    columns = (Column("relation", flexible=True), Column(terms.plural), Column(f"of the {both:,}"))
    rows = tuple(
        Row(
            (
                Cell(GROUP_TITLES[relation], RELATION_SIGNS[relation], tone=RELATION_TONES[relation]),
                Cell(f"{number:,}"),
                Cell(f"{counts.of_both(relation) / both:.0%}" if relation in _OF_BOTH and both else "–"),
            )
        )
        for relation in ORDER
        if (number := counts.relations[relation])
    )
    members = (
        Section(_group_title(group), named_blocks([row.id for row in group.rows], terms)) for group in comparison.groups
    )
    return [Paragraph(lead), Table(columns, rows), *members]


def rests_on_briefly(comparison: Comparison) -> str:
    """What the agreement of two sides rests on, as the end of a line; empty if that need not be said."""
    rows = [row for group in comparison.groups if group.relation is Relation.AGREE for row in group.rows]
    collective = sum(row.covers is Basis.COLLECTIVE for row in rows)
    hidden = sum(not row.described for row in rows)
    number = "all" if collective == len(rows) else f"{collective:,}"
    rests = f", {number} by one statement about several" if collective else ""
    return rests + (f", {hidden:,} with {CONTENTS_NOT_REPORTED}" if hidden else "")
