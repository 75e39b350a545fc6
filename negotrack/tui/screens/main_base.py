"""What the main screen is made of, and how it is drawn from what was read."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Container, Vertical
from textual.geometry import Size
from textual.screen import Screen

from negotrack.tui.actions import Place
from negotrack.tui.bindings import bindings
from negotrack.tui.finding import Finder
from negotrack.tui.loading import Activity
from negotrack.tui.session import Session
from negotrack.tui.widgets.keyline import KeyLine
from negotrack.tui.widgets.listing import Listing
from negotrack.tui.widgets.proposals import Proposals
from negotrack.tui.widgets.top import Top

if TYPE_CHECKING:
    from negotrack.tui.changing import Stored
    from negotrack.tui.notes import Note
    from negotrack.tui.widgets.asides import Asides
    from negotrack.tui.widgets.subject import SubjectPane

WIDE, NARROW, TALL, LOW = 100, 72, 32, 18


class MainBase(Screen[None]):
    """The main screen without its actions. The list is painted first; the panes beside it follow at once.

    Args:
        session: the negotiation that is shown.
        activity: when a key was pressed last.

    Attributes:
        session: the negotiation that is shown.
        finder: what the list is filtered by.
        renew: lets the screen above this one show what is recorded now; None where there is none.
    """

    BINDINGS = bindings(Place.MAIN)
    AUTO_FOCUS = "#proposals"
    DEFAULT_CSS = """
    MainBase {
        & #title { background: $panel; }
        & #body { height: 1fr; layout: vertical; }
        & #left { height: 40%; }
        &.-wide {
            & #body { layout: horizontal; }
            & #left { width: 44%; height: 1fr; margin-right: 1; }
        }
        &.-wide.-tall #proposals { height: auto; max-height: 60%; }
        &.-single #left { height: 1fr; display: none; }
        &.-proposals #left { display: block; }
    }
    """

    def __init__(self, session: Session, activity: Activity) -> None:
        super().__init__()
        self._activity = activity
        self.session = session
        self.finder = Finder()
        self.renew: Callable[[], None] | None = None
        self.proposals = Proposals()
        self._top = Top(self)
        self._subject: SubjectPane | None = None
        self._asides: Asides | None = None

    def compose(self) -> ComposeResult:
        """The totals above the panes, the keys below."""
        self.update_classes({"-proposals": True, **layout(self.app.size)}, update=False)
        yield self._top.title
        yield self._top.bar
        with Container(id="body"), Vertical(id="left"):
            yield self.proposals
        yield KeyLine(Place.MAIN)

    @property
    def note(self) -> Note | None:
        """The selected annotation."""
        return self._subject.note if self._subject else None

    @property
    def note_in_focus(self) -> Note | None:
        """The selected annotation, where keys go to the annotations."""
        return self.note if self._subject and self._subject.in_annotations else None

    @property
    def words(self) -> str:
        """What can be read of the selected proposal."""
        return self._subject.words if self._subject else ""

    @property
    def target(self) -> str | None:
        """The id of the selected row; ``_`` for the negotiation as a whole."""
        return self.proposals.selected

    @property
    def targets(self) -> tuple[str, ...]:
        """The ids of the proposals that are selected together, in order; else of the selected one."""
        chosen = self.proposals.chosen
        if chosen:
            return tuple(each for each in self.session.reader.proposal_ids if each in chosen)
        return (self.target,) if self.target else ()

    def made(self, made: Stored, what: str = "done") -> None:
        """Show what was stored, and say so."""
        self.notify(f"{what.capitalize()}: {made.label}")
        for warning in made.warnings:
            self.notify(warning, severity="warning")
        self.catch_up()
        if self._subject:
            self._subject.select(made.paths)

    def complain(self, words: str) -> None:
        """Say that something was not done, and why."""
        self.notify(words, severity="error")

    def catch_up(self) -> None:
        """Do what is still to be done for the whole negotiation, and show it."""
        raise NotImplementedError

    def on_resize(self, event: events.Resize) -> None:
        """Lay the panes out for the size of the window."""
        self.update_classes(layout(event.size))

    def draw(self) -> None:
        """Draw everything from what was read."""
        self.draw_found()
        if self._asides:
            self._asides.show(self.session, self.proposals)

    def draw_found(self) -> None:
        """Draw the rows that the filter leaves, and say so."""
        self.draw_list()
        self.draw_top()
        self.draw_selected()

    def draw_top(self) -> None:
        """Draw the title with the totals, the picture, and what could not be read."""
        filtered = (self.finder.words, self.proposals.proposals) if self.finder.active else None
        self._top.show(self.session, filtered, len(self.proposals.chosen))

    def draw_list(self) -> None:
        """Draw the rows that the filter leaves."""
        proposals, negotiation = self.proposals, self.session.negotiation
        rows = self.finder.rows(self.session)
        if proposals.chosen:
            proposals.chosen &= set(self.session.reader.proposal_ids)
        proposals.fill(self.session, rows, self.finder.query(self.session).words if self.finder.active else ())
        order = [("sort", self.finder.order)] if self.finder.is_sorted else []
        keys = [*order, ("filter", "filter"), ("quick_filter", self.finder.quick)]
        proposals.head([f"{negotiation.header.plural.capitalize()} ({proposals.proposals:,})"], keys=keys)

    @on(Listing.Moved)
    def draw_selected(self) -> None:
        """Draw the selected proposal in full, and its annotations."""
        if self._subject:
            self._subject.show(self.session, self.target)

    async def furnish(self) -> None:
        """Put the panes beside the list; they are loaded only now, because the list is to be seen first."""
        from negotrack.tui.widgets.asides import Asides
        from negotrack.tui.widgets.subject import SubjectPane

        subject, asides = SubjectPane(), Asides()
        await self.query_one("#body").mount(subject)
        await self.query_one("#left").mount(asides)
        self._subject, self._asides = subject, asides
        self.draw()


def layout(size: Size) -> dict[str, bool]:
    """Which classes a window of a size has."""
    single = size.width < NARROW or size.height < LOW
    return {"-single": single, "-wide": size.width >= WIDE and not single, "-tall": size.height >= TALL}
