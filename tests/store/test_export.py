import os
import threading
from pathlib import Path

import pytest

from negotrack.errors import UsageError
from negotrack.store.export import export


def test_a_report_is_replaced_only_if_nobody_has_edited_it_since(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "report.txt"
    for content in (b"first", b"second"):
        assert export(path, content) == []
        assert path.read_bytes() == content
    path.write_bytes(b"second, with a remark")
    with pytest.raises(UsageError, match="--force"):
        export(path, b"third")
    assert path.read_bytes() == b"second, with a remark"
    export(path, b"third", force=True)
    assert path.read_bytes() == b"third"
    monkeypatch.setenv("NEGOTRACK_STATE", "/dev/null/state")
    assert export(path, b"fourth", force=True) == []
    assert export(path, b"fourth") == []
    with pytest.raises(UsageError, match="--force"):
        export(path, b"fifth")


def test_neither_another_file_nor_a_read_only_report_is_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_bytes(b"mine")
    with pytest.raises(UsageError, match="already exists"):
        export(path, b"new")
    path.write_bytes(b"")
    export(path, b"new")  # an empty file holds nothing to lose
    path.chmod(0o444)
    with pytest.raises(UsageError, match="already exists"):
        export(path, b"newer")
    assert path.read_bytes() == b"new"


@pytest.mark.parametrize("name", ["negotiation.toml", "proposals/new.toml", "report.html", "reports", "a/b.txt"])
def test_a_report_is_never_written_among_the_records(negotiation: Path, name: str) -> None:
    for force in (False, True):
        with pytest.raises(UsageError, match="reports go into"):
            export(negotiation / name, b"x", force=force)
    (negotiation / "reports").mkdir()
    assert export(negotiation / "reports" / "first.txt", b"x") == []


def test_a_report_is_written_through_a_link_to_its_target(tmp_path: Path) -> None:
    target, link = tmp_path / "target.txt", tmp_path / "link.txt"
    link.symlink_to(target)
    export(link, b"first")
    export(link, b"second")
    assert link.is_symlink()
    assert target.read_bytes() == b"second"


def test_every_hard_link_to_a_report_gets_the_new_one(tmp_path: Path) -> None:
    one, other = tmp_path / "one.txt", tmp_path / "other.txt"
    one.write_bytes(b"a long old report")
    other.hardlink_to(one)
    export(other, b"new", force=True)
    assert (one.read_bytes(), other.read_bytes()) == (b"new", b"new")
    assert one.samefile(other)


def test_a_named_pipe_gets_the_report_and_stays_a_pipe(tmp_path: Path) -> None:
    pipe, read = tmp_path / "pipe", []
    os.mkfifo(pipe)
    reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()), daemon=True)
    reader.start()
    export(pipe, b"x" * 200_000)
    assert pipe.is_fifo()  # had it been replaced, the reader would wait for ever
    reader.join(5)
    assert [len(content) for content in read] == [200_000]


def test_a_missing_folder_is_named_with_the_command_that_creates_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UsageError, match="mkdir -p 'of may/a'"):
        export("of may/a/report.txt", b"x")
    assert list(tmp_path.iterdir()) == []


def test_an_open_pipe_gets_the_report_under_any_of_its_names(tmp_path: Path) -> None:
    link = tmp_path / "link"
    read, written = os.pipe()
    link.symlink_to(f"/dev/fd/{written}")
    for target in (f"/dev/fd/{written}", f"/dev//fd/{written}", link):
        export(target, b"report")
        assert os.read(read, 100) == b"report"
    os.close(read)
    os.close(written)
    assert link.is_symlink()


def test_a_record_is_never_overwritten_through_a_hard_link(negotiation: Path, tmp_path: Path) -> None:
    record = negotiation / "proposals" / "06-surrender-after-government.toml"
    before, other = record.read_bytes(), tmp_path / "report.txt"
    other.hardlink_to(record)
    with pytest.raises(UsageError, match=r"another name of the record proposals/06-surrender-after-government\.toml"):
        export(other, b"new", force=True, of=negotiation)
    assert record.read_bytes() == before
    other.unlink()
    other.write_bytes(b"")
    (tmp_path / "again.txt").hardlink_to(other)
    assert export(other, b"new", of=negotiation) == []
    assert (tmp_path / "again.txt").read_bytes() == b"new"
