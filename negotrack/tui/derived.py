"""What follows from a whole negotiation: worked out from a value alone, so that it can be done beside the screen."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from negotrack.analysis.figures import Gaps, Totals, gaps, totals
from negotrack.analysis.links import Links, links
from negotrack.analysis.timeline import Moment, moments, timeline
from negotrack.model.snapshot import Snapshot


class Derived(NamedTuple):
    """What follows from a view.

    Attributes:
        view: what holds by a day.
        totals: the figures.
        gaps: what is not reported.
        moments: what happened when.
        stops: the days on which something changes.
        links: what holds up the rest, and what answers what.
    """

    view: Snapshot
    totals: Totals
    gaps: Gaps
    moments: tuple[Moment, ...]
    stops: tuple[date, ...]
    links: Links


def derive(view: Snapshot, pair: tuple[str, str]) -> Derived:
    """Work out what follows from a view.

    Args:
        view: what holds by a day.
        pair: the ids of the two sides that are compared.
    """
    return Derived(view, totals(view, *pair), gaps(view), timeline(view), moments(view.negotiation), links(view))
