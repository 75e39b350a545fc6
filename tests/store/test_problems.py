from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from negotrack.cli.main import run
from negotrack.model.layout import Kind, Location
from negotrack.model.problems import Problem
from negotrack.store.problems import all_problems, with_lines
from negotrack.store.reader import Reader
from negotrack.store.validate import check


def told(folder: Path) -> list[str]:
    found = all_problems(folder, Reader(folder).load(), ())
    return [f"{problem.file} {problem.message}" for problem in found if "read" in problem.message]


def test_nothing_is_reported_where_every_file_is_read(negotiation: Path) -> None:
    (negotiation / ".hidden").mkdir()
    (negotiation / ".hidden" / "a.toml").touch()
    (negotiation / "papers").mkdir()
    (negotiation / "papers" / "scan.pdf").touch()
    (negotiation / "notes.txt").touch()
    assert told(negotiation) == []


def test_a_record_in_a_misnamed_folder_is_reported(negotiation: Path) -> None:
    (negotiation / "proposals").rename(negotiation / "proposal")
    assert told(negotiation) == [
        "proposal is not a folder of records (did you mean 'proposals'?); nothing in it is read",
    ]


def test_a_record_beside_the_header_is_reported(negotiation: Path) -> None:
    (negotiation / "proposals" / "no-disarming.toml").rename(negotiation / "no-disarming.toml")
    assert told(negotiation) == ["no-disarming.toml is not in a folder of records; it is not read"]


@pytest.mark.parametrize(
    ("keys", "key", "meant"),
    [
        ({"titel": "x"}, "titel", "title"),
        ({"positions": [{"side": "a", "stanse": "accepts"}]}, "positions[0].stanse", "stance"),
        ({"holds_up": [{"evidence": [{"source": "x", "wher": "1"}]}]}, "holds_up[0].evidence[0].wher", "where"),
    ],
)
def test_an_unknown_key_is_refused_with_the_likely_key_of_the_same_table(
    keys: dict[str, Any], key: str, meant: str
) -> None:
    _, problems = check(Location(Kind.PROPOSAL, "a"), {"id": "a", "status": "open", **keys})
    found = {problem.key: problem.message for problem in problems}
    assert found[key].startswith(f"is not a known key (did you mean '{meant}'?)")


def test_problems_between_files_are_given_their_lines(negotiation: Path) -> None:
    file = "proposals/no-disarming.toml"
    lines = (negotiation / file).read_text().splitlines()
    evidence = [number for number, line in enumerate(lines, 1) if line.startswith("evidence")]
    problems = [
        Problem(file, "no such source", key="positions[1].evidence[0].source"),
        Problem(file, "no such key", key="nothing"),
        Problem(file, "about the file"),
        Problem(file, "has a line", key="status", line=99),
        Problem("proposals/gone.toml", "is gone", key="status"),
        Problem("../../etc/passwd", "lies elsewhere", key="status"),
    ]
    filled = with_lines(negotiation, problems)
    assert [problem.line for problem in filled] == [evidence[1], 1, None, 99, None, None]
    assert [problem.message for problem in filled] == [problem.message for problem in problems]


def test_a_file_that_was_broken_meanwhile_leaves_a_problem_without_a_line(negotiation: Path) -> None:
    (negotiation / "proposals/no-disarming.toml").write_bytes(b"\xff[[[")
    problem = Problem("proposals/no-disarming.toml", "x", key="status")
    assert with_lines(negotiation, [problem]) == [problem]


def test_check_and_the_report_give_the_same_problems_with_the_same_lines(
    negotiation: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = negotiation / "proposals" / "no-disarming.toml"
    path.write_text(path.read_text().replace("trt-2021-09-06", "trt"))
    told = []
    for words in (["check", "--format", "json"], ["report", "--format", "json"]):
        run(["--positions", str(negotiation), *words])
        told.append(
            [(each["file"], each["line"], each["key"]) for each in json.loads(capsys.readouterr().out)["problems"]]
        )
    assert told[0] == told[1]
    assert all(line for _, line, _ in told[0])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            '[[positions]]\nside = "taliban"\nstance = "accepts"\ntopic = "arms"\n',
            "4: positions[0].topic: is not a known",
        ),
        ('[[positions]]\nside = "taliban"\nstance = "accepts"\ntopic = "arms"\n', "belongs above the first [[…]]"),
        ('[positions]\nside = "taliban"\nstance = "accepts"\n', "begin each entry of it with two brackets: [[…]]"),
        ('status = "conflicting"\n', "never written; leave the key out"),
        (
            '[[positions]]\nside = "taliban"\nstance = "accepts"\nevidence = [{ source = "x", credibility = 7 }]\n',
            "credibility: is 7; it must be at most 6",
        ),
    ],
)
def test_a_slip_is_reported_with_what_to_write_instead(
    negotiation: Path, capsys: pytest.CaptureFixture[str], text: str, said: str
) -> None:
    (negotiation / "proposals" / "new.toml").write_text(text)
    assert run(["--positions", str(negotiation), "check"]) == 1
    assert said in capsys.readouterr().out


def test_a_list_with_a_wrong_entry_is_not_called_too_short(negotiation: Path) -> None:
    header = negotiation / "negotiation.toml"
    text = header.read_text()
    header.write_text(text.replace('name = "Taliban"', 'name = "Taliban"\ntitel = "x"', 1))
    problems = Reader(negotiation).load().problems
    assert [problem.key for problem in problems] == ["sides[1].titel"]
    header.write_text(f'{text}\n[[packages]]\ntitle = "P"\nproposals = [1, 2]\n')
    assert not any("needs at least" in problem.message for problem in Reader(negotiation).load().problems)
