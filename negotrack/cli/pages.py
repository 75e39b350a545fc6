"""Pages and data: what of a negotiation they may show, and the output or the file that they are written to."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from negotrack import analysis, store
from negotrack.cli.context import Context
from negotrack.cli.streams import coloured, columns, note, put
from negotrack.errors import UsageError
from negotrack.model.vocabulary import Release
from negotrack.pages import writers

if TYPE_CHECKING:
    from negotrack.model.negotiation import Negotiation
    from negotrack.pages.blocks import Page

_STANDARD_OUTPUT = {None, "-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"}


def put_page(page: Page, name: str) -> None:
    """Write a page to standard output, as text or Markdown."""
    put(writers.write_page(page, name, width=columns(), colour=coloured()))


def put_json(data: Mapping[str, object], version: int | None = None) -> None:
    """Write data to standard output, as JSON.

    Args:
        data: the values by their keys.
        version: of the keys, which the data says of itself; that of the report unless given.
    """
    put(writers.json.written({"schema": version or writers.json.VERSION, **data}))


def released_negotiation(context: Context) -> tuple[Negotiation, bool]:
    """What may be shown at the level that was asked for, and whether anything is withheld."""
    level = context.arguments.release
    if level in {None, Release.INTERNAL}:
        return context.negotiation, False
    found = analysis.release.released(context.negotiation, level)
    return found.negotiation, found.withheld


def since_of(context: Context, since: date | str | None) -> tuple[date | None, datetime | None]:
    """The day that was named, or that of the last issue with when it was written: what came later was not known."""
    issue = store.issues.last_issue(context.folder) if since == store.issues.LAST else None
    day = issue.day if issue else since if isinstance(since, date) else None
    until = context.arguments.as_of
    if day and until and until < day:
        raise UsageError(f"--as-of {until} comes before --since {day}; look back to an earlier day")
    return day, issue.written if issue else None


def output_file(context: Context) -> str | None:
    """The file to write to; None for standard output, by whichever of its names."""
    output: str | None = context.arguments.output
    return None if output in _STANDARD_OUTPUT else output


def export_report(context: Context, path: str, content: bytes, *, force: bool) -> None:
    """Write a file, and say what could not be made certain."""
    for warning in store.export.export(Path(path), content, force=force, of=context.folder):
        note(warning)
