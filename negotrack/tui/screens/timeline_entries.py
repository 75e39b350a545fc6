"""What stands under the line of the timeline: what happened on a lane, and what a side said by then."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from negotrack.analysis.timeline import Moment, Positions, Step
from negotrack.model.dates import Span
from negotrack.model.side_standing import SideStanding
from negotrack.model.snapshot import Snapshot
from negotrack.model.vocabulary import Certainty, Stance
from negotrack.pages.blocks import Block, Paragraph, Tone
from negotrack.pages.days import short_day_words
from negotrack.pages.signs import STANCE_SIGNS
from negotrack.pages.timeline import happened_blocks, outcome_blocks, taken_blocks
from negotrack.tui.render import DIM, Line, Piece, line, stance_style


class Worked(NamedTuple):
    """What the lanes are made from.

    Attributes:
        moments: what happened when, whatever day is shown.
        taken: the positions of each side among them.
        steps: from which days on what holds; None where that would take too long.
        stops: the days on which anything changes.
    """

    moments: Sequence[Moment]
    taken: Mapping[str, Sequence[tuple[Moment, Positions]]]
    steps: tuple[Step, ...] | None
    stops: Sequence[date]


def entries(worked: Worked, whole: Snapshot, lane: int, day: date | None) -> list[Block]:
    """What happened on a lane on a day, else the last that did before; never what came later.

    Args:
        worked: what the lanes are made from.
        whole: what holds by all records: entries are looked up there, whatever the day.
        lane: the events, then the sides in order, then the outcomes, then what has no date.
        day: the day shown; None for all records.
    """
    sides = whole.negotiation.sides
    if lane == 1 + len(sides) + 1:
        undated = [moment for moment in worked.moments if moment.span is None]
        taken = [block for side in sides for block in taken_blocks(whole, undated, side.id)]
        return [*happened_blocks(whole, undated), *taken]
    found = _under_line(_on_lane(worked, whole.negotiation.side_ids, lane), day)
    if lane == 0:
        blocks = happened_blocks(whole, found.moments)
    elif lane <= len(sides):
        blocks = taken_blocks(whole, found.moments, sides[lane - 1].id)
    else:
        blocks = outcome_blocks(whole, found.moments)
    if not found.moments:
        return [Paragraph("Nothing by this day." if day else "Nothing is recorded.", Tone.MISSING)]
    return [Paragraph("Nothing on this day; before:", Tone.MISSING), *blocks] if found.earlier else blocks


def _on_lane(worked: Worked, sides: Sequence[str], lane: int) -> list[Moment]:
    """The moments at which something happened on a lane."""
    dated = [moment for moment in worked.moments if moment.span]
    if lane == 0:
        return [moment for moment in dated if moment.events]
    if lane <= len(sides):
        return list({id(moment): moment for moment, _ in worked.taken.get(sides[lane - 1], ())}.values())
    return [moment for moment in dated if moment.outcomes]


class _UnderLine(NamedTuple):
    """What stands under the line on a lane: of the day itself, or of the last day before on which anything did."""

    moments: list[Moment]
    earlier: bool


def _under_line(dated: Sequence[Moment], day: date | None) -> _UnderLine:
    if day is None:
        return _UnderLine([*dated], earlier=False)
    spans = [(moment, moment.span) for moment in dated if moment.span and moment.span.possible_by(day)]
    here = [moment for moment, span in spans if span.last is None or span.last >= day]
    if here or not spans:
        return _UnderLine(here, earlier=False)
    latest = max(span.latest for _, span in spans)
    return _UnderLine([moment for moment, span in spans if span.latest == latest], earlier=True)


def stances(places: Iterable[SideStanding]) -> Line:
    """How many positions a side has in each stance, those that only may have been taken apart."""
    found = Counter((each.stance, each.certainty is Certainty.POSSIBLE) for each in places if each.stance)
    pieces: list[Piece] = []
    for stance in Stance:
        for possible in (False, True):
            if number := found[stance, possible]:
                pieces += [(f"{STANCE_SIGNS[stance]}{number:,}{'?' * possible}", stance_style(stance)), " "]
    return line(*pieces) if pieces else line(("·", DIM))


def between(dated: Iterable[Moment]) -> str:
    """From when to when something happened, in short; something must have a day."""
    spans = [moment.span for moment in dated if moment.span]
    first, last = min(span.earliest for span in spans), max(span.latest for span in spans)
    return short_day_words(Span(f"{first}/{last}", first, last))
