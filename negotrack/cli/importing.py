"""The command ``import``."""

from __future__ import annotations

import argparse
import shlex
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import NoReturn

from negotrack.cli.context import Context, columns, note, put
from negotrack.cli.parser import Parser, example
from negotrack.cli.progress import Progress
from negotrack.errors import ProblemsFound, UsageError
from negotrack.ingest.additions import plan_added
from negotrack.ingest.columns import FIELDS, ImportRequest, resolve
from negotrack.ingest.plan import ImportPlan, plan_new
from negotrack.ingest.preview import preview
from negotrack.ingest.reading import JsonReport, read_input
from negotrack.ingest.reports import is_own_table, own_mapping, read_json_report, restored
from negotrack.ingest.rows import read_rows
from negotrack.model.negotiation import Negotiation
from negotrack.pages.words import counted, listed
from negotrack.store.changes import apply, clear_leftovers
from negotrack.store.create import create_negotiation, is_there
from negotrack.text import safe

_SHOWN = 200
"""How many lines of one kind are written."""
_OF_A_ROW = {
    "title": "what is proposed",
    "number": "number or label",
    "id": "id; made of number and title otherwise",
    "proposed_by": "sides or persons that put it forward, with ';' between them",
    "status": "open, accepted, conditional, rejected, withdrawn; derived otherwise",
    "summary": "contents",
    "topic": "what it is about",
}
_OF_A_SIDE = {
    "side": ("ID=COL", "where a side stands; once for each side, two to fifty; COL alone makes the id of its name"),
    "statement": ("ID=COL", "what a side said"),
    "counter": ("ID=COL", "what a side offers instead"),
    "stance": ("WORD=STANCE,…", "what a word in a side's column means, or 'not reported'; the stances are known"),
    "date": ("COL|DATE", "column of dates, or one date for all rows; ID=COL for one side"),
}


def configure(parser: Parser) -> None:
    """Say what the command takes."""
    parser.add_argument(
        "file",
        metavar="FILE",
        help="a workbook (.xlsx), CSV, JSON as a list of objects, or a report",
    )
    parser.add_argument("--to", metavar="DIR", required=True, help="the negotiation: a new folder, or one to add to")
    of_a_row = parser.add_argument_group("columns of a row")
    for key, text in _OF_A_ROW.items():
        of_a_row.add_argument(f"--{key.replace('_', '-')}", dest=key, metavar="COL", help=text)
    of_a_side = parser.add_argument_group("sides")
    for key, (metavar, text) in _OF_A_SIDE.items():
        of_a_side.add_argument(f"--{key}", dest=key, metavar=metavar, action="append", default=[], help=text)
    sources = parser.add_argument_group("sources")
    sources.add_argument("--source", metavar="TITLE|COL", help="the source, or the column of sources; else the file")
    sources.add_argument("--where", metavar="COL", help="the place in the source; else the row of the file")
    parser.add_argument("--name", metavar="TITLE", help="title of a new negotiation; the folder's name otherwise")
    parser.add_argument("--term", metavar="WORD", help='what one proposal is called there, as "motion"')
    parser.add_argument("--encoding", metavar="NAME", help="of the file, as cp1252; found out otherwise")
    parser.add_argument("--sheet", metavar="NAME", help="of a workbook; the first that holds anything otherwise")
    parser.add_argument("--delimiter", metavar="SIGN", type=_delimiter, help="between cells, or 'tab'; found out")
    parser.add_argument("--dry-run", action="store_true", help="show the first rows as they would be; write nothing")
    parser.add_argument("--author", metavar="NAME", help="who records; from the settings, git or the login otherwise")
    parser.epilog = example(
        "negotrack import votes.csv --to positions/votes --title motion --side Ayes --side Noes --stance yes=accepts",
        "negotrack import report.json --to positions/copy",
    )


