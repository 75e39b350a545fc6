"""Faults that were seen once, each tested as a user would meet it: through files and commands."""

import re
import shutil
import subprocess
from collections.abc import Iterable, Sequence
from itertools import permutations
from pathlib import Path

import pytest

from tests.rules.conftest import THREE, Command
from tests.rules.tables import write

BETA_FIRST = ("beta", "accepts", "2026-03-03")
LATE_REPORTS = {
    "rejected": [BETA_FIRST, ("gamma", "accepts", "2026-03-07"), ("beta", "rejects", "2026-03-05")],
    "rejected beside a condition": [("gamma", "conditional", "2026-03-07"), ("beta", "rejects", "2026-03-05")],
    "accepted": [("gamma", "accepts", "2026-03-07"), BETA_FIRST],
}
"""What is recorded of a proposal of Alpha's, by what becomes of it."""


def record(negotrack: Command, at: Path, side: str, stance: str, day: str) -> None:
    words = ("record", "road", "--side", side, "--stance", stance, "--date", day, "--source", "wire", "--author", "Ann")
    assert negotrack(*words, at=at).code == 0


def git(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    who = ("-c", "user.name=Ann", "-c", "user.email=ann@example.org", "-c", "commit.gpgsign=false")
    command = ["git", "-C", str(folder), *who, *words]
    return subprocess.run(command, check=True, capture_output=True, text=True)


def branches(folder: Path, *tasks: Iterable[Sequence[str]], negotrack: Command) -> None:
    """Run the commands of each task on a branch of its own, and merge all branches; raise if there is a conflict."""
    git(folder, "init", "-q", "-b", "main")
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "What all know")
    names = [f"branch-{number}" for number in range(len(tasks))]
    for name, task in zip(names, tasks, strict=True):
        git(folder, "checkout", "-q", "-b", name, "main")
        for words in task:
            assert negotrack(*words, at=folder).code == 0
        git(folder, "add", "-A")
        git(folder, "commit", "-q", "-m", name)
    git(folder, "checkout", "-q", "main")
    for name in names:
        git(folder, "merge", "-q", "--no-ff", "-m", f"Merge {name}", name)


@pytest.mark.parametrize("becomes", LATE_REPORTS)
def test_a_late_report_gives_the_same_page_as_one_recorded_in_time(
    becomes: str, tmp_path: Path, negotrack: Command
) -> None:
    pages = set()
    for number, order in enumerate(permutations(LATE_REPORTS[becomes])):
        folder = tmp_path / str(number)
        write(THREE, folder / "positions")
        for each in order:
            record(negotrack, folder, *each)
        pages.add(negotrack("report", at=folder).out)
        assert negotrack("check", at=folder).code == 0
    (page,) = pages
    assert f"It is reported as {becomes.split(maxsplit=1)[0]}." in page
    assert ("Outstanding: none." in " ".join(page.split())) is (becomes == "accepted")


@pytest.mark.parametrize("becomes", LATE_REPORTS)
def test_a_late_report_gives_the_same_answer_after_branches_are_merged(
    becomes: str, three: Path, negotrack: Command
) -> None:
    words = [
        ("record", "road", "--side", s, "--stance", x, "--date", d, "--source", "wire", "--author", "Ann")
        for s, x, d in LATE_REPORTS[becomes]
    ]
    branches(three, words[:-1], words[-1:], negotrack=negotrack)
    assert f"It is reported as {becomes.split(maxsplit=1)[0]}." in negotrack("report", at=three).flat
    assert negotrack("check", at=three).code == 0


@pytest.mark.parametrize("dated", [True, False])
def test_eight_runs_of_one_script_give_the_same_report(tmp_path: Path, negotrack: Command, *, dated: bool) -> None:
    pages = set()
    for number in range(8):
        folder = tmp_path / str(number)
        write(THREE, folder / "positions")
        for stance in ("rejects", "conditional", "accepts"):
            when = ["--date", "2026-03-05"] if dated else []
            negotrack("record", "1", "--side", "beta", "--stance", stance, *when, "--source", "wire", at=folder)
        pages.add(negotrack("report", at=folder).out)
    assert len(pages) == 1


