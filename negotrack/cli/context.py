"""What all commands share: the negotiation, read as far as it is needed, and the output of pages."""

from __future__ import annotations

import argparse
from functools import cached_property
from types import ModuleType
from typing import TYPE_CHECKING

from negotrack import analysis, editing, model, pages, store
from negotrack.cli.streams import coloured, columns, note, put
from negotrack.errors import ProblemsFound, UnknownError, UsageError
from negotrack.text import safe

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date, datetime
    from pathlib import Path

    from negotrack.model.problems import Problem
    from negotrack.pages.blocks import Page
    from negotrack.store.filechange import Change
    from negotrack.store.reader import Loaded

_STANDARD_OUTPUT = {None, "-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"}


class Context:
    """One run of one command.

    Attributes:
        arguments: the parsed arguments.
        saved: what was saved, in a few words; empty if nothing was.
        held: the snapshot shown, kept alive until the process ends, because freeing ten thousand proposals takes as
            long as writing a page; None if it is small or was never built.
    """

    def __init__(self, arguments: argparse.Namespace) -> None:
        self.arguments = arguments
        self.saved = ""
        self.held: model.snapshot.Snapshot | None = None

    def run(self, command: ModuleType) -> int:
        """Run a command; if it fails on an unknown name, add to the error how many files could not be read.

        Returns:
            Its exit code.
        """
        try:
            code: int = command.run(self)
        except UnknownError as error:
            if count := self.reader.load().unreadable:
                files = pages.words.counted(count, "file")
                raise UnknownError(f"{error}; {files} could not be read: see negotrack check") from error
            raise
        return code

    # What the command works on.

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
        """Everything in the folder."""
        return self.reader.load()

    @cached_property
    def negotiation(self) -> model.negotiation.Negotiation:
        """The negotiation as this analyst may see it."""
        return self.visible(self.loaded.negotiation)

    @cached_property
    def author(self) -> str:
        """The name of the user."""
        from negotrack.config import author, load

        settings, problems = load()
        for problem in problems:
            note(f"{problem}")
        return author(getattr(self.arguments, "author", None), settings, self.folder)

    def skip_annotations(self) -> None:
        """Do not read annotations, because none is shown."""
        self.reader = store.reader.Reader(self.folder, annotations=False)

    def visible(self, whole: model.negotiation.Negotiation) -> model.negotiation.Negotiation:
        """A negotiation as this analyst may see it: blind coding hides what others coded and this analyst has not."""
        return analysis.readings.blinded(whole, self.author) if whole.header.blind else whole

    def snapshot(self, day: date | None = None) -> model.snapshot.Snapshot:
        """The snapshot as of a day, or of all records, as this analyst may see it, with the problems in loading."""
        return model.snapshot.snapshot(self.negotiation, day, problems=self.loaded.problems)

    def released(self) -> tuple[model.negotiation.Negotiation, bool]:
        """What may be shown at the requested release level, if any, and whether anything is withheld."""
        level = self.arguments.release
        return (self.negotiation, False) if level is None else analysis.release.released(self.negotiation, level)

    def since(self) -> tuple[date | None, datetime | None]:
        """The day to look back to; for the last issue also when it was written: anything recorded later was unknown."""
        since, until = self.arguments.since, self.arguments.as_of
        if since is None:
            return None, None
        issue = store.export.last_issue(self.folder) if since == store.export.LAST else None
        day = issue.day if issue else since
        if day and until and until < day:
            raise UsageError(f"--as-of {until} comes before --since {day}; look back to an earlier day")
        return day, issue.written if issue else None

    def select(self, named: str, *, around: bool = False) -> str:
        """Return the id of the named proposal, and reduce the negotiation to it and the proposals it depends on.

        With ``around``, the proposals that refer to it are kept as well.

        Raises:
            UnknownError: no proposal has this name.
            UsageError: several proposals do.
        """
        reader = self.reader
        identifier = editing.targets.find_and_read(reader, named)
        reader.read_shared()
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

    def pair(self, given: tuple[str, ...] | None) -> tuple[str, str]:
        """The two sides to compare: those given, else the first two.

        Raises:
            ProblemsFound: none are given, and the files name fewer than two.
            UsageError: those given are not two sides.
        """
        named = [editing.targets.find_side(self.negotiation, name) for name in given or ()]
        sides = pages.selection.compared(self.negotiation, named)
        if len(sides) < 2:
            raise ProblemsFound("the negotiation has no two sides to compare; see negotrack check")
        return sides[0], sides[1]

    # What the command changes.

    def make(self, change: Change, done: str = "added") -> None:
        """Make a change, print warnings and what was done, and remove the temporary files of killed writers."""
        for warning in store.changes.apply(self.folder, change):
            note(warning)
        self.saved = change.label
        self.reader.take(change)
        store.changes.clear_leftovers(self.folder, self.reader.leftovers)
        for each in change.files:
            put(f"{done} {safe(str(self.folder / each.path))}")
        self._note_days(change)

    def _note_days(self, change: Change) -> None:
        """Warn of new records with impossible dates, by the rule of the command check."""
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
        """Print what was done, and what may come next; if printing fails, the error says that it was done."""
        self.saved = done
        put(f"{done}{then}")

    def put_status(self, proposals: Iterable[str]) -> None:
        """Print the new status of proposals, after a change."""
        negotiation = self.visible(self.reader.loaded().negotiation)
        known, terms = model.snapshot.snapshot(negotiation).known, pages.terms.Terms(negotiation)
        for each in proposals:
            put(safe(f"{terms.proposal(each)}: {known[each].status}"))

    # What the command shows.

    @property
    def exit_code(self) -> int:
        """The exit code of a command that shows records: 1 if a file could not be read, for something is missing."""
        return 1 if self.loaded.unreadable else 0

    @property
    def output(self) -> str | None:
        """The file to write to; None for standard output, under any of its names."""
        output: str | None = self.arguments.output
        return None if output in _STANDARD_OUTPUT else output

    def export(self, path: str, content: bytes) -> None:
        """Write a file, and print what could not be confirmed."""
        for warning in store.export.export(path, content, force=self.arguments.force, of=self.folder):
            note(warning)


def all_problems(folder: Path, loaded: Loaded, now: date | None = None) -> list[Problem]:
    """Everything that is wrong with a negotiation.

    Args:
        folder: the negotiation's folder.
        loaded: everything in it.
        now: today, so that a later date is a problem; without it, the result is the same on any day.
    """
    between = analysis.consistency.consistency(loaded.negotiation, loaded.unreadable_files, now)
    return store.problems.all_problems(folder, loaded, between)


def put_page(page: Page, name: str) -> None:
    """Write a page to standard output, as text, Markdown or HTML."""
    put(pages.writers.write_page(page, name, width=columns(), colour=coloured()))


def put_json(data: Mapping[str, object], version: int | None = None) -> None:
    """Write data to standard output, as JSON; ``version`` is that of its keys, by default the report's."""
    json = pages.writers.json
    put(json.written({"schema": version or json.VERSION, **data}))
