from __future__ import annotations

import json
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook

from negotrack.cli.streams import Progress
from negotrack.store.reader import Reader
from tests.cli.conftest import Command, files

TABLE = (
    "motion,title,date,Blue majority,Blue votes,Red majority,Red votes\n"
    'A,"A customs union, and more",2026-03-27,no,"34 aye, 234 no",aye,"226 aye, 12 no"\n'
    'B,No deal,2026-03-27,aye,"157 aye, 94 no",no,"3 aye, 237 no"\n'
    "C,A public vote,2026-03-27,no,,,\n"
)
SIDES = ("--side", "blue=Blue majority", "--side", "Red=Red majority")
COLUMNS = ("--number", "motion", "--title", "title", "--date", "date", *SIDES, "--statement", "red=Red votes")
MADE = "created positions/votes with 3 proposals and 5 positions"
WORDS = ("--stance", "aye=accepts,no=rejects")


@pytest.fixture
def votes(negotiation: Path) -> str:
    """A table in the folder where the command is run, next to ``positions``."""
    (negotiation.parent.parent / "votes.csv").write_text(TABLE)
    return "votes.csv"


def test_a_table_can_be_imported_as_a_new_negotiation_without_problems(negotrack: Command, votes: str) -> None:
    ran = negotrack("import", votes, "--to", "positions/votes", *COLUMNS, *WORDS, "--term", "motion", "--name", "Votes")
    assert ran == (
        0,
        f"{MADE}; next: negotrack --positions positions/votes check, then report\n",
        (
            "negotrack: votes.csv: read as utf-8 with ',' between cells: 3 rows of 7 columns\n"
            "negotrack: votes.csv: left out: 'Blue votes'; --comment COLUMN would make annotations of one\n"
        ),
    )
    assert negotrack("--positions", "positions/votes", "check").code == 0
    report = negotrack("--positions", "positions/votes", "report").out
    assert report.startswith("Votes ")
    assert "3 motions, all described, all numbered. All 3 are reported as rejected." in report
    loaded = Reader(Path("positions/votes")).load()
    assert list(loaded.negotiation.dossiers) == ["a-a-customs-union-and-more", "b-no-deal", "c-a-public-vote"]
    assert {side.id: side.name for side in loaded.negotiation.sides} == {"blue": "Blue majority", "Red": "Red majority"}


def test_importing_the_same_table_again_adds_nothing(negotrack: Command, votes: str) -> None:
    command = ("import", votes, "--to", "positions/votes", *COLUMNS, *WORDS)
    negotrack(*command)
    before = files(Path("positions"))
    assert negotrack(*command).out.startswith("nothing new for positions/votes: all of it is recorded already")
    assert files(Path("positions")) == before
    Path(votes).write_text(re.sub('("[^"]*")|,', lambda match: match[1] or "\t", TABLE))
    assert negotrack(*command, "--delimiter", "TAB").out.startswith("nothing new for positions/votes")
    assert files(Path("positions")) == before


def test_an_import_into_an_existing_negotiation_is_undone_as_one_change(negotrack: Command, votes: str) -> None:
    negotrack("import", votes, "--to", "positions/votes", *COLUMNS, *WORDS)
    before = files(Path("positions"))
    Path(votes).write_text(TABLE.replace("2026-03-27", "2026-04-01") + "D,Another,2026-04-01,aye,,aye,\n")
    again = negotrack("import", votes, "--to", "positions/votes", *COLUMNS, *WORDS, "--author", "analyst")
    assert again.out.startswith("added 1 proposal and 7 positions to positions/votes")
    assert negotrack("--positions", "positions/votes", "check").code == 0
    assert negotrack("--positions", "positions/votes", "undo").code == 0
    assert files(Path("positions")) == before


def test_an_import_reports_values_that_differ_and_does_not_change_them(negotrack: Command, votes: str) -> None:
    negotrack("import", votes, "--to", "positions/votes", *COLUMNS, *WORDS)
    Path(votes).write_text(TABLE.replace("No deal", "None at all"))
    ran = negotrack("import", votes, "--to", "positions/votes", *COLUMNS, *WORDS)
    assert "negotrack: b-no-deal: title is 'No deal', row 3 has 'None at all'; not changed\n" in ran.err
    assert ran.out.startswith("nothing new")


