"""The principal's page with as many lines in its sections as leave it one page of A4."""

from __future__ import annotations

from negotrack.analysis.differences import earlier
from negotrack.errors import UsageError
from negotrack.model.snapshot import Snapshot
from negotrack.pages.blocks import Page
from negotrack.pages.brief import MOST, Occasion, brief_page
from negotrack.pages.writers import FORMATS, write_page

_LINES = 66
"""Lines of a page of A4, of 80 letters each."""


def one_sheet(snapshot: Snapshot, occasion: Occasion) -> Page:
    """What a principal takes to a meeting, on one page.

    Args:
        snapshot: what holds on the day of the page.
        occasion: what it is prepared for.
    """
    before = earlier(snapshot, occasion.since, occasion.known_by) if occasion.since else None
    page = brief_page(snapshot, before, occasion)
    for most in range(MOST - 1, 1, -1):
        if write_page(page).count("\n") <= _LINES:
            break
        page = brief_page(snapshot, before, occasion, most)
    return page


def check_format(name: str) -> None:
    """Let a format pass that the page is written in.

    Raises:
        UsageError: it is none.
    """
    if FORMATS[name].data:
        known = [each for each, written_as in FORMATS.items() if not written_as.data]
        raise UsageError(f"the principal's page has no format {name}; it is written as {', '.join(known)}")
