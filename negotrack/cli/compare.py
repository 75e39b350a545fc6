"""The command ``compare``."""

from __future__ import annotations

from typing import Any

from negotrack import pages
from negotrack.analysis.sides import ComparedProposal, Comparison, PairCounts, compare, pairs
from negotrack.cli.arguments import AS_OF, add_format, names, words
from negotrack.cli.context import Context, put_json, put_page
from negotrack.cli.main import Parser, example
from negotrack.cli.streams import put
from negotrack.editing.targets import find_side
from negotrack.errors import UsageError
from negotrack.model.side_standing import SideStanding
from negotrack.model.snapshot import Snapshot
from negotrack.model.standing import Standing
from negotrack.model.vocabulary import Relation
from negotrack.pages import writers
from negotrack.pages.words import NOT_REPORTED


def configure(parser: Parser) -> None:
    """Define the arguments of the command."""
    parser.add_argument(
        "--sides", metavar="A,B", type=names, help="two sides; one, to compare with every other; or more"
    )
    parser.add_argument(
        "--only",
        metavar="R,…",
        type=words(Relation),
        default=(),
        help=", ".join(relation.value for relation in Relation),
    )
    parser.add_argument("--pairs", action="store_true", help="how often each pair of sides agrees or differs")
    parser.add_argument("--as-of", **AS_OF)
    add_format(parser, "text", "markdown", "json", "csv")
    parser.epilog = example(
        "negotrack compare --only differ,partial",
        "negotrack compare --sides taliban,resistance",
        "negotrack --negotiation federal-convention-1787 compare --sides virginia",
        "negotrack --negotiation federal-convention-1787 compare --pairs",
    )


def run(context: Context) -> int:
    """Print sides side by side; exit 1 if a file could not be read."""
    given = context.arguments
    context.skip_annotations()
    now = context.held = context.snapshot(given.as_of)
    sides = tuple(find_side(context.negotiation, name) for name in given.sides or ())
    if given.only and (given.pairs or len(sides) not in {0, 2}):
        raise UsageError("--only chooses among the relations of two sides; name them with --sides A,B")
    if given.pairs:
        _pairs(now, None, given.format)
    elif len(sides) == 1:
        _pairs(now, sides[0], given.format)
    elif len(sides) == 2 or given.only or len(context.negotiation.side_ids) <= 2:
        one, other = context.pair(given.sides)
        _two(now, compare(now, one, other, given.only), given.format)
    else:
        _all(now, sides, given.format)
    return context.exit_code


def _two(now: Snapshot, comparison: Comparison, name: str) -> None:
    if name == "json":
        totals = {relation.value: count for relation, count in comparison.totals.items()}
        rows = [{**_fields(row), "covers": row.covers, "possible": row.possible} for row in comparison.rows]
        put_json({**_head(now, (comparison.one, comparison.other)), "totals": totals, "proposals": rows})
    elif name == "csv":
        headings = ("id", "number", "title", "relation", comparison.one, comparison.other)
        _put_csv(headings, [[*_fields(row).values()] for row in comparison.rows])
    else:
        put_page(pages.comparison.comparison_page(now, comparison), name)


def _all(now: Snapshot, sides: tuple[str, ...], name: str) -> None:
    chosen = [side for side in now.negotiation.sides if not sides or side.id in sides]
    identifiers = tuple(side.id for side in chosen)
    if name in {"json", "csv"}:
        rows = [
            {
                **_proposal(each),
                "status": each.status,
                "held_up_by": list(each.held_up_by),
                **{side: _stance(each.of(side)) for side in identifiers},
            }
            for each in now.standings
        ]
        if name == "json":
            put_json({**_head(now, identifiers), "proposals": rows})
        else:
            headings = ("id", "number", "title", "status", "held_up_by", *identifiers)
            _put_csv(headings, [[*row.values()] for row in rows])
        return
    put_page(pages.comparison.board_page(now, chosen), name)


def _pairs(now: Snapshot, reference: str | None, name: str) -> None:
    """Print every pair of sides, or one side beside every other, the nearest first."""
    if name in {"json", "csv"}:
        found = pairs(now).beside(reference) if reference else list(pairs(now).all())
        if name == "json":
            put_json({**_head(now, now.negotiation.side_ids), "pairs": [_pair(each) for each in found]})
        else:
            headings = ("one", "other", *(relation.value for relation in Relation), "both_reported")
            _put_csv(headings, [[each.one, each.other, *each.relations.values(), each.both_reported] for each in found])
        return
    beside, every = pages.comparison.reference_page, pages.comparison.pairs_page
    put_page(beside(now, reference) if reference else every(now), name)


def _head(now: Snapshot, sides: tuple[str, ...]) -> dict[str, Any]:
    return {"as_of": writers.json.as_of(now), "sides": list(sides)}


def _pair(pair: PairCounts) -> dict[str, Any]:
    relations = {relation.value: count for relation, count in pair.relations.items()}
    return {"one": pair.one, "other": pair.other, "relations": relations, "both_reported": pair.both_reported}


def _fields(row: ComparedProposal) -> dict[str, Any]:
    return {**_proposal(row.standing), "relation": row.relation, "one": _stance(row.one), "other": _stance(row.other)}


def _proposal(standing: Standing) -> dict[str, Any]:
    proposal = standing.dossier.proposal
    return {"id": standing.id, "number": proposal.number, "title": proposal.title}


def _stance(where: SideStanding) -> str | None:
    return pages.standing.CONFLICTING if where.conflict else where.stance


def _put_csv(headings: tuple[str, ...], rows: list[list[Any]]) -> None:
    put(writers.csv.written([headings, *(map(_text, row) for row in rows)]))


def _text(value: Any) -> str:
    if isinstance(value, list):
        return writers.csv.join_names(value)
    return NOT_REPORTED if value is None else str(value)
