from __future__ import annotations

from pathlib import Path

from negotrack.store.strays import strays


def told(folder: Path) -> list[str]:
    return [f"{problem.file} {problem.message}" for problem in strays(folder)]


def test_where_every_file_is_read_there_is_nothing_to_tell(negotiation: Path) -> None:
    (negotiation / ".hidden").mkdir()
    (negotiation / ".hidden" / "a.toml").touch()
    (negotiation / "papers").mkdir()
    (negotiation / "papers" / "scan.pdf").touch()
    (negotiation / "notes.txt").touch()
    assert told(negotiation) == []


def test_a_record_in_a_folder_of_a_mistaken_name_is_told_of(negotiation: Path) -> None:
    (negotiation / "proposals").rename(negotiation / "proposal")
    assert told(negotiation) == [
        "proposal is no folder of records (did you mean 'proposals'?); nothing in it is read",
    ]


def test_a_record_beside_the_header_is_told_of(negotiation: Path) -> None:
    (negotiation / "proposals" / "no-disarming.toml").rename(negotiation / "no-disarming.toml")
    assert told(negotiation) == ["no-disarming.toml lies in no folder of records; it is not read"]
