"""The meeting view: one outstanding proposal per page, in large, for everybody in the room."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from textual.app import ComposeResult
from textual.renderables.digits import DIGITS, DIGITS3X3_BOLD

from negotrack.model.snapshot import Snapshot
from negotrack.pages.blocks import Tone
from negotrack.pages.days import date_words
from negotrack.pages.panels import Slide, Tile
from negotrack.text import safe, width
from negotrack.tui.actions import Place
from negotrack.tui.render import (
    DIM,
    EMPTY,
    GROUNDS,
    HEADING,
    STRONG,
    TONES,
    Line,
    beside,
    cells_of,
    clipped,
    hanging,
    line,
    padded,
    paragraph,
    spread,
)
from negotrack.tui.screens.paned import ActionRequest
from negotrack.tui.widgets.keyline import KeyedScreen, KeyLine, bindings
from negotrack.tui.widgets.lines import TextPanel, copy

_WIDEST = 150
_LEAST_TILE, _MOST_TILE = 16, 34
_LEAST_WORDS = 32
"""Width from which a side's tile has room for what the side says, in cells."""
_TILE_GAP = 2
_MOST_DIGITS = 4
_MOST_NAME = 28
"""Width up to which a name is beside what is said, in cells; a longer one is above it."""
_MOST_MOVED = 4


