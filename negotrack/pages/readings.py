"""Statements that analysts read differently: the list first, then figures of how far the analysts agree."""

from __future__ import annotations

from collections.abc import Sequence

from negotrack.analysis.readings import Agreement, Figure, Statement, agreement, left_to_code, statements, undecided
from negotrack.model.snapshot import Snapshot
from negotrack.pages.blocks import (
    Block,
    Cell,
    Column,
    Detail,
    Item,
    Outline,
    Page,
    Paragraph,
    Row,
    Section,
    Table,
    Tone,
)
from negotrack.pages.days import day_words, moment_words, view_words
from negotrack.pages.headline import page_of
from negotrack.pages.proposal import quote_details, statement_words
from negotrack.pages.standing import NOT_CODED, position_cell
from negotrack.pages.terms import Terms
from negotrack.pages.words import BLIND, capitalized, counted, listed

_STEPS = ("the same camp", "one step apart", "two steps apart", "three steps apart")
NONE_DIFFERENT = "no statement was coded by two analysts and read differently"
NOTHING_LEFT = "nothing: every statement that others coded is coded"
_COEFFICIENT = "{:.3f}"


def readings_page(snapshot: Snapshot) -> Page:
    """Every statement that was read differently, and how far the analysts agree on all of them."""
    terms = Terms(snapshot.negotiation)
    differing = [each for each in statements(snapshot) if each.differs]
    blocks: tuple[Block, ...] = tuple(statement_section(each, snapshot, terms) for each in differing)
    none = Paragraph(f"{capitalized(NONE_DIFFERENT)}.")
    words, figures = agreement_blocks(snapshot)
    sections = (Section(f"Read differently ({len(differing):,})", blocks or (none,)), figures)
    return page_of(snapshot, "Readings", _facts(snapshot), sections, [words.text])


def queue_page(snapshot: Snapshot, analyst: str) -> Page:
    """The statements that others have coded and one analyst has not: the evidence, without the codings."""
    terms = Terms(snapshot.negotiation)
    found = left_to_code(snapshot, analyst)
    items = tuple(evidence_item(each, terms) for each in found)
    block: Block = Outline(items) if items else Paragraph(f"{capitalized(NOTHING_LEFT)}.")
    section = Section(f"Left to code by {analyst} ({len(found):,})", (block,))
    return page_of(snapshot, "Left to code", _facts(snapshot), [section])


def agreement_blocks(snapshot: Snapshot) -> tuple[Paragraph, Section]:
    """How far the analysts agree, in a few sentences and in figures."""
    found = agreement(snapshot)
    return Paragraph(agreement_words(found, snapshot)), _figures_section(found)


def agreement_words(found: Agreement, snapshot: Snapshot) -> str:
    """How many analysts coded, how far they agree, and what is undecided, in a few sentences."""
    if len(found.analysts) < 2:
        return f"{counted(len(found.analysts), 'analyst')} coded; agreement takes two."
    sentences = [f"{counted(len(found.analysts), 'analyst')} coded: {listed(found.analysts)}."]
    if found.percent.value is None:
        sentences.append("No statement was coded by two of them.")
    else:
        same = f"{found.percent.value:.0%}"
        number = found.percent.n
        which = "one statement" if number == 1 else counted(number, "statement")
        sentences.append(f"On the {which} that two or more coded, {same} agree.")
    if found.by_one:
        sentences.append(f"{counted(found.by_one, 'statement')} coded by one alone.")
    if number := undecided(snapshot):
        sentences.append(f"Undecided: {number:,}.")
    return " ".join(sentences)


def _figures_section(found: Agreement) -> Section:
    """Percent, kappa and alpha, each with the number of statements it rests on."""
    columns = (Column("figure", flexible=True), Column("value"), Column("95% interval"), Column("n"))
    rows = tuple(Row(_cells(*each)) for each in _figures(found))
    remark = "each statement is what one source says at one place of one side and one proposal"
    return Section("Agreement", (Table(columns, rows),), remark=remark)


def evidence_item(statement: Statement, terms: Terms) -> Item:
    """Where a statement can be read, without anyone's coding."""
    entry = next(iter(statement.codings.values()))
    quotes = tuple(quote_details(entry.evidence, marks=""))
    source = terms.citations.words(entry.evidence)
    return Item(
        terms.side(statement.side), Cell(NOT_CODED), Paragraph(terms.proposal(statement.proposal)), quotes, source
    )


def _facts(snapshot: Snapshot) -> tuple[str, ...]:
    return f"As of: {view_words(snapshot.day)}.", BLIND if snapshot.negotiation.header.blind else ""


def is_decided(statement: Statement, snapshot: Snapshot) -> bool:
    """Whether a ruling has set aside one of the codings."""
    aside = snapshot.known[statement.proposal].dossier.counting.set_aside
    return any(entry.id in aside for entry in statement.codings.values())


def statement_section(statement: Statement, snapshot: Snapshot, terms: Terms) -> Section:
    """One statement, and how each analyst coded it."""
    items = tuple(
        Item(
            analyst,
            position_cell(entry.position),
            Paragraph(statement_words(entry.position), recorded=True),
            tuple(Detail("recorded", moment_words(entry.recorded)) for _ in range(1) if entry.recorded),
            day_words(entry.date),
        )
        for analyst, entry in statement.codings.items()
    )
    decided = is_decided(statement, snapshot)
    apart = _STEPS[statement.camps_apart]
    return Section(
        f"{terms.proposal(statement.proposal)}: {terms.side(statement.side)}",
        (Paragraph(_where(statement, terms), Tone.MISSING), Outline(items)),
        outcome=Cell(f"{apart}{', decided by a ruling' if decided else ''}"),
    )


def _where(statement: Statement, terms: Terms) -> str:
    """Where the statement can be checked, and which ways of writing its place were taken as the same."""
    first, *others = statement.codings.values()
    ways = {each.where for entry in others for each in entry.evidence if each.where}
    other_ways = sorted(ways - {each.where for each in first.evidence})
    same = f"; taken as the same: {', '.join(other_ways)}" if other_ways else ""
    return f"{terms.citations.words(first.evidence)}{same}"


def _figures(found: Agreement) -> Sequence[tuple[str, Figure, str]]:
    """The name of every figure, the figure, and its format string."""
    kappa = [("Cohen's kappa, stance", found.kappa, _COEFFICIENT)] if found.kappa else []
    return (
        ("Same stance, percent", found.percent, "{:.0%}"),
        *kappa,
        ("Krippendorff's alpha, stance (nominal)", found.stance, _COEFFICIENT),
        ("Krippendorff's alpha, camp (ordinal)", found.camp, _COEFFICIENT),
    )


def _cells(name: str, figure: Figure, written: str) -> tuple[Cell, ...]:
    if figure.value is None:
        value = "undefined: no variation" if figure.n else "undefined: nothing coded twice"
    else:
        value = written.format(figure.value)
    interval = "–" if figure.low is None or figure.high is None else f"{figure.low:.3f} to {figure.high:.3f}"
    return Cell(name), Cell(value), Cell(interval), Cell(f"{figure.n:,}")