def test_an_import_names_every_word_without_a_stance_and_writes_nothing(negotrack: Command, votes: str) -> None:
    before = files(Path())
    ran = negotrack("import", votes, "--to", "positions/votes", *COLUMNS)
    assert ran.code == 1
    assert ran.out == ""
    assert "column 'Blue majority': 'no' is mapped to no stance (3 times, first here); it may mean rejects" in ran.err
    assert "'aye' is mapped to no stance (2 times, first here); it may mean accepts" in ran.err
    assert ran.err.splitlines()[-1] == (
        "negotrack: votes.csv: 2 problems; map every word yourself, as "
        '--stance "no=rejects,aye=accepts"; nothing was written'
    )
    assert files(Path()) == before


def test_a_dry_run_of_an_import_shows_the_first_rows_and_writes_nothing(negotrack: Command, votes: str) -> None:
    before = files(Path())
    ran = negotrack("import", votes, "--to", "positions/votes", *COLUMNS, *WORDS, "--dry-run")
    assert (ran.code, ran.err) == (0, "")
    assert "left out: 'Blue votes'; --comment COLUMN would make annotations of one\n" in ran.out
    assert re.search(r"^A +A customs union, and more +rejects +accepts +rejected\W+new$", ran.out, re.MULTILINE)
    assert re.search(r"^C +A public vote +rejects +not reported +rejected\W+new$", ran.out, re.MULTILINE)
    assert ran.out.endswith(f"\nnothing was written; an import would say: {MADE}\n")
    assert files(Path()) == before


def test_a_dry_run_of_an_import_marks_known_rows_and_additions(negotrack: Command, votes: str) -> None:
    negotrack("import", votes, "--to", "positions/votes", *COLUMNS, *WORDS)
    Path(votes).write_text(TABLE.replace("A public vote,2026-03-27,no", "A public vote,2026-04-27,aye"))
    ran = negotrack("import", votes, "--to", "positions/votes", *COLUMNS, *WORDS, "--dry-run")
    assert re.search(r"^B +No deal +accepts +rejects +rejected\W+known$", ran.out, re.MULTILINE)
    assert re.search(r"^C +A public vote +accepts +not reported +open\W+1 added$", ran.out, re.MULTILINE)
    Path(votes).write_text(TABLE.replace("No deal", "No deal at all"))
    told = "b-no-deal: title is 'No deal', row 3 has 'No deal at all'; not changed"
    assert told in negotrack("import", votes, "--to", "positions/votes", *COLUMNS, *WORDS, "--dry-run").err


@pytest.fixture
def talks(negotiation: Path) -> str:
    """A typical workbook: sentences, a few single words, and comments."""
    book = Workbook()
    for row in (
        ("Nr", "Issue", "Government", "Front", "Civil society", "Comment"),
        (1, "Integration of the Front", "The Front lays down its arms first.", None, "Wants an observer there.", None),
        (2, "Monitors", "accepts", "No: not on our roads.", "maybe", "Ask for the map."),
    ):
        book["Sheet"].append(row)
    book.save(negotiation.parent.parent / "talks.xlsx")
    return "talks.xlsx"


COMMAND = (
    "negotrack import talks.xlsx --to positions/talks --number Nr --title Issue --side Government --side Front "
    "--side 'Civil society' --stance maybe=not-coded --comment Comment"
)


def test_in_a_pipe_an_import_without_options_prints_the_full_command_to_run(negotrack: Command, talks: str) -> None:
    before = files(Path())
    ran = negotrack("import", talks)
    assert (ran.code, ran.out) == (0, f"{COMMAND}\n")
    assert re.search(r"^6 +Comment +comments, as annotations +Ask for the map\.$", ran.err, re.MULTILINE)
    assert re.search(r"^2 +Monitors +A +S +S +open\W+new$", ran.err, re.MULTILINE)
    assert ran.err.splitlines()[-1].startswith("negotrack: nothing was written; to write it, run this command")
    Path("odd.csv").write_text("title,Re\x1bd vote,Blue vote\nA,aye,no\nB,no,aye\n", encoding="utf-8")
    assert "a name in it has characters that cannot be shown or typed" in negotrack("import", "odd.csv").err
    Path("odd.csv").unlink()
    assert files(Path()) == before
    assert negotrack(*shlex.split(ran.out)[1:]).out.startswith(
        "created positions/talks with 2 proposals, 5 positions and 1 other record; next: "
    )
    report = negotrack("--positions", "positions/talks", "report", "--annotations").out
    for said in ("The Front lays down its arms first.", "No: not on our roads.", "maybe", "Ask for the map."):
        assert said in report


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Answers a command's questions as on a terminal; after the last answer, the input ends."""

    def type_(*lines: str) -> None:
        answers = iter(lines)

        def answer(_question: str) -> str:
            try:
                return next(answers)
            except StopIteration:
                raise EOFError from None

        monkeypatch.setattr("negotrack.cli.importing.is_terminal", lambda _stream: True)
        monkeypatch.setattr("builtins.input", answer)

    return type_


