"""A negotiation whose header cannot be read has the sides that its positions name: several, one, or none."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from negotrack.cli.main import run
from negotrack.pages.writers.json_schema import schema
from negotrack.store.reader import Reader
from tests.pages.json_schema import faults
from tests.pages.reports import TEXTS, report

HEADERS = ['title = "Half of', "<<<<<<< ours\n", 'title = "Talks"\nsides = []\n', "\0"]


def folder(parent: Path, *sides: str, header: str = HEADERS[0]) -> Path:
    """A negotiation with one proposal, a position of each side on it, and a header that cannot be read."""
    positions = [f'[[positions]]\nside = "{side}"\nstance = "rejects"\n' for side in sides]
    proposal = parent / "talks" / "proposals" / "a.toml"
    proposal.parent.mkdir(parents=True)
    proposal.write_text('number = 1\ntitle = "A road"\nstatus = "rejected"\n' + "".join(positions))
    (parent / "talks" / "negotiation.toml").write_text(header)
    return parent / "talks"


def reported(negotiation: Path, name: str = "text") -> str:
    loaded = Reader(negotiation).load()
    return report(loaded.negotiation, name, annotations=True, problems=loaded.problems)


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize("sides", [(), ("red",), ("red", "blue"), ("red", "blue", "green")])
def test_with_an_unreadable_header_the_rest_is_still_reported_in_every_format(
    tmp_path: Path, sides: tuple[str, ...], name: str
) -> None:
    for place, header in enumerate(HEADERS):
        written = reported(folder(tmp_path / str(place), *sides, header=header), name)
        assert "A road" in written
        assert all(side in written for side in sides)
        assert name == "csv" or "negotiation.toml" in written.replace("\\", "")


def test_the_report_says_which_sides_are_known_if_the_header_cannot_be_read(tmp_path: Path) -> None:
    lines = reported(folder(tmp_path / "none"))
    assert "Sides: not known." in lines
    assert "No position is reported." in lines
    assert "1 file could not be read, and what it holds is in no figure: negotiation.toml." in lines
    lines = reported(folder(tmp_path / "one", "red"))
    assert "Sides: red; no other is known." in lines
    assert "agree on" not in lines
    assert "It is reported as rejected." in reported(folder(tmp_path / "two", "red", "blue"))


def test_sides_without_a_say_are_listed_separately_and_never_called_unknown(tmp_path: Path) -> None:
    sides = (
        '[[sides]]\nid = "red"\nname = "Red"\ndecides = {}\n[[sides]]\nid = "blue"\nname = "Blue"\ndecides = false\n'
    )
    header = f'title = "Talks"\n{sides}'
    lines = reported(folder(tmp_path / "one", header=header.format("true")))
    assert "Sides: Red.\nWithout a say in decisions: Blue." in lines
    lines = reported(folder(tmp_path / "none", header=header.format("false")))
    assert "Sides" not in lines
    assert "Without a say in decisions: Red and Blue." in lines


@pytest.mark.parametrize("sides", [[], ["red"], ["red", "blue"]])
def test_json_and_csv_list_the_known_sides(tmp_path: Path, sides: list[str]) -> None:
    talks = folder(tmp_path, *sides)
    data = json.loads(reported(talks, "json"))
    assert [side["id"] for side in data["sides"]] == data["compared"] == sides
    assert faults(data, schema(), schema()) == []
    (row,) = csv.DictReader(io.StringIO(reported(talks, "csv")))
    assert [key.removesuffix(".stance") for key in row if key.endswith(".stance")] == sides


@pytest.mark.parametrize("words", [*(("report", "--format", name) for name in TEXTS), ("show", "a")])
def test_commands_on_an_unreadable_header_still_report_but_exit_with_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...]
) -> None:
    assert run(["--positions", str(folder(tmp_path)), *words]) == 1
    written = capsys.readouterr()
    assert "road" in written.out.lower()
    assert written.err == ""
