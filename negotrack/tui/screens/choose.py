"""The choice of a negotiation or, if there is none yet, of a shipped example or a new one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import ClassVar, NamedTuple

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input

from negotrack.analysis.folding import fold
from negotrack.model.snapshot import snapshot
from negotrack.pages.words import counted
from negotrack.store.reader import Reader
from negotrack.tui.actions import Place
from negotrack.tui.background import Activity, in_slices
from negotrack.tui.forms.fields import TextField
from negotrack.tui.forms.form import SmallForm
from negotrack.tui.forms.inputs import LineInput
from negotrack.tui.forms.question import AROUND_LIST, PickList
from negotrack.tui.render import DIM, KEY, STRONG, WARNING, Piece, cells_of, clipped, fitting, line, marked, padded
from negotrack.tui.widgets.keyline import KeyedModal, KeyLine, bindings
from negotrack.tui.widgets.panel import Panel

MOST = 500
"""Proposals up to which a negotiation is read in full, to count those outstanding."""
_WIDEST = 100
_TITLE = 22
"""Cells that a title keeps beside the description of its negotiation."""


@dataclass(frozen=True, slots=True)
class Description:
    """The description of a negotiation to choose.

    Attributes:
        title: its title; the name of its folder if it cannot be read.
        proposals: the number of proposals, in words.
        unreadable: how many of the files that were read so far are unreadable.
        outstanding: how many proposals are neither accepted nor withdrawn; None if that was not counted.
    """

    title: str
    proposals: str
    unreadable: int = 0
    outstanding: int | None = None

    @property
    def pieces(self) -> list[Piece]:
        """The description beside the title, the most important part first."""
        pieces: list[Piece] = []
        if self.unreadable:
            pieces.append((counted(self.unreadable, "unreadable file"), WARNING))
        if self.outstanding is None:
            return [*pieces, (f"{self.proposals}, outstanding: not counted", DIM)]
        return [*pieces, (f"{self.proposals}, {self.outstanding:,} outstanding", WARNING if self.outstanding else DIM)]


class Choose(KeyedModal[Path | None]):
    """Chooses a negotiation; returns its folder, or None to go back. Descriptions are read in the background.

    Args:
        last: the folder that was opened last, to be listed first.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(Place.CHOICE),
        Binding("down", "list('cursor_down')", show=False),
        Binding("up", "list('cursor_up')", show=False),
        Binding("pagedown", "list('page_down')", show=False),
        Binding("pageup", "list('page_up')", show=False),
    ]
    AUTO_FOCUS = "LineInput"
    DEFAULT_CSS = """
    Choose {
        align: center middle; background: transparent;
        & > Vertical {
            width: 1fr; height: auto; max-height: 100%; padding: 0 1;
            border: round $primary; border-title-style: bold; border-title-color: $foreground;
            border-subtitle-color: $muted; background: $background;
        }
    }
    """

    def __init__(self, folders: Sequence[Path], last: Path | None = None, activity: Activity | None = None) -> None:
        super().__init__()
        self._folders = sorted(folders, key=lambda folder: folder != last)
        self._last = last
        self._activity = activity or Activity()
        self._descriptions: dict[Path, Description] = {}
        self._found: list[Path] = []
        self._list = PickList()
        self._list.can_focus = False

    def compose(self) -> ComposeResult:
        """The input, and the list of what it finds."""
        with Vertical() as box:
            box.border_title = "Choose a negotiation"
            box.styles.max_width = _WIDEST
            yield LineInput(placeholder="words of a title, or of a folder's name")
            yield self._list
        yield KeyLine(Place.CHOICE)

    def on_mount(self) -> None:
        """List the negotiations, and begin to read their descriptions."""
        self.show_found()
        self.run_worker(self._describe())

    @on(events.Resize)
    @on(Input.Changed)
    def show_found(self) -> None:
        """List the negotiations with every word in their title or folder name; the highlighted one stays so."""
        kept = self._highlighted
        words = fold(self.query_one(LineInput).value).split()
        texts = {each: fold(f"{self._title(each)} {each.name}") for each in self._folders}
        self._found = [each for each, text in texts.items() if all(word in text for word in words)]
        rows = [self._row(each, words) for each in self._found]
        self._list.show(rows, highlighted=self._found.index(kept) if kept in self._found else 0)
        shown = f"{len(self._found):,} of {len(self._folders):,}" if self._found else "nothing found"
        self.query_one(Vertical).border_subtitle = shown

    def action_list(self, action: str) -> None:
        """Move in the list while the input has the focus."""
        getattr(self._list, f"action_{action}")()

    @on(Input.Submitted)
    @on(PickList.OptionSelected)
    def action_open(self) -> None:
        """Return the highlighted negotiation."""
        if self._highlighted:
            self.dismiss(self._highlighted)

    @property
    def _highlighted(self) -> Path | None:
        place = self._list.highlighted
        return self._found[place] if place is not None and place < len(self._found) else None

    def _title(self, folder: Path) -> str:
        known = self._descriptions.get(folder)
        title = known.title if known else folder.name
        alike = [each.title for each in self._descriptions.values()].count(title) > 1
        return f"{title} ({folder.name})" if alike else title

    def _row(self, folder: Path, words: Sequence[str]) -> Content:
        """A title, with as much of its description as there is room for."""
        cells = min(self.app.size.width, _WIDEST) - AROUND_LIST
        known, title = self._descriptions.get(folder), self._title(folder)
        beside: list[Piece] = known.pieces if known else [("…", DIM)]
        if folder == self._last:
            beside = [*beside, ("opened last", KEY)]
        end = fitting(map(line, beside), cells - min(cells_of(line(title)), _TITLE) - 2, line((" · ", DIM)))
        end = line("  ") + end if end else end
        room = cells - cells_of(end)
        shown = marked(clipped(room, title).plain, words)
        name = line((f"  {folder.name}", DIM))
        if folder.name not in title and cells_of(shown) + cells_of(name) <= room:
            shown += name
        return padded(shown, room) + end

    async def _describe(self) -> None:
        await in_slices(self._steps(), self._activity, self.show_found)
        self.show_found()

    def _steps(self) -> Iterator[None]:
        for folder in self._folders:
            for known in descriptions(folder):
                self._descriptions[folder] = known
                yield


