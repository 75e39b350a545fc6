"""One proposal in full: where every side stands, side by side, since when, and according to whom."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from negotrack.model.negotiation import Held, Negotiation
from negotrack.model.records import Position, Side
from negotrack.model.standing import SideStanding, Standing
from negotrack.model.vocabulary import Basis, Certainty, Relation
from negotrack.text import safe, width
from negotrack.tui.render import (
    DIM,
    EMPTY,
    HEADING,
    PLAIN,
    STRONG,
    WARNING,
    Line,
    Piece,
    beside,
    hanging,
    line,
    paragraph,
    relation_style,
    spread,
    stance_style,
    status_style,
)
from negotrack.tui.rows import in_order, rests_on_a_set
from negotrack.wording import (
    BASIS_WORDS,
    MARK_WORDS,
    NOT_REPORTED,
    NOT_REPORTED_SIGN,
    RELATION_SIGNS,
    STANCE_SIGNS,
    STATUS_SIGNS,
    Citations,
    Mark,
    basis_words,
    counted,
    short_day_words,
    stance_words,
    title_words,
)

_LABEL = 8
_NARROWEST = 26
"""Cells that a side needs to stand beside another; with less, the sides stand one below the other."""
_DIVIDER = 3

_RELATION_WORDS = {
    Relation.AGREE: "the sides agree",
    Relation.PARTIAL: "the sides agree in part",
    Relation.DIFFER: "the sides differ",
    Relation.BOTH_AGAINST: "both are against",
    Relation.UNDECIDED: "both are undecided",
    Relation.CONFLICTING: "conflicting reports",
    Relation.ONE_SIDED: "only one side is reported",
    Relation.UNKNOWN: "neither side is reported",
}


class Subject(NamedTuple):
    """What is shown of a proposal, beside the proposal itself.

    Attributes:
        standing: where the sides stand.
        negotiation: what was recorded.
        pair: the ids of the two sides that stand first.
        answers: the ids of the proposals that answer this one.
        waits_on: the ids of the proposals that hold this one up.
    """

    standing: Standing
    negotiation: Negotiation
    pair: tuple[str, str]
    answers: Sequence[str] = ()
    waits_on: Sequence[str] = ()


def title_in_full(label: str, cells: int, beside: int) -> list[Line]:
    """What a proposal is called, where the heading of its pane has no room for all of it.

    Args:
        label: what it is called.
        cells: the room of a line.
        beside: the cells of the heading that are taken by something else.
    """
    return paragraph(label, cells, STRONG) if width(safe(label)) > cells - beside else []


def detail(subject: Subject, cells: int) -> list[Line]:
    """The lines of a proposal, for a width."""
    standing = subject.standing
    lines = [_outcome(subject, cells)]
    if standing.contested:
        lines += paragraph(f"! {MARK_WORDS[Mark.CONTESTED]}", cells, WARNING)
    lines += _sides(subject, cells)
    lines += _context(subject, cells)
    return lines


def _outcome(subject: Subject, cells: int) -> Line:
    standing, pair = subject.standing, subject.pair
    left: list[Piece] = [
        (f"{STATUS_SIGNS[standing.status]} {standing.status}", f"bold {status_style(standing.status)}")
    ]
    if rests_on_a_set(standing):
        left.append((f"  {BASIS_WORDS[Basis.COLLECTIVE]}", DIM))
    if standing.day is not None and not standing.counted:
        left.append(("  not put forward yet", WARNING))
    if not all(pair):
        return line(*left)
    relation = standing.relation(*pair)
    return spread(cells, left, [(f"{RELATION_SIGNS[relation]} {_RELATION_WORDS[relation]}", relation_style(relation))])


def _sides(subject: Subject, cells: int) -> Iterator[Line]:
    """The sides in pairs, each pair side by side where there is room."""
    sides = in_order(subject.negotiation, subject.pair)
    wide = (cells - _DIVIDER) // 2
    if wide < _NARROWEST:
        for side in sides:
            yield from _side(subject, side, cells)
        return
    for first in range(0, len(sides), 2):
        two = sides[first : first + 2]
        widths = [wide, cells - _DIVIDER - wide][: len(two)]
        yield from beside([_side(subject, side, each) for side, each in zip(two, widths, strict=True)], widths)
        if first + 2 < len(sides):
            yield EMPTY


def _side(subject: Subject, side: Side, cells: int) -> list[Line]:
    where = subject.standing.of(side.id)
    lines = [line((safe(side.name), HEADING))]
    if where.current is None:
        return [*lines, line((f"{NOT_REPORTED_SIGN} {NOT_REPORTED}", DIM))]
    citations = Citations(subject.negotiation.sources)
    shown = where.competing or (where.current,)
    for place, held in enumerate(shown, 1):
        if len(shown) > 1:
            lines.append(line((f"{place} of {len(shown)} that compete", WARNING)))
        lines += _position(held, where, citations, cells)
    return lines + list(_earlier(where, shown, cells))


def _position(held: Held, where: SideStanding, citations: Citations, cells: int) -> Iterator[Line]:
    position = held.position
    style = f"bold {stance_style(position.stance)}"
    yield from paragraph(f"{STANCE_SIGNS[position.stance]} {stance_words(position)}", cells, style)
    if held is where.current and where.certainty is Certainty.POSSIBLE:
        yield from paragraph(f"? {MARK_WORDS[Mark.POSSIBLE]}", cells, WARNING)
    if position.statement:
        yield from paragraph(position.statement, cells)
    if position.counter:
        yield from paragraph(f"Instead: {position.counter}", cells, STRONG)
    for label, words, words_style in _facts(position, citations):
        yield from hanging((label, DIM), words, cells, words_style, indent=_LABEL)
    if held.entry and held.entry.recorded_by:
        yield from hanging(("record", DIM), f"by {held.entry.recorded_by}", cells, DIM, indent=_LABEL)


def _facts(position: Position, citations: Citations) -> Iterator[tuple[str, str, str]]:
    yield "dated", short_day_words(position.date), PLAIN if position.date else DIM
    if position.date and not position.date.is_day:
        yield "", "day not reported", DIM
    yield "basis", basis_words(position.basis), PLAIN if position.basis else DIM
    if position.by:
        yield "by", position.by, PLAIN
    if position.form:
        yield "form", position.form.value, PLAIN
    yield "source", citations.words(position.evidence), PLAIN if position.evidence else WARNING
    for evidence in position.evidence:
        if evidence.quote:
            yield "quote", f"“{evidence.quote}”", DIM


def _earlier(where: SideStanding, shown: Sequence[Held], cells: int) -> Iterator[Line]:
    """Positions that others have replaced, the last one first."""
    earlier = [held for held in reversed(where.present) if held not in shown]
    if not earlier:
        return
    yield line((counted(len(earlier), "earlier position"), DIM))
    for held in earlier:
        words = f"{STANCE_SIGNS[held.position.stance]} {stance_words(held.position)}"
        said = f": {held.position.statement}" if held.position.statement else ""
        yield from paragraph(f"{words}, {short_day_words(held.position.date)}{said}", cells, DIM, indent=2)


def _context(subject: Subject, cells: int) -> Iterator[Line]:
    """Where the proposal comes from, and what it is tied to."""
    proposal = subject.standing.dossier.proposal
    dossiers = subject.negotiation.dossiers
    names = [subject.negotiation.side_name(name) for name in proposal.proposed_by or ()]

    def named(identifier: str) -> str:
        found = dossiers.get(identifier)
        return f"{title_words(found.proposal)} ({identifier})" if found else f"{identifier} (no such proposal)"

    facts = [
        ("from", ", ".join(names) or NOT_REPORTED),
        ("topic", proposal.topic),
        ("summary", proposal.summary),
        ("answers", named(proposal.counters) if proposal.counters else None),
        ("answered by", "; ".join(map(named, subject.answers))),
        ("holds up", "; ".join(f"{named(link.proposal)}, {basis_words(link.basis)}" for link in proposal.holds_up)),
        ("waits on", "; ".join(map(named, subject.waits_on))),
    ]
    yield EMPTY
    for label, words in facts:
        if words:
            yield from hanging((label, DIM), words, cells, DIM if words == NOT_REPORTED else PLAIN, indent=12)
