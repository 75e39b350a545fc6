"""The command ``import``."""

from __future__ import annotations

import argparse
import shlex
import sys
from collections.abc import Mapping, Sequence
from contextlib import redirect_stdout
from dataclasses import replace
from functools import partial
from pathlib import Path

from negotrack.cli.arguments import LIST, add_author, word
from negotrack.cli.context import Context, put_page
from negotrack.cli.main import Parser, example
from negotrack.cli.streams import Progress, columns, is_terminal, note, put
from negotrack.config import author, load
from negotrack.errors import NegotrackError, ProblemsFound, UsageError
from negotrack.ingest.columns import FIELDS, ImportRequest, resolve
from negotrack.ingest.guessing import Guess, guess
from negotrack.ingest.plan import ImportPlan, plan_added, plan_new
from negotrack.ingest.preview import FIRST, preview_page
from negotrack.ingest.reading import read_input
from negotrack.ingest.reports import is_own_table, read_csv_report, read_json_report
from negotrack.ingest.rows import read_rows
from negotrack.model.identifiers import slug
from negotrack.model.negotiation import Negotiation
from negotrack.model.written_dates import DateOrder
from negotrack.pages.words import counted, listed
from negotrack.store.begin import create_negotiation, negotiation_exists
from negotrack.store.changes import apply, clear_leftovers
from negotrack.store.locate import DEFAULT, find_positions
from negotrack.text import safe, wrap

_MOST_LINES = 200
"""The most lines of one kind to print."""
_MOST_PROBLEMS = 10
"""The most problems to list before asking about the columns again."""
_YES = {"", "y", "yes"}
_NO = {"n", "no", "q", "quit"}
_OF_A_ROW = {
    "title": "what is proposed",
    "number": "number or label",
    "id": "id; by default made from number and title",
    "proposed_by": "sides or people that put it forward, with ';' between them",
    "status": "open, accepted, conditional, rejected, withdrawn; by default from the positions",
    "summary": "contents",
    "topic": "what it is about",
}
_OF_A_SIDE = {
    "side": (
        "ID=COL[=NAME]",
        "where a side stands, in a word or a sentence; once per side; ID is made from COL by default",
    ),
    "statement": ("ID=COL", "what a side said"),
    "counter": ("ID=COL", "what a side offers instead"),
    "stance": ("WORD=STANCE,…", "what a word in a side's column means; 'not reported' and 'not coded' as well"),
    "date": ("COL|DATE", "column of dates, or one date for all rows; ID=COL for one side"),
}


def configure(parser: Parser) -> None:
    """Define the arguments of the command."""
    parser.add_argument("file", metavar="FILE", help="a workbook (.xlsx), CSV, JSON as a list of objects, or a report")
    parser.add_argument(
        "--to", metavar="DIR", help="the negotiation: a new folder, or one to add to; by default one is proposed"
    )
    of_a_row = parser.add_argument_group("columns of a row")
    for key, text in _OF_A_ROW.items():
        of_a_row.add_argument(f"--{key.replace('_', '-')}", dest=key, metavar="COL", help=text)
    of_a_side = parser.add_argument_group("sides")
    for key, (metavar, text) in _OF_A_SIDE.items():
        of_a_side.add_argument(f"--{key}", dest=key, metavar=metavar, **LIST, help=text)
    of_a_side.add_argument(
        "--date-order",
        metavar="dmy|mdy",
        type=word(DateOrder),
        help="whether the day or the month comes first in 3/4/2026",
    )
    sources = parser.add_argument_group("sources")
    sources.add_argument(
        "--source", metavar="TITLE|COL", help="the source, or the column of sources; by default the file"
    )
    sources.add_argument("--where", metavar="COL", help="the place in the source; by default the row of the file")
    parser.add_argument("--comment", metavar="COL", **LIST, help="column of comments, which become annotations")
    parser.add_argument("--name", metavar="TITLE", help="title of a new negotiation; by default the folder's name")
    parser.add_argument("--term", metavar="WORD", help='what one proposal is called there, such as "motion"')
    parser.add_argument("--encoding", metavar="NAME", help="of the file, such as cp1252; detected by default")
    parser.add_argument("--sheet", metavar="NAME", help="of a workbook; by default the first that is not empty")
    parser.add_argument(
        "--delimiter", metavar="CHAR", type=_delimiter, help="what separates cells, or 'tab'; detected by default"
    )
    parser.add_argument("--dry-run", action="store_true", help="show the first rows as they would be; write nothing")
    add_author(parser, "who records")
    parser.epilog = example(
        "negotrack import table.xlsx",
        "negotrack import votes.csv --to positions/votes --title motion --side Ayes --side Noes --stance yes=accepts",
        "negotrack import report.json --to positions/copy",
    )


