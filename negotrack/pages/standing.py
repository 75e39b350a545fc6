"""Where every side stands: in a cell, and on the board of all proposals; who holds one up, and what conflicts."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Iterator, Sequence
from typing import TypeVar

from negotrack.analysis import by_key
from negotrack.analysis.conflicts import THE_POSITIONS, choices
from negotrack.analysis.sides import pairs
from negotrack.model.entries import PositionEntry
from negotrack.model.records import LedgerEntry, Position, Proposal, Side
from negotrack.model.side_standing import SideStanding
from negotrack.model.snapshot import Snapshot
from negotrack.model.standing import Conflict, Standing
from negotrack.model.vocabulary import Camp, ConflictKind, Decision, Stance, Status
from negotrack.pages.blocks import (
    Board,
    BoardRow,
    Cell,
    Column,
    Detail,
    Head,
    Item,
    Paragraph,
    Row,
    Section,
    Table,
    Tone,
)
from negotrack.pages.days import date_words, position_day, short_day_words
from negotrack.pages.signs import (
    NOT_REPORTED_SIGN,
    STANCE_SIGNS,
    STANCE_TONES,
    STATUS_SIGNS,
    STATUS_TONES,
    mark_legend,
    position_marks,
)
from negotrack.pages.terms import Terms
from negotrack.pages.words import (
    CONTENTS_NOT_REPORTED,
    NOT_REPORTED,
    PUT_FORWARD,
    all_read,
    capitalized,
    listed,
    person_words,
    title_words,
)

T = TypeVar("T")
_NAMED = 4
"""The most sides to name at once."""
CONFLICTING = "conflicting"
CONFLICTING_REPORTS = "Conflicting reports"
"""The title of a section on conflicts."""
CAMP_WORDS: dict[Camp | None, str] = {
    Camp.FOR: "for",
    Camp.PARTLY: "in part",
    Camp.UNDECIDED: "undecided",
    Camp.AGAINST: "against",
    None: CONFLICTING,
}
"""The camps as column headings; None is for records that conflict."""
NOT_CODED = "not coded"
_CONFLICTING_CELL = Cell(CONFLICTING, STATUS_SIGNS[Status.CONFLICTING], tone=STATUS_TONES[Status.CONFLICTING])
CONFLICT_WORDS = {
    ConflictKind.ORDER: "the days cannot be told apart",
    ConflictKind.SOURCES: "two sources say different things about the same day",
    ConflictKind.READINGS: "two analysts read one statement differently",
    ConflictKind.OUTCOME: "an outcome stands against the positions",
}
"""Why records conflict, in general and on one line; ``_why`` is specific to the records and has more room."""


def status_cell(status: Status) -> Cell:
    """A status: its word, its sign and its tone."""
    return Cell(str(status), STATUS_SIGNS[status], tone=STATUS_TONES[status])


def stance_cell(where: SideStanding, *, dated: bool = False) -> Cell:
    """Where a side stands, with its marks; ``dated`` if a day was asked for."""
    if where.conflict:
        return _CONFLICTING_CELL
    if where.put_forward:
        return Cell(PUT_FORWARD, STANCE_SIGNS[Stance.PROPOSES], tone=STANCE_TONES[Stance.PROPOSES])
    if where.current is None:
        return Cell(NOT_REPORTED, NOT_REPORTED_SIGN, tone=Tone.MISSING)
    return position_cell(where.current.position, "".join(position_marks(where, dated=dated)))


def position_cell(position: Position, marks: str = "") -> Cell:
    """The stance of one position, with the marks given."""
    return Cell(str(position.stance), STANCE_SIGNS[position.stance], marks, STANCE_TONES[position.stance])


def held_up_words(standing: Standing, terms: Terms) -> str:
    """Who holds a proposal up: ``held up by Taliban``; of three sides or more ``3 of 4 for; River Council against``."""
    names = terms.sides(standing.held_up_by)
    if len(standing.deciding) < 3:
        return f"held up by {listed(names)}" if names else ""
    return "; ".join(filter(None, (_tally_words(standing, terms), _rule_words(standing, terms))))


def _tally_words(standing: Standing, terms: Terms) -> str:
    """How many of the deciding sides are in each camp; those that hold it up are named if they are few."""
    tally = standing.tally
    uncoded = [side for side in standing.deciding if standing.of(side).stance is Stance.NOT_CODED]
    counts = {
        CAMP_WORDS[Camp.AGAINST]: tally[Camp.AGAINST],
        CONFLICTING: tally[Status.CONFLICTING],
        CAMP_WORDS[Camp.PARTLY]: tally[Camp.PARTLY],
        CAMP_WORDS[Camp.UNDECIDED]: tally[Camp.UNDECIDED],
        NOT_CODED: len(uncoded),
        NOT_REPORTED: tally[None] - len(uncoded),
    }
    words = [f"{tally[Camp.FOR]} of {len(standing.deciding)} for"]
    holding = standing.held_up_by if len(standing.held_up_by) <= _NAMED else ()
    for word, number in counts.items():
        if number:
            named = [side for side in holding if (side in uncoded) is (word == NOT_CODED)]
            words.append(f"{listed(terms.sides(named)) or number} {word}")
            holding = tuple(side for side in holding if side not in named)
    return "; ".join(words)


def shown_stance(where: SideStanding) -> str:
    """Where a side stands, in words, without its marks."""
    return stance_cell(where).text


def conflict_items(snapshot: Snapshot, standing: Standing, terms: Terms) -> Iterator[Item]:
    """Every conflict on a proposal: what its records say, why none can be preferred, what status each would give."""
    for conflict in standing.conflicts:
        who = terms.side(conflict.side) if conflict.side else "Outcome"
        found = choices(snapshot, standing, conflict)
        said = (
            dict.fromkeys(entry_words(standing, each, terms, whose=conflict.side is None) for each in choice.entries)
            for choice in found
        )
        text = " or ".join(map(" and ".join, said))
        made = capitalized(
            "; ".join(
                f"{each.status} if “{each.named}” {'hold' if each.named == THE_POSITIONS else 'holds'}"
                for each in found
            )
        )
        ruled = Detail("ruling", f"{capitalized(ruled_without_effect(standing, conflict) or 'none')}.")
        details = (Detail("why", _why(standing, conflict)), Detail("status", f"{made}."), ruled)
        yield Item(who, _CONFLICTING_CELL, Paragraph(text), details)


def ruled_without_effect(standing: Standing, conflict: Conflict) -> str:
    """Who ruled on a conflict without deciding it; empty if nobody did."""
    dossier = standing.dossier
    ruled = (entry for entry in dossier.ledger if not {*entry.prefers, *entry.over}.isdisjoint(conflict.entries))
    left = [entry for entry in ruled if entry.id not in dossier.counting.retracted]
    if not left:
        return ""
    names = listed(sorted({person_words(entry.recorded_by) for entry in left}))
    faulty = {fault.entry for fault in dossier.counting.faults}
    if all(entry.id in faulty for entry in left):
        return f"by {names}, without effect: “negotrack check” says why"
    return f"by {names}, which does not decide between these"


def ruling_items(standing: Standing, terms: Terms) -> Iterator[Item]:
    """Every ruling that takes effect, with name, day and reason."""
    for ruling in standing.rulings:
        yield _decided("Ruling", "decided", ruling_words(standing, ruling, terms), ruling)


def ruling_words(standing: Standing, ruling: LedgerEntry, terms: Terms) -> str:
    """Which records a ruling prefers, and over which."""
    names = dict.fromkeys(entry_words(standing, each, terms) for each in ruling.prefers)
    others = dict.fromkeys(entry_words(standing, each, terms) for each in ruling.over)
    return f"{' and '.join(names)}, not {' or '.join(others)}"


def retraction_items(standing: Standing, terms: Terms) -> Iterator[Item]:
    """Every entry that was retracted, with the name, day and reason of its retraction."""
    for identifier, retraction in standing.retractions.items():
        said = capitalized(entry_words(standing, identifier, terms))
        yield _decided("Retracted", "no longer counts", said, retraction)


def _decided(label: str, head: str, words: str, entry: LedgerEntry) -> Item:
    reason = Detail("because", (entry.because or "").strip(), recorded=True)
    return Item(label, Cell(head), Paragraph(f"{words}."), (reason, Detail("by", recorder_words(entry))))


def recorder_words(entry: LedgerEntry) -> str:
    """Who recorded an entry, and on what day."""
    day = date_words(entry.recorded.date()) if entry.recorded else "day not recorded"
    return f"{person_words(entry.recorded_by)}, {day}"


def _rule_words(standing: Standing, terms: Terms) -> str:
    if standing.rule is Decision.MAJORITY:
        return "decided by majority"
    if standing.deciding != terms.negotiation.deciding:
        return f"decided by {listed(terms.sides(standing.deciding))}"
    return ""


def _why(standing: Standing, conflict: Conflict) -> str:
    if conflict.kind is ConflictKind.SOURCES:
        return f"{capitalized(CONFLICT_WORDS[conflict.kind])}."
    if conflict.kind is ConflictKind.READINGS:
        recorders = {entry.recorded_by or "the record keeper" for entry in standing.of(conflict.side or "").live}
        return f"{capitalized(listed(sorted(recorders)))} read the same passage differently."
    if conflict.kind is ConflictKind.OUTCOME:
        return "The outcome and what stands against it cannot both hold, and neither surely comes later."
    if any(entry.date is None for entry in standing.of(conflict.side or "").live):
        return "One of them has no day."
    return "The days in which they may lie overlap, so neither is surely later."


def entry_words(standing: Standing, identifier: str, terms: Terms, *, whose: bool = True) -> str:
    """What an entry says, its day and its source: ``Taliban accepts (17 Nov 2026; Reuters, par. 3)``."""
    dossier = standing.dossier
    for entry in dossier.positions:
        if entry.id == identifier:
            position = entry.position
            source = terms.citations.words(position.evidence)
            day = position_day(position, short_day_words)
            name = f"{terms.side(entry.side)} " if whose else ""
            return f"{name}{entry.stance} ({day}; {source}{read_by(entry)})"
    for recorded in dossier.ledger:
        if recorded.id == identifier:
            return _ledger_words(recorded, terms)
    return f"the status {dossier.proposal.status} in the {terms.singular}'s own file"


def read_by(entry: PositionEntry) -> str:
    """Whose reading a position is, as the end of its citation; empty for the record keeper's."""
    return f"; read by {entry.recorded_by}" if entry.recorded_by else ""