def test_on_a_terminal_the_columns_of_an_import_can_be_corrected_before_anything_is_written(
    negotrack: Command, talks: str, typed: Callable[..., None]
) -> None:
    typed("6 skip", "9 side", "maybe=neutral", "")
    ran = negotrack("import", talks)
    assert ran.out.count("COLUMNS") == 3
    Path("votes.csv").write_text("title,Blue vote,Blue said,Red vote\nA,no,34 aye,aye\nB,aye,157 aye,no\n")
    typed("q")
    shown = negotrack("import", "votes.csv").out
    assert re.search("^2 +Blue vote +a side, called Blue +no$", shown, re.MULTILINE)
    assert re.search("^3 +Blue said +statement of column 2 +34 aye$", shown, re.MULTILINE)
    assert "'9' is not the number of a column, 1 to 6" in ran.err
    again = COMMAND.replace("maybe=not-coded", "maybe=neutral").replace(" --comment Comment", "")
    assert ran.err.endswith(f"what the table says later is added by: {again}\n")
    assert "created positions/talks with 2 proposals and 5 positions; next" in ran.out
    dossiers = Reader(Path("positions/talks")).load().negotiation.dossiers
    assert [each.stance.value for each in dossiers["02-monitors"].positions] == ["accepts", "not-coded", "neutral"]


def test_the_advice_on_how_to_correct_the_columns_is_wrapped_at_words(
    negotrack: Command, typed: Callable[..., None]
) -> None:
    Path("votes.csv").write_text("title,Blue,Red,date\nA,no,aye,01/02/2026\nB,aye,no,02/03/2026\n")
    typed("q")
    shown = negotrack("import", "votes.csv").out
    assert max(map(len, shown.splitlines())) <= 80
    said = " ".join(shown.split())
    assert (
        "which comes first: type dmy if it is the day, mdy if it is the month. To correct it, type a column's" in said
    )
    assert said.endswith("5 statement 3; or aye=accepts.")


def test_on_a_terminal_a_side_gets_the_name_that_the_user_types(
    negotrack: Command, talks: str, typed: Callable[..., None]
) -> None:
    typed("6 SKIP", "4 side Northern Front", "3 side Cabinet", "YES")
    assert negotrack("import", talks).code == 0
    sides = Reader(Path("positions/talks")).load().negotiation.sides
    assert [(side.id, side.name) for side in sides][:2] == [
        ("cabinet", "Cabinet"),
        ("northern-front", "Northern Front"),
    ]


@pytest.mark.parametrize("closed", ["<&-", ">&-"])
def test_an_import_asks_nothing_if_a_standard_stream_is_closed(negotiation: Path, talks: str, closed: str) -> None:
    command = f"{sys.executable} -m negotrack import {talks} {closed}"
    ran = subprocess.run(
        command, shell=True, cwd=negotiation.parent.parent, capture_output=True, text=True, check=False
    )
    assert "nothing was written" in ran.stderr
    assert "an internal error" not in ran.stderr
    assert ran.returncode == (0 if closed == "<&-" else 3)


@pytest.mark.parametrize("answers", [("q",), ("6 skip", "no"), ()])
def test_an_import_writes_nothing_if_the_user_declines_or_the_input_ends(
    negotrack: Command, talks: str, typed: Callable[..., None], answers: tuple[str, ...]
) -> None:
    before = files(Path())
    typed(*answers)
    ran = negotrack("import", talks)
    assert (ran.code, ran.err) == (0, "negotrack: nothing was written\n")
    assert files(Path()) == before


