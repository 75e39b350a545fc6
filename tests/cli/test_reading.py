import json
import subprocess
from pathlib import Path

import pytest
import tomli

from negotrack.cli.main import COMMANDS
from tests.cli.conftest import Command, files


def flat(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_an_example(negotrack: Command, name: str) -> None:
    ran = negotrack(name, "--help")
    assert ran.code == 0
    assert "examples:\n  negotrack" in ran.out


def test_the_report_has_the_counts_of_the_shipped_records(negotrack: Command) -> None:
    ran = negotrack("report", "--format", "json")
    report = json.loads(ran.out)
    totals = report["totals"]
    assert ran.code == 0
    assert (totals["proposals"], totals["described"], totals["numbered"], totals["contested"]) == (12, 4, 1, 0)
    assert totals["by_status"] == {"open": 0, "accepted": 11, "conditional": 0, "rejected": 1, "withdrawn": 0}
    assert totals["relations"] == {"agree": 11, "partial": 0, "differ": 1, "one-sided": 0, "unknown": 0}
    assert report["unsettled"] == ["06-surrender-after-government"]
    assert report["problems"] == []


def test_the_shipped_records_have_no_problem(negotrack: Command) -> None:
    ran = negotrack("check")
    assert (ran.code, ran.out) == (0, "")
    assert json.loads(negotrack("check", "--format", "json").out) == {"schema": 1, "problems": []}


@pytest.mark.parametrize(
    ("day", "counted", "statuses"),
    [
        ("2021-08-16", 0, {}),
        ("2021-08-25", 12, {"open": 12}),
        ("2021-09-06", 12, {"accepted": 11, "rejected": 1}),
    ],
)
def test_a_report_of_another_day_knows_nothing_later(
    negotrack: Command, day: str, counted: int, statuses: dict[str, int]
) -> None:
    report = json.loads(negotrack("report", "--as-of", day, "--format", "json").out)
    assert report["totals"]["proposals"] == counted
    assert {status: count for status, count in report["totals"]["by_status"].items() if count} == statuses
    certainties = {each["certainty"] for found in report["proposals"] for each in found["positions"].values()}
    assert certainties == ({"possible"} if day == "2021-08-25" else {"certain"} if counted else set())


def test_a_later_position_moves_today_and_leaves_yesterday(negotrack: Command) -> None:
    negotrack("annotate", "6", "-m", "It was rejected.", "--author", "ana")
    words = ["--side", "taliban", "--stance", "accepts", "--date", "2021-09-07", "--source", "trt-2021-09-06"]
    negotrack("record", "6", *words, "--author", "ana")
    now = json.loads(negotrack("report", "--format", "json").out)
    then = json.loads(negotrack("report", "--format", "json", "--as-of", "2021-09-06").out)
    assert now["totals"]["by_status"]["accepted"] == 12
    assert now["totals"]["stale_annotations"] == 1
    assert then["totals"]["by_status"]["accepted"] == 11
    assert then["unsettled"] == ["06-surrender-after-government"]
    stale = negotrack("annotations", "--stale")
    assert "STALE" in stale.out
    identifier = stale.out.split()[0]
    assert negotrack("annotations", "--confirm", identifier, "--author", "boris").code == 0
    assert negotrack("annotations", "--stale").out == "0 annotations\n"


def test_an_inferred_position_that_competes_is_contested_and_makes_annotations_stale(negotrack: Command) -> None:
    negotrack("annotate", "no-disarming", "-m", "Agreed.", "--author", "ana")
    negotrack("add", "source", "--title", "Another", "--id", "other")
    words = ["--side", "taliban", "--stance", "rejects", "--date", "2021-08-24", "--basis", "inferred"]
    negotrack("record", "no-disarming", *words, "--source", "other", "--author", "ana")
    report = json.loads(negotrack("report", "--format", "json").out)
    assert report["totals"]["by_status"]["accepted"] == 11
    assert report["totals"]["contested"] == 1
    assert set(report["unsettled"]) == {"06-surrender-after-government", "no-disarming"}
    assert report["totals"]["stale_annotations"] == 1
    text = negotrack("report", "--summary").out
    assert "11 accepted (1 contested), 1 rejected" in text
    assert "Not settled: 2" in text


def test_the_text_report_fits_eighty_columns_and_writes_out_what_is_not_known(negotrack: Command) -> None:
    text = negotrack("report").out
    assert max(map(len, text.splitlines())) <= 80
    assert all(words in text for words in ("contents not reported", "unknown", "Not settled: 1, number 6"))
    assert not set(text) & set("│┌─╭━\x1b")


def test_the_report_is_written_to_a_file_in_the_format_of_its_ending(negotrack: Command, tmp_path: Path) -> None:
    assert negotrack("report", "-o", str(tmp_path / "r.md")).out == ""
    assert (tmp_path / "r.md").read_text(encoding="utf-8") == negotrack("report", "--format", "markdown").out
    assert negotrack("report", "-o", str(tmp_path / "r.xyz")).code == 2
    assert negotrack("report", "-o", str(tmp_path / "no" / "such" / "r.html")).code == 2


def test_rows_can_be_chosen_while_the_totals_stay_whole(negotrack: Command) -> None:
    report = json.loads(negotrack("report", "--status", "rejected", "--format", "json").out)
    assert [each["id"] for each in report["proposals"]] == ["06-surrender-after-government"]
    assert report["totals"]["proposals"] == 12


def test_two_sides_are_compared_and_only_what_differs_on_request(negotrack: Command) -> None:
    everything = json.loads(negotrack("compare", "--format", "json").out)
    assert everything["totals"] == {"differ": 1, "partial": 0, "one-sided": 0, "unknown": 0, "agree": 11}
    differing = negotrack("compare", "--only", "differ", "--format", "csv").out.splitlines()
    assert len(differing) == 2
    swapped = json.loads(negotrack("compare", "--sides", "taliban,resistance", "--format", "json").out)
    assert swapped["sides"] == ["taliban", "resistance"]
    assert swapped["totals"] == everything["totals"]


def test_a_proposal_is_shown_by_id_number_or_the_start_of_its_id(negotrack: Command) -> None:
    shown = {negotrack("show", named).out for named in ("6", "06", "06-surrender-after-government")}
    assert len(shown) == 1
    assert "Officials for the province" in shown.pop()
    found = json.loads(negotrack("show", "6", "--format", "json").out)
    assert found["proposal"]["positions"]["taliban"]["stance"] == "rejects"


def test_the_timeline_of_a_proposal_has_its_positions_among_the_events(negotrack: Command) -> None:
    text = negotrack("show", "6", "--timeline").out
    assert text.index("The Taliban take control of Kabul") < text.index("proposes") < text.index("5 Sep 2021")


def test_what_moved_between_two_days_is_said(negotrack: Command) -> None:
    moves = json.loads(negotrack("diff", "2021-08-16", "2021-09-06", "--format", "json").out)["moves"]
    assert [move["changes"] for move in moves] == [["new"]] * 12
    assert "Nothing moved" in negotrack("diff", "2021-09-06").out
    assert negotrack("diff").code == 2
    assert negotrack("diff", "2021-09-06", "2021-08-16").code == 2


def test_what_moved_is_told_with_what_competes_and_what_is_offered_instead(negotrack: Command) -> None:
    words = ["--date", "2021-08-24", "--source", "trt-2021-09-06", "--basis", "inferred"]
    negotrack("record", "no-disarming", "--side", "taliban", "--stance", "rejects", *words)
    said = negotrack("diff", "2021-08-16").out
    shown = said[said.index("No disarming") : said.index("contents not reported")]
    assert shown.index("Taliban     accepts") < shown.index("Taliban     rejects")
    assert "instead   Officials for the province" in said
    moves = json.loads(negotrack("diff", "2021-08-16", "--format", "json").out)["moves"]
    after = next(move["after"]["positions"]["taliban"] for move in moves if move["id"] == "no-disarming")
    assert [each["stance"] for each in after["competing"]] == ["rejects"]
    assert after["evidence"]


def test_a_statement_of_which_no_later_one_is_reported_is_not_said_to_be_taken_out(negotrack: Command) -> None:
    words = ["--date", "2021-09-07", "--source", "trt-2021-09-06"]
    negotrack("record", "6", "--side", "taliban", "--stance", "accepts", *words)
    said = flat(negotrack("diff", "2021-09-06").out)
    assert "Was: rejects. Statement not reported. statement before Did not agree to this one." in said
    assert "[-" not in said


def test_what_moved_since_a_revision_of_git_is_said_word_by_word(negotrack: Command, negotiation: Path) -> None:
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
    assert "[-disarming-]{+searches+}" in said.out
    assert negotrack("diff", "--git", "nothing").code == 2
    assert {each: each.read_bytes() for each in negotiation.rglob("*") if each.is_file()} == before


def test_annotations_are_found_by_words_tags_and_what_their_proposals_are(negotrack: Command) -> None:
    negotrack("annotate", "6", "-m", "The order of steps #gate", "--author", "ana")
    negotrack("annotate", "no-disarming", "-m", "Of whom? #ask", "--author", "boris")
    negotrack("annotate", ".", "-m", "One source.", "--author", "ana")
    assert negotrack("annotations").out.endswith("3 annotations\n")
    assert "order of steps" in negotrack("annotations", "--search", "status:rejected").out
    assert negotrack("annotations", "--tag", "ask").out.endswith("1 annotation\n")
    assert negotrack("annotations", "--author", "ana").out.endswith("2 annotations\n")
    assert negotrack("annotations", "--since", "2100-01-01").out == "0 annotations\n"
    mistaken = negotrack("annotations", "--search", "stauts:open")
    assert "did you mean 'status'" in mistaken.err


def test_the_keys_are_printed_as_toml(negotrack: Command) -> None:
    keys = tomli.loads(negotrack("keys").out)["keys"]
    assert keys["filter"] == "/"
    assert keys["quit"] == "q"
    assert keys["down"] == ["j", "down"]


@pytest.mark.parametrize("kind", ["negotiation", "proposal", "ledger", "annotation", "report"])
def test_every_kind_of_file_has_a_schema(negotrack: Command, kind: str) -> None:
    schema = json.loads(negotrack("schema", kind).out)
    assert schema["$schema"].startswith("https://json-schema.org/")
    assert "id" not in schema["properties"]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_knows_every_command_and_asks_for_words_that_change(negotrack: Command, shell: str) -> None:
    script = negotrack("completion", shell).out
    assert all(name in script for name in COMMANDS)
    assert all(f"completion --words {what}" in script for what in ("proposals", "sides", "tags"))


def test_a_script_for_completion_is_told_the_words_of_the_negotiation(negotrack: Command) -> None:
    negotrack("annotate", "6", "-m", "Ask for the text. #ask", "--tag", "two words")
    assert negotrack("completion", "--words", "proposals").out.startswith("06-surrender-after-government\nlocal-")
    assert negotrack("completion", "--words", "sides").out == "resistance\ntaliban\n"
    assert negotrack("completion", "--words", "tags").out == "ask\n"
    assert negotrack("completion").code == 2


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
def test_bash_completes_what_has_been_typed(
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


def test_a_new_negotiation_can_be_begun_and_worked_with_at_once(negotrack: Command, tmp_path: Path) -> None:
    folder = tmp_path / "positions" / "port-2026"
    made = negotrack("init", str(folder), "--title", 'Port "talks"', "--side", "Dockers’ union", "--side", "Port")
    assert made.code == 0
    assert negotrack("--positions", str(folder), "check").code == 0
    assert negotrack("--positions", str(folder), "add", "proposal", "--title", "Pay", "--by", "port").code == 0
    assert "1 open" in negotrack("--positions", str(folder), "report").out
    assert negotrack("init", str(folder)).code == 2


def test_an_editor_finds_the_schema_that_a_new_file_names(negotrack: Command, tmp_path: Path) -> None:
    folder = tmp_path / "positions" / "port-2026"
    negotrack("init", str(folder), "--side", "Union", "--side", "Port")
    directive, _, named = (folder / "negotiation.toml").read_text(encoding="utf-8").splitlines()[0].partition(" ")
    assert directive == "#:schema"
    assert (folder / named).read_text(encoding="utf-8") == negotrack("schema", "negotiation").out
    assert (folder / ".schemas" / "proposal.json").read_text(encoding="utf-8") == negotrack("schema", "proposal").out
    assert (folder.parent / "README.md").exists()


def test_a_negotiation_can_be_begun_in_a_new_repository_of_git(negotrack: Command, tmp_path: Path) -> None:
    folder = tmp_path / "positions" / "port-2026"
    subprocess.run(["git", "init", "-q", str(folder)], check=True)
    assert negotrack("init", str(folder), "--side", "Union", "--side", "Port").code == 0


def test_the_example_is_a_whole_copy(negotrack: Command, tmp_path: Path, negotiation: Path) -> None:
    folder = tmp_path / "copy" / "panjshir-2021"
    assert negotrack("init", "--example", "panjshir-2021", str(folder)).code == 0
    copied = {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*.toml")}
    assert copied == {path.relative_to(negotiation): path.read_bytes() for path in negotiation.rglob("*.toml")}
    assert (folder.parent / "README.md").exists()


def test_the_title_of_a_proposal_is_shown_as_it_was_written(negotrack: Command) -> None:
    for words in ([], ["--as-of", "2021-08-16"]):
        shown = negotrack("show", "unreported-a", *words).out
        assert "number unknown  contents not reported (unreported-a)" in shown


def test_a_comparison_says_how_much_of_what_is_not_settled_is_contested(negotrack: Command) -> None:
    words = ["--date", "2021-08-24", "--source", "trt-2021-09-06", "--basis", "inferred"]
    negotrack("record", "no-disarming", "--side", "taliban", "--stance", "rejects", *words)
    assert "agree 11 (1 contested). Not settled: 2 suggestions (1 contested)." in flat(negotrack("compare").out)
    rows = json.loads(negotrack("compare", "--format", "json").out)["proposals"]
    assert [row["id"] for row in rows if row["contested"]] == ["no-disarming"]


def test_a_comparison_says_what_the_agreement_rests_on(negotrack: Command) -> None:
    assert "All 11 acceptances rest on one statement about the whole set" in flat(negotrack("compare").out)


def test_a_comparison_says_what_is_only_possible_by_its_day(negotrack: Command) -> None:
    shown = flat(negotrack("compare", "--as-of", "2021-08-25").out)
    assert "agree 11. On all of these it is only possible" in shown
    told = json.loads(negotrack("compare", "--as-of", "2021-08-25", "--format", "json").out)
    assert told["as_of"] == "2021-08-25"
    assert all(row["possible"] for row in told["proposals"])


@pytest.mark.parametrize("words", [["report", "--annotations"], ["compare"], ["check"], ["diff", "2021-08-16"]])
def test_reading_leaves_nothing_behind_so_that_a_second_time_is_as_the_first(
    negotrack: Command, negotiation: Path, home: Path, words: list[str]
) -> None:
    before = files(negotiation)
    first = negotrack(*words)
    assert negotrack(*words) == first
    assert files(negotiation) == before
    assert files(home) == {}
