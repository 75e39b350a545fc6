"""Why an action of the main screen cannot be done now: it is not offered, and pressing its key shows the reason.

Each refusal is checked many times for every key, so it has to be quick.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from negotrack.tui.screens.main import MainScreen

Refusal = Callable[["MainScreen"], str | None]
"""Returns why an action cannot be done; None if it can."""


def _unless(holds: Callable[[MainScreen], object], words: str) -> Refusal:
    """A refusal unless something holds; ``{term}`` in its words becomes the term for one proposal."""
    return lambda main: None if holds(main) else words.format(term=main.session.negotiation.header.proposal_term)


def _without_note(verb: str) -> Refusal:
    return _unless(lambda main: main.note, f"There is no annotation here to {verb}.")


def _first(*refusals: Refusal) -> Refusal:
    """The first of several refusals that applies."""
    return lambda main: next(filter(None, (refusal(main) for refusal in refusals)), None)


def _conflicts(main: MainScreen) -> bool:
    standing = main.session.known.get(main.target or "")
    return standing is not None and standing.conflicting


def _none_earlier(main: MainScreen) -> str | None:
    stops, day = main.session.stops, main.session.day
    if not stops:
        return "No day is reported."
    return "Nothing is on record before this day." if day and day <= stops[0] else None


_SOME = _unless(lambda main: main.session.reader.proposal_ids, "There is no {term} yet.")
_PAIR = _unless(lambda main: all(main.session.pair), "There are no two sides to compare.")
_SELECTED = _unless(lambda main: main.target, "Nothing is selected.")
_LISTED = _unless(lambda main: any(map(main.session.is_listed, main.targets)), "Select a {term} first.")
_STALE = _unless(lambda main: main.note and main.note.stale, "It is not stale: what it is about has not changed since.")
_ASKING = _unless(lambda main: main.note and main.note.annotation.ask, "This annotation asks for nothing.")
_DATED = _unless(lambda main: main.session.day, "All records are shown.")

REFUSALS: Mapping[str, Refusal] = {
    **dict.fromkeys(("filter", "quick_filter", "sort", "next", "previous"), _SOME),
    **dict.fromkeys(("compare", "reference", "report"), _PAIR),
    **dict.fromkeys(("annotate", "open_record", "select"), _SELECTED),
    **dict.fromkeys(("record", "hold_up", "table_text", "stake"), _LISTED),
    **dict.fromkeys(("later", "all_records"), _DATED),
    **dict.fromkeys(("edit", "edit_outside"), _without_note("edit")),
    "delete": _without_note("delete"),
    "earlier": _none_earlier,
    "confirm": _first(_without_note("confirm"), _STALE),
    "ask_done": _first(_without_note("mark"), _ASKING),
    "rule": _unless(_conflicts, "Nothing on record conflicts here."),
    "meeting": _unless(lambda main: main.session.view.outstanding, "Nothing is outstanding."),
    "sides_on": _unless(lambda main: main.proposals.columns.after, "No side is hidden on the right."),
    "sides_back": _unless(lambda main: main.proposals.columns.before, "No side is hidden on the left."),
}
"""The refusal of every action that can be refused, by the action's id."""
