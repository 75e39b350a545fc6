"""What every command starts from: the negotiation that it works on, read as far as it is shown."""

from __future__ import annotations

import argparse
from functools import cached_property
from types import ModuleType
from typing import TYPE_CHECKING

from negotrack import analysis, editing, model, pages, store
from negotrack.cli.streams import note, put
from negotrack.errors import ProblemsFound, UnknownError, UsageError
from negotrack.text import safe

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from pathlib import Path

    from negotrack.store.filechange import Change


class Context:
    """One run of one command.

    Attributes:
        arguments: what was typed.
        saved: what was done, in a few words; empty where none was.
        held: what is shown; None where that is little, or was not worked out.
    """

    def __init__(self, arguments: argparse.Namespace) -> None:
        self.arguments = arguments
        self.saved = ""
        self.held: model.snapshot.Snapshot | None = None

    @cached_property
    def folder(self) -> Path:
        """The folder of the negotiation."""
        root = store.locate.find_positions(self.arguments.positions)
        return store.locate.choose(root, self.arguments.negotiation)

    @cached_property
    def reader(self) -> store.reader.Reader:
        """The reader of the negotiation's folder."""
        return store.reader.Reader(self.folder)

    @cached_property
    def loaded(self) -> store.reader.Loaded:
        """Everything that the folder holds."""
        return self.reader.load()

    @cached_property
    def negotiation(self) -> model.negotiation.Negotiation:
        """The negotiation as this analyst may see it."""
        return self.visible(self.loaded.negotiation)

    def hold(self, view: model.snapshot.Snapshot) -> model.snapshot.Snapshot:
        """Keep what is shown until the process ends: to take ten thousand proposals apart takes as long as a page."""
        self.held = view
        return view

    def visible(self, whole: model.negotiation.Negotiation) -> model.negotiation.Negotiation:
        """A negotiation as this analyst may see it: coded blind, without what others coded and this one has not."""
        if not whole.header.blind:
            return whole
        return analysis.readings.blinded(whole, self.author)

    def snapshot(self, day: date | None = None) -> model.snapshot.Snapshot:
        """What holds by a day, or of all records, as this analyst may see it, with what could not be read."""
        return model.snapshot.snapshot(self.negotiation, day, problems=self.loaded.problems)

    @property
    def exit_code(self) -> int:
        """That of a command that shows: 1 where a file could not be read, for then something is missing."""
        return 1 if self.loaded.unreadable else 0

    def skip_annotations(self) -> None:
        """Read none of the annotations, because none is shown."""
        self.reader = store.reader.Reader(self.folder, annotations=False)

    def one(self, named: str, *, around: bool = False) -> str:
        """The id of the proposal that was named; from now on the negotiation is that one and what it depends on.

        Args:
            named: its id, its number, or the beginning of its id.
            around: with the proposals that name this one, as well.

        Raises:
            UnknownError: there is none.
            UsageError: there is more than one.
        """
        reader = self.reader
        identifier = editing.targets.find_and_read(reader, named)
        reader.frame()
        pending = [identifier, *(reader.mentioning(identifier) if around else ())]
        for each in pending:
            if dossier := reader.dossier(each, annotations=each == identifier):
                links = (link.proposal for link in dossier.holds_up)
                waited = (condition.proposal for entry in dossier.positions for condition in entry.position.conditions)
                found = (dossier.proposal.counters, *links, *waited)
                pending += (other for other in dict.fromkeys(found) if other and other not in pending)
        self.loaded = reader.loaded()
        self.__dict__.pop("negotiation", None)
        return identifier

    @property
    def unreadable(self) -> str:
        """What could not be read, in a sentence; empty where everything was."""
        count = self.loaded.unreadable
        return f"{pages.words.counted(count, 'file')} could not be read: see negotrack check." if count else ""

    def run(self, command: ModuleType) -> int:
        """Run a command; where it is asked for what nobody knows, add that a file could not be read.

        Returns:
            Its exit code.
        """
        try:
            code: int = command.run(self)
        except UnknownError as error:
            self.loaded = self.reader.load()
            if self.unreadable:
                raise UnknownError(f"{error}; {self.unreadable.removesuffix('.')}") from error
            raise
        return code

    @cached_property
    def author(self) -> str:
        """Who is at the keyboard."""
        from negotrack.config import author, load

        settings, problems = load()
        for problem in problems:
            note(f"{problem}")
        return author(getattr(self.arguments, "author", None), settings, self.folder)

    def make(self, change: Change, done: str = "added") -> None:
        """Make a change, say what could not be made certain and what was done, and clear what a killed writer left."""
        for warning in store.changes.apply(self.folder, change):
            note(warning)
        self.saved = change.label
        self.reader.take(change)
        store.changes.clear_leftovers(self.folder, self.reader.leftovers)
        for each in change.files:
            put(f"{done} {safe(str(self.folder / each.path))}")
        self._note_days(change)

    def _note_days(self, change: Change) -> None:
        """Say of new records what their dates cannot be, by the rule of the command check."""
        records = [each.record for each in change.files if each.record and each.before is None]
        new = [(day, record) for record in records if (day := getattr(record, "date", None))]
        if not new:
            return
        rules, now = analysis.consistency, model.dates.today()
        published = rules.days_of_sources(self.negotiation)
        said = (f"the date {day} {late}" for day, record in new for late in rules.too_late(record, published, now))
        for line in dict.fromkeys(said):
            note(line)

    def put_done(self, done: str, then: str = "") -> None:
        """Say what was done, and what may come next; where that cannot be written, the error says it was done."""
        self.saved = done
        put(f"{done}{then}")

    def put_status(self, proposals: Iterable[str]) -> None:
        """Say what now is the status of proposals, with what was made."""
        negotiation = self.visible(self.reader.loaded().negotiation)
        known, terms = model.snapshot.snapshot(negotiation).known, pages.terms.Terms(negotiation)
        for each in proposals:
            put(safe(f"{terms.proposal(each)}: {known[each].status}"))

    def pair(self, given: tuple[str, ...] | None) -> tuple[str, str]:
        """The two sides to compare: those that were named, else the first two.

        Raises:
            ProblemsFound: none are named, and the files name fewer than two.
            UsageError: the names are not those of two sides.
        """
        if not given:
            known = self.negotiation.side_ids
            if len(known) < 2:
                raise ProblemsFound("the negotiation has no two sides to compare; see negotrack check")
            return known[0], known[1]
        sides = [editing.targets.find_side(self.negotiation, name) for name in given]
        if len(sides) != 2 or sides[0] == sides[1]:
            raise UsageError(f"name two different sides, as --sides {','.join(self.negotiation.side_ids[:2])}")
        return sides[0], sides[1]