def test_two_sides_against_do_not_agree_and_coming_closer_is_not_moving_apart(three: Path, negotrack: Command) -> None:
    for side in ("beta", "gamma"):
        record(negotrack, three, side, "rejects", "2026-03-03")
    compared = negotrack("compare", "--sides", "beta,gamma", "--format", "json", at=three).data
    assert (compared["totals"]["both-against"], compared["totals"]["agree"]) == (1, 0)
    record(negotrack, three, "beta", "conditional", "2026-03-10")
    record(negotrack, three, "gamma", "accepts", "2026-03-11")
    moved = negotrack("diff", "2026-03-09", at=three).flat
    assert "moved towards it" in moved
    assert "apart" not in moved
    assert "away" not in moved


def test_two_analysts_who_code_one_sentence_differently_are_both_named(three: Path, negotrack: Command) -> None:
    def coded(stance: str, author: str) -> list[Sequence[str]]:
        where = ("--source", "wire@paragraph 3", "--quote", "We do not see how this could work.")
        day = ("--date", "2026-03-05")
        return [("record", "1", "--side", "beta", "--stance", stance, *day, *where, "--author", author)]

    branches(three, coded("rejects", "Ann"), coded("conditional", "Ben"), negotrack=negotrack)
    (row,) = negotrack("report", "--format", "json", at=three).data["proposals"]
    assert (row["status"], row["conflicts"][0]["kind"]) == ("conflicting", "readings")
    page = negotrack("report", at=three).flat
    assert "The reports conflict." in page
    assert "Ann and Ben read the same passage differently." in page


def test_one_source_added_on_two_branches_merges_cleanly_and_check_warns_of_the_copy(
    three: Path, negotrack: Command
) -> None:
    words = ("add", "source", "--publisher", "Reuters", "--title", "Talks stall", "--date", "2026-03-10")
    branches(three, [(*words, "--reliability", "B")], [(*words, "--reliability", "C")], negotrack=negotrack)
    assert len(list((three / "positions" / "talks" / "sources").iterdir())) == 2
    assert "has this title and date as well" in negotrack("check", at=three).flat


def test_one_event_and_proposal_added_on_two_branches_merge_cleanly_and_check_warns_of_the_copies(
    three: Path, negotrack: Command
) -> None:
    event = ("add", "event", "--title", "First meeting", "--date", "2026-03-10")
    proposal = ("add", "proposal", "--number", "2", "--title", "A port", "--by", "beta")
    branches(three, [event, proposal], [event, proposal], negotrack=negotrack)
    assert len(negotrack("report", "--format", "json", at=three).data["proposals"]) == 3
    checked = negotrack("check", at=three).flat
    assert "warning: says exactly what events/first-meeting-" in checked
    assert "number: 2 is the number of '02-a-port-" in checked


def test_following_the_advice_for_two_files_of_one_name_keeps_both(three: Path, negotrack: Command) -> None:
    words = ("add", "source", "--id", "same", "--title")
    with pytest.raises(subprocess.CalledProcessError):
        branches(three, [(*words, "One report")], [(*words, "Another report")], negotrack=negotrack)
    checked = negotrack("check", at=three)
    assert checked.code == 1
    assert "keep both: first 'git show :3:./NAME.toml > OTHER-NAME.toml'" in checked.flat
    sources = three / "positions" / "talks" / "sources"
    theirs = git(sources, "show", ":3:./same.toml").stdout
    git(sources, "checkout", "--ours", "same.toml")
    (sources / "other.toml").write_text(theirs)
    assert negotrack("check", at=three).code == 0
    assert "One report" in negotrack("report", at=three).flat
    assert "Another report" in negotrack("report", at=three).flat


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('prefers = ["alpha-1"]\nover = ["gone"]\nbecause = "B"\n', ":2: over: names 'gone', which is not on record"),
        (
            'prefers = ["gone"]\nover = ["alpha-1"]\nbecause = "B"\n',
            ":1: prefers: names 'gone', which is not on record",
        ),
        ('because = "B"\nretracts = "entry"\n', ":2: retracts: names itself"),
        ('meets = "alpha-1#1"\n', ":1: meets: there is no condition 'alpha-1#1'"),
    ],
)
def test_an_entry_without_effect_is_a_problem_with_its_file_line_and_key(
    text: str, place: str, three: Path, negotrack: Command
) -> None:
    file = three / "positions" / "talks" / "ledger" / "road" / "entry.toml"
    file.parent.mkdir(parents=True)
    before = negotrack("report", at=three).out
    file.write_text(text)
    checked = negotrack("check", at=three)
    assert checked.code == 1
    assert f"positions/talks/ledger/road/entry.toml{place}" in checked.flat
    assert checked.flat.endswith("; it decides nothing")
    assert negotrack("report", at=three).out == before


