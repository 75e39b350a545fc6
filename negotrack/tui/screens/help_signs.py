"""What help says of signs and of the filter: each with its word and what it means."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from negotrack.analysis.query import CLOSED, Key
from negotrack.model.vocabulary import Relation, Stance, Status
from negotrack.text import ELLIPSIS, NEWLINE, safe
from negotrack.tui.board import CURSOR, SELECTED, UNREAD
from negotrack.tui.render import DIM, KEY, PLAIN, WARNING, relation_style, stance_style, status_style
from negotrack.wording import (
    MARK_WORDS,
    NOT_REPORTED,
    NOT_REPORTED_SIGN,
    NUMBER_UNKNOWN,
    RELATION_SIGNS,
    STANCE_SIGNS,
    STATUS_SIGNS,
    UNNUMBERED_SIGN,
)


class Entry(NamedTuple):
    """One thing that is explained.

    Attributes:
        shown: as it stands on the screen, or is typed, with the name of its style.
        means: what it means.
    """

    shown: tuple[str, str]
    means: str


_STANCES: Mapping[Stance, str] = {
    Stance.PROPOSES: "puts it forward",
    Stance.ACCEPTS: "agrees to it",
    Stance.CONDITIONAL: "agrees to it on a condition",
    Stance.COUNTERS: "would take a changed version",
    Stance.DEFERS: "puts the answer off",
    Stance.NEUTRAL: "is neither for nor against it",
    Stance.DIVIDED: "is split within itself",
    Stance.REJECTS: "does not agree to it",
    Stance.WITHDRAWS: "takes it back",
    Stance.NOT_CODED: "has said something that nobody has coded yet; it decides nothing",
}
_STATUSES: Mapping[Status, str] = {
    Status.OPEN: "no outcome yet",
    Status.ACCEPTED: "agreed to; settled",
    Status.CONDITIONAL: "agreed to on a condition",
    Status.REJECTED: "not agreed to",
    Status.WITHDRAWN: "taken back; settled",
    Status.CONFLICTING: "the records conflict",
}
_RELATIONS: Mapping[Relation, str] = {
    Relation.AGREE: "both are for it",
    Relation.PARTIAL: "both are reported, and neither agree nor differ",
    Relation.DIFFER: "one is for it, one against",
    Relation.BOTH_AGAINST: "both are against it",
    Relation.UNDECIDED: "both are undecided",
    Relation.CONFLICTING: "records of one of the two conflict",
    Relation.ONE_SIDED: "one of the two is not reported",
    Relation.UNKNOWN: "neither is reported",
}
_ASKED: Mapping[Key, str] = {
    Key.SIDE: "a side; with stance:, what it says",
    Key.TAG: "a tag of an annotation",
    Key.AUTHOR: "who wrote an annotation",
    Key.TOPIC: "the topic of a proposal",
    Key.NUMBER: "its number or label",
    Key.BY: "who put it forward, or spoke for a side",
    Key.SINCE: "a day since which it was annotated",
}


def signs() -> Mapping[str, list[Entry]]:
    """Every sign under its heading."""
    stances = [Entry((f"{STANCE_SIGNS[each]} {each}", stance_style(each)), _STANCES[each]) for each in Stance]
    return {
        "Where a side stands": [
            *stances,
            Entry((f"{NOT_REPORTED_SIGN} {NOT_REPORTED}", DIM), "no source says; this is not neutral"),
        ],
        "Outcome of a proposal": [
            Entry((f"{STATUS_SIGNS[each]} {each}", status_style(each)), _STATUSES[each]) for each in Status
        ],
        "Two sides": [
            Entry((f"{RELATION_SIGNS[each]} {each}", relation_style(each)), _RELATIONS[each]) for each in Relation
        ],
        "Behind a stance or an outcome": [Entry((mark.value, PLAIN), words) for mark, words in MARK_WORDS.items()],
        "In lists": [
            Entry((CURSOR, KEY), "the selected row"),
            Entry((SELECTED, KEY), "selected together with others"),
            Entry((UNNUMBERED_SIGN, PLAIN), NUMBER_UNKNOWN),
            Entry((UNREAD, DIM), "not read yet"),
            Entry(("✎", PLAIN), "how many annotations"),
            Entry(("⚠2/5", WARNING), "two of five annotations are stale: what they are about has changed since"),
            Entry(("│", DIM), "in the bar: between what is not settled, described, and not described"),
        ],
        "In text": [
            Entry((ELLIPSIS, PLAIN), "there is more than fits"),
            Entry((NEWLINE, PLAIN), "a line break, where there is one line only"),
            Entry((safe("\x1b"), PLAIN), "a control character; it does nothing here"),
            Entry((safe("\u202e"), PLAIN), "a hidden character, by its code"),
            Entry(("from right to left", PLAIN), "stands in the order in which it is stored"),
        ],
    }


def filters() -> Iterator[Entry]:
    """What can be typed as a filter."""
    yield Entry(("word", KEY), "in titles, statements, people, tags, annotations")
    yield Entry(('"two words"', KEY), "one after the other")
    for key in Key:
        yield Entry((f"{key}:", KEY), ", ".join(CLOSED[key]) if key in CLOSED else _ASKED[key])
    yield Entry(("a,b", KEY), "behind a colon: one or the other")
    yield Entry(("-", KEY), "before any of these: not")
