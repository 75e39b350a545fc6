"""Pages to read over another screen: messages and help."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import ClassVar, NamedTuple

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical

from negotrack.analysis.search import CLOSED, FilterKey
from negotrack.model.problems import Problem
from negotrack.model.vocabulary import Relation, Stance, Status
from negotrack.pages.days import moment_words
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
from negotrack.text import ELLIPSIS, NEWLINE, safe, width
from negotrack.tui.actions import (
    ACTIONS,
    BY_ID,
    Group,
    Place,
    at_hand,
    key_words,
    keys_at,
    keys_of,
    where,
)
from negotrack.tui.base import Notice
from negotrack.tui.board import CHANGED, CURSOR, SELECTED, UNREAD
from negotrack.tui.render import (
    AGAINST,
    DIM,
    EMPTY,
    HEADING,
    KEY,
    PLAIN,
    STRONG,
    WARNING,
    Line,
    beside,
    clipped,
    hanging,
    line,
    paragraph,
    relation_style,
    stance_style,
    status_style,
)
from negotrack.tui.screens.timeline_lanes import EVENT_SPAN, SEVERAL
from negotrack.tui.widgets.day_strip import EVENT, NOW, SPAN
from negotrack.tui.widgets.keyline import KeyedModal, KeyLine, bindings
from negotrack.tui.widgets.lines import TextPanel


class Reading(KeyedModal[None]):
    """A page of text over the screen."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(Place.READING),
        # The keys that open these pages, and the key that users quit with, go back as well.
        *(Binding(",".join(BY_ID[each].keys), "back", show=False, id=each) for each in ("help", "messages", "quit")),
    ]
    AUTO_FOCUS = "#page"
    DEFAULT_CSS = """
    Reading {
        align: center middle; background: $background;
        & > Vertical { width: 1fr; max-width: 104; height: 1fr; }
        & #page { height: 1fr; }
    }
    """
    HEADING = ""

    def compose(self) -> ComposeResult:
        """The page, and the key line."""
        with Vertical():
            yield TextPanel(id="page")
        yield KeyLine(Place.READING)

    def on_mount(self) -> None:
        """Show the page."""
        page = self.query_one(TextPanel)
        page.head([self.HEADING])
        page.show(self.lines)

    def lines(self, cells: int) -> Sequence[Line]:
        """The page for a width in cells."""
        raise NotImplementedError


_SIGNS: Mapping[str, tuple[str, str]] = {
    "information": ("·", PLAIN),
    "warning": ("!", WARNING),
    "error": ("✗", AGAINST),
}
_MOST = 500
"""Problems that are shown; the others are counted."""
_ROOMY = 64
"""Width from which the time is beside a message, not above it, in cells."""


class MessagesScreen(Reading):
    """Shows messages and problems.

    Args:
        notices: the messages, the newest last.
    """

    HEADING = "Messages"
    DEFAULT_CSS = """
    MessagesScreen { background: $background 60%; & > Vertical { height: auto; max-height: 100%; } }
    MessagesScreen #page { height: auto; max-height: 100%; }
    """

    def __init__(self, notices: Sequence[Notice], problems: Sequence[Problem] = ()) -> None:
        super().__init__()
        self._notices = notices
        self._problems = problems

    def lines(self, cells: int) -> Sequence[Line]:
        """The problems first, then the messages, the newest first."""
        if not self._problems:
            return [*self._messages(cells)]
        return [*self._problem_lines(cells), EMPTY, line(("This session", HEADING)), *self._messages(cells)]

    def _problem_lines(self, cells: int) -> Iterator[Line]:
        yield line((f"In the files ({len(self._problems):,})", HEADING))
        for problem in self._problems[:_MOST]:
            yield from _message_lines(problem.severity, str(problem), cells)
        if (more := len(self._problems) - _MOST) > 0:
            yield from paragraph(f"and {more:,} more; all of them: negotrack check", cells, DIM)

    def _messages(self, cells: int) -> Iterator[Line]:
        if not self._notices:
            yield line(("No messages yet.", DIM))
        for notice in reversed(self._notices):
            when = f"{moment_words(notice.at)}  "
            if cells < _ROOMY:
                yield line((when, DIM))
                when = ""
            yield from _message_lines(notice.severity, notice.words, cells, when)


def _message_lines(severity: str, words: str, cells: int, when: str = "") -> list[Line]:
    """A message with its sign, and with its severity as a word if it is more than information."""
    sign, style = _SIGNS[severity]
    named = f"{severity}: {words}" if style else words
    return hanging((f"{when}{sign}", style or DIM), named, cells, style, indent=len(when) + 2)