def test_a_second_source_that_conflicts_is_counted_apart_and_can_be_decided(
    negotiation: Path, negotrack: Command
) -> None:
    at = negotiation.parent.parent
    negotrack("add", "source", "--title", "Another report", "--date", "2021-08-25", "--id", "another", at=at)
    day = ("--date", "2021-08-24", "--source", "another", "--author", "Ann")
    negotrack("record", "no-disarming", "--side", "taliban", "--stance", "rejects", *day, at=at)
    data = negotrack("report", "--format", "json", at=at).data
    totals = data["totals"]
    assert (totals["by_status"]["accepted"], totals["by_status"]["conflicting"], totals["outstanding"]) == (10, 1, 2)
    assert (totals["relations"]["agree"], totals["relations"]["conflicting"]) == (10, 1)
    row = next(each for each in data["proposals"] if each["id"] == "no-disarming")
    (conflict,) = row["conflicts"]
    assert (conflict["side"], conflict["kind"]) == ("taliban", "order")
    late = next(each for each in conflict["entries"] if each != "taliban-1")
    page = negotrack("report", at=at).flat
    assert "Rejected if “rejects” holds; accepted if “accepts” holds." in page
    because = ("--because", "The later report is the fuller one.")
    assert negotrack("rule", "no-disarming", "--prefers", "taliban-1", *because, "--author", "Ben", at=at).code == 0
    page = negotrack("report", at=at).flat
    assert "11 are reported as accepted" in page
    assert "The later report is the fuller one." in page
    assert re.search(r"by Ben, \d+ \w+ \d{4}", page)
    assert negotrack("retract", late, "--because", "It is about another province.", at=at).code == 0
    assert "11 are reported as accepted" in negotrack("report", at=at).flat


def test_opposite_rulings_from_two_branches_leave_the_conflict_and_a_third_decides_it(
    three: Path, negotrack: Command
) -> None:
    where = ("--date", "2026-03-05", "--source", "wire@paragraph 3")
    for stance, author in (("rejects", "Ann"), ("accepts", "Ben")):
        negotrack("record", "1", "--side", "beta", "--stance", stance, *where, "--author", author, at=three)
    (row,) = negotrack("report", "--format", "json", at=three).data["proposals"]
    ann, ben = sorted(row["conflicts"][0]["entries"])

    def ruling(entry: str, author: str) -> tuple[str, ...]:
        return ("rule", "1", "--prefers", entry, "--because", f"{author} knows.", "--author", author)

    branches(three, [ruling(ann, "Ann")], [ruling(ben, "Ben")], negotrack=negotrack)
    page = negotrack("report", at=three).flat
    assert "The reports conflict." in page
    assert "Rejected if “rejects” holds; open if “accepts” holds. ruling By Ann and Ben, without effect" in page
    assert negotrack("check", at=three).code == 1
    assert negotrack(*ruling(ben, "Chief"), at=three).code == 0
    page = negotrack("report", at=three).flat
    assert "It is open." in page
    assert "Chief knows." in page
    assert "Ann knows." not in page
    assert negotrack("check", at=three).code == 0
    refused = negotrack(*ruling(ann, "Ann"), "--over", ben, at=three)
    assert refused.code == 2
    assert f"sets {ann} aside; name it with --over as well" in " ".join(refused.err.split())


