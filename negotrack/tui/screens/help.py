"""Help: the keys of the screen one comes from, then all others, the filter, and what every sign means."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from negotrack.text import width
from negotrack.tui.actions import ACTIONS, Action, Group, Place, at_hand, key_words, keys_at, keys_of, where
from negotrack.tui.render import EMPTY, HEADING, KEY, STRONG, Line, beside, clipped, hanging, line, paragraph
from negotrack.tui.screens.help_signs import HelpEntry, filters, signs, while_typing
from negotrack.tui.screens.reading import Reading

_TWO_COLUMNS = 92
"""Cells from which there are two columns."""
_BETWEEN = 3
_LONGEST = 16
"""Cells that keys and signs take beside what they mean; longer ones stand above it."""


class HelpGroup(NamedTuple):
    """Entries under a heading; they stay together.

    Attributes:
        heading: what they have in common.
        entries: keys or signs, with what they do or mean.
    """

    heading: str
    entries: Sequence[HelpEntry]


class Help(Reading):
    """Shows all keys and signs.

    Args:
        rebound: the keys of the actions that the settings name.
        place: where one comes from.
    """

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
        return [made for title, blocks in self._parts() for made in _part(title, list(blocks), cells)]

    def _parts(self) -> Iterator[tuple[str, Iterable[HelpGroup]]]:
        here = at_hand(self._place)
        yield f"Keys here: {self._place}", self._keys(here, [each for each in ACTIONS if each.places & here])
        yield "Keys elsewhere", self._keys(here, [each for each in ACTIONS if not each.places & here])
        yield "Filter", [HelpGroup("What can be typed, in any order", list(filters()))]
        yield "Signs", [HelpGroup(heading, entries) for heading, entries in signs().items()]

    def _keys(self, here: frozenset[Place], actions: Sequence[Action]) -> Iterator[HelpGroup]:
        fixed = {Group.MOVE: while_typing(self._place)} if any(each.places & here for each in actions) else {}
        for group in Group:
            entries = [*fixed.get(group, ()), *(self._entry(here, each) for each in actions if each.group is group)]
            if entries:
                yield HelpGroup(group.value, entries)

    def _entry(self, here: frozenset[Place], action: Action) -> HelpEntry:
        if action.places & here:
            keys, place = keys_at(self._place, action.id, self._rebound), ""
        else:
            keys, place = keys_of(action.id, self._rebound), f" ({where(action)})"
        return HelpEntry((" ".join(map(key_words, keys)), KEY), f"{action.description}{place}")


def _part(title: str, blocks: Sequence[HelpGroup], cells: int) -> Iterator[Line]:
    """One part: its title, and its blocks in two columns of about the same height where there is room."""
    yield line((title, STRONG))
    labels = (width(entry.shown[0]) + 2 for block in blocks for entry in block.entries)
    indent = max((each for each in labels if each <= _LONGEST), default=_LONGEST)
    if cells < _TWO_COLUMNS or len(blocks) < 2:
        yield from _column(blocks, cells, indent)
        return
    left = (cells - _BETWEEN) // 2
    widths = (left, cells - _BETWEEN - left)
    heights = [len(_column([each], left, indent)) for each in blocks]
    split = min(range(1, len(blocks)), key=lambda at: max(sum(heights[:at]), sum(heights[at:])))
    columns = [_column(each, wide, indent) for each, wide in zip((blocks[:split], blocks[split:]), widths, strict=True)]
    yield from beside(columns, widths, divider=" " * _BETWEEN)


def _column(blocks: Sequence[HelpGroup], cells: int, indent: int) -> list[Line]:
    """Blocks one below the other."""
    lines: list[Line] = []
    for block in blocks:
        lines += paragraph(block.heading, cells, HEADING)
        for entry in block.entries:
            lines += _explained(entry, cells, indent)
        lines.append(EMPTY)
    return lines


def _explained(entry: HelpEntry, cells: int, indent: int) -> list[Line]:
    """A key or sign, and beside it what it means; below it, where it is long."""
    shown, style = entry.shown
    if width(shown) + 2 <= indent:
        return hanging((f" {shown}", style), entry.means, cells, indent=indent)
    return [clipped(cells, " ", entry.shown), *paragraph(entry.means, cells, indent=indent)]