def test_an_import_asks_for_the_order_of_day_and_month_if_it_is_unclear(
    negotrack: Command, typed: Callable[..., None]
) -> None:
    Path("votes.csv").write_text("title,on,A,B\nWages,3/4/2026,aye,no\n")
    asked = negotrack("import", "votes.csv")
    assert asked.code == 2
    assert "column 'on': day and month have no clear order; run this, with mdy if the month comes first: " in asked.err
    assert asked.err.endswith(" --date-order dmy\n")
    said = negotrack("import", "votes.csv", "--date-order", "mdy")
    assert said.code == 0
    assert said.out.count("--date-order mdy") == 1
    rows = "".join(f"{row},x{row},3/4/2026,aye,no\n" for row in range(30))
    Path("many.csv").write_text(f"number,title,on,A,B\n{rows}")
    typed("", "q")
    assert "negotrack: and 20 more like these\nnegotrack: nothing was written\n" in negotrack("import", "many.csv").err
    shutil.rmtree("positions")
    typed("", "dmy", "")
    ran = negotrack("import", "votes.csv")
    assert "The dates do not show which comes first: type dmy" in ran.out
    assert "may be 3 April or 4 March" in ran.err
    (dossier,) = Reader(Path("positions/votes")).load().negotiation.dossiers.values()
    assert str(dossier.positions[0].date) == "2026-04-03"


def test_hostile_text_in_an_import_is_shown_safely_and_stored_unchanged(negotrack: Command) -> None:
    hostile = "[bold]x[/] \x1b[2J\u202egnp\u202c\0 a\r\nb"
    Path("votes.json").write_text(json.dumps([{"title": hostile, "Blue": "accepts", "Red": "rejects"}]))
    command = ("import", "votes.json", "--to", "positions/new", "--title", "title", "--side", "Blue", "--side", "Red")
    shown = negotrack(*command, "--dry-run")
    assert "\x1b" not in shown.out + shown.err
    assert "\u202e" not in shown.out + shown.err
    negotrack(*command)
    (dossier,) = Reader(Path("positions/new")).load().negotiation.dossiers.values()
    assert dossier.proposal.title == hostile


@pytest.mark.parametrize("name", ["json", "csv"])
def test_a_report_with_its_records_can_be_imported_as_a_negotiation_again(negotrack: Command, name: str) -> None:
    Path(f"report.{name}").write_text(negotrack("report", "--format", name, "--annotations").out)
    ran = negotrack("import", f"report.{name}", "--to", "copies/panjshir-2021")
    assert (ran.code, ran.out.partition(";")[0]) == (
        0,
        "created copies/panjshir-2021 with 12 proposals and 24 positions",
    )
    assert negotrack("--positions", "copies", "check").code == 0
    again = negotrack("--positions", "copies", "report", "--format", name, "--annotations").out
    if name == "json":
        assert again == Path("report.json").read_text()
    else:
        assert again == Path("report.csv").read_text()


@pytest.mark.parametrize("name", ["json", "csv"])
def test_importing_a_report_into_its_own_negotiation_adds_nothing(negotrack: Command, name: str) -> None:
    before = files(Path("positions"))
    Path(f"report.{name}").write_text(negotrack("report", "--format", name, "--annotations").out)
    ran = negotrack("import", f"report.{name}", "--to", "positions/panjshir-2021")
    assert (ran.code, ran.out[:11]) == (0, "nothing new")
    assert "not changed" not in ran.err
    assert files(Path("positions")) == before


def test_a_colleagues_entries_can_be_imported_from_their_report(negotrack: Command) -> None:
    Path("report.json").write_text(negotrack("report", "--format", "json", "--annotations").out)
    negotrack("import", "report.json", "--to", "copies/panjshir-2021")
    negotrack("--positions", "copies", "annotate", "6", "-m", "Ask for the text. #ask", "--author", "colleague")
    negotrack("--positions", "copies", "annotate", ".", "-m", "About it all.", "--author", "colleague")
    position = ("--side", "taliban", "--stance", "accepts", "--date", "2021-09-07", "--source", "trt-2021-09-06")
    negotrack("--positions", "copies", "record", "6", *position, "--author", "colleague")
    Path("theirs.json").write_text(
        negotrack("--positions", "copies", "report", "--format", "json", "--annotations").out
    )
    ran = negotrack("import", "theirs.json", "--to", "positions/panjshir-2021")
    assert ran.out.startswith("added 3 other records to positions/panjshir-2021")
    mine, theirs = (Reader(Path(name, "panjshir-2021")).load().negotiation for name in ("positions", "copies"))
    assert mine == theirs


