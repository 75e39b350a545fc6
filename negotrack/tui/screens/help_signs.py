"""What help says of signs and of the filter: each with its word and what it means."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from negotrack.analysis.search import CLOSED, Key
from negotrack.model.vocabulary import Relation, Stance, Status
from negotrack.pages.signs import (
    MARK_WORDS,
    NOT_REPORTED_SIGN,
    RELATION_SIGNS,
    STANCE_SIGNS,
    STATUS_SIGNS,
    UNNUMBERED_SIGN,
    signed_stance,
)
from negotrack.pages.words import NOT_REPORTED, NUMBER_UNKNOWN, PUT_FORWARD
from negotrack.text import ELLIPSIS, NEWLINE, safe
from negotrack.tui.actions import TYPING, Place
from negotrack.tui.board import CHANGED, CURSOR, SELECTED, UNREAD
from negotrack.tui.render import DIM, KEY, PLAIN, STRONG, WARNING, relation_style, stance_style, status_style
from negotrack.tui.screens.timeline_lanes import EVENT, EVENT_SPAN, NOW, SEVERAL, SPAN


class HelpEntry(NamedTuple):
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
    Status.OPEN: "neither accepted nor refused yet",
    Status.ACCEPTED: "agreed to",
    Status.CONDITIONAL: "agreed to on a condition",
    Status.REJECTED: "not agreed to",
    Status.WITHDRAWN: "taken back",
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


def signs() -> Mapping[str, list[HelpEntry]]:
    """Every sign under its heading."""
    stances = [HelpEntry((signed_stance(each), stance_style(each)), _STANCES[each]) for each in Stance]
    return {
        "Where a side stands": [
            *stances,
            HelpEntry(
                (f"{STANCE_SIGNS[Stance.PROPOSES]} {PUT_FORWARD}", stance_style(Stance.PROPOSES)),
                "counts as for; no position of it is reported",
            ),
            HelpEntry((f"{NOT_REPORTED_SIGN} {NOT_REPORTED}", DIM), "no source says; this is not neutral"),
        ],
        "Outcome of a proposal": [
            HelpEntry((f"{STATUS_SIGNS[each]} {each}", status_style(each)), _STATUSES[each]) for each in Status
        ],
        "Two sides": [
            HelpEntry((f"{RELATION_SIGNS[each]} {each}", relation_style(each)), _RELATIONS[each]) for each in Relation
        ],
        "Behind a stance or an outcome": [HelpEntry((mark.value, PLAIN), words) for mark, words in MARK_WORDS.items()],
        "In lists": [
            HelpEntry((CURSOR, KEY), "the selected row"),
            HelpEntry((SELECTED, KEY), "selected together with others"),
            HelpEntry((UNNUMBERED_SIGN, PLAIN), NUMBER_UNKNOWN),
            HelpEntry((UNREAD, DIM), "not read yet"),
            HelpEntry(("✎", PLAIN), "how many annotations"),
            HelpEntry(("⚠2/5", WARNING), "two of five annotations are stale: what they are about has changed since"),
            HelpEntry((CHANGED, KEY), "differs from the day that was shown before; before a row, has just changed"),
            HelpEntry(("│", DIM), "in the first line: between what is outstanding, described, and not described"),
            HelpEntry(("7/9", PLAIN), "of two sides: on 7 of the 9 on which both are reported"),
        ],
        "On the timeline": [
            HelpEntry((EVENT, PLAIN), "an event on that day; a number where there are several"),
            HelpEntry((EVENT_SPAN, PLAIN), "an event within a span of days"),
            HelpEntry((SPAN, DIM), "the span in which the day lies: possible, not certain"),
            HelpEntry(("~", DIM), "an end that is about that day; what it dates is certain a week later"),
            HelpEntry((SEVERAL, STRONG), "several stances that have no room beside each other"),
            HelpEntry((NOW, KEY), "the day shown"),
        ],
        "In text": [
            HelpEntry((ELLIPSIS, PLAIN), "there is more than fits"),
            HelpEntry((NEWLINE, PLAIN), "a line break, where there is one line only"),
            HelpEntry((safe("\x1b"), PLAIN), "a control character; it does nothing here"),
            HelpEntry((safe("\u202e"), PLAIN), "a hidden character, by its code"),
            HelpEntry(("from right to left", PLAIN), "stands in the order in which it is stored"),
        ],
    }


def while_typing(place: Place) -> Sequence[HelpEntry]:
    """The keys that do the same in every form, and cannot be bound to anything else."""
    if place not in TYPING:
        return ()
    fields = (
        HelpEntry(("tab", KEY), "Go to the next field"),
        HelpEntry(("shift+tab", KEY), "Go to the field before"),
    )
    by_place = {
        Place.FORM: (
            *fields,
            HelpEntry(("enter", KEY), "Go to the next field; in a list, choose; in a small form, save"),
            HelpEntry(("letters", KEY), "Choose by the letter that is marked"),
        ),
        Place.EDITOR: (*fields, HelpEntry(("enter", KEY), "Begin a new line of the text")),
    }
    by_place |= {
        Place.RECORD: by_place[Place.FORM],
        Place.POPUP: by_place[Place.FORM],
        Place.CONFLICT: by_place[Place.EDITOR],
    }
    return by_place.get(place, ())


def filters() -> Iterator[HelpEntry]:
    """What can be typed as a filter."""
    yield HelpEntry(("word", KEY), "in titles, statements, people, tags, annotations")
    yield HelpEntry(('"two words"', KEY), "one after the other")
    for key in Key:
        yield HelpEntry((f"{key}:", KEY), ", ".join(CLOSED[key]) if key in CLOSED else _ASKED[key])
    yield HelpEntry(("a,b", KEY), "behind a colon: one or the other")
    yield HelpEntry(("-", KEY), "before any of these: not")
