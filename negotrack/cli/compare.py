"""The command ``compare``."""

from __future__ import annotations

from datetime import date
from typing import Any

from negotrack.analysis.comparison import Comparison, Row, compare
from negotrack.cli.context import Context, put
from negotrack.cli.pages import put_json, put_page
from negotrack.cli.parser import Parser, example
from negotrack.cli.values import day, names, words
from negotrack.model.snapshot import snapshot
from negotrack.model.vocabulary import Relation
from negotrack.pages.words import NOT_REPORTED

_COLUMNS = ("id", "number", "title", "relation", "one", "other", "covers")


def configure(parser: Parser) -> None:
    """Say what the command takes."""
    parser.add_argument("--sides", metavar="A,B", type=names, help="the two sides; the first two unless given")
    parser.add_argument(
        "--only",
        metavar="R,…",
        type=words(Relation),
        default=(),
        help=", ".join(relation.value for relation in Relation),
    )
    parser.add_argument("--as-of", metavar="DATE", type=day, help="what held by the end of that day")
    parser.add_argument(
        "--format", choices=["text", "markdown", "json", "csv"], default="text", help="text unless given"
    )
    parser.epilog = example("negotrack compare --only differ,partial", "negotrack compare --sides taliban,resistance")


def run(context: Context) -> int:
    """Print two sides over all proposals; exit 1 where a file could not be read."""
    given = context.arguments
    now = snapshot(context.negotiation, given.as_of, problems=context.loaded.problems)
    one, other = context.pair(given.sides)
    comparison = compare(now, one, other, given.only)
    if given.format == "json":
        put_json(_data(comparison, given.as_of))
    elif given.format == "csv":
        put(_table(comparison))
    else:
        from negotrack.pages.comparison import comparison_page

        put_page(comparison_page(now, comparison), given.format)
    return 1 if context.loaded.unreadable else 0


def _data(comparison: Comparison, day: date | None) -> dict[str, Any]:
    return {
        "schema": 1,
        "as_of": day.isoformat() if day else None,
        "sides": [comparison.one, comparison.other],
        "totals": {relation.value: count for relation, count in comparison.totals.items()},
        "proposals": [
            {**_fields(row), "contested": row.standing.contested, "possible": row.possible} for row in comparison.rows
        ],
    }


def _fields(row: Row) -> dict[str, Any]:
    proposal = row.standing.dossier.proposal
    values = (row.id, proposal.number, proposal.title, row.relation, row.one.stance, row.other.stance, row.covers)
    return dict(zip(_COLUMNS, values, strict=True))


def _table(comparison: Comparison) -> str:
    from negotrack.pages.writers.csv import written

    headings = ("id", "number", "title", "relation", comparison.one, comparison.other)
    rows = (list(_fields(row).values())[: len(headings)] for row in comparison.rows)
    return written([headings, *([NOT_REPORTED if value is None else str(value) for value in row] for row in rows)])