def test_importing_a_report_names_every_file_that_differs_and_changes_none(negotrack: Command) -> None:
    folder = Path("positions/panjshir-2021")
    negotrack("annotate", ".", "-m", "Ask again.", "--author", "ana")
    Path("report.json").write_text(negotrack("report", "--format", "json", "--annotations").out)
    (annotation,) = folder.glob("annotations/*/*.toml")
    annotation.write_text(annotation.read_text().replace("Ask again.", "Asked."))
    header = folder / "negotiation.toml"
    header.write_text(header.read_text().replace('title = "', 'title = "The ', 1))
    before = files(folder)
    ran = negotrack("import", "report.json", "--to", str(folder))
    assert ran.err.splitlines()[1:] == [
        f"negotrack: {annotation.relative_to(folder).as_posix()}: differs from what report.json carries; not changed",
        "negotrack: negotiation.toml: differs from what report.json carries; not changed",
    ]
    assert files(folder) == before


def test_importing_a_report_without_records_says_how_to_write_one_with_them(negotrack: Command) -> None:
    Path("report.json").write_text(negotrack("report", "--format", "json").out)
    ran = negotrack("import", "report.json", "--to", "copies/new")
    assert ran.code == 1
    assert ran.err == (
        "negotrack: report.json: does not carry the records; "
        "write it with: negotrack report --format json --annotations\n"
    )


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ({"schema": 3}, "is a report of version 3; this program reads 2"),
        ({"record": {}}, "carries no negotiation"),
        ({"record": {"negotiation": {"title": "x"}}}, "sides is missing"),
        ({"record": {"negotiation": []}}, "negotiation.toml: is not a table"),
        ({"record": {"negotiation": "HEADER", "proposals": {"a": {"status": "x"}}}}, "proposals/a.toml: status "),
        (
            {"record": {"negotiation": "HEADER", "proposals": {"../a": {"status": "open"}}}},
            "../a.toml: the file's name begins with a dot",
        ),
        ({"record": {"negotiation": "HEADER", "ledger": {"..": {"a": {"status": "open"}}}}}, "begins with a dot"),
        ({"record": {"negotiation": "HEADER", "elsewhere": {}}}, "record.elsewhere: is not a kind of record"),
        ({"record": {"negotiation": "HEADER", "ledger": 3}}, "record.ledger: is not a kind of record"),
        ({"record": {"negotiation": "HEADER", "ledger": {"a": 3}}}, "ledger/a/.toml: is not a table"),
    ],
)
def test_an_imported_report_is_checked_like_any_other_file(
    negotrack: Command, value: dict[str, object], message: str
) -> None:
    header = {"title": "x", "sides": [{"id": "a", "name": "A"}, {"id": "b", "name": "B"}]}
    text = json.dumps({"schema": 1, "negotiation": {}, **value}).replace('"HEADER"', json.dumps(header))
    Path("report.json").write_text(text)
    ran = negotrack("import", "report.json", "--to", "copies/new")
    assert ran.code == 1
    assert message in ran.err
    assert not Path("copies").exists()


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (("nothing.csv", "--to", "x"), 2, "nothing.csv: cannot be read: no such file"),
        (("votes.csv", "--to", "positions", *COLUMNS), 2, "positions: holds other files but no negotiation"),
        (("votes.csv", "--to", "x", "--title", "titel", *SIDES), 2, "did you mean 'title'"),
        (("votes.csv", "--to", "x", *COLUMNS, "--sheet", "votes"), 2, "--sheet is for workbooks, and this is not one"),
        (("report.json",), 2, "name a folder for it, such as --to positions/report"),
        (("empty.csv",), 2, "cannot tell which columns are the sides"),
        (("votes.csv", "--to", "x", *COLUMNS, "--encoding", "klingon"), 2, "no such encoding"),
        (("votes.csv", "--to", "positions/panjshir-2021", *COLUMNS), 2, "no side 'blue'; the sides are"),
        (("votes.csv", "--to", "x", "--side", "title", "--side", "date", "--title", "title"), 1, "3 problems"),
        (("broken.csv", "--to", "x", *COLUMNS), 1, "broken.csv: row 2: has 1 cell, and the header 2"),
        (("report.json", "--to", "x", *COLUMNS), 2, "leave the options for columns out"),
    ],
)
def test_a_wrong_import_command_or_table_is_reported_and_nothing_is_written(
    negotrack: Command, votes: str, words: tuple[str, ...], code: int, message: str
) -> None:
    Path("broken.csv").write_text("title,Blue\nx\n")
    Path("report.json").write_text('{"schema": 1, "negotiation": {}}')
    Path("empty.csv").write_text("title,count\na,1\n")
    before = files(Path())
    ran = negotrack("import", *words)
    assert (ran.code, ran.out) == (code, "")
    assert message in ran.err
    assert ran.err.splitlines()[-1].startswith("negotrack: ")
    assert files(Path()) == before
    assert votes


