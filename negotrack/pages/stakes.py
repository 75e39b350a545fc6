"""What the sides have at stake: what a side stated itself, apart from what an analyst assessed."""

from __future__ import annotations

from collections.abc import Iterator

from negotrack.model.dates import certain_by
from negotrack.model.records import Stake
from negotrack.model.standing import Standing
from negotrack.model.vocabulary import StakeKind
from negotrack.pages.blocks import Cell, Detail, Item, Paragraph, Tone
from negotrack.pages.days import short_day_words
from negotrack.pages.terms import Terms
from negotrack.pages.words import inline

_KINDS = {
    StakeKind.RED_LINE: "red line",
    StakeKind.FALLBACK: "fallback",
    StakeKind.PRIORITY: "priority",
    StakeKind.INTEREST: "interest",
}


def stake_items(standing: Standing, terms: Terms, *, assessed: bool) -> Iterator[Item]:
    """The stakes of every side on a proposal, those that were stated first.

    Args:
        standing: the proposal.
        terms: what things are called.
        assessed: with those that an analyst assessed, which are a judgement and no fact.
    """
    for stake in _stakes_by(standing, assessed=assessed):
        source = terms.citations.words(stake.evidence) if stake.evidence else ""
        details = [Detail("assessed by", stake.assessed_by)] if stake.assessed_by else []
        details += [Detail("crossed by", crossed) for crossed in _crossing(standing, stake, terms)]
        if stake.date:
            details.append(Detail("dated", short_day_words(stake.date)))
        head = Cell(stake_words(stake), tone=Tone.PARTLY if stake.assessed_by else Tone.PLAIN)
        text = Paragraph((stake.statement or "").strip(), recorded=True)
        yield Item(terms.side(stake.side), head, text, tuple(details), source)


def _stakes_by(standing: Standing, *, assessed: bool) -> list[Stake]:
    """The stakes that had been recorded of a day, stated ones first, in the order of the kinds."""
    kinds = list(StakeKind)
    found = [
        stake
        for stake in standing.dossier.stakes
        if (assessed or not stake.assessed_by) and certain_by(stake.date, standing.day)
    ]
    return sorted(found, key=lambda stake: (bool(stake.assessed_by), kinds.index(stake.kind), stake.side, stake.id))


def _crossing(standing: Standing, stake: Stake, terms: Terms) -> Iterator[str]:
    """The positions that cross a red line, as the record of it says: ``Northern Front accepts``."""
    if stake.kind is not StakeKind.RED_LINE:
        return
    for side, where in standing.sides.items():
        for entry in where.live:
            if entry.id in stake.crossed_by:
                yield f"{terms.side(side)} {entry.stance}"


def crossed_lines(standing: Standing, entry: str, terms: Terms, *, assessed: bool) -> Iterator[str]:
    """The red lines of other sides that a position crosses: ``red line of Taliban: no foreign troops``."""
    for stake in _stakes_by(standing, assessed=assessed):
        if stake.kind is StakeKind.RED_LINE and entry in stake.crossed_by:
            yield f"red line of {terms.side(stake.side)}: {inline(stake.statement)}"


def stake_words(stake: Stake) -> str:
    """What a stake is, and whether it was stated or assessed: ``red line, stated``."""
    kind = f"{stake.priority} priority" if stake.priority else _KINDS[stake.kind]
    return f"{kind}, {'assessed' if stake.assessed_by else 'stated'}"