def descriptions(folder: Path) -> Iterator[Description]:
    """Yield what is known of a negotiation after each small step of reading it."""
    reader = Reader(folder)
    reader.scan()
    loaded, count = reader.loaded(), len(reader.proposal_ids)
    header = loaded.negotiation.header
    found = Description(header.title, counted(count, header.proposal_term, header.plural), loaded.unreadable)
    yield found
    if count <= MOST:
        for _ in reader.steps():
            yield found
        loaded = reader.loaded()
        outstanding = len(snapshot(loaded.negotiation).outstanding)
        yield replace(found, unreadable=loaded.unreadable, outstanding=outstanding)


NEW = ""
"""The choice of a new negotiation."""


class NewNegotiation(NamedTuple):
    """A negotiation to create."""

    title: str
    sides: tuple[str, ...]
    term: str


class Welcome(KeyedModal[str | None]):
    """Offers the shipped negotiations and a new one; returns the name of a shipped one, ``NEW``, or None to leave.

    Args:
        shipped: the names of the shipped negotiations, and their titles.
    """

    BINDINGS = bindings(Place.CHOICE)
    DEFAULT_CSS = """
    Welcome {
        align: center middle;
        & > Panel { width: 76; max-width: 100%; height: auto; max-height: 100%; }
    }
    """

    def __init__(self, root: Path, shipped: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._root = root
        self._choices = [*(name for name, _ in shipped), NEW]
        self._rows = [
            *(line(("Look at an example:  ", DIM), (title, STRONG)) for _, title in shipped),
            line(("Begin a new one", STRONG), ("  its title, its sides, and what they talk about", DIM)),
        ]

    def compose(self) -> ComposeResult:
        """The card with the choices."""
        with Panel() as card:
            yield PickList()
        card.head(["There is no negotiation here yet"])
        card.foot([line((f"it would be created in {self._root}", DIM))])
        yield KeyLine(Place.CHOICE)

    def on_mount(self) -> None:
        """List the choices."""
        self.query_one(PickList).show(self._rows)

    @on(PickList.OptionSelected)
    def action_open(self) -> None:
        """Return the highlighted choice."""
        place = self.query_one(PickList).highlighted
        if place is not None:
            self.dismiss(self._choices[place])


class NewNegotiationForm(SmallForm[NewNegotiation]):
    """Asks for the title and the sides of a new negotiation."""

    AUTO_FOCUS = "LineInput"

    def __init__(self) -> None:
        super().__init__("A new negotiation")
        self._title_field = TextField("Title", needed=True)
        self._sides = TextField("Sides", needed=True)
        self._term = TextField("Term", "proposal")

    def fields(self) -> Iterable[Widget]:
        """Title, sides, and the term for a proposal."""
        yield self._title_field
        yield self._sides
        yield self._term

    def review(self) -> NewNegotiation | None:
        """The negotiation to create, or None; shows what is missing."""
        sides = tuple(each.strip() for each in (self._sides.text or "").split(",") if each.strip())
        self._title_field.require(self._title_field.text, "write a title")
        self._sides.require(len(sides) > 1, "write two or more names, separated by commas")
        if not self._title_field.text or len(sides) < 2:
            return None
        return NewNegotiation(self._title_field.text, sides, self._term.text or "proposal")
