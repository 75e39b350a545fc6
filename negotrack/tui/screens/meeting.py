"""The meeting view: one outstanding proposal a page, in large, for everybody in the room."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from textual.app import ComposeResult
from textual.screen import Screen

from negotrack.model.snapshot import Snapshot
from negotrack.pages.blocks import Tone
from negotrack.pages.meeting import Slide, Tile
from negotrack.text import clip, pad, safe, width
from negotrack.tui.actions import Place
from negotrack.tui.bindings import bindings
from negotrack.tui.render import DIM, EMPTY, HEADING, STRONG, TONES, Line, cell_line, hanging, line, paragraph
from negotrack.tui.screens.clipboard import copy
from negotrack.tui.screens.requests import ActionRequest
from negotrack.tui.widgets.keyline import KeyLine
from negotrack.tui.widgets.text import TextPanel

_WIDEST, _LEAST_TILE, _MOST_TILE = 110, 16, 34
_TILE_GAP = 2
_GROUNDS = {Tone.FOR: "$for-ground", Tone.PARTLY: "$partly-ground", Tone.UNDECIDED: "$undecided-ground"}
_GROUNDS |= {Tone.AGAINST: "$against-ground"}
_MOST_MOVED = 4


class Meeting(Screen[str | None]):
    """Shows outstanding proposals one by one; returns the id of the one that was shown last.

    Args:
        snapshot: what holds by a day.
        shown: the id of the proposal to begin with.
        make: makes the page of a proposal.
    """

    BINDINGS = bindings(Place.MEETING)
    AUTO_FOCUS = "#slide"
    DEFAULT_CSS = """
    Meeting {
        align: center top;
        & #slide { border: none; width: 1fr; max-width: 118; height: 1fr; padding: 2 4; }
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
        """Go back to the colours of before."""
        self.app.theme = self._theme

    def show(self, snapshot: Snapshot) -> None:
        """Show what is recorded now."""
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
        """Turn back to the proposal before."""
        self._turn(-1)

    def why_not(self, action: str) -> str | None:
        """Why an action cannot be done now; None where it can."""
        return "Nothing else is outstanding." if action in {"next", "previous"} and len(self._ids) < 2 else None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys that would refuse are not offered."""
        del parameters
        return self.why_not(action) is None

    def action_copy(self) -> None:
        """Copy what is shown."""
        copy(self.app, self.query_one("#slide", TextPanel).words)

    def action_annotate(self) -> None:
        """Write down what is said of it."""
        self.post_message(ActionRequest("annotate", self.target))

    def action_light(self) -> None:
        """Paint it light for the projector, or as before."""
        self.app.theme = "light" if self.app.theme != "light" else self._theme if self._theme != "light" else "dark"

    def action_back(self) -> None:
        """Go back to the list, on what was shown last."""
        self.dismiss(self.target)

    def _fill(self, snapshot: Snapshot, shown: str | None) -> None:
        self._ids = [standing.id for standing in snapshot.outstanding]
        self._at = self._ids.index(shown) if shown in self._ids else 0

    def _turn(self, step: int) -> None:
        if self._ids:
            self._at = (self._at + step) % len(self._ids)
            self._draw()

    def _draw(self) -> None:
        page = self._make(self.target) if self.target else None
        place = f"{self._at + 1:,} of {len(self._ids):,} outstanding" if self._ids else "Nothing is outstanding."
        self.query_one("#slide", TextPanel).show(lambda cells: [*_lines(page, place, min(cells, _WIDEST))], top=True)


def _lines(page: Slide | None, place: str, cells: int) -> Iterator[Line]:
    if page is None:
        yield line((place, STRONG))
        return
    number = f"bold {HEADING}"
    yield line((page.number, number), " " * max(2, cells - width(safe(page.number)) - width(place)), (place, DIM))
    yield EMPTY
    yield from paragraph(page.title, cells, STRONG)
    yield EMPTY
    yield cell_line(page.outcome, STRONG)
    if page.holding:
        yield from paragraph(page.holding, cells)
    yield EMPTY
    yield from _tiles(page.tiles, cells)
    for who, said in page.said:
        yield EMPTY
        yield from (
            hanging((who, HEADING), said, cells, indent=min(28, cells // 4, width(safe(who)) + 2))
            if width(safe(who)) <= cells // 4
            else [*paragraph(who, cells, HEADING), *paragraph(said, cells)]
        )
    for label, words in (("moved", page.moved[:_MOST_MOVED]), ("waits", page.waiting)):
        if words:
            yield EMPTY
        for place_, each in enumerate(words):
            yield from hanging((label if not place_ else "", DIM), each, cells, indent=8)


def _tiles(tiles: Sequence[Tile], cells: int) -> Iterator[Line]:
    """A box for each side, on the ground of its camp, as many beside each other as fit."""
    if not tiles:
        return
    words = (each for tile in tiles for each in (tile.name, tile.cell.words))
    least = max(_LEAST_TILE, *(min(_MOST_TILE, width(safe(each)) + 4) for each in words))
    most = max(1, min(len(tiles), (cells + _TILE_GAP) // (least + _TILE_GAP)))
    wide = min(_MOST_TILE, (cells - _TILE_GAP * (most - 1)) // most)
    for start in range(0, len(tiles), most):
        boxes = [_tile(tile, wide) for tile in tiles[start : start + most]]
        for row in zip(*boxes, strict=True):
            yield line(" " * _TILE_GAP).join(row)


def _tile(tile: Tile, cells: int) -> list[Line]:
    inner = cells - 4
    rule = TONES[tile.cell.tone] or "$divider"
    style = f"{TONES[tile.cell.tone]} on {_GROUNDS.get(tile.cell.tone, '$background')}".strip()

    def row(words: str, weight: str) -> Line:
        text = pad(clip(safe(words), inner), inner)
        return line(("│", rule), (f" {text} ", f"{weight} {style}".strip()), ("│", rule))

    top, bottom = (line((f"{left}{'─' * (cells - 2)}{right}", rule)) for left, right in ("╭╮", "╰╯"))
    return [top, row(tile.name, ""), row(tile.cell.words.replace("\n", " "), STRONG), bottom]
