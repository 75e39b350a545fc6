import json
import os
import re
import shutil
import subprocess
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
import tomli
from docx import Document
from openpyxl import load_workbook

from negotrack.cli.main import COMMANDS
from negotrack.editing.adding import ADDABLE
from negotrack.model.vocabulary import EventKind
from tests.cli.conftest import Command, files
from tests.conftest import SHIPPED

CONVENTION = SHIPPED.parent / "federal-convention-1787"


def flat(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_an_example_wrapped_to_the_terminal_width(
    negotrack: Command, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    ran = negotrack(name, "--help")
    assert ran.code == 0
    _, options, examples = re.split("\noptions:\n|\nexamples:\n", ran.out)
    assert examples.startswith("  negotrack")
    assert all(len(line) <= 60 for line in options.splitlines() if line.startswith(" " * 24))


@pytest.mark.parametrize("what", ADDABLE)
def test_every_option_of_add_is_explained(negotrack: Command, monkeypatch: pytest.MonkeyPatch, what: str) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    shown = negotrack("add", what, "--help").out
    options = [line.split("  ") for line in shown.splitlines() if line.startswith("  --")]
    assert [first for _, first, *more in options if not any(more)] == []
    assert ("contents are not reported" in shown) is (what == "proposal")
    usual = []
    for columns in ("0", "80"):
        monkeypatch.setenv("COLUMNS", columns)
        usual.append(negotrack("add", what, "--help").out)
    assert usual[0] == usual[1]


def test_the_report_has_the_right_counts_for_the_shipped_records(negotrack: Command) -> None:
    ran = negotrack("report", "--format", "json")
    report = json.loads(ran.out)
    totals = report["totals"]
    assert ran.code == 0
    assert (totals["proposals"], totals["described"], totals["numbered"], totals["conflicting"]) == (12, 4, 1, 0)
    assert {status: count for status, count in totals["by_status"].items() if count} == {"accepted": 11, "rejected": 1}
    assert {name: count for name, count in totals["relations"].items() if count} == {"agree": 11, "differ": 1}
    assert report["outstanding"] == ["06-surrender-after-government"]
    assert report["problems"] == []


def test_check_finds_no_problem_in_the_shipped_records(negotrack: Command) -> None:
    ran = negotrack("check")
    assert ran == (0, "", "negotrack: no problem found\n")
    assert json.loads(negotrack("check", "--format", "json").out) == {"schema": 1, "problems": []}


@pytest.mark.parametrize(
    ("day", "counted", "statuses"),
    [
        ("2021-08-16", 0, {}),
        ("2021-08-25", 12, {"open": 12}),
        ("2021-09-06", 12, {"accepted": 11, "rejected": 1}),
    ],
)
def test_a_report_as_of_a_day_leaves_out_everything_later(
    negotrack: Command, day: str, counted: int, statuses: dict[str, int]
) -> None:
    report = json.loads(negotrack("report", "--as-of", day, "--format", "json").out)
    assert report["totals"]["proposals"] == counted
    assert {status: count for status, count in report["totals"]["by_status"].items() if count} == statuses
    certainties = {each["certainty"] for found in report["proposals"] for each in found["positions"].values()}
    assert certainties == ({"possible"} if day == "2021-08-25" else {"certain"} if counted else set())


def test_a_later_position_changes_todays_report_but_not_yesterdays(negotrack: Command) -> None:
    negotrack("annotate", "6", "-m", "It was rejected.", "--author", "ana")
    words = ["--side", "taliban", "--stance", "accepts", "--date", "2021-09-07", "--source", "trt-2021-09-06"]
    negotrack("record", "6", *words, "--author", "ana")
    now = json.loads(negotrack("report", "--format", "json").out)
    then = json.loads(negotrack("report", "--format", "json", "--as-of", "2021-09-06").out)
    assert now["totals"]["by_status"]["accepted"] == 12
    assert now["totals"]["stale_annotations"] == 1
    assert then["totals"]["by_status"]["accepted"] == 11
    assert then["outstanding"] == ["06-surrender-after-government"]
    stale = negotrack("annotations", "--stale")
    assert "stale: what it was written about has changed since" in flat(stale.out)
    identifier = stale.out.split()[-1]
    assert negotrack("annotations", "--confirm", identifier, "--author", "boris").code == 0
    assert "0 annotations." in negotrack("annotations", "--stale").out


def against(negotrack: Command, *more: str) -> None:
    """Record a rejection of no-disarming, on a day within the span of the acceptance."""
    negotrack("add", "source", "--title", "Another", "--id", "other")
    words = ["--side", "taliban", "--stance", "rejects", "--date", "2021-08-24", "--source", "other"]
    assert negotrack("record", "no-disarming", *words, "--author", "ana", *more).code == 0


def test_an_inferred_position_is_shown_but_decides_nothing(negotrack: Command) -> None:
    negotrack("annotate", "no-disarming", "-m", "Agreed.", "--author", "ana")
    against(negotrack, "--basis", "inferred")
    report = json.loads(negotrack("report", "--format", "json").out)
    assert report["totals"]["by_status"]["accepted"] == 11
    assert report["totals"]["stale_annotations"] == 1
    assert "inferred by the record keeper; it decides nothing" not in negotrack("show", "no-disarming").out
    assert "rejects^" in negotrack("show", "no-disarming").out


def test_conflicting_records_are_counted_separately_in_every_command(negotrack: Command) -> None:
    against(negotrack, "--basis", "reported")
    report = json.loads(negotrack("report", "--format", "json").out)
    assert report["totals"]["by_status"]["conflicting"] == report["totals"]["conflicting"] == 1
    assert set(report["outstanding"]) == {"06-surrender-after-government", "no-disarming"}
    assert "on 1 the reports conflict" in flat(negotrack("report", "--summary").out)
    assert "agree on 10 and differ on 1; on 1 the reports conflict" in flat(negotrack("compare").out)
    assert "Conflicting reports (1)".upper() in negotrack("show", "no-disarming").out.upper()


def test_the_text_report_fits_eighty_columns_and_spells_out_what_is_unknown(negotrack: Command) -> None:
    text = negotrack("report").out
    assert max(map(len, text.splitlines())) <= 80
    assert all(words in text for words in ("contents not reported", "unknown", "Outstanding: number 6"))
    assert not set(text) & set("│┌─╭━\x1b")


def test_the_report_is_written_to_a_file_in_the_format_of_its_extension(negotrack: Command, tmp_path: Path) -> None:
    assert negotrack("report", "-o", str(tmp_path / "r.md")).out == ""
    assert (tmp_path / "r.md").read_text(encoding="utf-8") == negotrack("report", "--format", "markdown").out
    for name in ("r.docx", "r.xlsx"):
        assert negotrack("report", "-o", str(tmp_path / name)).out == ""
    assert Document(str(tmp_path / "r.docx")).paragraphs[1].text == "Status report"
    assert load_workbook(tmp_path / "r.xlsx").sheetnames[0] == "Board"
    assert negotrack("report", "-o", str(tmp_path / "r.xyz")).code == 2
    assert negotrack("report", "-o", str(tmp_path / "no" / "such" / "r.html")).code == 2


@pytest.mark.parametrize("words", [["report"], ["report", "--brief"], ["text", "6", "--list"]])
def test_no_page_overwrites_a_record_through_a_second_name_of_its_file(
    negotrack: Command, negotiation: Path, tmp_path: Path, words: list[str]
) -> None:
    record = negotiation / "negotiation.toml"
    before, other = record.read_bytes(), tmp_path / "report.txt"
    other.hardlink_to(record)
    ran = negotrack(*words, "-o", str(other), "--force")
    assert (ran.code, record.read_bytes()) == (2, before)
    assert "is another name of the record negotiation.toml; name another file" in ran.err


@pytest.mark.parametrize("words", [["report"], ["report", "--brief"]])
def test_a_report_replaces_an_existing_file_only_with_force(
    negotrack: Command, tmp_path: Path, words: list[str]
) -> None:
    path = tmp_path / "r.txt"
    path.write_text("mine", encoding="utf-8")
    refused = negotrack(*words, "-o", str(path))
    assert refused.code == 2
    assert "already exists" in refused.err
    assert path.read_text(encoding="utf-8") == "mine"
    assert negotrack(*words, "-o", str(path), "--force").code == 0
    assert path.read_text(encoding="utf-8") == negotrack(*words).out


@pytest.mark.parametrize("name", ["-", "/dev/stdout"])
def test_a_report_can_be_sent_to_standard_output_by_name(negotrack: Command, name: str) -> None:
    printed = negotrack("report", "--summary", "-o", name)
    assert printed.code == 0
    assert printed.out == negotrack("report", "--summary").out
    assert not Path("-").exists()


def test_a_report_can_be_limited_by_status_while_the_totals_count_everything(negotrack: Command) -> None:
    report = json.loads(negotrack("report", "--status", "rejected", "--format", "json").out)
    assert [each["id"] for each in report["proposals"]] == ["06-surrender-after-government"]
    assert report["totals"]["proposals"] == 12


@pytest.mark.parametrize("words", [["report"], ["report", "--brief"]])
def test_a_public_page_withholds_internal_records_and_says_so(
    negotrack: Command, negotiation: Path, words: list[str]
) -> None:
    whole = negotrack(*words, "--release", "public").out
    header = negotiation / "negotiation.toml"
    header.write_text(header.read_text(encoding="utf-8").replace('"public"', '"internal"'), encoding="utf-8")
    record = ["--side", "taliban", "--stance", "accepts", "--date", "2021-09-07", "--source", "trt-2021-09-06"]
    assert negotrack("record", "6", *record, "--author", "ana", "--by", "a secret envoy").code == 0
    inside, public = (negotrack(*words, "--release", level).out for level in ("internal", "public"))
    said = "Something is withheld at this level"
    assert [said in flat(shown) for shown in (whole, inside, public)] == [False, False, True]
    data = [negotrack("report", "--format", "json", "--release", level).out for level in ("internal", "public")]
    assert ["secret envoy" in each for each in data] == [True, False]


def test_a_comparison_of_two_sides_can_be_limited_to_differences(negotrack: Command) -> None:
    everything = json.loads(negotrack("compare", "--format", "json").out)
    assert {name: count for name, count in everything["totals"].items() if count} == {"differ": 1, "agree": 11}
    for named in ((), ("--sides", "taliban,resistance")):
        differing = negotrack("compare", *named, "--only", "differ", "--format", "csv").out.splitlines()
        assert len(differing) == 2
        assert '"06-surrender-after-government","6"' in differing[1]
    swapped = json.loads(negotrack("compare", "--sides", "taliban,resistance", "--format", "json").out)
    assert swapped["sides"] == ["taliban", "resistance"]
    assert swapped["totals"] == everything["totals"]


def test_a_proposal_is_shown_by_id_number_or_the_start_of_its_id(negotrack: Command, negotiation: Path) -> None:
    shown = {negotrack("show", named).out for named in ("6", "06", "06-surrender-after-government")}
    assert len(shown) == 1
    assert "The Taliban first announce officials for the province" in flat(shown.pop())
    negotrack("annotate", "6", "-m", "Did they not?", "--author", "ana")
    found = json.loads(negotrack("show", "6", "--format", "json").out)
    assert found["proposal"]["positions"]["taliban"]["stance"] == "rejects"
    assert [note["text"] for note in found["proposal"]["annotations"]] == ["Did they not?"]
    early = json.loads(negotrack("show", "6", "--as-of", "2021-08-01", "--format", "json").out)
    assert (early["as_of"], early["proposal"], early["ledger"]) == ("2021-08-01", None, [])
    other = negotiation / "proposals" / "national-hero.toml"
    other.write_text(
        f'{"#" * 70_000}\ncounters = "no-disarming"\n{other.read_text(encoding="utf-8")}', encoding="utf-8"
    )
    handles = list(Path("/proc/self/fd").iterdir())
    assert "Answered by counter-proposal Recognition" in flat(negotrack("show", "no-disarming").out)
    assert len(list(Path("/proc/self/fd").iterdir())) == len(handles)  # every file that was read is closed again


def test_show_timeline_lists_positions_and_events_in_order(negotrack: Command) -> None:
    text = negotrack("show", "6", "--timeline").out
    assert text.index("The Taliban take control of Kabul") < text.index("proposes") < text.index("5 Sep 2021")


def test_diff_shows_what_moved_between_two_days(negotrack: Command) -> None:
    told = json.loads(negotrack("diff", "2021-08-16", "2021-09-06", "--format", "json").out)
    assert (told["from"], told["to"]) == ("16 August 2021", "6 September 2021")
    assert [move["changes"] for move in told["moves"]] == [["new"]] * 12
    assert "Nothing moved" in negotrack("diff", "2021-09-06").out
    assert negotrack("diff").code == 2
    assert negotrack("diff", "2021-09-06", "2021-08-16").code == 2


def test_diff_shows_conflicts_and_counter_offers(negotrack: Command) -> None:
    against(negotrack, "--basis", "reported")
    said = negotrack("diff", "2021-08-16").out
    shown = said[said.index("No disarming") : said.index("contents not reported")]
    assert re.search("Taliban +rejects", shown)
    assert re.search("Taliban +accepts", shown)
    assert re.search("offers +The Taliban first announce", said)
    told = json.loads(negotrack("diff", "2021-08-16", "--format", "json").out)
    assert told["to"] == "all records"
    after = next(move["after"] for move in told["moves"] if move["id"] == "no-disarming")
    assert [conflict["kind"] for conflict in after["conflicts"]] == ["order"]


def test_diff_does_not_count_the_mere_passing_of_days_as_movement(negotrack: Command) -> None:
    said = flat(negotrack("diff", "2021-08-25").out)
    assert "Nothing moved. Outstanding: 12 before, 1 after." in said
    assert "Nothing moved on 12 suggestions: the days in which their positions lie are over" in said
    assert "That alone changed the status of 12." in said


def test_diff_does_not_mark_a_statement_as_deleted_if_the_later_one_is_not_reported(negotrack: Command) -> None:
    words = ["--date", "2021-09-07", "--source", "trt-2021-09-06"]
    negotrack("record", "6", "--side", "taliban", "--stance", "accepts", *words)
    said = flat(negotrack("diff", "2021-09-06").out)
    assert "Was: rejects. Statement not reported. statement before Did not agree to this one. (17–about 30 Aug" in said
    assert "[-" not in said


def test_a_proposal_that_cannot_be_read_in_a_revision_or_now_is_neither_new_nor_gone(
    negotrack: Command, negotiation: Path
) -> None:
    path = negotiation / "proposals" / "no-disarming.toml"
    whole = path.read_text(encoding="utf-8")
    for content in ("[", whole):
        path.write_text(content, encoding="utf-8")
        for words in (
            ["init", "-q"],
            ["add", "."],
            ["-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", "x"],
        ):
            subprocess.run(["git", "-C", str(negotiation), *words], check=True)
    unread = "1 file could not be read, and what it holds is in no figure: proposals/no-disarming.toml."
    said = negotrack("diff", "--git", "HEAD~")
    assert (said.code, "Nothing moved." in said.out) == (0, True)
    assert f"In revision HEAD~, {unread}" in " ".join(said.out.split())
    path.write_text("[", encoding="utf-8")
    said = negotrack("diff", "--git", "HEAD")
    assert (said.code, "Nothing moved." in said.out) == (1, True)
    assert unread in " ".join(said.out.split())
    assert "In revision HEAD" not in said.out


def test_diff_shows_changes_since_a_git_revision_word_by_word(negotrack: Command, negotiation: Path) -> None:
    for words in (
        ["init", "-q"],
        ["add", "."],
        ["-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", "first"],
    ):
        subprocess.run(["git", "-C", str(negotiation), *words], check=True)
    path = negotiation / "proposals" / "no-disarming.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("no disarming in", "no searches in"), encoding="utf-8")
    before = {each: each.read_bytes() for each in negotiation.rglob("*") if each.is_file()}
    said = negotrack("diff", "--git", "HEAD")
    assert said.code == 0
    assert "{-disarming" in said.out
    assert "{+searches" in said.out
    told = json.loads(negotrack("diff", "--git", "HEAD", "--format", "json").out)
    assert (told["from"], told["to"]) == ("revision HEAD", "now")
    assert negotrack("diff", "--git", "nothing").code == 2
    assert {each: each.read_bytes() for each in negotiation.rglob("*") if each.is_file()} == before


def test_the_next_numbered_page_includes_late_records_and_names_its_predecessor(
    negotrack: Command, negotiation: Path
) -> None:
    ran = negotrack("report", "--brief", "--issue", "--format", "docx", "--author", "A. Nalyst")
    [first] = (negotiation / "reports").iterdir()
    assert (ran.code, ran.out) == (0, f"issued positions/panjshir-2021/reports/{first.name}\n")
    issued = first.stat().st_mtime
    late = ["--date", "2021-09-02", "--source", "trt-2021-09-06", "--author", "ana"]
    assert negotrack("record", "6", "--side", "taliban", "--stance", "accepts", *late).code == 0
    os.utime(first, (issued - 60, issued - 60))
    said = flat(negotrack("report", "--brief", "--since", "last").out)
    assert "Follows No. 1 of" in said
    assert "rejected → accepted" in said
    shutil.rmtree(negotiation / "reports")
    (negotiation / "reports").write_text("mine", encoding="utf-8")
    ran = negotrack("report", "--brief", "--issue")
    assert (ran.code, "panjshir-2021/reports: cannot be made: file exists" in ran.err) == (3, True)


def test_the_principals_page_shows_what_moved_since_a_given_day(negotrack: Command) -> None:
    assert "MOVED SINCE 16 AUGUST 2021" in negotrack("report", "--brief", "--since", "16 Aug 2021").out


@pytest.mark.parametrize(
    ("is_terminal", "said", "colours"),
    [(False, {}, False), (True, {}, True), (True, {"NO_COLOR": "1"}, False), (True, {"TERM": "dumb"}, False)],
)
def test_a_page_is_coloured_only_on_a_terminal_that_supports_and_allows_it(
    negotrack: Command, monkeypatch: pytest.MonkeyPatch, *, is_terminal: bool, said: dict[str, str], colours: bool
) -> None:
    for name, value in {"TERM": "vt100", **said}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr("negotrack.cli.streams.is_terminal", lambda _stream: is_terminal)
    assert ("\x1b[" in negotrack("report", "--summary").out) is colours


def test_an_approximate_day_is_refused_as_the_day_of_a_report(negotrack: Command) -> None:
    assert negotrack("report", "--as-of", "30 Aug 2021", "--summary").code == 0
    ran = negotrack("report", "--as-of", "about 30 Aug 2021")
    assert (ran.code, "is not one day: 'about 30 Aug 2021'" in ran.err) == (2, True)


def test_in_blind_coding_others_codings_are_hidden_in_a_git_revision_too(
    negotrack: Command, negotiation: Path, home: Path
) -> None:
    header = negotiation / "negotiation.toml"
    header.write_text(f"blind = true\n{header.read_text(encoding='utf-8')}", encoding="utf-8")
    words = [
        "--date",
        "2021-09-07",
        "--source",
        "trt-2021-09-06",
        "--statement",
        "A secret reading.",
        "--author",
        "ben",
    ]
    assert negotrack("record", "6", "--side", "taliban", "--stance", "accepts", *words).code == 0
    for git in (
        ["init", "-q"],
        ["add", "."],
        ["-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", "first"],
    ):
        subprocess.run(["git", "-C", str(negotiation), *git], check=True)
    shutil.rmtree(negotiation / "ledger")
    shown = {}
    for author in ("ana", "ben"):
        (home / "config.toml").write_text(f'author = "{author}"\n', encoding="utf-8")
        shown[author] = "A secret reading." in negotrack("diff", "--git", "HEAD").out
    assert shown == {"ana": False, "ben": True}


def test_annotations_can_be_searched_by_words_tags_author_day_and_status_of_the_proposal(negotrack: Command) -> None:
    negotrack("annotate", "6", "-m", "The order of steps #gate", "--author", "ana")
    negotrack("annotate", "no-disarming", "-m", "Of whom? #ask", "--author", "boris")
    negotrack("annotate", ".", "-m", "One source.", "--author", "ana")
    assert "3 annotations." in negotrack("annotations").out
    assert "order of steps" in negotrack("annotations", "--search", "status:rejected").out
    assert "1 annotation." in negotrack("annotations", "--tag", "ask").out
    assert "2 annotations." in negotrack("annotations", "--author", "ana").out
    assert "0 annotations." in negotrack("annotations", "--since", "2100-01-01").out
    mistaken = negotrack("annotations", "--search", "stauts:open")
    assert "did you mean 'status'" in mistaken.err


def test_annotations_in_json_match_the_files(negotrack: Command, negotiation: Path) -> None:
    asked = ["--ask", "the mediator", "--due", "2026-12-01"]
    negotrack("annotate", "6", "-m", "Which text?", "--author", "ana", *asked)
    negotrack("annotate", "no-disarming", "-m", "Of whom?", "--author", "ana")
    negotrack("annotate", ".", "-m", "One source.", "--author", "ana")
    (path,) = (negotiation / "annotations" / "06-surrender-after-government").iterdir()
    negotrack("annotate", "--edit", path.stem, "-m", "Which of the texts?", "--author", "ben")
    (negotiation / "proposals" / "no-disarming.toml").unlink()
    six = negotiation / "proposals" / "06-surrender-after-government.toml"
    six.write_text(re.sub('^title = "', 'title = "The ', six.read_text("utf-8"), flags=re.MULTILINE), encoding="utf-8")
    notes = json.loads(negotrack("annotations", "--format", "json").out)["annotations"]
    assert [(note["proposal"], note["orphaned"], note["stale"], note["text"]) for note in notes] == [
        (None, False, False, "One source."),
        ("06-surrender-after-government", False, True, "Which of the texts?"),
        ("no-disarming", True, False, "Of whom?"),
    ]
    stored = tomli.loads(path.read_text(encoding="utf-8"))
    assert datetime.fromisoformat(notes[1]["edited"]) == stored["edited"]
    assert notes[1]["fingerprint"] == stored["fingerprint"]
    assert notes[1]["ask"] == {"to": "the mediator", "due": "2026-12-01", "done": False}
    assert (notes[0]["edited"], notes[0]["ask"]) == (None, None)


def test_key_bindings_are_printed_as_toml(negotrack: Command) -> None:
    keys = tomli.loads(negotrack("keys").out)["keys"]
    assert keys["filter"] == "/"
    assert keys["quit"] == "q"
    assert keys["down"] == ["j", "down"]


@pytest.mark.parametrize("kind", ["negotiation", "proposal", "ledger", "annotation", "report"])
def test_every_kind_of_file_has_a_schema(negotrack: Command, kind: str) -> None:
    written = negotrack("schema", kind).out
    schema = json.loads(written)
    assert written == f"{json.dumps(schema, ensure_ascii=False, indent=2)}\n"
    assert schema["$schema"].startswith("https://json-schema.org/")
    assert "id" not in schema["properties"]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_scripts_know_every_command_and_ask_the_program_for_changing_words(
    negotrack: Command, shell: str
) -> None:
    code, script, _ = negotrack("completion", shell)
    assert code == 0
    assert all(name in script for name in COMMANDS)
    assert all(f"completion --words {what}" in script for what in ("proposals", "sides", "tags"))


def test_completion_lists_the_proposals_sides_and_tags_of_the_negotiation(
    negotrack: Command, negotiation: Path
) -> None:
    negotrack("annotate", "6", "-m", "Ask for the text. #ask", "--tag", "two words")
    assert negotrack("completion", "--words", "proposals").out.startswith("06-surrender-after-government\nlocal-")
    assert negotrack("completion", "--words", "sides")[:2] == (0, "resistance\ntaliban\n")
    assert negotrack("completion", "--words", "tags").out == "ask\n"
    assert negotrack("completion").code == 2
    (negotiation / "negotiation.toml").write_text("sides = 3\n", encoding="utf-8")
    shutil.rmtree(negotiation / "proposals")
    for what in ("proposals", "sides"):
        assert negotrack("completion", "--words", what)[:2] == (0, "")


@pytest.mark.parametrize(
    ("typed", "completed"),
    [
        (["show", "no"], "no-disarming"),
        (["annotate", "6", "--about", "t"], "taliban"),
        (["add", "proposal", "--counters", "na"], "national-hero"),
        (["import", "--side", "t"], ""),
        (["annota"], "annotate annotations"),
    ],
)
def test_bash_completes_commands_proposals_and_sides(
    negotrack: Command, tmp_path: Path, typed: list[str], completed: str
) -> None:
    script = tmp_path / "completion.bash"
    script.write_text(negotrack("completion", "bash").out, encoding="utf-8")
    command = (
        "source completion.bash; negotrack() { echo no-disarming national-hero taliban; }; "
        'COMP_WORDS=(negotrack "$@"); COMP_CWORD=$#; '
        '_shtab_negotrack negotrack "${COMP_WORDS[$#]}" "${COMP_WORDS[$#-1]}"; echo "${COMPREPLY[*]}"'
    )
    ran = subprocess.run(
        ["bash", "-c", command, "bash", *typed], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert ran.stdout.strip() == completed


def test_a_new_negotiation_can_be_used_at_once(negotrack: Command, tmp_path: Path) -> None:
    folder = tmp_path / "positions" / "port-2026"
    made = negotrack("init", str(folder), "--title", 'Port "talks"', "--side", "Dockers’ union", "--side", "Port")
    assert made.code == 0
    assert negotrack("--positions", str(folder), "check").code == 0
    assert negotrack("--positions", str(folder), "add", "proposal", "--title", "Pay", "--by", "port").code == 0
    assert "It is open." in negotrack("--positions", str(folder), "report").out
    assert negotrack("init", str(folder)).code == 2


def test_the_schema_named_in_a_new_file_exists(negotrack: Command, tmp_path: Path) -> None:
    folder = tmp_path / "positions" / "port-2026"
    negotrack("init", str(folder), "--side", "Union", "--side", "Port")
    directive, _, named = (folder / "negotiation.toml").read_text(encoding="utf-8").splitlines()[0].partition(" ")
    assert directive == "#:schema"
    assert (folder / named).read_text(encoding="utf-8") == negotrack("schema", "negotiation").out
    assert (folder / ".schemas" / "proposal.json").read_text(encoding="utf-8") == negotrack("schema", "proposal").out
    assert (folder.parent / "README.md").exists()


def test_a_new_header_file_lists_every_kind_of_event(negotrack: Command, tmp_path: Path) -> None:
    negotrack("init", str(tmp_path / "new"))
    assert f"# {', '.join(EventKind)}\n" in (tmp_path / "new" / "negotiation.toml").read_text(encoding="utf-8")


def test_a_negotiation_can_be_created_in_a_new_git_repository(negotrack: Command, tmp_path: Path) -> None:
    folder = tmp_path / "positions" / "port-2026"
    subprocess.run(["git", "init", "-q", str(folder)], check=True)
    assert negotrack("init", str(folder), "--side", "Union", "--side", "Port").code == 0


def test_init_copies_the_example_completely_and_never_into_a_folder_in_use(
    negotrack: Command, tmp_path: Path, negotiation: Path
) -> None:
    folder = tmp_path / "copy" / "panjshir-2021"
    assert negotrack("init", "--example", "panjshir-2021", str(folder)).code == 0
    copied = {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*.toml")}
    (tmp_path / "full" / "mine").mkdir(parents=True)
    refused = negotrack("init", "--example", "panjshir-2021", str(tmp_path / "full"))
    assert (refused.code, [each.name for each in (tmp_path / "full").iterdir()]) == (2, ["mine"])
    assert copied == {path.relative_to(negotiation): path.read_bytes() for path in negotiation.rglob("*.toml")}
    assert (folder.parent / "README.md").exists()


def test_entries_added_to_the_example_in_a_checkout_are_not_copied_by_init(
    negotrack: Command, tmp_path: Path, git: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    checkout = shutil.copytree(SHIPPED.parent, tmp_path / "checkout")
    monkeypatch.setattr("negotrack.store.begin.shipped", lambda: checkout)
    before = files(checkout / "panjshir-2021")
    for in_git in (False, True):
        if in_git:
            git(checkout, "init", "-q")
            git(
                checkout,
                "add",
                "README.md",
                "negotrack.toml",
                "panjshir-2021/negotiation.toml",
                "panjshir-2021/proposals",
            )
        given = ["--positions", str(checkout / "panjshir-2021"), "annotate", "6", "-m", "private", "--author", "a"]
        assert negotrack(*given).code == 0
        copy = tmp_path / f"copy-{in_git}" / "panjshir-2021"
        made = negotrack("init", "--example", "panjshir-2021", str(copy))
        assert made.code == 0
        assert made.out.startswith(f"created {copy}; ")
        assert made.out.endswith(f"; look at it with: negotrack --positions {copy}\n")
        assert files(copy) == before


def test_show_names_a_proposal_without_contents_by_its_id(negotrack: Command) -> None:
    for words in ([], ["--as-of", "2021-08-16"]):
        shown = negotrack("show", "unreported-a", *words).out
        assert "contents not reported (unreported-a)" in shown


def test_many_sides_can_be_compared_on_a_board_by_pairs_or_with_a_reference_side(negotrack: Command) -> None:
    convention = ("--positions", str(CONVENTION))
    assert "NH MA CT NY NJ PA DE MD VA NC SC GA" in negotrack(*convention, "compare").out
    pairs = json.loads(negotrack(*convention, "compare", "--pairs", "--format", "json").out)["pairs"]
    assert len(pairs) == 66
    told = [pairs[0]["one"], pairs[0]["other"], pairs[0]["both_reported"], pairs[0]["relations"]["one-sided"]]
    assert told == ["new-hampshire", "massachusetts", 15, 8]
    three = negotrack(*convention, "compare", "--sides", "virginia,georgia,maryland", "--format", "csv").out
    assert three.splitlines()[0].endswith('"maryland","virginia","georgia"')
    board = json.loads(negotrack(*convention, "compare", "--format", "json").out)
    assert (len(board["sides"]), len(board["proposals"])) == (12, len(three.splitlines()) - 1)
    row = next(each for each in board["proposals"] if each["id"] == "03-equal-vote-second-branch")
    assert (row["status"], row["held_up_by"], row["virginia"]) == ("accepted", [], "rejects")
    beside = negotrack(*convention, "compare", "--sides", "virginia").out
    assert beside.index("Pennsylvania") < beside.index("New York")
    assert len(negotrack(*convention, "compare", "--pairs", "--format", "csv").out.splitlines()) == 67
    assert negotrack(*convention, "compare", "--pairs", "--only", "agree").code == 2


def test_a_comparison_says_what_the_agreement_rests_on(negotrack: Command) -> None:
    assert "The 11 acceptances rest on one statement about all but number 6" in flat(negotrack("compare").out)


def test_a_comparison_as_of_a_day_says_which_positions_are_only_possible(negotrack: Command) -> None:
    shown = flat(negotrack("compare", "--as-of", "2021-08-25").out)
    assert "on 12 neither is reported. On all of them a position is only possible by this day" in shown
    told = json.loads(negotrack("compare", "--as-of", "2021-08-25", "--format", "json").out)
    assert told["as_of"] == "2021-08-25"
    assert all(row["possible"] for row in told["proposals"])


@pytest.mark.parametrize("words", [["report", "--annotations"], ["compare"], ["check"], ["diff", "2021-08-16"]])
def test_a_reading_command_leaves_no_files_and_gives_the_same_output_again(
    negotrack: Command, negotiation: Path, home: Path, words: list[str]
) -> None:
    before = files(negotiation)
    first = negotrack(*words)
    assert negotrack(*words) == first
    assert files(negotiation) == before
    assert files(home) == {}


def test_a_json_report_lists_the_same_problems_with_lines_as_check(negotrack: Command, negotiation: Path) -> None:
    path = negotiation / "proposals" / "no-disarming.toml"
    path.write_text(path.read_text(encoding="utf-8").replace('side = "taliban"', 'side = "talliban"'), encoding="utf-8")
    checked = json.loads(negotrack("check", "--format", "json").out)["problems"]
    assert checked
    assert all(problem["line"] for problem in checked)
    assert json.loads(negotrack("report", "--format", "json").out)["problems"] == checked


def test_json_output_contains_no_hidden_or_control_characters(negotrack: Command, negotiation: Path) -> None:
    path = negotiation / "proposals" / "no-disarming.toml"
    title = 'title = "No \\u009b1m disarming \\u007f \\u202e \\u200b"'
    path.write_text(path.read_text(encoding="utf-8").replace('title = "No disarming in the province"', title))
    negotrack("annotate", "no-disarming", "-m", "A \u009b1m \u202e note", "--author", "ana")
    for words in (
        ["report", "--annotations"],
        ["compare"],
        ["compare", "--pairs"],
        ["show", "no-disarming"],
        ["annotations"],
        ["diff", "2021-08-16"],
        ["check"],
    ):
        written = negotrack(*words, "--format", "json").out
        assert not set(written) & set("\x7f\x9b\u202e\u200b"), words
        assert json.loads(written)
