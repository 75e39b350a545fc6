"""Why an action of the main screen cannot be done now: what refuses is not offered, and says why when it is pressed.

Each is asked many times for every key, and is quick.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from negotrack.tui.screens.main import MainScreen

Refusal = Callable[["MainScreen"], str | None]
"""Says why not; None where it can be done."""


def _without_note(verb: str) -> Refusal:
    return lambda screen: None if screen.note else f"There is no annotation here to {verb}."


def _not_stale(screen: MainScreen) -> str | None:
    if screen.note is None:
        return "There is no annotation here to confirm."
    return None if screen.note.stale else "It is not stale: what it is about has not changed since."


def _no_ask(screen: MainScreen) -> str | None:
    if screen.note is None:
        return "There is no annotation here to mark."
    return None if screen.note.annotation.ask else "This annotation asks for nothing."


def _without_pair(screen: MainScreen) -> str | None:
    return None if all(screen.session.pair) else "There are no two sides to compare."


def _not_listed(screen: MainScreen) -> str | None:
    listed = any(map(screen.session.is_listed, screen.targets))
    return None if listed else f"Select a {screen.session.negotiation.header.proposal_term} first."


def _nothing_listed(screen: MainScreen) -> str | None:
    some = screen.session.reader.proposal_ids
    return None if some else f"There is no {screen.session.negotiation.header.proposal_term} yet."


def _nothing_selected(screen: MainScreen) -> str | None:
    return None if screen.target else "Nothing is selected."


def _no_conflict(screen: MainScreen) -> str | None:
    standing = screen.session.known(screen.target or "")
    return None if standing and standing.conflicting else "Nothing on record conflicts here."


def _all_shown(screen: MainScreen) -> str | None:
    return None if screen.session.day else "All records are shown."


def _none_earlier(screen: MainScreen) -> str | None:
    stops, day = screen.session.stops, screen.session.day
    if not stops:
        return "No day is reported."
    return "Nothing is on record before this day." if day and day <= stops[0] else None


def _none_outstanding(screen: MainScreen) -> str | None:
    return None if screen.session.view.outstanding else "Nothing is outstanding."


def _none_after(screen: MainScreen) -> str | None:
    return None if screen.proposals.columns.after else "No side is hidden on the right."


def _none_before(screen: MainScreen) -> str | None:
    return None if screen.proposals.columns.before else "No side is hidden on the left."


REFUSALS: Mapping[str, Refusal] = {
    **dict.fromkeys(("filter", "quick_filter", "sort", "next", "previous"), _nothing_listed),
    **dict.fromkeys(("compare", "reference", "report"), _without_pair),
    **dict.fromkeys(("annotate", "open_record", "select"), _nothing_selected),
    **dict.fromkeys(("record", "hold_up", "table_text", "stake"), _not_listed),
    **dict.fromkeys(("later", "all_records"), _all_shown),
    "earlier": _none_earlier,
    "edit": _without_note("edit"),
    "edit_outside": _without_note("edit"),
    "delete": _without_note("delete"),
    "confirm": _not_stale,
    "ask_done": _no_ask,
    "rule": _no_conflict,
    "meeting": _none_outstanding,
    "sides_on": _none_after,
    "sides_back": _none_before,
}
"""For every action that can be refused, by its id."""
