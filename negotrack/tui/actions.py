"""The table of all actions of the interface: their names, their keys, and where they are available.

The bindings, the footer, the palette, the help screen, the ``keys`` command and the README are all built from
this table. It does not import Textual, so that commands can load it quickly.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

from negotrack.keynames import is_text

_A_FEW = 6
"""The most places that are listed by name."""


class Place(StrEnum):
    """Where an action is available; the value is its name in help."""

    APP = "everywhere"
    LIST = "in every list"
    MAIN = "main screen"
    COMPARE = "comparison"
    PAIRS = "every pair"
    TIMELINE = "timeline"
    REPORT = "report"
    GAPS = "what is not reported"
    MEETING = "meeting view"
    READINGS = "readings"
    TEXTS = "wordings"
    EDITOR = "writing an annotation or a wording"
    FORM = "forms"
    RECORD = "recording and adding"
    POPUP = "small forms"
    RECORDS = "what is on record"
    CONFLICT = "two versions"
    READING = "help and messages"
    CHOICE = "choices"
    PROMPT = "filter and date"
    DRAFTS = "drafts"


class Group(StrEnum):
    """What an action is for; the value is its heading in help."""

    MOVE = "Move"
    FIND = "Find"
    WRITE = "Write"
    LOOK = "Look"
    PROGRAM = "Program"


class Action(NamedTuple):
    """One thing that the user can do.

    Attributes:
        id: its name in the settings; ``action_`` and this is the name of the method that does it.
        keys: its default keys, as Textual names them.
        label: one to three words for the footer.
        description: what it does, for help, palette and tooltips, without a full stop.
        group: its heading in help.
        places: where it is available.
        does: what Textual runs, if that is not the method named after its id.
    """

    id: str
    keys: tuple[str, ...]
    label: str
    description: str
    group: Group
    places: frozenset[Place]
    does: str = ""


def _action(identifier: str, keys: str, label: str, description: str, group: Group, *places: Place) -> Action:
    return Action(identifier, tuple(keys.split()), label, description, group, frozenset(places))


_PANED = (Place.MAIN, Place.COMPARE, Place.PAIRS, Place.TIMELINE, Place.GAPS, Place.READINGS, Place.TEXTS, Place.DRAFTS)
_DATED = (Place.MAIN, Place.TIMELINE)
_SCREENS = (*_PANED, Place.REPORT, Place.MEETING)
_WRITING = (Place.EDITOR, Place.FORM, Place.RECORD, Place.POPUP, Place.CONFLICT)

TYPING = frozenset({*_WRITING, Place.CHOICE, Place.PROMPT})
"""Where the user types, so that letters are text."""

ACTIONS: tuple[Action, ...] = (
    _action("down", "j down", "down", "Move down", Group.MOVE, Place.LIST),
    _action("up", "k up", "up", "Move up", Group.MOVE, Place.LIST),
    _action("first", "g home", "first", "Go to the first", Group.MOVE, Place.LIST),
    _action("last", "G end", "last", "Go to the last", Group.MOVE, Place.LIST),
    _action("page_down", "pagedown", "page down", "Move down by a page", Group.MOVE, Place.LIST),
    _action("page_up", "pageup", "page up", "Move up by a page", Group.MOVE, Place.LIST),
    _action("open", "enter", "open", "Open what is selected", Group.MOVE, *_PANED, Place.CHOICE, Place.RECORDS),
    _action(
        "back",
        "escape",
        "back",
        "Go back; clear the filter or the selection",
        Group.MOVE,
        *_SCREENS,
        *_WRITING,
        Place.READING,
        Place.CHOICE,
        Place.PROMPT,
        Place.RECORDS,
    ),
    *(
        _action(
            f"{name}_pane", key, f"{name} pane", f"Go to the {name} pane", Group.MOVE, *_PANED, Place.PROMPT
        )._replace(does=f"turn_pane({step})")
        for name, key, step in (("next", "tab", 1), ("previous", "shift+tab", -1))
    ),
    *(
        _action(f"panel_{key}", key, f"panel {key}", f"Go to panel {key}", Group.MOVE, Place.APP)._replace(
            does=f"panel({key})"
        )
        for key in "12345"
    ),
    _action("keep", "enter", "keep", "Keep the filter or the day that was typed", Group.FIND, Place.PROMPT),
    _action("filter", "/", "filter", "Filter as you type; enter keeps it, esc clears it", Group.FIND, Place.MAIN),
    _action(
        "quick_filter",
        "f",
        "quick filter",
        "Next quick filter: all, outstanding, differing, conflicting, annotated, stale",
        Group.FIND,
        Place.MAIN,
        Place.COMPARE,
        Place.PAIRS,
    ),
    _action(
        "sort",
        "S",
        "sort",
        "Next order of the list: id, number, outstanding, title, annotations, topic, distance",
        Group.FIND,
        Place.MAIN,
    ),
    _action("sides_on", "right", "more sides", "Turn to the sides hidden on the right", Group.FIND, Place.MAIN),
    _action("sides_back", "left", "sides before", "Turn to the sides hidden on the left", Group.FIND, Place.MAIN),
    _action("next", "n", "next", "Next difference or match", Group.FIND, Place.MAIN, Place.COMPARE, Place.MEETING),
    _action(
        "previous",
        "N",
        "previous",
        "Previous difference or match",
        Group.FIND,
        Place.MAIN,
        Place.COMPARE,
        Place.MEETING,
    ),
    _action(
        "select",
        "space",
        "select",
        "Select, to annotate or record on several together",
        Group.FIND,
        Place.MAIN,
        Place.TEXTS,
    ),
    _action("annotate", "a", "annotate", "Write an annotation", Group.WRITE, Place.MAIN, Place.COMPARE, Place.MEETING),
    _action(
        "annotate_whole",
        "W",
        "annotate the whole",
        "Write an annotation about the negotiation as a whole",
        Group.WRITE,
        Place.MAIN,
    ),
    _action("edit", "e", "edit", "Edit the selected annotation", Group.WRITE, Place.MAIN),
    _action("delete", "d", "delete", "Delete the selected annotation", Group.WRITE, Place.MAIN),
    _action("edit_outside", "E", "editor", "The annotation in $VISUAL or $EDITOR", Group.WRITE, Place.MAIN),
    _action("confirm", "v", "still holds", "Confirm that a stale annotation still holds", Group.WRITE, Place.MAIN),
    _action(
        "record", "s", "record", "Record a position or a status", Group.WRITE, Place.MAIN, Place.COMPARE, Place.READINGS
    ),
    _action("add", "A", "add", "Add a proposal, source, event, claim or person", Group.WRITE, Place.MAIN),
    _action(
        "open_record",
        "o",
        "record file",
        "The record itself in $VISUAL or $EDITOR",
        Group.WRITE,
        Place.MAIN,
        Place.COMPARE,
    ),
    _action("undo", "u", "undo", "Undo the last change", Group.WRITE, Place.MAIN),
    _action("redo", "ctrl+r", "redo", "Redo what was undone", Group.WRITE, Place.MAIN),
    _action(
        "rule",
        "R",
        "rule",
        "Decide between records that conflict",
        Group.WRITE,
        Place.MAIN,
        Place.COMPARE,
        Place.READINGS,
    ),
    _action(
        "records", "r", "on record", "What is on record: open it, correct it, or take it back", Group.WRITE, Place.MAIN
    ),
    _action("hold_up", "H", "holds up", "Record which proposals wait for this one", Group.WRITE, Place.MAIN),
    _action(
        "table_text",
        "w",
        "table wording",
        "Table a wording of the selected proposal",
        Group.WRITE,
        Place.MAIN,
        Place.TEXTS,
    ),
    _action(
        "stake", "K", "stake", "Record a red line, fallback, priority or interest of a side", Group.WRITE, Place.MAIN
    ),
    _action("ask_done", "V", "done", "What the annotation asks for is done, or is not", Group.WRITE, Place.MAIN),
    _action("take_back", "d", "take back", "Take the selected record back", Group.WRITE, Place.RECORDS),
    _action("save_next", "ctrl+n", "save, next", "Save, and go on with the next one", Group.WRITE, Place.RECORD),
    _action("save", "ctrl+s", "save", "Save", Group.WRITE, *_WRITING),
    _action("finish", "enter", "done", "Take what was entered", Group.WRITE, Place.POPUP),
    _action("outside", "ctrl+o", "$EDITOR", "Go on writing in $VISUAL or $EDITOR", Group.WRITE, Place.EDITOR),
    _action("throw_away", "d", "throw away", "Throw away what was not saved", Group.WRITE, Place.DRAFTS),
    _action("take_theirs", "ctrl+t", "theirs", "Keep what the other one wrote", Group.WRITE, Place.CONFLICT),
    _action("take_mine", "ctrl+g", "mine", "Keep what you wrote", Group.WRITE, Place.CONFLICT),
    _action("compare", "c", "compare", "Compare two sides over all proposals", Group.LOOK, Place.MAIN),
    _action("all_sides", "v", "two/all", "Two sides alone, or one beside all others", Group.LOOK, Place.COMPARE),
    _action("pairs", "P", "every pair", "How far each pair of sides agrees", Group.LOOK, Place.COMPARE),
    _action("sides", "x", "sides", "Choose which two sides are compared", Group.LOOK, Place.COMPARE),
    _action("reference", "x", "reference", "Hold all sides against one of them", Group.LOOK, Place.MAIN),
    _action("timeline", "t", "timeline", "Timeline: events and positions by date", Group.LOOK, Place.MAIN),
    _action("earlier", "[", "earlier", "The day shown: back to when something changed", Group.LOOK, *_DATED),
    _action("later", "]", "later", "The day shown: on to when something changes", Group.LOOK, *_DATED),
    _action("day_before", "{", "day before", "The day shown: the day before", Group.LOOK, *_DATED),
    _action("day_after", "}", "day after", "The day shown: the day after", Group.LOOK, *_DATED),
    _action("all_records", "0", "all records", "Show all records, whatever their day", Group.LOOK, *_DATED),
    _action(
        "readings", "C", "readings", "What analysts coded differently, and what is left to code", Group.LOOK, Place.MAIN
    ),
    _action("texts", "T", "wordings", "The wordings of the selected proposal", Group.LOOK, Place.MAIN),
    _action(
        "report", "p", "report", "Status report or principal's page, to read, write or copy", Group.LOOK, Place.MAIN
    ),
    _action("gaps", "i", "gaps", "What is not reported, claims, evidence", Group.LOOK, Place.MAIN),
    _action("meeting", "M", "meeting", "What is outstanding, one by one and in large", Group.LOOK, Place.MAIN),
    _action("light", "l", "light/dark", "Light colours for a projector, or back", Group.LOOK, Place.MEETING),
    _action("as_of", "D", "as of", "The date as of which everything is shown", Group.LOOK, Place.MAIN, Place.COMPARE),
    _action("report_format", "f", "format", "Next format of the report", Group.LOOK, Place.REPORT),
    _action("report_options", "x", "options", "What the report holds", Group.LOOK, Place.REPORT),
    _action("write_file", "w", "write", "Write the report to a file", Group.WRITE, Place.REPORT),
    _action(
        "issue", "I", "issue", "Number the principal's page, and keep it with the records", Group.WRITE, Place.REPORT
    ),
    _action("browser", "b", "browser", "Open the report in the browser", Group.LOOK, Place.REPORT),
    _action("copy", "y", "copy", "Copy what is selected", Group.LOOK, *_SCREENS),
    _action("messages", "m", "messages", "Read the messages again", Group.PROGRAM, Place.APP),
    _action("negotiation", "O", "negotiation", "Choose another negotiation", Group.PROGRAM, Place.APP),
    _action("palette", "ctrl+p", "palette", "Command palette", Group.PROGRAM, Place.APP),
    _action("help", "? f1", "help", "Help and all keys", Group.PROGRAM, Place.APP, *TYPING),
    _action("quit", "q", "quit", "Quit; ctrl+q does it everywhere, and always", Group.PROGRAM, Place.APP),
)

BY_ID: Mapping[str, Action] = {action.id: action for action in ACTIONS}

FOOTERS: Mapping[Place, tuple[str, ...]] = {
    Place.MAIN: (
        *(
            "annotate",
            "record",
            "rule",
            "filter",
            "sides_on",
            "sides_back",
            "compare",
            "all_records",
            "earlier",
            "timeline",
            "report",
        ),
        *("meeting", "add", "palette", "help"),
    ),
    Place.COMPARE: ("next", "quick_filter", "sides", "all_sides", "pairs", "annotate", "help", "back"),
    Place.PAIRS: ("open", "quick_filter", "copy", "help", "back"),
    Place.TIMELINE: ("earlier", "later", "all_records", "open", "help", "back"),
    Place.REPORT: ("report_format", "report_options", "write_file", "issue", "copy", "help", "back"),
    Place.GAPS: ("next_pane", "open", "copy", "help", "back"),
    Place.MEETING: ("next", "previous", "annotate", "light", "help", "back"),
    Place.READINGS: ("rule", "record", "open", "copy", "help", "back"),
    Place.TEXTS: ("table_text", "select", "next_pane", "copy", "help", "back"),
    Place.EDITOR: ("save", "outside", "help", "back"),
    Place.FORM: ("save", "help", "back"),
    Place.POPUP: ("finish", "help", "back"),
    Place.RECORD: ("save", "save_next", "help", "back"),
    Place.RECORDS: ("open", "take_back", "help", "back"),
    Place.CONFLICT: ("take_theirs", "take_mine", "save", "help", "back"),
    Place.READING: ("back",),
    Place.CHOICE: ("open", "help", "back"),
    Place.PROMPT: ("keep", "help", "back"),
    Place.DRAFTS: ("open", "throw_away", "copy", "help", "back"),
}
"""The actions in the footer of each place, in order: the last one always, and as many of the others as fit."""

OPENING = frozenset(
    {
        *("filter", "as_of", "annotate", "annotate_whole", "edit", "edit_outside", "record", "records", "rule", "add"),
        *("hold_up", "table_text", "stake"),
        *("compare", "sides", "timeline", "readings", "texts", "report", "gaps", "meeting"),
        *("report_options", "write_file", "issue"),
        *("messages", "negotiation", "palette", "help", "quit", "outside", "save", "save_next"),
    }
)
"""Actions that move the focus: what is typed next is meant for what they open."""

_KEY_WORDS = {
    "escape": "esc",
    "pagedown": "PgDn",
    "pageup": "PgUp",
    "down": "↓",
    "up": "↑",
    "left": "←",
    "right": "→",
    "f1": "F1",
}


def key_words(key: str) -> str:
    """The usual name of a key: ``esc``, ``PgDn``, ``↓``, ``?``."""
    return _KEY_WORDS.get(key, key)


def keys_of(identifier: str, rebound: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The keys of an action: those in the settings, else its default keys."""
    return rebound.get(identifier) or BY_ID[identifier].keys


