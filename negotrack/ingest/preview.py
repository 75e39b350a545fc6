"""The page to confirm before an import: what the first rows would become, and what the columns are taken for."""

from __future__ import annotations

from dataclasses import replace

from negotrack.ingest.columns import TEXTS
from negotrack.ingest.guessing import COMMENT, GIVEN, SIDE, SKIP, Guess
from negotrack.ingest.plan import ImportPlan, PlannedRow
from negotrack.model.negotiation import Dossier, Negotiation
from negotrack.model.records import Header
from negotrack.model.snapshot import snapshot
from negotrack.model.vocabulary import Stance
from negotrack.pages.blocks import Block, Cell, Column, Page, Paragraph, Row, Section, Table, Tone
from negotrack.pages.standing import board
from negotrack.pages.terms import Terms
from negotrack.pages.words import counted

FIRST = 5
"""The number of rows shown."""
_TAKEN_FOR = {
    SIDE: "a side",
    SKIP: "left out",
    GIVEN: "as given",
    COMMENT: "comments, as annotations",
    "proposed-by": "who proposed it",
}


def preview_page(plan: ImportPlan, existing: Negotiation | None, guess: Guess | None = None) -> Page:
    """The first rows as they would be, below what the columns are taken for if that is a guess."""
    negotiation = _negotiation(plan, existing)
    terms = Terms(negotiation)
    found = snapshot(negotiation)
    shown = plan.rows[:FIRST]
    first_rows = board([found.known[row.proposal.id] for row in shown], negotiation.sides, terms)
    if len(first_rows.rows) == len(shown):  # otherwise the board has joined similar ones in one row
        rows = tuple(each._replace(note=_fate(row)) for each, row in zip(first_rows.rows, shown, strict=True))
        first_rows = first_rows._replace(rows=rows, note="import")
    blocks: list[Block] = [first_rows] if shown else [Paragraph("None.")]
    blocks += (Paragraph(f"{problem}.", Tone.AGAINST) for problem in plan.problems[:FIRST])
    positions = (each for row in plan.rows for each in (row.entries if row.known else row.proposal.positions))
    if count := sum(each.stance is Stance.NOT_CODED for each in positions):
        what = f"{counted(count, 'statement')} {'is' if count == 1 else 'are'} to be coded"
        blocks.append(Paragraph(f"{what}: the filter stance:not-coded finds {'it' if count == 1 else 'them'}."))
    title = "First rows as they would be" if len(plan.rows) > FIRST else "Rows as they would be"
    guessed = (Section("Columns", (_columns(guess),)),) if guess else ()
    return Page(plan.name, "Import, nothing written yet", plan.notes, (), (*guessed, Section(title, tuple(blocks))))


def _negotiation(plan: ImportPlan, existing: Negotiation | None) -> Negotiation:
    """A negotiation with the proposals of the first rows as they would be."""
    header = existing.header if existing else plan.header or Header.model_construct(title=plan.name, sides=plan.sides)
    dossiers = {}
    for row in plan.rows[:FIRST]:
        known = existing.dossiers.get(row.proposal.id) if existing else None
        dossier = replace(known, ledger=(*known.ledger, *row.entries)) if known else Dossier(row.proposal)
        dossiers[row.proposal.id] = dossier
    return replace(existing, dossiers=dossiers) if existing else Negotiation("", header, dossiers)


def _fate(row: PlannedRow) -> str:
    if not row.known:
        return "new"
    return f"{len(row.entries)} added" if row.entries else "known"


def _columns(guess: Guess) -> Table:
    """Every column with its number, and what it is taken for."""
    numbers = {column: number for number, column in enumerate(guess.roles, 1)}
    rows = []
    for column, number in numbers.items():
        role = guess.roles[column]
        if role in TEXTS:
            words = f"{role} of column {numbers[guess.beside[column]]}"
        elif role == SIDE and column in guess.names:
            words = f"a side, called {guess.names[column]}"
        else:
            words = _TAKEN_FOR.get(role, f"the {role}")
        example = next((row for row in guess.table.rows if guess.table.cell(row, column)), None)
        cells = (
            Cell(str(number)),
            Cell(column),
            Cell(words, tone=Tone.MISSING if role == SKIP else Tone.PLAIN),
            Cell(guess.table.word(example, column) if example else "empty", recorded=True),
        )
        rows.append(Row(cells))
    heads = (Column(""), Column("column"), Column("taken for"), Column("first", flexible=True))
    legend = tuple(f"{word} = {meant}" for word, meant in guess.words.items())
    return Table(heads, tuple(rows), legend=legend)