def _ledger_words(entry: LedgerEntry, terms: Terms) -> str:
    if entry.status:
        return f"the outcome {entry.status} ({short_day_words(entry.date)}; {terms.citations.words(entry.evidence)})"
    kinds = (("ruling", entry.prefers), ("retraction", entry.retracts), ("record of a condition met", entry.meets))
    kind = next((kind for kind, said in kinds if said), "record of a dependency")
    day = f" of {date_words(entry.recorded.date())}" if entry.recorded else ""
    return f"the {kind} by {person_words(entry.recorded_by)}{day}"


# ---- The board: one row for each proposal, with a legend for every mark that occurs ----

_LARGEST = 5_000
"""The most positions on a board that still belongs on a first sheet."""


def row_anchor(identifier: str) -> str:
    """The anchor of a proposal's row on the board."""
    return f"row-{identifier}"


def item_anchor(identifier: str) -> str:
    """The anchor of a proposal's details."""
    return f"item-{identifier}"


def none_outstanding(snapshot: Snapshot, terms: Terms) -> Paragraph:
    """A sentence saying that nothing is outstanding, as far as the files could be read."""
    read = "" if all_read(snapshot.problems) else " that could be read"
    return Paragraph(f"None: every {terms.singular}{read} is accepted or withdrawn.")


