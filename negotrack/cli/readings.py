"""The command ``readings``."""

from __future__ import annotations

from negotrack import pages
from negotrack.analysis.readings import agreement, left_to_code, statements
from negotrack.cli.arguments import AS_OF, add_author, add_format
from negotrack.cli.context import Context, put_json, put_page
from negotrack.cli.main import Parser, example
from negotrack.cli.streams import put
from negotrack.model.snapshot import Snapshot, snapshot
from negotrack.pages import writers


def configure(parser: Parser) -> None:
    """Define the arguments of the command."""
    parser.add_argument("--left", action="store_true", help="what others coded and you have not, without their codings")
    add_author(parser, "who you are")
    parser.add_argument("--as-of", **AS_OF)
    add_format(parser, "text", "markdown", "html", "json", "csv", more="; csv has one coding per row")
    parser.epilog = example("negotrack readings", "negotrack readings --left", "negotrack readings --format csv")


def run(context: Context) -> int:
    """Print where analysts' readings differ; exit 1 if a file could not be read."""
    given = context.arguments
    negotiation = context.loaded.negotiation if given.left else context.negotiation
    now = snapshot(negotiation, given.as_of, problems=context.loaded.problems)
    if given.format == "json":
        put_json(_left(now, context.author) if given.left else _data(now))
    elif given.format == "csv":
        _put_csv(now)
    else:
        page = pages.readings.queue_page(now, context.author) if given.left else pages.readings.readings_page(now)
        put_page(page, given.format)
    return context.exit_code


def _left(now: Snapshot, analyst: str) -> dict[str, object]:
    found = left_to_code(now, analyst)
    return {
        "analyst": analyst,
        "left": [
            {
                "proposal": each.proposal,
                "side": each.side,
                "evidence": [place.model_dump(exclude_none=True) for place in entry.evidence],
            }
            for each in found
            for entry in [next(iter(each.codings.values()))]
        ],
    }


def _data(now: Snapshot) -> dict[str, object]:
    found = agreement(now)
    return {
        "analysts": list(found.analysts),
        "by_one": found.by_one,
        "figures": {
            name: None if figure is None else figure._asdict()
            for name, figure in (
                ("percent", found.percent),
                ("kappa", found.kappa),
                ("alpha_stance", found.stance),
                ("alpha_camp", found.camp),
            )
        },
        "statements": [
            {
                "proposal": each.proposal,
                "side": each.side,
                "differs": each.differs,
                "codings": {
                    analyst: {"id": entry.id, "stance": entry.stance, "camp": entry.camp}
                    for analyst, entry in each.codings.items()
                },
            }
            for each in statements(now)
        ],
    }


def _put_csv(now: Snapshot) -> None:
    rows = [("proposal", "side", "source", "place", "analyst", "stance", "camp", "entry")]
    for each in statements(now):
        for analyst, entry in each.codings.items():
            place = entry.evidence[0] if entry.evidence else None
            source, where = (place.source, place.where or "") if place else ("", "")
            rows.append((each.proposal, each.side, source, where, analyst, entry.stance, entry.camp, entry.id))
    put(writers.csv.written(rows))
