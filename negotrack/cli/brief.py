"""The principal's page of the command ``report``."""

from __future__ import annotations

from datetime import date

from negotrack.cli.context import Context
from negotrack.cli.pages import export_report, released_negotiation, since_of
from negotrack.cli.streams import coloured, note, put
from negotrack.model.dates import today
from negotrack.model.snapshot import snapshot
from negotrack.model.vocabulary import Release
from negotrack.pages.blocks import Page
from negotrack.pages.brief import Occasion
from negotrack.pages.writers import FORMATS, check_format, one_sheet, page_bytes, write_page
from negotrack.store.issues import LAST, Issue, digest, last_issue, next_issue, write_issue
from negotrack.text import safe


def brief(context: Context, chosen: str, output: str | None) -> None:
    """Write the page, and number it where that was asked for."""
    given = context.arguments
    check_format(chosen)
    issue, follows = _issue(context, chosen)
    page = _one_page(context, issue, follows)
    if issue is not None:
        for warning in write_issue(issue, page_bytes(page, chosen)):
            note(warning)
        context.put_done(f"issued {safe(str(issue.path))}")
    if output is not None:
        export_report(context, output, page_bytes(page, chosen), force=given.force)
    elif issue is None:
        put(write_page(page, chosen, width=80, colour=coloured()))


def _one_page(context: Context, issue: Issue | None, follows: Issue | None) -> Page:
    """The page for the occasion."""
    given = context.arguments
    negotiation, withheld = released_negotiation(context)
    now = snapshot(negotiation, given.as_of, problems=context.loaded.problems)
    since, known_by = since_of(context, given.since)
    occasion = Occasion(
        prepared=_prepared(context),
        since=since,
        known_by=known_by,
        by=context.author,
        reader=given.reader,
        level=given.release or Release.INTERNAL,
        number=issue.number if issue else None,
        follows=(follows.number, follows.day) if follows else None,
        digest=digest(context.folder) if issue else "",
        withheld=withheld,
    )
    return one_sheet(now, occasion)


def _issue(context: Context, chosen: str) -> tuple[Issue | None, Issue | None]:
    """The issue to write, and the one that it follows."""
    given = context.arguments
    follows = last_issue(context.folder) if given.since == LAST else None
    if not given.issue:
        return None, follows
    return next_issue(context.folder, _prepared(context), FORMATS[chosen].endings[0]), follows


def _prepared(context: Context) -> date:
    given = context.arguments
    return given.prepared or given.as_of or today()
