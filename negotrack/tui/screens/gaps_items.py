"""What is not known, in lines: what is not reported, what holds up the rest, competing claims, the evidence."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import NamedTuple

from negotrack.analysis.claims import topics
from negotrack.analysis.gaps import Gaps
from negotrack.analysis.links import Links
from negotrack.analysis.view import View
from negotrack.model.records import Evidence
from negotrack.model.standing import Standing
from negotrack.tui.render import AGAINST, DIM, HEADING, PLAIN, STRONG, WARNING, Line, Piece, paragraph, stance_style
from negotrack.tui.screens.in_full import blocker_in_full, claim_in_full, position_in_full
from negotrack.wording import NO_SOURCE, STANCE_SIGNS, Citations, counted, proposal_label, span_words

_LABEL = 12


class Item(NamedTuple):
    """One line.

    Attributes:
        pieces: what it says.
        heading: it is the heading of those below it, and cannot be selected.
        proposals: the ids of the proposals that it is about.
        full: makes what is to be said of it in full; None where that is its proposals.
    """

    pieces: Sequence[Piece]
    heading: bool = False
    proposals: Sequence[str] = ()
    full: Callable[[int], Iterable[Line]] | None = None


def items(view: View, gaps: Gaps, links: Links, selected: Standing | None) -> Iterator[Item]:
    """All lines.

    Args:
        view: what holds by a day.
        gaps: what is not reported in it.
        links: what holds up what.
        selected: the proposal of which the evidence is listed.
    """
    yield from _section("What is not reported", _missing(view, gaps), "nothing that can be counted")
    yield from _section("What holds up the rest", _holding(view, links), "no link is recorded")
    yield from _section("Competing claims, none merged, none averaged", _claims(view), "none is recorded")
    if selected:
        label = proposal_label(selected.dossier.proposal)
        yield from _section(f"Evidence of {label}", _evidence(view, selected), "no position is recorded")


def _section(title: str, found: Iterator[Item], nothing: str) -> Iterator[Item]:
    yield Item([(title, HEADING)], heading=True)
    first = next(found, None)
    if first is None:
        yield Item([(f"  {nothing}", DIM)], heading=True)
        return
    yield first
    yield from found


def _missing(view: View, gaps: Gaps) -> Iterator[Item]:
    header = view.negotiation.header
    of_all = f" of {counted(gaps.proposals, header.proposal_term, header.plural)}"
    if gaps.claimed is not None and gaps.claimed != gaps.proposals:
        yield _counted("Count", gaps.proposals, f" recorded; a source says that there are {gaps.claimed:,}")
    if gaps.contents:
        yield _counted("Contents", len(gaps.contents), of_all, gaps.contents)
    if gaps.numbers:
        yield _counted("Number", len(gaps.numbers), of_all, gaps.numbers)
    for side, lacking in gaps.sides.items():
        if lacking:
            yield _counted("Position", len(lacking), f"{of_all}: {view.negotiation.side_name(side)}", lacking)
    of_positions = f" of {counted(gaps.positions, 'position')}"
    together = f", all {span_words(gaps.span)}" if gaps.span else ""
    for label, number, words in (
        ("Day", gaps.days, together),
        ("Date", gaps.undated, " have none at all"),
        ("Basis", gaps.collective, " were said of the whole set"),
        ("Basis", gaps.inferred, " are inferred by the record keeper"),
        ("Form", gaps.forms, ": spoken, written, signed or announced"),
        ("Source", gaps.single_source, " rest on a single one"),
        ("Source", gaps.unsupported, " rest on none"),
        ("Grade", gaps.unjudged, ": source, information or both are not judged"),
    ):
        if number:
            yield _counted(label, number, of_positions + words)


def _counted(label: str, number: int, words: str, proposals: Sequence[str] = ()) -> Item:
    return Item([(f"  {label:<{_LABEL}}", DIM), (f"{number:,}", STRONG), words], proposals=proposals)


def _holding(view: View, links: Links) -> Iterator[Item]:
    for blocker in links.blockers:
        standing = view.known[blocker.id]
        waiting = f"{len(blocker.waiting):,} wait for it" if len(blocker.waiting) != 1 else "1 waits for it"
        yield Item(
            [f"  {proposal_label(standing.dossier.proposal)}  ", (waiting, WARNING)],
            proposals=(blocker.id, *blocker.waiting),
            full=partial(blocker_in_full, view, blocker),
        )
    for circle in links.cycles:
        path = " → ".join(circle)
        yield Item(
            [("  circle  ", AGAINST), path],
            proposals=tuple(dict.fromkeys(circle)),
            full=partial(paragraph, f"These wait for each other in a circle: {path}"),
        )


def _claims(view: View) -> Iterator[Item]:
    for topic in topics(view):
        yield Item([(f"  {topic.topic}", STRONG)], heading=True)
        for claim in topic.claims:
            yield Item(
                [f"    {claim.claim}", (f"  {claim.by}", DIM)],
                full=partial(claim_in_full, view, claim),
            )


def _evidence(view: View, standing: Standing) -> Iterator[Item]:
    citations = Citations(view.negotiation.sources)
    for each in (held for side in standing.sides.values() for held in side.present):
        position = each.position
        name = view.negotiation.side_name(position.side)
        stance = (f"{STANCE_SIGNS[position.stance]} {position.stance}", stance_style(position.stance))
        cited: Sequence[Evidence | None] = position.evidence or (None,)
        for evidence in cited:
            words = citations.words([evidence]) if evidence else NO_SOURCE
            yield Item(
                [f"  {name} ", stance, (f"  {words}", PLAIN if evidence else WARNING)],
                proposals=(standing.dossier.id,),
                full=partial(position_in_full, view, each.position),
            )