def test_a_retraction_is_shown_with_what_it_retracts(three: Path, negotrack: Command) -> None:
    record(negotrack, three, "beta", "rejects", "2026-03-05")
    (entry,) = (three / "positions" / "talks" / "ledger" / "road").iterdir()
    assert negotrack("retract", entry.stem, "--because", "Wrong day.", "--author", "Ben", at=three).code == 0
    page = negotrack("show", "1", at=three).flat
    assert (
        "Retracted no longer counts Beta rejects (5 Mar 2026; A wire report; read by Ann). because Wrong day." in page
    )
    (retraction,) = {*(three / "positions" / "talks" / "ledger" / "road").iterdir()} - {entry}
    assert negotrack("retract", retraction.stem, "--because", "It was right.", at=three).code == 0
    page = negotrack("show", "1", at=three).flat
    assert "no longer counts The retraction by Ben of" in page


def test_two_sources_on_one_day_conflict_as_sources(three: Path, negotrack: Command) -> None:
    for source, stance in (("wire", "accepts"), ("paper", "rejects")):
        words = ("--side", "beta", "--stance", stance, "--date", "2026-03-05", "--source", source)
        negotrack("record", "1", *words, at=three)
    (row,) = negotrack("report", "--format", "json", at=three).data["proposals"]
    assert [conflict["kind"] for conflict in row["conflicts"]] == ["sources"]


@pytest.mark.parametrize("name", ["text", "markdown", "html"])
def test_before_the_first_record_the_page_says_so_and_nothing_else(
    name: str, negotiation: Path, negotrack: Command
) -> None:
    page = negotrack("report", "--as-of", "2021-08-16", "--format", name, at=negotiation.parent.parent).out
    assert "Nothing is on record by 16 August 2021." in page
    told = re.sub(r"<style>.*?</style>", "", page, flags=re.DOTALL)
    for later in ("fail", "TRT", "September", "17 August", "Not settled", "Outstanding", "Massoud", "Taliban"):
        assert later not in told


def test_proposals_stay_open_until_the_days_of_their_positions_are_surely_over(
    negotiation: Path, negotrack: Command
) -> None:
    found = [
        negotrack("report", "--format", "json", "--as-of", day, at=negotiation.parent.parent).data["totals"][
            "by_status"
        ]
        for day in ("2021-09-05", "2021-09-06")
    ]
    assert [(each["open"], each["accepted"], each["rejected"]) for each in found] == [(12, 0, 0), (0, 11, 1)]


def test_a_position_has_not_moved_just_because_its_days_are_over(negotiation: Path, negotrack: Command) -> None:
    moved = negotrack("diff", "2021-08-25", at=negotiation.parent.parent)
    assert "Nothing moved." in moved.flat
    assert "Nothing moved on 12 suggestions: the days in which their positions lie are over" in moved.flat


def test_a_changed_summary_is_not_called_evidence(three: Path, negotrack: Command) -> None:
    git(three, "init", "-q", "-b", "main")
    git(three, "add", "-A")
    git(three, "commit", "-q", "-m", "What all know")
    file = three / "positions" / "talks" / "proposals" / "road.toml"
    file.write_text(f'summary = "From the port to the pass."\n{file.read_text()}')
    moved = negotrack("diff", "--git", "HEAD", at=three).flat
    assert "vidence" not in moved
    assert "summary: {-not reported-}{+From the port to the pass.+}" in moved


def test_one_command_records_several_sides_and_every_source_keeps_its_own_grade(
    three: Path, negotrack: Command
) -> None:
    sources = ("--source", "wire", "--credibility", "3", "--source", "paper")
    words = ("record", "1", "--side", "beta", "--side", "gamma", "--stance", "accepts", *sources)
    assert negotrack(*words, at=three).code == 0
    (row,) = negotrack("report", "--format", "json", at=three).data["proposals"]
    assert row["status"] == "accepted"
    given = {side: row["stands"][side] for side in ("beta", "gamma")} if "stands" in row else row
    assert str(given).count("'credibility': 3") == 2
    assert str(given).count("'credibility': None") >= 2


def test_two_proposals_that_hold_each_other_up_are_no_problem_and_no_circle(three: Path, negotrack: Command) -> None:
    folder = three / "positions" / "talks" / "proposals"
    (folder / "port.toml").write_text('number = 2\ntitle = "A port"\nholds_up = [{ proposal = "road" }]\n')
    (folder / "road.toml").write_text('number = 1\ntitle = "A road"\nholds_up = [{ proposal = "port" }]\n')
    assert negotrack("check", at=three).code == 0
    page = negotrack("report", at=three).flat
    assert "problem" not in page
    assert "circle" not in page


