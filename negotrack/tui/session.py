"""The one bridge between the screen and the files: what has been read, what follows from it, and every change.

Nothing here draws. A change goes down to the files, and what is shown afterwards is what was stored.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from negotrack import analysis, tui
from negotrack.analysis.figures import Totals, totals
from negotrack.analysis.sides import Pairs, heads, pairs
from negotrack.analysis.timeline import moments
from negotrack.model.negotiation import Dossier, Negotiation
from negotrack.model.records import Side
from negotrack.model.snapshot import Snapshot, frames, snapshot, stale_annotations
from negotrack.model.standing import Standing, standing
from negotrack.model.vocabulary import Relation
from negotrack.store.layout import Kind, Location
from negotrack.store.reader import Reader

if TYPE_CHECKING:
    from negotrack.store.filechange import Change

MANY = 200
"""Proposals; of more of them, everything that follows is worked out beside the screen."""
Progress = tuple[int, int]
"""How many proposals have been read, of how many."""


class Session:
    """One negotiation on the screen. At first the names are listed, and what is around the proposals is read.

    Args:
        folder: the negotiation's folder.
        who: tells who writes.

    Attributes:
        folder: the negotiation's folder.
        reader: what reads the folder.
        day: the day as of which everything is shown; None for all records.
        pair: the two sides that are compared.
        writing: held while a change is on its way to the disk.
        reference: the side against which all others are held; empty where none was chosen.
        view: what holds by the day, as far as worked out.
        totals: the figures of the view; None until everything has been read.
        most_notes: how many annotations a proposal has at most; likewise.
        derived: what else follows from the view; None until it has been worked out.
        problems: what could not be read.
        unreadable: how many files could not be read.
        progress: how far reading is; None when everything has been read.
        not_in_git: how many files git has never been told of, as far as asked.
    """

    def __init__(self, folder: Path, *, who: Callable[[], str] = str) -> None:
        self.folder = folder
        self._who = who
        self.day: date | None = None
        self.reader = Reader(folder)
        self.reader.scan()
        self.pair = ("", "")
        self.view: Snapshot
        self.totals: Totals | None = None
        self.not_in_git = 0
        self.most_notes = 0
        self.reference = ""
        self.writing = asyncio.Lock()
        self.derived: tui.derived.Derived | None = None
        self.progress: Progress | None = (0, len(self.reader.proposal_ids))
        self._known: dict[str, Standing] = {}
        self._before: Mapping[str, Standing] = {}
        self._pairs: Pairs | None = None
        self._missing: set[str] = set()
        self._ids: tuple[str, ...] | None = None
        self._listed: frozenset[str] | None = None
        self._seen: dict[str, tuple[Dossier, Dossier]] = {}
        self._stale: dict[str, tuple[Dossier, frozenset[str]]] = {}
        self._stops: tuple[object, tuple[date, ...]] = (None, ())
        self._index: analysis.search.Index | None = None
        self._take_frame()

    @cached_property
    def author(self) -> str:
        """Who writes, asked for when something is written."""
        return self._who()

    @property
    def negotiation(self) -> Negotiation:
        """What was recorded, as far as it has been read."""
        return self.view.negotiation

    @property
    def ids(self) -> tuple[str, ...]:
        """The proposals that the list shows, in natural order; also those that are not read yet or cannot be."""
        if self._ids is None:
            known = self._known
            listed = self.reader.proposal_ids
            self._ids = tuple(each for each in listed if (found := known.get(each)) is None or found.counted)
        return self._ids

    @property
    def sides(self) -> list[Side]:
        """The sides as the negotiation has them; beside a reference, that one first, and then the nearest first."""
        sides = self.negotiation.sides
        if not self.reference:
            return list(sides)
        order = {self.reference: 0}
        if self._pairs:
            order |= {pair.other: place for place, pair in enumerate(self._pairs.beside(self.reference), 1)}
        return sorted(sides, key=lambda side: order.get(side.id, len(order)))

    @property
    def stops(self) -> tuple[date, ...]:
        """The days on which something changes, worked out once for what is recorded."""
        negotiation, derived = self.negotiation, self.derived
        if derived and derived.view.negotiation is negotiation:
            return derived.stops
        if self._stops[0] is not negotiation.dossiers:
            self._stops = (negotiation.dossiers, moments(negotiation))
        return self._stops[1]

    @property
    def agreements(self) -> tuple[Mapping[str, int], str]:
        """How often each side agrees with the reference, and these words."""
        if not self._pairs or not self.reference:
            return {}, ""
        counts = {each.other: each.relations[Relation.AGREE] for each in self._pairs.beside(self.reference)}
        return counts, f"agree with {heads(self.negotiation.sides).get(self.reference, self.reference)}"

    def before(self, identifier: str) -> Standing | None:
        """Where the sides stood on a proposal at the day that was shown before."""
        return self._before.get(identifier)

    @property
    def is_large(self) -> bool:
        """Whether what follows from everything takes long enough to be noticed."""
        return len(self.reader.proposal_ids) > MANY

    @property
    def index(self) -> analysis.search.Index:
        """What finds proposals; it knows those that have been read."""
        if self._index is None:
            self._index = analysis.search.Index(self.view, self.pair)
        return self._index

    def known(self, identifier: str) -> Standing | None:
        """Where the sides stand on a proposal, if that has been worked out."""
        return self._known.get(identifier)

    def is_missing(self, identifier: str) -> bool:
        """Whether a proposal is listed, but its file cannot be read."""
        return identifier in self._missing

    def is_listed(self, identifier: str) -> bool:
        """Whether there is a file for a proposal."""
        if self._listed is None:
            self._listed = frozenset(self.reader.proposal_ids)
        return identifier in self._listed

    def look(self, identifier: str) -> Standing | None:
        """Where the sides stand on a proposal, worked out now if it was not yet; None where it cannot be read."""
        known = self._known.get(identifier)
        if known is None and identifier not in self._missing:
            dossier = self._visible(identifier)
            if dossier is None:
                self._missing.add(identifier)
                return None
            known = standing(dossier, self._frame_of(dossier), self.day)
            self._known[identifier] = known
            self.stale(dossier)
            if not known.counted:
                self._ids = None
        return known

    def stale(self, dossier: Dossier) -> frozenset[str]:
        """The ids of the annotations of a proposal that have gone stale; of very many, it takes a while to tell."""
        known = self._stale.get(dossier.id)
        if known is None or known[0] is not dossier:
            known = self._stale[dossier.id] = (dossier, frozenset(each.id for each in stale_annotations(dossier)))
        return known[1]

    def work(self) -> Iterator[Progress | None]:
        """Read, and work out, whatever has not been yet, in small steps; then put it together."""
        listed = self.reader.proposal_ids
        rest = [each for each in listed if each not in self._known and each not in self._missing]
        for done, identifier in enumerate(rest, 1 + len(listed) - len(rest)):
            self.progress = (done, len(listed))
            self.look(identifier)
            if self.is_large:
                self._prepare(identifier)
            yield self.progress
        self.gather()
        for _ in self.reader.steps():
            yield self.progress
        loaded = self.reader.loaded()
        yield self.progress
        seen = {key: each for key, read in loaded.negotiation.dossiers.items() if (each := self._as_seen(read))}
        yield self.progress
        self.view = snapshot(replace(loaded.negotiation, dossiers=seen), self.day, previous=self.view)
        self._known = {**self.view.known}  # with the annotations that were left for later
        self.problems, self.unreadable = loaded.problems, loaded.unreadable
        self.progress = None
        if not self.is_large:
            self._count(totals(self.view, *self.pair))
        yield None

    def conclude(self, derived: tui.derived.Derived) -> None:
        """Take what follows from the view, unless there is another view by now."""
        if derived.view is self.view:
            self.derived = derived
            self._count(derived.totals)
            self.index.update(self.view, self.pair)

    def finish(self) -> None:
        """Do all of it now."""
        for _ in self.work():
            pass
        self.conclude(tui.derived.derive(self.view, self.pair))

    def show(self, day: date | None) -> None:
        """Show everything as of another day; the work for it is still to be done."""
        if day != self.day:
            self._before = self._known
            self.day, self.totals = day, None
            self._forget()

    def compare(self, pair: tuple[str, str]) -> None:
        """Compare two other sides; the work for it is still to be done."""
        self.pair = pair

    def refer_to(self, side: str) -> None:
        """Hold all sides against one; against none where it is empty."""
        self.reference = side
        self._pairs = pairs(self.view) if side else None

    def refresh(self, paths: Iterable[Path] | None = None) -> bool:
        """Read again what has changed on disk; whether anything did. The work for it is still to be done."""
        return self._follow() if self.reader.refresh(paths) else False

    def take(self, change: Change) -> bool:
        """Take over what this program has written; whether anything changed. The work for it is still to be done."""
        return self._follow() if self.reader.take(change) else False

    def _follow(self) -> bool:
        frame = self._frame
        self._take_frame()
        if (frame.header, frame.people) != (self._frame.header, self._frame.people):
            self._forget()
        else:
            now = self.reader.loaded().negotiation.dossiers
            known = ((key, self._known.get(key)) for key in self.reader.proposal_ids)
            self._known = {key: each for key, each in known if each and each.dossier is self._as_seen(now.get(key))}
            self._missing.clear()
            self._ids = None
        return True

    def newest(self, identifiers: Iterable[str]) -> Negotiation:
        """The negotiation, with a few of its proposals as they are on the disk now."""
        wanted = tuple(identifiers)
        self.refresh(self.folder / Location(Kind.PROPOSAL, each).path for each in wanted)
        read: dict[str, Dossier] = {key: each for key in wanted if (each := self._visible(key))}
        others = {key: each for key, each in self.negotiation.dossiers.items() if key not in wanted}
        return replace(self._frame, dossiers={**others, **read})

    def whole(self) -> Snapshot:
        """What holds of everything that has been read, also what others coded and this analyst has not."""
        return snapshot(self.reader.loaded().negotiation, self.day)

    def search(self, query: analysis.search.Query) -> list[str]:
        """The ids of the proposals that a filter finds among those that have been read, in order."""
        if self.progress:
            self.gather()
            self.index.update(self.view, self.pair)
        return self.index.match(query)

    def gather(self) -> None:
        """Put together what has been read so far."""
        known = {key: each for key in self.reader.proposal_ids if (each := self._known.get(key))}
        dossiers = {key: each.dossier for key, each in known.items()}
        self.view = Snapshot(replace(self._frame, dossiers=dossiers), self.day, known)

    def _count(self, found: Totals) -> None:
        """Take the figures of everything, and what follows from everything alone."""
        self.totals = found
        self.most_notes = max((len(each.annotations) for each in self.negotiation.dossiers.values()), default=0)
        if self.reference:
            self._pairs = pairs(self.view)

    def _prepare(self, identifier: str) -> None:
        """Make ready to be found, a proposal at a time, because all at once takes a while."""
        standing = self._known.get(identifier)
        if standing:
            self.index.prepare(standing.dossier)

    def _visible(self, identifier: str) -> Dossier | None:
        """A proposal as it may be seen, read now if it was not yet; None where it cannot be."""
        return self._as_seen(self.reader.dossier(identifier, at_once=self.progress is None))

    def _as_seen(self, dossier: Dossier | None) -> Dossier | None:
        """What was read, and where it is coded blind, without what others coded and this analyst has not."""
        if dossier is None or not self._frame.header.blind:
            return dossier
        known = self._seen.get(dossier.id)
        if known is None or known[0] is not dossier:
            alone = analysis.readings.blinded(replace(self._frame, dossiers={dossier.id: dossier}), self.author)
            known = self._seen[dossier.id] = (dossier, alone.dossiers[dossier.id])
        return known[1]

    def _take_frame(self) -> None:
        loaded = self.reader.loaded()
        self._listed = None
        self._frame = replace(loaded.negotiation, dossiers={})
        self._frame_of = frames(self._frame)
        self.problems, self.unreadable = loaded.problems, loaded.unreadable
        sides = self._frame.side_ids
        if not set(self.pair) <= set(sides) or "" in self.pair:
            self.pair = (sides[0], sides[1]) if len(sides) > 1 else ("", "")
        if self.totals is None:
            self.view = Snapshot(self._frame, self.day, self._known)

    def _forget(self) -> None:
        self._known = {}
        self._seen.clear()
        self._missing.clear()
        self._ids = None
