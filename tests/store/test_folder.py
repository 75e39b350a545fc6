"""Which files are found in a folder, and which of them are read."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import Any

import pytest

from negotrack.model.problems import Severity
from negotrack.store.access import content
from negotrack.store.reader import Reader

FILE = 'status = "open"\n'


def problems(folder: Path) -> list[tuple[str, str]]:
    loaded = Reader(folder).load()
    assert loaded.unreadable == len(loaded.problems)
    return [(problem.file, problem.message) for problem in loaded.problems]


@pytest.mark.parametrize("make", ["fifo", "folder", "socket", "dangling link", "link to itself"])
@pytest.mark.parametrize("place", ["proposals", "sources", "annotations/no-disarming", "annotations/_"])
def test_anything_but_a_plain_file_is_one_problem_and_never_blocks(negotiation: Path, place: str, make: str) -> None:
    path = negotiation / place / "x.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    if make == "fifo":
        os.mkfifo(path)
    elif make == "folder":
        path.mkdir()
    elif make == "socket":
        os.mknod(path, 0o140644)
    else:
        path.symlink_to("x.toml" if make == "link to itself" else "gone.toml")
    ((file, message),) = problems(negotiation)
    assert file == f"{place}/x.toml"
    assert "is not a plain file" in message or "cannot be read" in message


@pytest.mark.parametrize("place", ["negotiation.toml", "proposals/no-disarming.toml"])
def test_a_pipe_in_place_of_a_record_is_not_read(negotiation: Path, place: str) -> None:
    (negotiation / place).unlink()
    os.mkfifo(negotiation / place)
    ((file, message),) = problems(negotiation)
    assert file == place
    assert "plain file" in message


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("x y.toml", "the file's name has ' '"),
        ("x" * 81 + ".toml", "is longer than 80 characters"),
        ("e\u0301.toml", "is not in Unicode's composed form"),
        ("_.toml", "stands for the negotiation as a whole"),
        ("a\nb.toml", r"has '\n'"),
        ("\x1b[2J.toml", r"has '\x1b'"),
        ("a\u202eb.toml", r"has '\u202e'"),
    ],
)
def test_an_invalid_file_name_is_one_problem(negotiation: Path, name: str, said: str) -> None:
    (negotiation / "proposals" / name).write_text(FILE)
    ((file, message),) = problems(negotiation)
    assert file == f"proposals/{name}"
    assert said in message
    assert len(Reader(negotiation).load().negotiation.dossiers) == 12


def test_a_file_name_that_is_not_text_is_one_printable_problem(negotiation: Path) -> None:
    for folder in ("proposals", "annotations"):
        path = os.fsencode(negotiation / folder) + b"/\xff\xfe"
        if folder == "proposals":
            Path(os.fsdecode(path + b".toml")).write_text(FILE)
        else:
            Path(os.fsdecode(path)).mkdir(parents=True)
    found = problems(negotiation)
    assert [file for file, _ in found] == [r"annotations/\xff\xfe", r"proposals/\xff\xfe.toml"]
    assert "".join(map(str, found)).encode()


def test_hidden_files_and_other_extensions_are_ignored(negotiation: Path) -> None:
    for name in (".x.toml", "README.md", "x.toml~", "x.toml.orig", "X.TOML"):
        (negotiation / "proposals" / name).write_text("not TOML at all [")
    (negotiation / "other").mkdir()
    (negotiation / "other" / "x.toml").write_text("[")
    assert problems(negotiation) == []


def test_a_file_in_the_wrong_place_is_reported(negotiation: Path) -> None:
    (negotiation / "annotations").mkdir()
    (negotiation / "annotations" / "x.toml").write_text("")
    (negotiation / "proposals" / "archive").mkdir()
    loaded = Reader(negotiation).load()
    first, second = loaded.problems
    assert (first.file, first.message) == ("annotations/x.toml", "is not in a proposal's folder; it is not read")
    assert (second.file, second.message) == ("proposals/archive", "is a folder; only files are read here")
    assert (first.severity, second.severity) == (Severity.ERROR, Severity.WARNING)
    assert loaded.unreadable == 1


def test_the_id_of_a_proposal_may_look_like_a_file_name(negotiation: Path) -> None:
    (negotiation / "proposals" / "a.toml.toml").write_text(FILE)
    folder = negotiation / "annotations" / "a.toml"
    folder.mkdir(parents=True)
    (folder / "x.toml").write_text('author = "a"\ncreated = 2026-01-01T00:00:00Z\ntext = "t"\n')
    loaded = Reader(negotiation).load()
    assert loaded.problems == ()
    assert len(loaded.negotiation.dossiers["a.toml"].annotations) == 1


@pytest.mark.parametrize(
    "linked",
    [
        "negotiation.toml",
        "proposals",
        "proposals/x.toml",
        "sources",
        "annotations",
        "annotations/no-disarming",
        "ledger",
    ],
)
def test_nothing_is_read_through_a_link_out_of_the_folder(negotiation: Path, tmp_path: Path, linked: str) -> None:
    outside = tmp_path / "outside"
    (outside / "no-disarming").mkdir(parents=True)
    secret = 'title = "secret"\nstatus = "open"\nauthor = "a"\ncreated = 2026-01-01T00:00:00Z\ntext = "secret"\n'
    for name in ("x.toml", "no-disarming/x.toml"):
        (outside / name).write_text(secret)
    link = negotiation / linked
    if linked == "negotiation.toml":
        link.unlink()
    elif linked == "proposals":
        link.rename(negotiation / "old")
    link.parent.mkdir(exist_ok=True)
    link.symlink_to(outside / "x.toml" if linked.endswith(".toml") else outside)
    loaded = Reader(negotiation).load()
    assert [problem.file for problem in loaded.problems] == [linked]
    assert "is a link that leads out of the negotiation's folder" in loaded.problems[0].message
    assert loaded.unreadable == 1
    assert "secret" not in repr(loaded.negotiation)
    assert Reader(negotiation).dossier("x") is None


def test_a_link_within_the_folder_is_followed(negotiation: Path) -> None:
    (negotiation / "proposals" / "again.toml").symlink_to("no-disarming.toml")
    loaded = Reader(negotiation).load()
    assert loaded.problems == ()
    assert "again" in loaded.negotiation.dossiers


@pytest.mark.parametrize("folder", ["proposals", "annotations", "annotations/no-disarming", "sources"])
def test_a_folder_that_cannot_be_listed_is_one_problem(
    negotiation: Path, monkeypatch: pytest.MonkeyPatch, folder: str
) -> None:
    (negotiation / folder).mkdir(parents=True, exist_ok=True)
    real = os.scandir

    def scandir(path: Any) -> Any:
        if str(path).endswith(f"/{folder}"):
            raise PermissionError(errno.EACCES, "Permission denied")
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)
    assert problems(negotiation) == [(folder, "cannot be listed: permission denied; check its permissions")]


def test_a_file_without_read_permission_is_one_problem(negotiation: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.open

    def refuse(path: Any, *given: Any) -> int:
        if str(path).endswith("no-disarming.toml"):
            raise PermissionError(errno.EACCES, "Permission denied")
        return real(path, *given)

    monkeypatch.setattr(os, "open", refuse)
    assert problems(negotiation) == [
        ("proposals/no-disarming.toml", "cannot be read: permission denied; nothing in this file is shown")
    ]


def test_an_enormous_file_is_not_read(negotiation: Path) -> None:
    os.truncate(negotiation / "proposals" / "no-disarming.toml", 2**40)
    assert problems(negotiation) == [
        ("proposals/no-disarming.toml", "cannot be read: it is larger than 16 MiB; nothing in this file is shown")
    ]


def test_a_file_that_grows_while_it_is_read_is_read_to_its_end(
    negotiation: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = negotiation / "proposals" / "no-disarming.toml"
    more = b"# more\n" * 1000
    real = os.fstat

    def fstat(handle: int) -> os.stat_result:
        status = real(handle)
        if os.path.samestat(status, file.stat()) and more not in file.read_bytes():
            with file.open("ab") as grown:
                grown.write(more)
        return status

    monkeypatch.setattr(os, "fstat", fstat)
    assert problems(negotiation) == []
    assert content(str(file))[0] == file.read_bytes()