def is_large(standings: Sequence[Standing], sides: Sequence[Side]) -> bool:
    """Whether a board is too large for the first sheet of a report."""
    return len(standings) * len(sides) > _LARGEST


def sides_section(snapshot: Snapshot, sides: Sequence[Side], more: str) -> Section:
    """How often each side stands where, and where to find the board, which is too large to be shown."""
    return Section("Where the sides stand", (sides_table(snapshot, sides), Paragraph(more)))


def sides_table(snapshot: Snapshot, sides: Sequence[Side]) -> Table:
    """How often each side is in each camp, conflicting, or not reported."""
    found = pairs(snapshot)
    kinds = [kind for kind in CAMP_WORDS if any(found.stands[side.id][kind] for side in sides)]
    columns = (Column("side", flexible=True), *(Column(CAMP_WORDS[kind]) for kind in kinds), Column(NOT_REPORTED))
    rows = []
    for side in sides:
        counts = [found.stands[side.id][kind].bit_count() for kind in kinds]
        counts.append(found.proposals - sum(counts))
        rows.append(Row((Cell(side.name), *(Cell(f"{count:,}") for count in counts))))
    return Table(columns, tuple(rows))


def board(standings: Sequence[Standing], sides: Sequence[Side], terms: Terms, linked: Collection[str] = ()) -> Board:
    """Proposals by sides, with links to the details of those in ``linked``; those with nothing but an id share rows."""
    heads = tuple(Head(terms.heads[side.id], side.name) for side in sides)
    noted = len(sides) > 2 and any(each.held_up_by for each in standings)
    rows = ((each, _row(each, sides, terms, linked, noted=noted)) for each in standings)
    groups = alike((each, (row.stances, row.status, row.note), row) for each, row in rows)
    merged = (_as_one(group, more=len(groups) > 1, numbered=terms.numbered) for group in groups)
    shown = (standing.of(side.id) for standing in standings for side in sides)
    return Board(
        terms.singular,
        heads,
        tuple(merged),
        legend=mark_legend(shown, dated=any(each.day for each in standings)),
        note="held up by" if noted else "",
        numbered=terms.numbered,
    )


