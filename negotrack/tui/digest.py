"""What follows from a whole negotiation beside its figures; it is worked out after the first page is shown."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from negotrack.analysis.gaps import Gaps, gaps
from negotrack.analysis.links import Links, links
from negotrack.analysis.timeline import Moment, timeline
from negotrack.analysis.view import View


class Digest(NamedTuple):
    """What follows from a view.

    Attributes:
        gaps: what is not reported.
        moments: what happened when.
        links: what holds up the rest, and what answers what.
    """

    gaps: Gaps
    moments: tuple[Moment, ...]
    links: Links


def digested(view: View) -> Iterator[Digest | None]:
    """Work it out a part at a time, because each part takes a while for ten thousand proposals; comes last."""
    missing = gaps(view)
    yield None
    moments = timeline(view)
    yield None
    yield Digest(missing, moments, links(view))