def run(context: Context) -> int:
    """Plan the whole import, then write it, or show it, or list everything that is wrong."""
    given = context.arguments
    task = _Task(given)
    if not task.is_complete:
        return _agree(context, task)
    plan = task.plan(task.request)
    if plan.problems or not given.dry_run:  # a preview has the notes at its head
        _list(plan.notes, given.file)
    if plan.problems:
        advice = f"; {plan.advice}" if plan.advice else ""
        if len(plan.problems) == 1:
            raise ProblemsFound(f"{given.file}: {plan.problems[0]}{advice}; nothing was written")
        _list(plan.problems, given.file)
        raise ProblemsFound(f"{given.file}: {counted(len(plan.problems), 'problem')}{advice}; nothing was written")
    if given.dry_run:
        _list(plan.differences)
        put_page(preview_page(plan, task.existing), "text")
        put(f"nothing was written; an import would say: {_summary(plan, task.folder)}")
        return 0
    return _write(context, plan, task)


class _Task:
    """What to import, and where to.

    Attributes:
        given: the arguments.
        request: what the arguments say about the columns.
        found: the table or the report in the file.
        is_report: whether it is a report of this program, which needs no description of its columns.
        folder: the negotiation's folder.
        target: the context in which an existing negotiation is changed; None for a new one.
        existing: the existing negotiation; None for a new one.
    """

    def __init__(self, given: argparse.Namespace) -> None:
        self.given = given
        path = Path(given.file)
        self.request = _request(given)
        self.found = read_input(path, encoding=given.encoding, delimiter=given.delimiter, sheet=given.sheet)
        unsaid = self.request == ImportRequest()
        if isinstance(self.found, dict) and not unsaid:
            raise UsageError(f"{path}: is a report of this program; leave the options for columns out")
        self.is_report = isinstance(self.found, dict) or (unsaid and is_own_table(self.found))
        self.folder = Path(given.to) if given.to else _folder_for(path)
        self.target: Context | None = None
        self.existing: Negotiation | None = None
        if negotiation_exists(self.folder):
            named = {**vars(given), "positions": str(self.folder), "negotiation": None}
            self.target = Context(argparse.Namespace(**named))
            self.existing = _existing(self.target)

    @property
    def is_complete(self) -> bool:
        """Whether the arguments say enough to start without guessing."""
        return bool(self.given.to) and (self.request.complete or self.is_report)

    def plan(self, request: ImportRequest, rows: int | None = None) -> ImportPlan:
        """What an import would do, with all rows or only the first ``rows``."""
        with Progress() as progress:
            plan = self._read(request, progress, rows)
            if self.existing and self.target:
                return plan_added(plan, self.existing, self.folder, by=self.target.author, progress=progress)
            settings, _ = load()
            by = author(self.given.author, settings, Path())
            title = self.given.name or self.folder.resolve().name
            return plan_new(plan, title=title, by=by, term=self.given.term, progress=progress)

    def _read(self, request: ImportRequest, progress: Progress, rows: int | None) -> ImportPlan:
        if isinstance(self.found, dict):
            return read_json_report(Path(self.given.file).name, self.found)
        if self.is_report and request == ImportRequest():
            return read_csv_report(self.found, self.existing)
        table = replace(self.found, rows=self.found.rows[:rows])
        return read_rows(table, resolve(request, table, self.existing), self.existing, progress)

    def show(self, guessed: Guess) -> None:
        """Show what the columns are taken for, and a preview of the first rows."""
        put_page(preview_page(self.plan(guessed.request(self.request), FIRST), self.existing, guessed), "text")

    def command(self, guessed: Guess) -> str:
        """The complete command that would import the table according to the guess."""
        given, request = self.given, guessed.request(self.request)
        options = {key: getattr(given, key) for key in ("name", "term", "encoding", "sheet", "delimiter", "author")}
        several: Mapping[str, Sequence[str]] = {
            "to": (str(self.folder),),
            **{key.replace("_", "-"): (column,) for key, column in request.fields.items()},
            "side": request.sides,
            "statement": request.statements,
            "counter": request.counters,
            "date": request.dates,
            "date-order": (request.date_order,) if request.date_order else (),
            "stance": request.stances,
            "source": (request.source,) if request.source else (),
            "comment": request.comments,
            **{key: (value,) for key, value in options.items() if value is not None},
        }
        words = [word for key, values in several.items() for value in values for word in (f"--{key}", value)]
        return shlex.join(["negotrack", "import", given.file, *words])


# ---- Agreeing on the columns: on a terminal the user corrects them, in a pipe the command is printed ----


