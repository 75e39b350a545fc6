"""Proposals one by one: where every side stands, since when, and according to whom."""

from __future__ import annotations

from collections.abc import Iterable

from negotrack.analysis.links import Hold, Links, links
from negotrack.model.certainty import certainty
from negotrack.model.negotiation import Held
from negotrack.model.records import HoldsUp, Position, Side
from negotrack.model.standing import SideStanding
from negotrack.model.vocabulary import Basis, Certainty
from negotrack.report.alike import told_once
from negotrack.report.document import STANCE_TONES, STATUS_TONES, Block, Cell, Entry, Outline, Paragraph, Section, Tone
from negotrack.report.status import Row, StatusReport
from negotrack.report.words import Words
from negotrack.text import safe
from negotrack.wording import (
    NOT_REPORTED,
    NOT_REPORTED_SIGN,
    STANCE_SIGNS,
    STATUS_SIGNS,
    basis_words,
    day_words,
    proposal_label,
)


def row_anchor(identifier: str) -> str:
    """The anchor of a proposal's row in the table."""
    return f"row-{safe(identifier)}"


def item_anchor(identifier: str) -> str:
    """The anchor of a proposal's item."""
    return f"item-{safe(identifier)}"


def in_detail(report: StatusReport, row: Row) -> bool:
    """Whether a proposal has an item of its own: what is not settled always, what is settled in the annex."""
    return row.standing.unsettled or (row.proposal.described and not report.summary)


def unsettled(report: StatusReport, words: Words) -> Section:
    """Everything that is not settled, in full."""
    shown = {row.id for row in report.rows}
    known = links(report.view)
    told = ((row.proposal, _item(report, row, words, known, linked=row.id in shown)) for row in report.unsettled)
    blocks: tuple[Block, ...] = told_once(told, words)
    if not blocks:
        none = f"Nothing: every {words.singular} is accepted or withdrawn, and none is contested."
        blocks = (Paragraph(none if report.totals.proposals else f"No {words.plural} to report on."),)
    title = f"Not settled ({len(report.unsettled):,})"
    return Section(title, blocks, remark="neither accepted nor withdrawn, or contested")


def settled(report: StatusReport, words: Words) -> Section | None:
    """What is settled and described, in full; the others are counted."""
    rows = [row for row in report.rows if not row.standing.unsettled]
    described = [row for row in rows if in_detail(report, row)]
    known = links(report.view)
    blocks: list[Block] = [_item(report, row, words, known, linked=True) for row in described]
    if rest := len(rows) - len(described):
        beside = "Beside them " if described else ""
        blocks.append(Paragraph(f"{beside}{words.count(rest)} with contents not reported; see the table."))
    return Section(f"Settled, in detail ({len(rows):,})", tuple(blocks)) if blocks else None


def item(report: StatusReport, row: Row, words: Words) -> Section:
    """One proposal in full."""
    return _item(report, row, words, links(report.view), linked=False)


def status_cell(row: Row, more: str = "") -> Cell:
    """The outcome of a proposal, and what has to be said beside it."""
    status = row.standing.status
    return Cell(f"{status}{more}", STATUS_SIGNS[status], STATUS_TONES[status])


def stance_cell(position: Position | None, marks: str = "") -> Cell:
    """The stance of a position."""
    if position is None:
        return Cell(NOT_REPORTED, NOT_REPORTED_SIGN, Tone.MISSING)
    return Cell(f"{position.stance}{marks}", STANCE_SIGNS[position.stance], STANCE_TONES[position.stance])


def _item(report: StatusReport, row: Row, words: Words, known: Links, *, linked: bool) -> Section:
    standing = row.standing
    entries = [entry for side in report.sides for entry in _positions(report, side, standing.of(side.id), words)]
    entries += _context(row, words, known)
    remark = safe(row.proposal.summary or "", multiline=True).strip()
    blocks: tuple[Block, ...] = (Outline(tuple(entries)) if entries else Paragraph("No position is reported."),)
    if remark and not any(each.current and each.current.position.statement for each in standing.sides.values()):
        blocks = (Paragraph(remark, recorded=True), *blocks)
    back = row_anchor(row.id) if linked else ""
    return Section(
        proposal_label(row.proposal),
        blocks,
        anchor=item_anchor(row.id),
        back=back,
        outcome=status_cell(row, ", contested" if standing.contested else ""),
    )


def _positions(report: StatusReport, side: Side, where: SideStanding, words: Words) -> Iterable[Entry]:
    name = safe(side.name)
    shown = where.competing or ((where.current,) if where.current else ())
    if not shown:
        yield Entry(name, stance_cell(None), "No position is reported.")
    for held in shown:
        yield _entry(report, name, held, words)
    if where.competing:
        yield Entry("Order", Cell("cannot be told", "!", Tone.AGAINST), _why_contested(where.competing))


def said(position: Position) -> str:
    """What a side said, or that it is not reported."""
    return safe(position.statement or "", multiline=True).strip() or "Statement not reported."


def basis_detail(basis: Basis | None) -> str | None:
    """What has to be said of a basis; that it was reported goes without saying."""
    if basis is None:
        return NOT_REPORTED
    return None if basis is Basis.REPORTED else basis_words(basis)


def _entry(report: StatusReport, name: str, held: Held, words: Words) -> Entry:
    position = held.position
    details = {
        "instead": position.counter,
        "dated": day_words(position.date),
        "basis": basis_detail(position.basis),
        "said by": position.by,
        "form": position.form,
        "source": words.citations.words(position.evidence),
    }
    if certainty(held, report.as_of) is Certainty.POSSIBLE:
        details["dated"] = f"{details['dated']}; possible, as it may be of a later day"
    quotes = [("quote", safe(each.quote, multiline=True).strip()) for each in position.evidence if each.quote]
    return Entry(
        name,
        stance_cell(position),
        said(position),
        (*((label, safe(text, multiline=True).strip()) for label, text in details.items() if text), *quotes),
    )


def _why_contested(competing: Iterable[Held]) -> str:
    dates = [held.position.date for held in competing]
    if None in dates:
        return (
            f"{'None' if not any(dates) else 'One'} of these positions has a date, so that neither replaces the other."
        )
    return "The days in which these positions may lie overlap, so that neither surely replaces the other."


def _context(row: Row, words: Words, known: Links) -> Iterable[Entry]:
    """What a proposal answers and holds up, and what answers it and holds it up."""
    proposal = row.proposal
    if proposal.counters:
        yield Entry("Answers", Cell("a counter"), words.proposal(proposal.counters))
    for answer in known.answered_by.get(row.id, ()):
        yield Entry("Answered by", Cell("a counter"), words.proposal(answer))
    for link in proposal.holds_up:
        yield _link("Holds up", link.proposal, link, words)
    direct = {row.id, *(link.proposal for link in proposal.holds_up)}
    if also := [waiting for waiting in known.waiting(row.id) if waiting not in direct]:
        yield Entry("Holds up", Cell("through these"), "; ".join(map(words.proposal, also)))
    for hold in known.waits_for.get(row.id, ()):
        yield _link("Held up by", hold.holder, hold, words)


def _link(label: str, proposal: str, link: HoldsUp | Hold, words: Words) -> Entry:
    source = (("source", words.citations.words(link.evidence)),)
    told = link.evidence or link.basis is not Basis.INFERRED
    return Entry(label, Cell(link.basis or "no basis"), words.proposal(proposal), source if told else ())