class HelpEntry(NamedTuple):
    """One entry of the help.

    Attributes:
        shown: the sign or key as it is shown or typed, with the name of its style.
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
_ASKED: Mapping[FilterKey, str] = {
    FilterKey.SIDE: "a side; with stance:, what it says",
    FilterKey.TAG: "a tag of an annotation",
    FilterKey.AUTHOR: "who wrote an annotation",
    FilterKey.TOPIC: "the topic of a proposal",
    FilterKey.NUMBER: "its number or label",
    FilterKey.BY: "who put it forward, or spoke for a side",
    FilterKey.SINCE: "a day since which it was annotated",
}


def signs() -> Mapping[str, list[HelpEntry]]:
    """Every sign under its heading."""
    stances = [HelpEntry((signed_stance(each), stance_style(each)), _STANCES[each]) for each in Stance]
    return {
        "Where a side stands": [
            *stances,
            HelpEntry(
                (f"{STANCE_SIGNS[Stance.PROPOSES]} {PUT_FORWARD}", stance_style(Stance.PROPOSES)),
                "counts as for; no position of its own is reported",
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


def while_typing(place: Place) -> Iterator[HelpEntry]:
    """The keys that do the same in every form, and cannot be rebound."""
    is_text, is_form = place in {Place.EDITOR, Place.CONFLICT}, place in {Place.FORM, Place.RECORD, Place.POPUP}
    if is_text or is_form:
        yield HelpEntry(("tab", KEY), "Go to the next field")
        yield HelpEntry(("shift+tab", KEY), "Go to the field before")
    if is_text:
        yield HelpEntry(("enter", KEY), "Begin a new line of the text")
    if is_form:
        yield HelpEntry(("enter", KEY), "Go to the next field; in a list, choose; in a small form, save")
        yield HelpEntry(("letters", KEY), "Choose by the letter that is marked")


def filters() -> Iterator[HelpEntry]:
    """What can be typed as a filter."""
    yield HelpEntry(("word", KEY), "in titles, statements, people, tags, annotations")
    yield HelpEntry(('"two words"', KEY), "one after the other")
    for key in FilterKey:
        yield HelpEntry((f"{key}:", KEY), ", ".join(CLOSED[key]) if key in CLOSED else _ASKED[key])
    yield HelpEntry(("a,b", KEY), "behind a colon: one or the other")
    yield HelpEntry(("-", KEY), "before any of these: not")


_TWO_COLUMNS = 92
"""Width from which there are two columns, in cells."""
_BETWEEN = 3
_LONGEST = 16
"""Width up to which keys and signs are beside their meaning, in cells; longer ones are above it."""


HelpGroups = Mapping[str, Sequence[HelpEntry]]
"""Entries by their headings; those under one heading stay together."""
_HelpGroup = tuple[str, Sequence[HelpEntry]]


class Help(Reading):
    """Shows all keys and signs."""

    HEADING = "Help"
    DEFAULT_CSS = """
    Help > Vertical { max-width: 132; }
    """

    def __init__(self, rebound: Mapping[str, tuple[str, ...]], place: Place = Place.MAIN) -> None:
        super().__init__()
        self._rebound = rebound
        self._place = place

    def lines(self, cells: int) -> Sequence[Line]:
        """Every part under its title."""
        parts: Mapping[str, HelpGroups] = {
            f"Keys here: {self._place}": self._keys(here=True),
            "Keys elsewhere": self._keys(here=False),
            "Filter": {"What can be typed, in any order": list(filters())},
            "Signs": signs(),
        }
        return [made for title, groups in parts.items() for made in _part(title, [*groups.items()], cells)]

    def _keys(self, *, here: bool) -> HelpGroups:
        """The keys of the actions that are available here, or of all others."""
        entries: dict[str, list[HelpEntry]] = {group.value: [] for group in Group}
        if here:
            entries[Group.MOVE] += while_typing(self._place)
        for action in ACTIONS:
            if bool(action.places & at_hand(self._place)) is here:
                keys = keys_at(self._place, action.id, self._rebound) if here else keys_of(action.id, self._rebound)
                means = action.description if here else f"{action.description} ({where(action)})"
                entries[action.group].append(HelpEntry((" ".join(map(key_words, keys)), KEY), means))
        return {group: found for group, found in entries.items() if found}


def _part(title: str, groups: Sequence[_HelpGroup], cells: int) -> Iterator[Line]:
    """One part: its title, and its groups in two columns of about the same height if there is room."""
    yield line((title, STRONG))
    labels = (width(entry.shown[0]) + 2 for _, entries in groups for entry in entries)
    indent = max((each for each in labels if each <= _LONGEST), default=_LONGEST)
    if cells < _TWO_COLUMNS or len(groups) < 2:
        yield from _column(groups, cells, indent)
        return
    left = (cells - _BETWEEN) // 2
    widths = (left, cells - _BETWEEN - left)
    heights = [len(_column([each], left, indent)) for each in groups]
    split = min(range(1, len(groups)), key=lambda at: max(sum(heights[:at]), sum(heights[at:])))
    columns = [_column(each, wide, indent) for each, wide in zip((groups[:split], groups[split:]), widths, strict=True)]
    yield from beside(columns, widths, [line(" " * _BETWEEN)])


def _column(groups: Sequence[_HelpGroup], cells: int, indent: int) -> list[Line]:
    """Groups one below the other."""
    lines: list[Line] = []
    for heading, entries in groups:
        lines += paragraph(heading, cells, HEADING)
        for entry in entries:
            lines += _entry_lines(entry, cells, indent)
        lines.append(EMPTY)
    return lines


def _entry_lines(entry: HelpEntry, cells: int, indent: int) -> list[Line]:
    """A key or sign, with its meaning beside it, or below it if it is long."""
    shown, style = entry.shown
    if width(shown) + 2 <= indent:
        return hanging((f" {shown}", style), entry.means, cells, indent=indent)
    return [clipped(cells, " ", entry.shown), *paragraph(entry.means, cells, indent=indent)]