def _agree(context: Context, task: _Task) -> int:
    given, found = task.given, task.found
    if isinstance(found, dict) or task.is_report:
        raise UsageError(f"{given.file}: is a report of this program; name a folder for it, such as --to {task.folder}")
    known = [name for side in (task.existing.sides if task.existing else ()) for name in (side.name, side.id)]
    guessed = guess(found, task.request, known)
    given.term = given.term or (None if task.existing else guessed.term)
    if is_terminal(sys.stdin) and is_terminal(sys.stdout) and not given.dry_run:
        return _ask_user(context, task, guessed)
    if guessed.unclear_order:
        column = guessed.columns("date")[0]
        raise UsageError(
            f"column {column!r}: day and month have no clear order; run this, with mdy if the month comes first: "
            f"{task.command(guessed)} --date-order dmy"
        )
    with redirect_stdout(sys.stderr):
        task.show(guessed)
    note("nothing was written; to write it, run this command, but correct it if a column is taken for the wrong thing")
    command = safe(task.command(guessed))
    if command != task.command(guessed):
        note("a name in it has characters that cannot be shown or typed; rename that column, or the file, first")
    put(command)
    return 0


def _ask_user(context: Context, task: _Task, guessed: Guess) -> int:
    """Show what the columns are taken for until the user agrees and it is written, or declines."""
    _show_guess(task, guessed)
    while (answer := _answer(f"Import into {safe(str(task.folder))}? enter: yes, q: no > ")).casefold() not in _NO:
        try:
            if answer.casefold() not in _YES:
                guessed = guessed.corrected(answer)
                _show_guess(task, guessed)
                continue
            plan = task.plan(guessed.request(task.request))
        except NegotrackError as error:
            note(str(error))
            continue
        if not plan.problems:
            _list(plan.notes, task.given.file)
            _write(context, plan, task)
            note(f"what the table says later is added by: {task.command(guessed)}")
            return 0
        _list(plan.problems, most=_MOST_PROBLEMS)
    note("nothing was written")
    return 0


def _show_guess(task: _Task, guessed: Guess) -> None:
    task.show(guessed)
    advice = [
        "To correct it, type a column's number and what it is: 6 skip, 3 side NAME, 5 statement 3; or aye=accepts."
    ]
    if guessed.unclear_order:
        advice.insert(0, "The dates do not show which comes first: type dmy if it is the day, mdy if it is the month.")
    put("\n".join(["", *(line for sentence in advice for line in wrap(sentence, columns()))]))


def _answer(question: str) -> str:
    """What the user types; ``no`` at the end of input."""
    try:
        return input(question).strip()
    except EOFError:
        put("")
        return "no"


# ---- Writing ----


def _write(context: Context, plan: ImportPlan, task: _Task) -> int:
    _list(plan.differences)
    with Progress() as progress:
        written = partial(progress, "writing files")
        warnings: list[str] = []
        if task.target:
            clear_leftovers(task.folder, task.target.reader.leftovers)
            warnings = apply(task.folder, plan.change, written) if plan.change.files else []
        else:
            warnings = create_negotiation(task.folder, plan.change.files, written)
    for warning in warnings:
        note(warning)
    folder = safe(shlex.quote(str(task.folder)))
    context.put_done(_summary(plan, task.folder), f"; next: negotrack --positions {folder} check, then report")
    return 0


def _folder_for(path: Path) -> Path:
    """The default destination of an import: a negotiation named after the file."""
    try:
        positions = find_positions(None)
    except UsageError:
        positions = Path(DEFAULT)
    return positions / (slug(path.stem) or "imported")


def _existing(target: Context) -> Negotiation:
    with Progress() as progress:
        for done, total in target.reader.steps():
            progress("reading the negotiation", done, total)
    if target.loaded.unreadable:
        files = counted(target.loaded.unreadable, "file")
        raise ProblemsFound(f"{target.folder}: {files} cannot be read; see negotrack check, and fix that first")
    return target.negotiation


def _request(given: argparse.Namespace) -> ImportRequest:
    return ImportRequest(
        fields={key: named for key in FIELDS if (named := getattr(given, key, None)) is not None},
        sides=tuple(given.side),
        statements=tuple(given.statement),
        counters=tuple(given.counter),
        dates=tuple(given.date),
        stances=tuple(given.stance),
        source=given.source,
        comments=tuple(given.comment),
        date_order=given.date_order,
    )


def _list(lines: Sequence[object], file: str = "", most: int = _MOST_LINES) -> None:
    """Print lines as notes, each after the name of the file if one is given."""
    for line in lines[:most]:
        note(f"{file}: {line}" if file else str(line))
    if len(lines) > most:
        note(f"and {len(lines) - most:,} more like these")


def _summary(plan: ImportPlan, folder: Path) -> str:
    name = safe(str(folder))
    if not plan.new and not plan.change.files:
        return f"nothing new for {name}: all of it is recorded already"
    counts = {"proposal": plan.created, "position": plan.positions, "other record": plan.others}
    listed_counts = listed([counted(count, noun) for noun, count in counts.items() if count]) or "nothing in it"
    return f"created {name} with {listed_counts}" if plan.new else f"added {listed_counts} to {name}"


def _delimiter(text: str) -> str:
    sign = {"tab": "\t", "\\t": "\t"}.get(text.casefold(), text)
    if len(sign) != 1 or sign in '"\r\n':
        raise argparse.ArgumentTypeError(f"{text!r} is not one character, or 'tab'")
    return sign