def run(context: Context) -> int:
    """Plan the whole import, then write it; or show it, or say all that is wrong."""
    given, folder = context.arguments, Path(context.arguments.to)
    there = _there(given, folder) if is_there(folder) else None
    with Progress() as progress:
        plan = _plan(there, given, folder, progress)
    for line in plan.notes:
        note(f"{given.file}: {line}")
    if plan.problems:
        _refuse(plan, given.file)
    _list(plan.differences)
    if given.dry_run:
        for line in preview(plan, {side.id: side.name for side in plan.sides}, columns()):
            put(line)
        put(f"nothing was written; an import would say: {_summary(plan, folder)}")
        return 0
    if there:
        clear_leftovers(folder, there.reader.leftovers)
    with Progress() as progress:
        written = partial(progress, "writing files")
        warnings = (
            create_negotiation(folder, plan.change.files, written)
            if plan.new
            else apply(folder, plan.change, written)
            if plan.change.files
            else []
        )
    for warning in warnings:
        note(warning)
    put(f"{_summary(plan, folder)}; next: negotrack --positions {safe(shlex.quote(str(folder)))} check, then report")
    return 0


def _there(given: argparse.Namespace, folder: Path) -> Context:
    """The context of the negotiation that is added to, wherever the command was started."""
    return Context(argparse.Namespace(**{**vars(given), "positions": str(folder), "negotiation": None}))


def _plan(there: Context | None, given: argparse.Namespace, folder: Path, progress: Progress) -> ImportPlan:
    existing = _existing(there, progress) if there else None
    brought = _read(given, existing, progress)
    if there and existing:
        return plan_added(brought, existing, by=there.author, progress=progress)
    return plan_new(brought, title=given.name or folder.resolve().name, term=given.term, progress=progress)


def _existing(there: Context, progress: Progress) -> Negotiation:
    for done, total in there.reader.steps():
        progress("reading the negotiation", done, total)
    if there.loaded.unreadable:
        files = counted(there.loaded.unreadable, "file")
        raise ProblemsFound(f"{there.folder}: {files} cannot be read; see negotrack check, and mend that first")
    return there.negotiation


def _read(given: argparse.Namespace, existing: Negotiation | None, progress: Progress) -> ImportPlan:
    """What the file brings."""
    request = _request(given)
    path = Path(given.file)
    found = read_input(path, encoding=given.encoding, delimiter=given.delimiter, sheet=given.sheet)
    says_nothing = request == ImportRequest()
    if isinstance(found, JsonReport):
        if not says_nothing:
            raise UsageError(f"{path}: is a report of this program; leave the options for columns out")
        return read_json_report(found)
    if says_nothing and is_own_table(found):
        found = restored(found)
        return read_rows(found, own_mapping(found, existing), existing, progress)
    return read_rows(found, resolve(request, found, existing), existing, progress)


def _request(given: argparse.Namespace) -> ImportRequest:
    return ImportRequest(
        fields={key: named for key in FIELDS if (named := getattr(given, key, None)) is not None},
        sides=tuple(given.side),
        statements=tuple(given.statement),
        counters=tuple(given.counter),
        dates=tuple(given.date),
        stances=tuple(given.stance),
        source=given.source,
    )


def _refuse(plan: ImportPlan, file: str) -> NoReturn:
    """Say everything that is wrong.

    Raises:
        ProblemsFound: always.
    """
    advice = f"; {plan.advice}" if plan.advice else ""
    if len(plan.problems) == 1:
        raise ProblemsFound(f"{file}: {plan.problems[0]}{advice}; nothing was written")
    _list([f"{file}: {problem}" for problem in plan.problems])
    raise ProblemsFound(f"{file}: {counted(len(plan.problems), 'problem')}{advice}; nothing was written")


def _list(lines: Sequence[str]) -> None:
    for line in lines[:_SHOWN]:
        note(line)
    if len(lines) > _SHOWN:
        note(f"and {len(lines) - _SHOWN:,} more like these")


def _summary(plan: ImportPlan, folder: Path) -> str:
    name = safe(str(folder))
    if not plan.new and not plan.change.files:
        return f"nothing new for {name}: all of it is recorded already"
    counts = {"proposal": plan.created, "position": plan.positions, "other record": plan.others}
    listed_counts = listed([counted(count, noun) for noun, count in counts.items() if count]) or "nothing in it"
    return f"made {name} with {listed_counts}" if plan.new else f"added {listed_counts} to {name}"


def _delimiter(text: str) -> str:
    sign = {"tab": "\t", "\\t": "\t"}.get(text.casefold(), text)
    if len(sign) != 1 or sign in '"\r\n':
        raise argparse.ArgumentTypeError(f"{text!r} is not one sign, or 'tab'")
    return sign