def proposal_cells(proposal: Proposal, *, target: str = "") -> tuple[Cell, Cell]:
    """The number and the title of a proposal, with its id if it has neither."""
    title = title_words(proposal)
    if proposal.nameless:
        title = f"{title} ({proposal.id})"
    number = Cell("unknown", tone=Tone.MISSING) if proposal.number is None else Cell(str(proposal.number))
    return number, Cell(title, tone=Tone.PLAIN if proposal.described else Tone.MISSING, target=target)


def _row(standing: Standing, sides: Iterable[Side], terms: Terms, linked: Collection[str], *, noted: bool) -> BoardRow:
    identifier = standing.id
    target = item_anchor(identifier) if identifier in linked else ""
    number, title = proposal_cells(standing.dossier.proposal, target=target)
    return BoardRow(
        number,
        title,
        tuple(stance_cell(standing.of(side.id), dated=standing.day is not None) for side in sides),
        status_cell(standing.status),
        _holders(standing, terms) if noted else "",
        row_anchor(identifier),
        unnumbered=standing.dossier.proposal.number is None,
    )


def _holders(standing: Standing, terms: Terms) -> str:
    """Who holds a proposal up, by the heads of their columns, or how many if they are too many to name."""
    heads = [terms.heads.get(side, side) for side in standing.held_up_by]
    return ", ".join(heads) if len(heads) <= _NAMED else f"{len(heads)} sides"


def _as_one(rows: Sequence[BoardRow], *, more: bool, numbered: bool) -> BoardRow:
    first, *others = rows
    if not others:
        return first
    number, title = alike_cells(len(rows), more=more, numbered=numbered)
    also = tuple(row.anchor for row in others)
    return first._replace(number=number, title=title._replace(target=first.title.target), also=also, unnumbered=False)


def alike(found: Iterable[tuple[Standing, Hashable, T]]) -> list[tuple[T, ...]]:
    """What is shown of proposals, in groups: those with nothing but an id by the key given with each, others alone."""
    groups = by_key((same if each.dossier.proposal.nameless else each.id, shown) for each, same, shown in found)
    return list(groups.values())


def alike_cells(count: int, *, more: bool, numbered: bool) -> tuple[Cell, Cell]:
    """The number and title cells of proposals that share a row: ``8 more``, ``contents not reported``.

    A count alone would be read as the number of one proposal.
    """
    number = f"{count:,} more" if more else f"all {count:,}"
    title = CONTENTS_NOT_REPORTED if numbered else f"{number}, {CONTENTS_NOT_REPORTED}"
    return Cell(number, tone=Tone.MISSING), Cell(title, tone=Tone.MISSING)
