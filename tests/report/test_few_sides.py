"""A negotiation whose own file cannot be read has the sides that its positions name: two or more, one, or none."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from negotrack.analysis.view import view
from negotrack.cli.main import run
from negotrack.report import FORMATS, StatusReport, render, schema, status_report
from negotrack.store.reader import Reader
from tests.report.json_schema import faults
from tests.report.page import Page

HEADERS = ['title = "Half of', "<<<<<<< ours\n", 'title = "Talks"\nsides = []\n', "\0"]


def folder(parent: Path, *sides: str, header: str = HEADERS[0]) -> Path:
    """A negotiation with a proposal, a position of each side on it, and a file of its own that cannot be read."""
    positions = [f'[[positions]]\nside = "{side}"\nstance = "rejects"\n' for side in sides]
    proposal = parent / "talks" / "proposals" / "a.toml"
    proposal.parent.mkdir(parents=True)
    proposal.write_text('number = 1\ntitle = "A road"\nstatus = "rejected"\n' + "".join(positions))
    (parent / "talks" / "negotiation.toml").write_text(header)
    return parent / "talks"


def reported(negotiation: Path) -> StatusReport:
    loaded = Reader(negotiation).load()
    return status_report(view(loaded.negotiation), annotations=True, problems=loaded.problems)


@pytest.mark.parametrize("header", HEADERS)
@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("sides", [(), ("red",), ("red", "blue"), ("red", "blue", "green")])
def test_what_can_be_read_is_reported_in_every_format(
    tmp_path: Path, sides: tuple[str, ...], name: str, header: str
) -> None:
    written = render(reported(folder(tmp_path, *sides, header=header)), name)
    assert "A road" in written
    assert all(side in written for side in sides)
    assert name == "csv" or "negotiation.toml" in written.replace("\\", "")


def test_the_report_says_which_sides_are_known(tmp_path: Path) -> None:
    lines = render(reported(folder(tmp_path / "none")), "text")
    assert "Sides: not known." in lines
    assert "No position is reported." in lines
    assert "1 file could not be read, and what it holds is in no figure: negotiation.toml." in lines
    lines = render(reported(folder(tmp_path / "one", "red")), "text")
    assert "Sides: red; no other is known." in lines
    assert "agree on" not in lines
    assert "The sides agree on 1." in render(reported(folder(tmp_path / "two", "red", "blue")), "text")


def test_there_is_a_picture_only_where_two_sides_can_be_compared(tmp_path: Path) -> None:
    drawn = [
        len(Page(render(reported(folder(tmp_path / str(len(sides)), *sides)), "html")).all("svg"))
        for sides in ((), ("red",), ("red", "blue"))
    ]
    assert drawn == [0, 0, 1]


@pytest.mark.parametrize("sides", [[], ["red"], ["red", "blue"]])
def test_data_names_the_sides_that_are_known(tmp_path: Path, sides: list[str]) -> None:
    report = reported(folder(tmp_path, *sides))
    data = json.loads(render(report, "json"))
    assert [side["id"] for side in data["sides"]] == data["compared"] == sides
    assert faults(data, schema(), schema()) == []
    (row,) = csv.DictReader(io.StringIO(render(report, "csv")))
    assert [key.removesuffix(".stance") for key in row if key.endswith(".stance")] == sides


@pytest.mark.parametrize("words", [*(("report", "--format", name) for name in FORMATS), ("show", "a")])
def test_commands_report_and_exit_with_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...]
) -> None:
    assert run(["--positions", str(folder(tmp_path)), *words]) == 1
    written = capsys.readouterr()
    assert "road" in written.out.lower()
    assert written.err == ""