def test_nothing_is_imported_into_a_negotiation_with_a_broken_file(negotrack: Command, votes: str) -> None:
    negotrack("import", votes, "--to", "positions/votes", *COLUMNS, *WORDS)
    Path("positions/votes/proposals/b-no-deal.toml").write_text("status = ")
    ran = negotrack("import", votes, "--to", "positions/votes", *COLUMNS, *WORDS)
    assert ran.code == 1
    assert "1 file cannot be read; see negotrack check, and fix that first" in ran.err


def test_an_import_lists_two_hundred_problems_at_most_and_counts_the_rest(negotrack: Command, votes: str) -> None:
    rows = "".join(f"{row},x{row},accepts,1/2/{row}\n" for row in range(300))
    Path(votes).write_text(f"number,title,Blue,date\n{rows}")
    ran = negotrack(
        "import", votes, "--to", "x", "--number", "number", "--side", "Blue", "--side", "y=Blue", "--date", "date"
    )
    assert "negotrack: and 100 more like these\n" in ran.err
    assert len(ran.err.splitlines()) == 204


def test_importing_a_plain_table_loads_neither_the_interface_nor_an_encoding_detector(
    negotiation: Path, votes: str
) -> None:
    script = (
        "import sys; from negotrack.cli.main import run; run(sys.argv[1:]);"
        "print([name for name in ('textual', 'rich', 'charset_normalizer', 'difflib') if name in sys.modules])"
    )
    command = ["import", votes, "--to", "new", *COLUMNS, *WORDS]
    folder = negotiation.parent.parent
    ran = subprocess.run(
        [sys.executable, "-c", script, *command], cwd=folder, capture_output=True, text=True, check=True
    )
    assert ran.stdout.splitlines()[-1] == "[]"


class Terminal:
    """Standard error, on a terminal or not."""

    def __init__(self, *, terminal: bool) -> None:
        self.terminal = terminal
        self.text = ""
        self._held = ""

    def isatty(self) -> bool:
        return self.terminal

    def write(self, text: str) -> None:
        self._held += text

    def flush(self) -> None:
        """Show the text held back so far, as a line-buffered terminal does."""
        self.text, self._held = self.text + self._held, ""


@pytest.mark.parametrize("terminal", [True, False])
def test_progress_is_shown_only_on_a_terminal_and_removed_at_the_end(
    monkeypatch: pytest.MonkeyPatch, *, terminal: bool
) -> None:
    screen = Terminal(terminal=terminal)
    clock = iter(range(100))
    monkeypatch.setattr("sys.stderr", screen)
    monkeypatch.setattr("negotrack.cli.streams.time.monotonic", lambda: next(clock))
    with Progress() as progress:
        progress("reading rows", 1_000, 2_000)
        assert screen.text == ("\r\x1b[Kreading rows 1,000 of 2,000" if terminal else "")
    assert screen.text == ("\r\x1b[Kreading rows 1,000 of 2,000\r\x1b[K" if terminal else "")


def test_short_work_shows_no_progress(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = Terminal(terminal=True)
    monkeypatch.setattr("sys.stderr", screen)
    with Progress() as progress:
        progress("reading rows", 1, 2)
    assert screen.text == ""
