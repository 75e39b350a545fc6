"""The only link between the screen and the files: what has been read, and what follows from it.

Nothing here draws. After a change, the screen shows what was stored and read back.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from negotrack import analysis, pages
from negotrack.analysis.figures import Totals, totals
from negotrack.analysis.sides import PairCounts, heads, pairs
from negotrack.analysis.timeline import Moment, stop_days, timeline
from negotrack.model.identifiers import WHOLE
from negotrack.model.layout import NESTED, Kind, Location
from negotrack.model.negotiation import Dossier, Negotiation
from negotrack.model.records import Side
from negotrack.model.snapshot import Snapshot, frames, snapshot, stale_annotations
from negotrack.model.standing import Standing, standing
from negotrack.model.vocabulary import Relation
from negotrack.pages.words import WHOLE_WORDS, counted
from negotrack.store.reader import Reader
from negotrack.text import clip

if TYPE_CHECKING:
    from negotrack.analysis.figures import Gaps
    from negotrack.analysis.links import Links
    from negotrack.store.filechange import Change

MANY = 200
"""With more proposals than this, what follows from all of them is worked out in a thread."""
_NAME = 40
"""The most cells of a title in a message about a change."""
_Progress = tuple[int, int]
"""How many proposals have been read, and of how many."""


class Derived(NamedTuple):
    """What follows from the facts of a view; annotations are not facts.

    Attributes:
        stops: the days on which something changes.
        links: which proposals hold others up, and which answer others.
    """

    view: Snapshot
    gaps: Gaps
    moments: tuple[Moment, ...]
    stops: tuple[date, ...]
    links: Links


_FACTS = tuple(kind for kind in NESTED if kind is not Kind.ANNOTATION)


class Session:
    """One negotiation on the screen. At first, the proposals are only listed, and the records around them are read.

    Attributes:
        day: the day as of which everything is shown; None for all records.
        writing: the lock that is held while a change is written to disk.
        reference: the side that all others are compared with; empty if none is chosen.
        view: the negotiation as of the day, as far as it has been worked out.
        known: where the sides stand on each proposal for which that has been worked out, by its id.
        before: the same on the day shown before.
        missing: the ids of the proposals that are listed, but whose files cannot be read.
        facts: an object that is replaced whenever the facts of the view change, not just its annotations.
        totals: the figures of the view; None until everything has been read.
        most_notes: the most annotations that any proposal has; 0 until everything has been read.
        derived: what follows from the facts, or from the last ones while that is being worked out; None at first.
        progress: how much has been read; None once everything has.
        not_in_git: how many files git does not track, when last asked; 0 before.
    """

    def __init__(self, folder: Path, *, who: Callable[[], str] = str) -> None:
        self.folder = folder
        self._who = who
        self.day: date | None = None
        self.reader = Reader(folder)
        self.reader.scan()
        self.pair = ("", "")
        self.facts = object()
        self._facts_changed = False
        self.totals: Totals | None = None
        self._totals_from: tuple[object, tuple[str, str]] = (None, self.pair)
        self.not_in_git = 0
        self.most_notes = 0
        self.reference = ""
        self.writing = asyncio.Lock()
        self.derived: Derived | None = None
        self._derived_from: object = None
        self.progress: _Progress | None = (0, len(self.reader.proposal_ids))
        self.known: dict[str, Standing] = {}
        self.before: Mapping[str, Standing] = {}
        self._nearest: Sequence[PairCounts] = ()
        self.missing: set[str] = set()
        self._ids: tuple[str, ...] | None = None
        self._listed: frozenset[str] | None = None
        self._blinded: dict[str, tuple[Dossier, Dossier]] = {}
        self._stale: dict[str, tuple[Dossier, frozenset[str]]] = {}
        self._stops: tuple[object, tuple[date, ...]] = (None, ())
        self._indexed: Snapshot | None = None
        self._frame = self._read_frame()
        self.view = Snapshot(self._frame, None, self.known)

    @cached_property
    def author(self) -> str:
        """The name of the user as an author, looked up when first needed."""
        return self._who()

    @property
    def negotiation(self) -> Negotiation:
        """What was recorded, as far as it has been read."""
        return self.view.negotiation

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of the proposals in the list, in natural order, with those that have not been or cannot be read."""
        if self._ids is None:
            known = self.known
            listed = self.reader.proposal_ids
            self._ids = tuple(each for each in listed if (found := known.get(each)) is None or found.counted)
        return self._ids

    @property
    def sides(self) -> list[Side]:
        """The sides in the negotiation's order; if there is a reference, that side first, then the nearest to it."""
        sides = self.negotiation.sides
        if not self.reference:
            return list(sides)
        order = {self.reference: 0}
        order |= {pair.other: place for place, pair in enumerate(self._nearest, 1)}
        return sorted(sides, key=lambda side: order.get(side.id, len(order)))

    @property
    def stops(self) -> tuple[date, ...]:
        """The days on which something changes, worked out once for the same facts."""
        if self._stops[0] is not self.facts:
            self._stops = (self.facts, stop_days(self.negotiation))
        return self._stops[1]

    @property
    def agreements(self) -> tuple[Mapping[str, int], str]:
        """How often each side agrees with the reference, and the label of these figures."""
        counts = {each.other: each.relations[Relation.AGREE] for each in self._nearest}
        return counts, f"agree with {heads(self.negotiation.sides).get(self.reference, self.reference)}"

    @property
    def is_large(self) -> bool:
        """Whether there are so many proposals that what follows from all of them takes noticeably long."""
        return len(self.reader.proposal_ids) > MANY

    def is_listed(self, identifier: str) -> bool:
        """Whether there is a file for a proposal."""
        if self._listed is None:
            self._listed = frozenset(self.reader.proposal_ids)
        return identifier in self._listed

    def look(self, identifier: str) -> Standing | None:
        """Where the sides stand on a proposal, worked out now if necessary; None if it cannot be read."""
        known = self.known.get(identifier)
        if known is None and identifier not in self.missing:
            dossier = self._visible(identifier)
            if dossier is None:
                self.missing.add(identifier)
                return None
            known = standing(dossier, self._frame_of(dossier), self.day)
            self.known[identifier] = known
            self.stale(dossier)
            if not known.counted:
                self._ids = None
        return known

    def named(self, targets: Sequence[str]) -> str:
        """The name of a proposal, or how many there are; ``_`` is the negotiation as a whole."""
        header = self.negotiation.header
        if len(targets) != 1:
            return counted(len(targets), header.proposal_term, header.plural)
        if targets[0] == WHOLE:
            return WHOLE_WORDS
        standing = self.look(targets[0])
        return pages.terms.Terms(self.negotiation).label(standing.dossier.proposal) if standing else targets[0]

    def short_name(self, identifier: str) -> str:
        """A short name of a proposal: its number, else its title, else its id."""
        standing = self.look(identifier)
        if standing is None:
            return identifier
        number, title = standing.dossier.proposal.number, standing.dossier.proposal.title
        return str(number) if number is not None else clip(title, _NAME) if title else identifier

    @cached_property
    def _index(self) -> analysis.search.Index:
        """The search index of the proposals that have been read."""
        return analysis.search.Index(self.view, self.pair)

    def stale(self, dossier: Dossier) -> frozenset[str]:
        """The ids of the stale annotations of a proposal, kept because finding them among very many takes a while."""
        known = self._stale.get(dossier.id)
        if known is None or known[0] is not dossier:
            known = self._stale[dossier.id] = (dossier, frozenset(each.id for each in stale_annotations(dossier)))
        return known[1]

    def work(self) -> Iterator[_Progress | None]:
        """Read and work out whatever has not been yet, in small steps; then build the view from it."""
        listed = self.reader.proposal_ids
        rest = [each for each in listed if each not in self.known and each not in self.missing]
        for done, identifier in enumerate(rest, 1 + len(listed) - len(rest)):
            self.progress = (done, len(listed))
            found = self.look(identifier)
            if found and self.is_large:
                self._index.prepare(found.dossier)  # preparing all of them at once would take a while
            yield self.progress
        if rest:
            self.gather()
        for _ in self.reader.steps():
            yield self.progress
        loaded = self.reader.loaded()
        yield self.progress
        negotiation = loaded.negotiation
        if negotiation.header.blind:
            seen = {key: each for key, read in negotiation.dossiers.items() if (each := self._as_visible(read))}
            negotiation = replace(negotiation, dossiers=seen)
            yield self.progress
        before = Snapshot(self._frame, self.day, self.known)
        self._set_view(snapshot(negotiation, self.day, previous=before))
        self.known = {**self.view.known}  # with the annotations that were left for later
        self.problems, self.unreadable = loaded.problems, loaded.unreadable
        self.progress = None
        if not self.is_large:
            self._set_totals()
        yield None

    def conclude(self) -> None:
        """Work out what follows from the facts, unless that is done, and prepare the search, which is slow at first."""
        if self._derived_from is not self.facts:
            self._take_derived(_derive(self.view), self.facts)
            self._update_index()
        if self.is_large:
            self._set_totals()

    async def conclude_in_thread(self) -> None:
        """The same in a thread; its result is dropped if there is another view by then."""
        view, facts, pair, derived = self.view, self.facts, self.pair, self.derived
        if derived is None or self._derived_from is not facts:
            derived = await asyncio.to_thread(_derive, view)
        found = await asyncio.to_thread(totals, view, *pair, last=self._last_totals())
        if view is self.view:
            self._take_derived(derived, facts)
            self._set_totals(found)

    def _take_derived(self, derived: Derived, facts: object) -> None:
        self.derived, self._derived_from, self._stops = derived, facts, (facts, derived.stops)

    def finish(self) -> None:
        """Do all of the work now."""
        for _ in self.work():
            pass
        self.conclude()

    def show(self, day: date | None) -> None:
        """Show everything as of another day; the work for it is still to be done."""
        if day != self.day:
            self.before = self.known
            self.day, self.totals = day, None
            self._forget()

    def compare(self, pair: tuple[str, str]) -> None:
        """Compare two other sides; the work for it is still to be done."""
        self.pair, self._indexed = pair, None

    def refer_to(self, side: str) -> None:
        """Compare all sides with one; with none if it is empty."""
        self.reference = side
        self._compare_with_reference()

    def refresh(self, paths: Iterable[Path] | None = None) -> bool:
        """Reread what has changed on disk, and return whether anything did; the work for it is still to be done."""
        return self._follow() if self.reader.refresh(paths) else False

    def take(self, change: Change) -> bool:
        """Take in what this program wrote, and return whether anything changed; the work for it is still to be done."""
        return self._follow() if self.reader.take(change) else False

    def _follow(self) -> bool:
        before, self._frame = self._frame, self._read_frame()
        self._facts_changed |= _surroundings(before) != _surroundings(self._frame)
        if self.totals is None:
            self._set_view(Snapshot(self._frame, self.day, self.known))
        if (before.header, before.people) != (self._frame.header, self._frame.people):
            self._forget()
        else:
            now = self.reader.loaded().negotiation.dossiers
            self.known = {**self.known}
            for key, known in [*self.known.items()]:
                dossier = self._as_visible(now.get(key))
                if dossier is None or not _same_facts(known.dossier, dossier):
                    self._facts_changed = True
                    del self.known[key]
                elif dossier is not known.dossier:
                    self.known[key] = known._replace(dossier=dossier)
            self.missing.clear()
            self._ids = None
        return True

    def reread(self, identifiers: Iterable[str]) -> None:
        """Reread a few proposals, without their annotations, if they have changed on disk."""
        self.refresh(
            self.folder / path
            for each in identifiers
            for path in (Location(Kind.PROPOSAL, each).path, *(f"{kind}/{each}" for kind in _FACTS))
        )

    def newest(self, identifiers: Iterable[str]) -> Negotiation:
        """The negotiation, with a few of its proposals as they are on disk now."""
        wanted = tuple(identifiers)
        self.reread(wanted)
        dossiers = {**self.negotiation.dossiers}
        for key in wanted:
            if dossier := self._visible(key):
                dossiers[key] = dossier
            else:
                dossiers.pop(key, None)
        return replace(self._frame, dossiers=dossiers)

    def whole(self) -> Snapshot:
        """A view of everything that has been read, including what others have coded and this analyst has not."""
        return snapshot(self.reader.loaded().negotiation, self.day)

    def find(self, written: str) -> list[str]:
        """The ids of the proposals that match a filter as it was typed."""
        return self.search(analysis.search.parse(written, self.negotiation.sides))

    def search(self, query: analysis.search.Query) -> list[str]:
        """The ids of the proposals that match a query among those that have been read, in order."""
        if self.progress:
            self.gather()
        self._update_index()
        return self._index.match(query)

    def _update_index(self) -> None:
        """Update the search index to the view."""
        if self._indexed is not self.view:
            self._index.update(self.view, self.pair)
            self._indexed = self.view

    def gather(self) -> None:
        """Build the view from what has been read so far."""
        known = {key: each for key in self.reader.proposal_ids if (each := self.known.get(key))}
        dossiers = {key: each.dossier for key, each in known.items()}
        self._set_view(Snapshot(replace(self._frame, dossiers=dossiers), self.day, known))

    def _set_view(self, view: Snapshot) -> None:
        """Set another view, and replace ``facts`` if it differs from the last one in more than annotations."""
        before, self.view = self.view, view
        is_other = before.day != view.day or before.negotiation.dossiers.keys() != view.negotiation.dossiers.keys()
        if is_other or self._facts_changed:
            self.facts, self._facts_changed = object(), False

    def _last_totals(self) -> Totals | None:
        """The totals, if they were counted from the same facts and for the same two sides."""
        return self.totals if self._totals_from == (self.facts, self.pair) else None

    def _set_totals(self, found: Totals | None = None) -> None:
        """Set the totals, counted now unless they are given, and whatever else needs all proposals."""
        self.totals = found or totals(self.view, *self.pair, last=self._last_totals())
        self._totals_from = (self.facts, self.pair)
        self.most_notes = max((len(each.annotations) for each in self.negotiation.dossiers.values()), default=0)
        self._compare_with_reference()

    def _compare_with_reference(self) -> None:
        """Compare all sides with the reference."""
        self._nearest = tuple(pairs(self.view).beside(self.reference)) if self.reference else ()

    def _visible(self, identifier: str) -> Dossier | None:
        """A proposal as this analyst may see it, read now if necessary; None if it cannot be read."""
        return self._as_visible(self.reader.dossier(identifier, at_once=self.progress is None))

    def _as_visible(self, dossier: Dossier | None) -> Dossier | None:
        """A proposal as read or, if coding is blind, without what others have coded and this analyst has not."""
        if dossier is None or not self._frame.header.blind:
            return dossier
        known = self._blinded.get(dossier.id)
        if known is None or known[0] is not dossier:
            alone = analysis.readings.blinded(replace(self._frame, dossiers={dossier.id: dossier}), self.author)
            known = self._blinded[dossier.id] = (dossier, alone.dossiers[dossier.id])
        return known[1]

    def _read_frame(self) -> Negotiation:
        """Read the records around the proposals, and update what depends on them."""
        loaded = self.reader.loaded()
        frame = replace(loaded.negotiation, dossiers={})
        self._listed = None
        self._frame_of = frames(frame)
        self.problems, self.unreadable = loaded.problems, loaded.unreadable
        sides = frame.side_ids
        if not set(self.pair) <= set(sides):
            self.pair = (sides[0], sides[1]) if len(sides) > 1 else ("", "")
        if self.reference not in sides:
            self.reference, self._nearest = "", ()
        return frame

    def _forget(self) -> None:
        self.known = {}
        self._blinded.clear()
        self.missing.clear()
        self._ids = None


def _derive(view: Snapshot) -> Derived:
    """What follows from a view, which can be worked out in a thread; the modules for it are loaded only then."""
    found, holding = analysis.figures.gaps(view), analysis.links.links(view)
    return Derived(view, found, timeline(view), stop_days(view.negotiation), holding)


def _same_facts(one: Dossier, other: Dossier) -> bool:
    """Whether two versions of a proposal differ in nothing but annotations."""
    return one is other or replace(one, annotations=other.annotations) == other


def _surroundings(negotiation: Negotiation) -> Negotiation:
    """The records around the proposals, without annotations."""
    return replace(negotiation, dossiers={}, annotations=(), orphans={})
