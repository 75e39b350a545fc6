"""The same records give the same answer, whatever the order of recording, the file names and the merged branches."""

import json
import random
import re
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from negotrack.analysis.consistency import consistency
from negotrack.cli.main import run
from negotrack.model.negotiation import in_order
from negotrack.model.snapshot import snapshot
from negotrack.pages.writers import write_report
from negotrack.pages.writers.json_schema import schema
from tests.pages.json_schema import faults
from tests.rules.strategies import talks
from tests.rules.tables import Talks, days_that_matter, files, negotiation, write

FORMATS = ("text", "markdown", "html", "json", "csv")
NAME = re.compile(r"\be-[0-9a-z]{4}\b")


def renamed(drawn: Talks, name: Callable[[int], str]) -> Talks:
    """The same talks with other names for the entries of the ledger, wherever they are named."""
    names = {old: name(number) for number, (_, old, _) in enumerate(drawn.entries)}

    def again(value: Any) -> Any:
        if isinstance(value, Mapping):
            return {key: again(each) for key, each in value.items()}
        if isinstance(value, list):
            return [again(each) for each in value]
        entry = value.partition("#")[0] if isinstance(value, str) else ""
        return value.replace(entry, names[entry]) if entry in names else value

    ledger = {
        proposal: in_order({names[old]: again(table) for old, table in found.items()})
        for proposal, found in drawn.ledger.items()
    }
    return replace(drawn, ledger=ledger)


def recorded_one_by_one(drawn: Talks) -> Talks:
    """The same talks, with no two entries recorded at the same moment."""
    moments = (datetime(2026, 4, 1, 12, tzinfo=UTC) + timedelta(seconds=n) for n in range(len(drawn.entries)))
    ledger = {
        proposal: {name: {**table, "recorded": next(moments)} for name, table in found.items()}
        for proposal, found in drawn.ledger.items()
    }
    return replace(drawn, ledger=ledger)


def said(drawn: Talks, day: date | None) -> dict[str, object]:
    """Everything that is reported of talks on a day, in every format, with the names of entries masked."""
    records = negotiation(drawn)
    problems = consistency(records)
    now = snapshot(records, day)
    found: dict[str, object] = {name: NAME.sub("an entry", write_report(now, name=name)) for name in FORMATS}
    found["check"] = sorted(NAME.sub("an entry", f"{each.file} {each.key} {each.message}") for each in problems)
    return found


@given(talks(most=2), st.randoms(use_true_random=False))
@settings(max_examples=25, phases=[Phase.reuse, Phase.generate], suppress_health_check=[HealthCheck.too_slow])
def test_file_names_and_their_order_change_nothing(drawn: Talks, chance: random.Random) -> None:
    one_by_one = recorded_one_by_one(drawn)
    order = list(range(1000, 1000 + len(drawn.entries)))
    one_way = renamed(one_by_one, lambda number: f"e-{order[number]}")
    chance.shuffle(order)
    other = renamed(one_by_one, lambda number: f"e-{order[number]}")
    day = chance.choice(days_that_matter(drawn))
    assert said(one_way, day) == said(other, day)


def git(folder: Path, *words: str) -> None:
    who = ("-c", "user.name=Ann", "-c", "user.email=ann@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", "-C", str(folder), *who, *words], check=True, capture_output=True)  # any git will do


def merged(drawn: Talks, folder: Path, chance: random.Random) -> Path:
    """The folder ``positions`` of a repository in which three branches, each with some of the entries, were merged."""
    whole = dict(files(drawn))
    entries = [name for name in whole if name.startswith("talks/ledger/")]
    chance.shuffle(entries)
    git(folder, "init", "-q", "-b", "main")
    write(replace(drawn, ledger={}), folder / "positions")
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "What all know")
    branches = ["one", "two", "three"]
    for branch in branches:
        git(folder, "checkout", "-q", "-b", branch, "main")
        for name in entries[branches.index(branch) :: len(branches)]:
            path = folder / "positions" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(whole[name], encoding="utf-8")
            git(folder, "add", "-A")
        git(folder, "commit", "-q", "--allow-empty", "-m", branch)
    chance.shuffle(branches)
    git(folder, "checkout", "-q", "main")
    for branch in branches:
        git(folder, "merge", "-q", "--no-ff", "-m", f"Merge {branch}", branch)
    return folder / "positions"


Say = Callable[[Path, date | None], list[tuple[list[str], int, object]]]


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Say:
    """Everything that the commands print of a folder ``positions`` on a day, with their exit codes."""

    def commands(positions: Path, day: date | None) -> list[tuple[list[str], int, object]]:
        monkeypatch.chdir(positions.parent)
        asked = ["--as-of", day.isoformat()] if day else []
        then = [["diff", *asked[1:]], ["show", "p1", *asked]] if day else [["compare", "--pairs"]]
        reports = (["report", "--format", name, *asked] for name in FORMATS)
        return [
            (words, run(list(words)), capsys.readouterr())
            for words in (*reports, ["compare", *asked], *then, ["check"])
        ]

    return commands


@given(talks(), st.randoms(use_true_random=False))
@settings(max_examples=3, phases=[Phase.generate], suppress_health_check=[*HealthCheck])
def test_merged_git_branches_give_the_same_as_one_person_recording_everything(
    tmp_path_factory: pytest.TempPathFactory, say: Say, drawn: Talks, chance: random.Random
) -> None:
    alone, together = (tmp_path_factory.mktemp(name) for name in ("alone", "together"))
    told = recorded_one_by_one(drawn)
    write(told, alone / "positions")
    positions = merged(told, together, chance)
    for day in (None, chance.choice(days_that_matter(told))):
        said_together = say(positions, day)
        assert said_together == say(alone / "positions", day)
        assert [code for _, code, _ in said_together][: len(FORMATS)] == [0] * len(FORMATS)


@given(talks(), st.data())
@settings(max_examples=25, phases=[Phase.reuse, Phase.generate], suppress_health_check=[HealthCheck.too_slow])
def test_whatever_was_recorded_the_json_report_matches_its_schema_and_its_totals_add_up(
    drawn: Talks, data: st.DataObject
) -> None:
    day = data.draw(st.sampled_from(days_that_matter(drawn)))
    now = snapshot(negotiation(drawn), day)
    written = json.loads(write_report(now, name="json"))
    assert faults(written, schema(), schema()) == []
    totals, rows = written["totals"], written["proposals"]
    assert sum(totals["by_status"].values()) == sum(totals["relations"].values()) == totals["proposals"] == len(rows)
    assert totals["outstanding"] == sum(row["status"] not in {"accepted", "withdrawn"} for row in rows)