def where(action: Action) -> str:
    """The places of an action, in words; more than a few are not listed."""
    if Place.APP in action.places:
        return Place.APP.value
    return ", ".join(sorted(action.places)) if len(action.places) <= _A_FEW else "nearly everywhere"


def keys_at(place: Place, identifier: str, rebound: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The keys that run an action in a place: where the user types, letters are text, and other keys are preferred."""
    keys = keys_of(identifier, rebound)
    return tuple(key for key in keys if not is_text(key)) or keys if place in TYPING else keys


def at(place: Place) -> tuple[Action, ...]:
    """The actions of a place, in the order of the table."""
    return tuple(action for action in ACTIONS if place in action.places)


def at_hand(place: Place) -> frozenset[Place]:
    """The places whose actions are available in a place: itself, and lists and everywhere unless the user types."""
    if place is Place.CONFLICT:  # the two versions are a pane of their own
        return frozenset({place, Place.LIST})
    return frozenset({place} if place in TYPING else {place, Place.LIST, Place.APP})


def together() -> tuple[frozenset[str], ...]:
    """For each place, the actions that are available there at the same time."""
    return tuple(frozenset(action.id for each in at_hand(place) for action in at(each)) for place in Place)


def while_typing() -> frozenset[str]:
    """The actions that are available while the user types."""
    return frozenset(action.id for place in TYPING for action in at(place))