class Meeting(KeyedScreen[str | None]):
    """Shows outstanding proposals one by one; returns the id of the one that was shown last."""

    BINDINGS = bindings(Place.MEETING)
    AUTO_FOCUS = "#slide"
    DEFAULT_CSS = """
    Meeting {
        & #slide { border: none; width: 1fr; height: 1fr; padding: 1 4; }
        & #slide:focus { border: none; }
    }
    """

    def __init__(self, snapshot: Snapshot, shown: str | None, make: Callable[[str], Slide | None]) -> None:
        super().__init__()
        self._make = make
        self._theme = ""
        self._fill(snapshot, shown)

    def compose(self) -> ComposeResult:
        """The page, and the keys."""
        yield TextPanel(id="slide")
        yield KeyLine(Place.MEETING)

    def on_mount(self) -> None:
        """Show the page."""
        self._theme = self.app.theme
        self._draw()

    def on_unmount(self) -> None:
        """Restore the theme."""
        self.app.theme = self._theme

    def show(self, snapshot: Snapshot) -> None:
        """Show the current records, after a change."""
        self._fill(snapshot, self.target)
        self._draw()

    @property
    def target(self) -> str | None:
        """The id of the proposal that is shown."""
        return self._ids[self._at] if self._ids else None

    def action_next(self) -> None:
        """Turn to the next proposal."""
        self._turn(1)

    def action_previous(self) -> None:
        """Turn to the previous proposal."""
        self._turn(-1)

    def why_not(self, action: str) -> str | None:
        """Why an action cannot be done now; None if it can."""
        return "Nothing else is outstanding." if action in {"next", "previous"} and len(self._ids) < 2 else None

    def action_copy(self) -> None:
        """Copy what is shown."""
        copy(self.app, self.query_one("#slide", TextPanel).words)

    def action_annotate(self) -> None:
        """Request an annotation of the proposal."""
        self.post_message(ActionRequest("annotate", self.target))

    def action_light(self) -> None:
        """Switch between the light theme, for a projector, and the previous one."""
        self.app.theme = "light" if self.app.theme != "light" else self._theme if self._theme != "light" else "dark"

    def action_back(self) -> None:
        """Go back to the list, on what was shown last."""
        self.dismiss(self.target)

    def _fill(self, snapshot: Snapshot, shown: str | None) -> None:
        self._day = snapshot.day
        self._ids = [standing.id for standing in snapshot.outstanding]
        self._at = self._ids.index(shown) if shown in self._ids else 0

    def _turn(self, step: int) -> None:
        self._at = (self._at + step) % len(self._ids)
        self._draw()

    def _draw(self) -> None:
        page = self._make(self.target) if self.target else None
        place = f"{self._at + 1:,} of {len(self._ids):,} outstanding" if self._ids else "Nothing is outstanding."
        if self._day:
            place = f"as of {date_words(self._day)} · {place}"
        self.query_one("#slide", TextPanel).show(lambda cells: self._laid_out(page, place, cells), top=True)

    def _laid_out(self, page: Slide | None, place: str, cells: int) -> list[Line]:
        """The page, near the middle of a large window: people at the back see the middle of a wall."""
        margin = line(" " * ((cells - _WIDEST) // 2))
        lines = [margin + each for each in _lines(page, place, min(cells, _WIDEST))]
        return [EMPTY] * ((self.query_one("#slide", TextPanel).page - len(lines)) // 3) + lines


def _lines(page: Slide | None, place: str, cells: int) -> Iterator[Line]:
    if page is None:
        yield line((place, STRONG))
        return
    number = _large(page.number)
    lead = cells_of(number[0]) + 2 if number else 0
    room = cells - lead
    words = [] if number or not page.number else [line((page.number, f"bold {HEADING}"))]
    words += [*paragraph(page.title, room, STRONG), EMPTY]
    words.append(spread(room, [(page.status.words, f"bold {TONES[page.status.tone]}")], [(place, DIM)]))
    words += paragraph(page.holding, room) if page.holding else []
    yield from beside((number, words), (lead, room), [EMPTY])
    yield EMPTY
    most = len(page.tiles)
    if most and (wide := (cells - _TILE_GAP * (most - 1)) // most) >= _LEAST_WORDS:
        yield from _row(page.tiles, wide, said=True)
    else:
        yield from _tiles(page.tiles, cells)
        for who, said in page.said.items():
            yield EMPTY
            yield from (
                hanging((who, HEADING), said, cells, indent=width(safe(who)) + 2)
                if width(safe(who)) + 2 <= min(_MOST_NAME, cells // 4)
                else [*paragraph(who, cells, HEADING), *paragraph(said, cells)]
            )
    for label, each in (("moved", page.moved[:_MOST_MOVED]), ("waiting", page.waiting)):
        if each:
            yield EMPTY
        for at, said in enumerate(each):
            yield from hanging((label if not at else "", DIM), said, cells, indent=9)


def _large(number: str) -> list[Line]:
    """A number in Textual's large digits, three rows high; nothing if it has other characters, or too many digits."""
    if not (number.isascii() and number.isdigit() and len(number) <= _MOST_DIGITS):
        return []
    glyphs = [DIGITS3X3_BOLD[3 * DIGITS.index(digit) :][:3] for digit in number]
    return [line(("".join(glyph[row].ljust(3) for glyph in glyphs), f"bold {HEADING}")) for row in range(3)]


def _tiles(tiles: Sequence[Tile], cells: int) -> Iterator[Line]:
    """A box for each side, on the background of its camp, as many side by side as fit."""
    if not tiles:
        return
    words = (each for tile in tiles for each in (tile.name, tile.cell.words))
    least = max(_LEAST_TILE, *(min(_MOST_TILE, width(safe(each)) + 4) for each in words))
    most = max(1, min(len(tiles), (cells + _TILE_GAP) // (least + _TILE_GAP)))
    most = -(-len(tiles) // -(-len(tiles) // most))  # no row is much shorter than the others
    wide = min(_MOST_TILE, (cells - _TILE_GAP * (most - 1)) // most)
    for start in range(0, len(tiles), most):
        yield from _row(tiles[start : start + most], wide)


def _row(tiles: Sequence[Tile], cells: int, *, said: bool = False) -> Iterator[Line]:
    """Boxes side by side, all as high as the highest."""
    insides = [_inside(tile, cells - 4, said=said) for tile in tiles]
    high = max(map(len, insides))
    boxes = [
        _box(inside + [EMPTY] * (high - len(inside)), cells, tile.cell.tone)
        for tile, inside in zip(tiles, insides, strict=True)
    ]
    yield from (line(" " * _TILE_GAP).join(row) for row in zip(*boxes, strict=True))


def _inside(tile: Tile, cells: int, *, said: bool) -> list[Line]:
    style = TONES[tile.cell.tone]
    who = [clipped(cells, (tile.name, style)), clipped(cells, (tile.cell.words.replace("\n", " "), f"bold {style}"))]
    if not said:
        return who
    words = [each for part in tile.said.split("\n") for each in paragraph(part, cells)]
    return [EMPTY, *who, EMPTY, *words, EMPTY]


def _box(inside: Sequence[Line], cells: int, tone: Tone) -> list[Line]:
    rule, ground = TONES[tone] or "$divider", f"on {GROUNDS.get(tone, '$background')}"
    top, bottom = (line((f"{left}{'─' * (cells - 2)}{right}", rule)) for left, right in ("╭╮", "╰╯"))
    edge = line(("│", rule))
    return [top, *(edge + padded(line(" ") + each, cells - 2).stylize_before(ground) + edge for each in inside), bottom]
