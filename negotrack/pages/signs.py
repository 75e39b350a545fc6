"""The sign, one cell wide, of every word of the vocabulary; it is never shown without its word or a legend."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from negotrack.model.entries import OutcomeEntry
from negotrack.model.records import Position
from negotrack.model.side_standing import SideStanding
from negotrack.model.vocabulary import CAMPS, Basis, Camp, Certainty, Relation, Reliability, Stance, Status
from negotrack.pages.blocks import Tone
from negotrack.pages.words import NOT_REPORTED, PUT_FORWARD

NOT_REPORTED_SIGN = "·"
"""The sign of a side whose position is not reported."""
UNNUMBERED_SIGN = "–"
"""The sign of a proposal whose number is unknown."""

STANCE_SIGNS = {
    Stance.PROPOSES: "▲",
    Stance.ACCEPTS: "✓",
    Stance.CONDITIONAL: "~",
    Stance.COUNTERS: "⇄",
    Stance.DEFERS: "»",
    Stance.NEUTRAL: "○",
    Stance.DIVIDED: "±",
    Stance.REJECTS: "✗",
    Stance.WITHDRAWS: "←",
    Stance.NOT_CODED: "“",
}

STATUS_SIGNS = {
    Status.OPEN: "◇",
    Status.ACCEPTED: "✓",
    Status.CONDITIONAL: "~",
    Status.REJECTED: "✗",
    Status.WITHDRAWN: "←",
    Status.CONFLICTING: "‼",
}

LETTERS: dict[str, str] = {
    Stance.PROPOSES: "P",
    PUT_FORWARD: "P",
    Stance.ACCEPTS: "A",
    Stance.CONDITIONAL: "C",
    Stance.COUNTERS: "O",
    Stance.DEFERS: "D",
    Stance.NEUTRAL: "N",
    Stance.DIVIDED: "V",
    Stance.REJECTS: "R",
    Stance.WITHDRAWS: "W",
    Stance.NOT_CODED: "S",
    Status.CONFLICTING: "!!",
    NOT_REPORTED: ".",
}
"""What is shown for a stance if signs cannot be: the letter that chooses it in a form."""

_CAMP_TONES = {
    Camp.FOR: Tone.FOR,
    Camp.PARTLY: Tone.PARTLY,
    Camp.UNDECIDED: Tone.UNDECIDED,
    Camp.AGAINST: Tone.AGAINST,
}
STANCE_TONES = {stance: _CAMP_TONES[camp] for stance, camp in CAMPS.items()} | {Stance.NOT_CODED: Tone.MISSING}
STATUS_TONES = {
    Status.OPEN: Tone.UNDECIDED,
    Status.ACCEPTED: Tone.FOR,
    Status.CONDITIONAL: Tone.PARTLY,
    Status.REJECTED: Tone.AGAINST,
    Status.WITHDRAWN: Tone.MISSING,
    Status.CONFLICTING: Tone.CONFLICT,
}

URGENT_FIRST = (
    Status.CONFLICTING,
    Status.REJECTED,
    Status.CONDITIONAL,
    Status.OPEN,
    Status.ACCEPTED,
    Status.WITHDRAWN,
)
"""The order in which statuses are always listed: those that need the most work come first."""

RELATION_TONES = {
    Relation.AGREE: Tone.FOR,
    Relation.PARTIAL: Tone.PARTLY,
    Relation.DIFFER: Tone.AGAINST,
    Relation.BOTH_AGAINST: Tone.AGAINST,
    Relation.CONFLICTING: Tone.CONFLICT,
    Relation.UNDECIDED: Tone.UNDECIDED,
    Relation.ONE_SIDED: Tone.UNDECIDED,
    Relation.UNKNOWN: Tone.MISSING,
}
RELATION_SIGNS = {
    Relation.AGREE: "=",
    Relation.PARTIAL: "≈",
    Relation.DIFFER: "≠",
    Relation.BOTH_AGAINST: "‖",
    Relation.UNDECIDED: "○",
    Relation.CONFLICTING: "‼",
    Relation.ONE_SIDED: "‹",
    Relation.UNKNOWN: "?",
}

BASIS_NOT_JUDGED = "basis not judged"
BASIS_WORDS = {
    Basis.REPORTED: "reported",
    Basis.COLLECTIVE: "one statement about several",
    Basis.INFERRED: "inferred by the record keeper",
}

RELIABILITY_WORDS = {
    Reliability.A: "completely reliable",
    Reliability.B: "usually reliable",
    Reliability.C: "fairly reliable",
    Reliability.D: "not usually reliable",
    Reliability.E: "unreliable",
    Reliability.F: "cannot be judged",
}

CREDIBILITY_WORDS = {
    1: "confirmed by other sources",
    2: "probably true",
    3: "possibly true",
    4: "doubtful",
    5: "improbable",
    6: "cannot be judged",
}


class Mark(StrEnum):
    """What the reader has to know about a position besides its stance, as one character after the word."""

    COUNTER = "+"
    COLLECTIVE = "*"
    INFERRED = "^"
    POSSIBLE = "?"
    UNDATED = "°"
    CONFLICTING = "‼"


MARK_WORDS = {
    Mark.COUNTER: "with a counter-offer",
    Mark.COLLECTIVE: BASIS_WORDS[Basis.COLLECTIVE],
    Mark.INFERRED: BASIS_WORDS[Basis.INFERRED],
    Mark.POSSIBLE: "possible: it may date from a later day",
    Mark.UNDATED: "no day reported, so counted on every day",
    Mark.CONFLICTING: "conflicting reports",
}


def position_marks(side: SideStanding, *, dated: bool) -> tuple[Mark, ...]:
    """The marks of a side's current position, none if it has none; ``dated`` if a day was asked for."""
    if side.current is None:
        return ()
    possible = side.certainty is Certainty.POSSIBLE
    return marks(side.current.position, possible=possible, contested=bool(side.competing), dated=dated)


