"""What there is to choose from: the sides, and the words of the records, each with its letter, sign and colour."""

from __future__ import annotations

from collections.abc import Sequence

from negotrack.model.records import Side
from negotrack.model.vocabulary import Basis, Form, Release, Reliability, Stance, Status
from negotrack.pages.signs import BASIS_WORDS, CREDIBILITY_WORDS, RELIABILITY_WORDS, STANCE_SIGNS, STATUS_SIGNS
from negotrack.pages.terms import NOT_JUDGED
from negotrack.pages.words import NOT_REPORTED
from negotrack.tui.forms.letters import Choice, lettered
from negotrack.tui.render import PLAIN, stance_style, status_style

_LETTERS = {
    Stance.PROPOSES: "p",
    Stance.ACCEPTS: "a",
    Stance.CONDITIONAL: "c",
    Stance.COUNTERS: "o",
    Stance.DEFERS: "d",
    Stance.NEUTRAL: "n",
    Stance.DIVIDED: "v",
    Stance.REJECTS: "r",
    Stance.WITHDRAWS: "w",
}
STANCES: Sequence[Choice[Stance]] = [
    Choice(each, each.value, letter, STANCE_SIGNS[each], stance_style(each)) for each, letter in _LETTERS.items()
]
"""Every stance that somebody can code a statement as."""
STATUSES: Sequence[Choice[Status]] = lettered(
    (each, each.value, STATUS_SIGNS[each], status_style(each)) for each in Status
)
_REPORTED = [choice for choice in STATUSES if choice.value is not Status.CONFLICTING]
REPORTED_STATUSES: Sequence[Choice[Status]] = _REPORTED
"""Those that a record can have; that it conflicts is worked out."""
OUTCOMES: Sequence[Choice[Status]] = [choice for choice in _REPORTED if choice.value is not Status.OPEN]
"""What can have become of a proposal."""
FORMS: Sequence[Choice[Form | None]] = [
    Choice(None, NOT_REPORTED, "-"),
    *lettered((each, each.value, "", PLAIN) for each in Form),
]
BASES: Sequence[Choice[Basis | None]] = [
    Choice(None, NOT_REPORTED, "-"),
    *lettered((each, BASIS_WORDS[each], "", PLAIN) for each in Basis),
]
DEDUCED: Sequence[Choice[bool]] = [Choice(value=False, label="the source's", letter="s"), Choice(True, "deduced", "d")]
"""Whose the span of a date is: the source's, or the record keeper's."""
RELEASES: Sequence[Choice[Release | None]] = [
    Choice(None, "internal, where none is given", "-"),
    *lettered((each, each.value, "", PLAIN) for each in Release),
]
RELIABILITIES: Sequence[Choice[Reliability | None]] = [
    Choice(None, NOT_JUDGED, "-"),
    *(Choice(letter, f"{letter} {words}", letter) for letter, words in RELIABILITY_WORDS.items()),
]
"""The Admiralty grades. A grade that was not judged is none of them."""
CREDIBILITIES: Sequence[Choice[int | None]] = [
    Choice(None, NOT_JUDGED, "-"),
    *(Choice(digit, words, str(digit)) for digit, words in CREDIBILITY_WORDS.items()),
]
DIGITS = "123456789"
MOST_LETTERED = 14
"""Sides that stand side by side; more of them are found by typing."""


def side_choices(sides: Sequence[Side], *, first: Sequence[Choice[str | None]] = ()) -> list[Choice[str | None]]:
    """The sides by digits, then by letters of their names.

    Args:
        sides: the sides.
        first: what stands before them.
    """
    named = lettered(((side.id, side.name, "", PLAIN) for side in sides), letters=DIGITS[: len(sides)])
    return [*first, *(Choice(each.value, each.label, each.letter) for each in named)]
