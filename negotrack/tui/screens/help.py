"""Help: all keys of the screen and everywhere, and what every sign means; made from the table of actions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from negotrack.tui.actions import ACTIONS, Group, Place, key_words, keys_of
from negotrack.tui.render import (
    DIM,
    EMPTY,
    HEADING,
    KEY,
    PLAIN,
    Line,
    flowing,
    hanging,
    line,
    paragraph,
    relation_style,
    stance_style,
    status_style,
)
from negotrack.tui.screens.reading import Reading
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

_KEYS = 20
_FILTERS = (
    ("word", "proposals with this word in title, statements, people, tags, authors or annotations"),
    ('"two words"', "these words one after the other"),
    ("status:", "open, accepted, conditional, rejected, withdrawn"),
    ("side: stance:", "where a side stands: side:taliban stance:accepts"),
    ("tag: author:", "of annotations; by: who spoke, topic:, number:, relation:, since: a day"),
    ("is:", "stale, unsettled, contested, annotated, described, numbered, possible"),
    ("-", "before any of these: not"),
)


class Help(Reading):
    """Shows all keys and signs.

    Args:
        rebound: the keys of the actions that the settings name.
    """

    HEADING = "Help"

    def __init__(self, rebound: Mapping[str, tuple[str, ...]]) -> None:
        super().__init__()
        self._rebound = rebound

    def lines(self, cells: int) -> Sequence[Line]:
        """Keys by what they are for, the filter language, and the signs."""
        return [*self._keys(cells), *_filters(cells), *_signs(cells)]

    def _keys(self, cells: int) -> Iterator[Line]:
        for group in Group:
            yield line((group.value, HEADING))
            for action in ACTIONS:
                if action.group is not group:
                    continue
                keys = " ".join(key_words(key) for key in keys_of(action.id, self._rebound))
                special = not action.places & {Place.APP, Place.LIST, Place.MAIN}
                where = f" ({', '.join(sorted(action.places))})" if special else ""
                yield from hanging((f"  {keys}", KEY), f"{action.description}{where}", cells, PLAIN, indent=_KEYS)
            yield EMPTY


def _filters(cells: int) -> Iterator[Line]:
    yield line(("What can be typed as a filter", HEADING))
    for written, means in _FILTERS:
        yield from hanging((f"  {written}", KEY), means, cells, PLAIN, indent=_KEYS)
    yield EMPTY


def _signs(cells: int) -> Iterator[Line]:
    yield line(("Signs", HEADING))
    stances = [line((f"{sign} {stance}", stance_style(stance))) for stance, sign in STANCE_SIGNS.items()]
    yield from _row("stance", [*stances, line((f"{NOT_REPORTED_SIGN} {NOT_REPORTED}", DIM))], cells)
    yield from _row("status", [line((f"{s} {w}", status_style(w))) for w, s in STATUS_SIGNS.items()], cells)
    yield from _row("relation", [line((f"{s} {w}", relation_style(w))) for w, s in RELATION_SIGNS.items()], cells)
    yield from _row("beside them", [line(f"{mark} {words}") for mark, words in MARK_WORDS.items()], cells)
    yield from _row("number", [line(f"{UNNUMBERED_SIGN} {NUMBER_UNKNOWN}")], cells)
    yield from _row("annotations", [line("⚠2/5 two of five are stale")], cells)
    yield EMPTY
    words = "Text that runs from right to left is shown in the order in which it is stored."
    yield from paragraph(words, cells, DIM)


def _row(label: str, items: list[Line], cells: int) -> Iterator[Line]:
    for place, each in enumerate(flowing(items, cells - _KEYS)):
        yield line((f"  {label if not place else '':<{_KEYS - 2}}", DIM)) + each