def marks(
    position: Position, *, possible: bool = False, contested: bool = False, dated: bool = False
) -> tuple[Mark, ...]:
    """The marks of one position; if ``dated``, that is, if a day was asked for, also that it has no date."""
    held = {
        Mark.COUNTER: position.counter is not None,
        Mark.COLLECTIVE: position.basis is Basis.COLLECTIVE,
        Mark.INFERRED: position.basis is Basis.INFERRED,
        Mark.POSSIBLE: possible,
        Mark.UNDATED: dated and position.date is None,
        Mark.CONFLICTING: contested,
    }
    return tuple(mark for mark, holds in held.items() if holds)


def mark_legend(shown: Iterable[SideStanding], *, dated: bool) -> tuple[str, ...]:
    """What the marks that occur mean; a side whose records conflict has no marks."""
    used = {mark for where in shown if not where.conflict for mark in position_marks(where, dated=dated)}
    return tuple(f"{mark} {words}" for mark, words in MARK_WORDS.items() if mark in used)


def signed_stance(stance: Stance) -> str:
    """A stance after its sign: ``✗ rejects``."""
    return f"{STANCE_SIGNS[stance]} {stance}"


def signed_status(status: Status) -> str:
    """A status after its sign: ``✓ accepted``."""
    return f"{STATUS_SIGNS[status]} {status}"


def standing_sign(where: SideStanding) -> str:
    """The sign of where a side stands; one that only put the proposal forward has the sign of ``proposes``."""
    stance = where.camp_stance
    return STANCE_SIGNS[stance] if stance else NOT_REPORTED_SIGN


def stance_words(position: Position | None) -> str:
    """A stance, and whether something is offered instead: ``rejects, offers instead``."""
    if position is None:
        return NOT_REPORTED
    return f"{position.stance}, offers instead" if position.counter else str(position.stance)


def basis_words(basis: Basis | None) -> str:
    """How a source supports a position."""
    return BASIS_NOT_JUDGED if basis is None else BASIS_WORDS[basis]


def form_words(said: Position | OutcomeEntry) -> str:
    """How a position was given or an outcome announced; empty if that is not reported."""
    return said.form.value if said.form else ""
