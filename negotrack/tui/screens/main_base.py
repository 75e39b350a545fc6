"""What the main screen is made of, and how it is drawn from what was read."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.containers import Container, Vertical
from textual.screen import Screen

from negotrack.analysis.view import stale_annotations
from negotrack.model.negotiation import WHOLE
from negotrack.tui import aside, summary
from negotrack.tui.actions import Place
from negotrack.tui.bindings import bindings, key_of
from negotrack.tui.changing import Changes
from negotrack.tui.detail import Subject, detail
from negotrack.tui.finding import Finder
from negotrack.tui.notes import Note
from negotrack.tui.overview import banner, legend, orphaned, unreadable, whole
from negotrack.tui.render import DIM, KEY, Line, Piece
from negotrack.tui.screens.band import Band
from negotrack.tui.session import Session
from negotrack.tui.widgets.annotations import Annotations
from negotrack.tui.widgets.keyline import KeyLine
from negotrack.tui.widgets.listing import Listing
from negotrack.tui.widgets.panes import Dates, Made
from negotrack.tui.widgets.proposals import Proposals
from negotrack.wording import counted, proposal_label

WIDE, NARROW, TALL, LOW = 100, 72, 32, 18


class MainBase(Screen[None]):
    """The main screen without its actions.

    Args:
        session: the negotiation that is shown.
    """

    BINDINGS = bindings(Place.MAIN)
    AUTO_FOCUS = "#proposals"
    DEFAULT_CSS = """
    MainBase {
        & #banner { height: auto; max-height: 2; display: none; color: $stale; &.-shown { display: block; } }
        & #body { height: 1fr; layout: vertical; }
        & #left { height: 2fr; }
        & #right { height: 3fr; }
        & #detail { height: 3fr; }
        & #annotations { height: 2fr; }
        & #gaps, & #dates, & #legend { display: none; }
        &.-wide {
            & #body { layout: horizontal; }
            & #left { width: 11fr; height: 1fr; margin-right: 1; }
            & #right { width: 14fr; height: 1fr; }
            & #detail { height: auto; min-height: 8; max-height: 65%; }
            & #annotations { height: 1fr; }
        }
        &.-wide.-tall {
            & #proposals { height: auto; max-height: 60%; }
            & #legend { display: block; border-top: none; height: auto; max-height: 3; }
            & #gaps { display: block; height: auto; max-height: 9; }
            & #dates { display: block; }
        }
        &.-single {
            & #left, & #right { height: 1fr; display: none; }
            & #detail, & #annotations { height: 1fr; display: none; }
            &.-list #left { display: block; }
            &.-detail #right, &.-detail #detail { display: block; }
            &.-annotations #right, &.-annotations #annotations { display: block; }
        }
    }
    """

    def __init__(self, session: Session) -> None:
        super().__init__(classes="-list")
        self.session = session
        self.changes = Changes(session)
        self.finder = Finder()

    def compose(self) -> ComposeResult:
        """Title, picture and banner above the panes, the keys below."""
        yield Band(id="title")
        yield Band(id="bar")
        yield Band(id="banner")
        with Container(id="body"):
            with Vertical(id="left"):
                yield Proposals()
                yield Made(id="legend", can_focus=False)
                yield Made(id="gaps")
                yield Dates()
            with Vertical(id="right"):
                yield Made(id="detail")
                yield Annotations()
        yield KeyLine(Place.MAIN)

    @property
    def proposals(self) -> Proposals:
        """The list."""
        return self.query_one(Proposals)

    @property
    def notes(self) -> Annotations:
        """The annotations of what is selected."""
        return self.query_one(Annotations)

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

    def on_resize(self) -> None:
        """Lay the panes out for the size of the window."""
        wide, tall = self.size.width >= WIDE and self.size.height >= LOW, self.size.height >= TALL
        single = self.size.width < NARROW or self.size.height < LOW
        self.set_class(wide and not single, "-wide")
        self.set_class(tall, "-tall")
        self.set_class(single, "-single")
        self.call_after_refresh(self.draw_list)

    def draw(self) -> None:
        """Draw everything from what was read."""
        self.draw_top()
        self.draw_list()
        self.draw_selected()
        self.draw_aside()

    def draw_top(self) -> None:
        """Draw the title with the totals, the picture, and what could not be read."""
        session = self.session
        totals = session.digest.totals if session.digest else None
        rows = self.proposals.count if self.finder.active else None
        reading = summary.Reading(
            day=session.day,
            unreadable=session.unreadable,
            progress=session.progress,
            filtered=None if rows is None else (self.finder.words, rows),
            selected=len(self.proposals.chosen),
        )
        self.query_one("#title", Band).show(lambda cells: summary.title(session.negotiation, totals, reading, cells))
        self.query_one("#bar", Band).show(lambda cells: summary.bar(session.view, totals, cells))
        band = self.query_one("#banner", Band)
        band.set_class(bool(session.problems), "-shown")
        band.show(lambda cells: banner(session.problems, key_of(self.app, "messages"), cells))

    def draw_list(self) -> None:
        """Draw the rows that the filter leaves."""
        session, proposals = self.session, self.proposals
        rows = self.finder.rows(session)
        proposals.chosen &= set(session.reader.proposal_ids) if proposals.chosen else set()
        words = self.finder.query(session).words if self.finder.active else ()
        proposals.fill(session, rows, words)
        header = session.negotiation.header
        names = counted(len(rows), header.proposal_term, header.plural) if self.finder.active else header.plural
        self.query_one(Proposals).head(
            [names.capitalize() if not self.finder.active else names, f" ({len(rows):,})"],
            [self._key("filter"), ("/", DIM), self._key("quick_filter"), (f" {self.finder.quick}", DIM)],
        )
        self.query_one("#legend", Made).show(self._legend)

    def draw_aside(self) -> None:
        """Draw what is not reported, and the dates."""
        digest, negotiation = self.session.digest, self.session.negotiation
        if digest is None:
            return
        missing, dates = self.query_one("#gaps", Made), self.query_one(Dates)
        missing.head(["What is not reported"], [self._key("gaps"), (" more", DIM)])
        missing.show(lambda cells: aside.missing(digest.gaps, negotiation, cells))
        dates.head(["Dates"], [self._key("timeline"), (" timeline", DIM)])
        dates.show(aside.dates(digest.moments, negotiation))

    @on(Listing.Moved)
    def draw_selected(self) -> None:
        """Draw the selected proposal in full, and its annotations."""
        session, target = self.session, self.target
        pane = self.query_one("#detail", Made)
        standing = session.look(target) if target and session.is_listed(target) else None
        moved = target != self._shown
        self._shown = target
        label = "Nothing is selected"
        if standing is not None:
            subject, label = self._subject(target or "", standing), proposal_label(standing.dossier.proposal)
            pane.show(lambda cells: detail(subject, cells), top=moved)
        elif target == WHOLE:
            label = "The negotiation as a whole"
            pane.show(lambda cells: whole(session.negotiation, cells), top=moved)
        elif target is not None:
            label = target
            listed = session.is_listed(target)
            problems = [each for each in session.problems if target in each.file]
            pane.show(lambda cells: (unreadable if listed else orphaned)(target, problems, cells), top=moved)
        else:
            pane.show(lambda _cells: (), top=moved)
        pane.head([label], [self._key("record"), (" record  ", DIM), self._key("open_record"), (" file", DIM)])
        self._draw_notes(target)