def test_a_future_event_is_not_the_latest_record(three: Path, negotrack: Command) -> None:
    header = three / "positions" / "talks" / "negotiation.toml"
    event = '[[events]]\nkind = "{}"\ntitle = "Another round"\ndate = 2996-12-20\n'
    for kind in ("meeting", "deadline"):
        header.write_text(header.read_text() + event.format(kind))
    assert "Latest record: 1 March 2026." in negotrack("report", at=three).flat


def test_check_reports_a_status_stored_by_version_0_1_that_the_positions_contradict(
    three: Path, negotrack: Command
) -> None:
    ledger = three / "positions" / "talks" / "ledger" / "road"
    ledger.mkdir(parents=True)
    entry = 'side = "{}"\nstance = "{}"\ndate = {}\nstatus = "{}"\nevidence = [{{ source = "wire" }}]\n'
    stored = [("beta", "accepts", "2026-03-03", "open"), ("gamma", "accepts", "2026-03-07", "accepted")]
    for number, each in enumerate([*stored, ("beta", "rejects", "2026-03-05", "rejected")]):
        (ledger / f"20260309T12000{number}Z-abcdefghij.toml").write_text(entry.format(*each))
    assert "It is reported as rejected." in negotrack("report", at=three).flat
    checked = negotrack("check", at=three)
    said = checked.out + checked.err
    assert "an earlier version worked it out" in said.replace("\n", " ")
    assert "the records give rejected" in " ".join(said.split())


def test_the_equal_vote_of_1787_is_rejected_twice_and_then_accepted(tmp_path: Path, negotrack: Command) -> None:
    states = ["ma", "ct", "ny", "nj", "pa", "de", "md", "va", "nc", "sc", "ga"]
    votes = {
        "1787-06-11": "NAAANAANNNN",
        "1787-07-02": "NAAANAANNND",
        "1787-07-16": "DA-ANAANANN",
    }
    stance = {"A": "accepts", "N": "rejects", "D": "divided"}
    ledger = {
        f"vote-{day}-{state}": {
            "side": state,
            "stance": stance[vote],
            "date": day,
            "form": "voted",
            "evidence": [{"source": "notes", "where": day}],
            "recorded_by": "Ann",
        }
        for day, all_votes in votes.items()
        for state, vote in zip(states, all_votes, strict=True)
        if vote != "-"
    }
    lost = {"status": "rejected", "date": "1787-07-02", "form": "voted", "evidence": [{"source": "notes"}]}
    header = {
        "title": "The Convention",
        "decision": "majority",
        "sides": [{"id": state, "name": state.upper()} for state in states],
        "sources": [{"id": "notes", "title": "Notes"}],
    }
    talks = THREE.__class__(header, {"vote": {"title": "An equal vote"}}, {"vote": {**ledger, "lost": lost}})
    write(talks, tmp_path / "positions")

    def status(day: str) -> str:
        asked = ["--as-of", day] if day else []
        return str(negotrack("report", "--format", "json", *asked).data["proposals"][0]["status"])

    held = {day: status(day) for day in ("1787-06-11", "1787-07-01", "1787-07-02", "1787-07-15", "1787-07-16", "")}
    assert list(held.values()) == ["rejected", "rejected", "rejected", "rejected", "accepted", "accepted"]


def test_the_shipped_equal_vote_is_rejected_twice_and_then_accepted(tmp_path: Path, negotrack: Command) -> None:
    shutil.copytree(Path(__file__).parents[2] / "positions" / "federal-convention-1787", tmp_path / "positions" / "c")

    def status(day: str) -> str:
        rows = negotrack("report", "--format", "json", "--as-of", day).data["proposals"]
        return str(next(row["status"] for row in rows if row["id"] == "03-equal-vote-second-branch"))

    days = ("1787-06-11", "1787-07-02", "1787-07-16")
    assert [status(day) for day in days] == ["rejected", "rejected", "accepted"]
