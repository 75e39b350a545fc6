"""Reading a folder: whatever it holds, as it changes, and no more of it than necessary."""

from __future__ import annotations

import gc
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from negotrack.model.identifiers import WHOLE
from negotrack.model.layout import NESTED, Location, place
from negotrack.model.records import Record
from negotrack.store.access import content
from negotrack.store.filechange import Change, FileChange
from negotrack.store.reader import Reader
from negotrack.store.validate import read

Tree = Callable[[Path], dict[str, bytes]]
NOTE = 'author = "a"\ncreated = 2026-01-01T00:00:00Z\ntext = "{}"\n'
ENTRY = 'side = "taliban"\nstance = "{}"\n'


def put(folder: Path, path: str, text: str) -> Path:
    file = folder / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)
    return file


def test_the_shipped_negotiation_is_read_without_a_problem(negotiation: Path) -> None:
    reader = Reader(negotiation)
    loaded = reader.load()
    assert loaded.problems == ()
    assert tuple(loaded.negotiation.dossiers) == reader.proposal_ids
    assert len(reader.proposal_ids) == 12
    assert reader.complete


def test_hostile_text_is_read_as_it_is(hostile: Path) -> None:
    loaded = Reader(hostile).load()
    assert loaded.problems == ()
    assert "\x1b[2J" in str(loaded.negotiation.dossiers["1"].proposal.title)


def test_ids_are_listed_first_and_a_proposal_is_read_on_demand(negotiation: Path) -> None:
    put(negotiation, "annotations/no-disarming/a.toml", NOTE.format("one"))
    reader = Reader(negotiation)
    reader.scan()
    assert reader.proposal_ids[0] == "06-surrender-after-government"
    assert not reader.complete
    assert not reader.loaded().negotiation.dossiers
    dossier = reader.dossier("no-disarming")
    assert dossier is not None
    assert dossier.annotations[0].text == "one"
    assert list(reader.loaded().negotiation.dossiers) == ["no-disarming"]
    steps = list(reader.steps())
    assert steps == [(number, 11) for number in range(1, 12)]
    assert reader.complete
    assert reader.dossier("no-disarming") is dossier


@pytest.mark.parametrize("identifier", ["gone", "", "..", "../..", "/etc", "a\0b", WHOLE, "x" * 300, "a/b"])
def test_an_id_that_is_not_there_gives_no_proposal(negotiation: Path, identifier: str) -> None:
    put(negotiation.parent, "proposals/gone.toml", 'status = "open"\n')
    reader = Reader(negotiation)
    assert reader.dossier(identifier) is None
    assert identifier not in reader.load().negotiation.dossiers


def test_a_proposal_that_somebody_has_just_added_is_found_on_demand(negotiation: Path) -> None:
    reader = Reader(negotiation)
    reader.load()
    put(negotiation, "proposals/new.toml", 'status = "open"\n')
    assert reader.dossier("new") is not None
    assert "new" in reader.proposal_ids
    assert "new" in reader.loaded().negotiation.dossiers


def test_ids_are_sorted_with_runs_of_digits_as_numbers(tmp_path: Path) -> None:
    for name in ("10", "9", "2b", "a", "2a", "010"):
        put(tmp_path, f"proposals/{name}.toml", 'status = "open"\n')
    assert Reader(tmp_path).proposal_ids == ("2a", "2b", "9", "010", "10", "a")


def test_a_missing_or_empty_folder_is_a_single_problem(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    for name in ("empty", "gone"):
        loaded = Reader(tmp_path / name).load()
        assert [problem.file for problem in loaded.problems] == ["negotiation.toml"]
        assert not loaded.negotiation.dossiers
        assert loaded.unreadable == 1


def test_without_a_readable_header_everything_else_is_still_there(negotiation: Path) -> None:
    (negotiation / "negotiation.toml").write_bytes(b"\xff")
    loaded = Reader(negotiation).load()
    assert len(loaded.negotiation.dossiers) == 12
    assert set(loaded.negotiation.side_ids) == {"resistance", "taliban"}
    assert loaded.unreadable == 1


def test_the_records_of_an_unreadable_proposal_are_kept_apart(negotiation: Path) -> None:
    (negotiation / "proposals" / "no-disarming.toml").write_bytes(b"[")
    for target in ("no-disarming", "gone", WHOLE):
        put(negotiation, f"annotations/{target}/a.toml", NOTE.format(target))
        put(negotiation, f"ledger/{target}/a.toml", ENTRY.format("accepts"))
    negotiated = Reader(negotiation).load().negotiation
    assert {key: each[0].text for key, each in negotiated.orphans.items()} == {
        "no-disarming": "no-disarming",
        "gone": "gone",
    }
    assert set(negotiated.stray_entries) == {"no-disarming", "gone", WHOLE}
    assert [each.text for each in negotiated.annotations] == [WHOLE]


def test_a_file_that_becomes_unreadable_keeps_showing_what_it_last_said(negotiation: Path) -> None:
    reader = Reader(negotiation)
    before = reader.load().negotiation.dossiers["no-disarming"].proposal
    file = negotiation / "proposals" / "no-disarming.toml"
    good = file.read_bytes()
    file.write_bytes(good + b"\n[[")
    assert reader.refresh([file])
    loaded = reader.loaded()
    assert loaded.negotiation.dossiers["no-disarming"].proposal is before
    (problem,) = loaded.problems
    assert problem.file == "proposals/no-disarming.toml"
    assert problem.kept
    assert problem.message.endswith("; it counts as it was last read")
    file.write_bytes(b"")
    assert reader.refresh([file])
    assert [each.kept for each in reader.loaded().problems] == [True]
    file.write_bytes(good)
    assert reader.refresh([file])
    assert reader.loaded().problems == ()


def test_nothing_counts_of_a_file_that_was_never_read(negotiation: Path) -> None:
    file = negotiation / "proposals" / "no-disarming.toml"
    file.write_bytes(b"[[")
    reader = Reader(negotiation)
    (problem,) = reader.load().problems
    file.write_bytes(b"]]")
    assert reader.refresh([file])
    for each in (problem, *reader.loaded().problems):
        assert not each.kept
        assert each.message.endswith("; nothing in this file is shown")
    assert "no-disarming" not in reader.loaded().negotiation.dossiers


def test_only_a_change_of_meaning_counts_as_a_change(negotiation: Path) -> None:
    reader = Reader(negotiation)
    first = reader.load()
    file = negotiation / "proposals" / "no-disarming.toml"
    file.write_text(file.read_text() + "\n# a comment\n")
    assert not reader.refresh([file])
    assert not reader.refresh()
    assert reader.loaded() is first
    file.write_text(file.read_text().replace('status = "accepted"', 'status = "open"'))
    assert reader.refresh([file])
    second = reader.loaded().negotiation.dossiers
    same = [key for key, dossier in first.negotiation.dossiers.items() if second[key] is dossier]
    assert len(same) == 11


def test_a_change_that_keeps_the_modification_time_is_still_noticed(negotiation: Path) -> None:
    file = put(negotiation, "annotations/_/a.toml", NOTE.format("one"))
    reader = Reader(negotiation)
    reader.load()
    status = file.stat()
    file.write_text(NOTE.format("two"))
    os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert reader.refresh()
    assert reader.loaded().negotiation.annotations[0].text == "two"
    old = status.st_mtime_ns - 10**11
    os.utime(file, ns=(old, old))
    reader.refresh()
    file.write_text(NOTE.format("six"))
    os.utime(file, ns=(old, old))
    assert not reader.refresh()
    assert reader.refresh([file])
    assert reader.loaded().negotiation.annotations[0].text == "six"


def test_changed_paths_that_are_not_records_are_ignored(negotiation: Path, tmp_path: Path) -> None:
    reader = Reader(negotiation)
    reader.load()
    paths = [
        tmp_path / "x.toml",
        negotiation / "README.md",
        negotiation / "proposals" / ".x.toml",
        put(negotiation, "annotations/.x/x.toml", NOTE.format("hidden")),
        negotiation / "x" / "y",
    ]
    assert not reader.refresh([*paths, Path("/")])
    assert not reader.refresh([])


def test_a_folder_can_be_read_through_a_link(negotiation: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(negotiation)
    reader = Reader(tmp_path / "link")
    reader.load()
    assert reader.id == negotiation.name
    file = put(negotiation, "annotations/no-disarming/a.toml", NOTE.format("one"))
    assert reader.refresh([file])
    put(negotiation, "annotations/no-disarming/b.toml", NOTE.format("two"))
    assert reader.refresh([tmp_path / "link" / "annotations" / "no-disarming" / "b.toml"])
    found = reader.dossier("no-disarming")
    assert found is not None
    assert [each.text for each in found.annotations] == ["one", "two"]


PROPOSALS = ("1", "2", "10")
FILES = [
    ("negotiation.toml", 'title = "{}"\nsides = [{{ id = "taliban", name = "T" }}, {{ id = "x", name = "X" }}]\n'),
    ("sources/s.toml", 'title = "{}"\n'),
    ("events/e.toml", 'title = "{}"\n'),
    *((f"proposals/{each}.toml", 'title = "{}"\nstatus = "open"\n') for each in PROPOSALS),
    *((f"ledger/{each}/a.toml", ENTRY.replace("{}", "accepts") + 'by = "{}"\n') for each in (*PROPOSALS, "stray")),
    *((f"annotations/{each}/{name}.toml", NOTE) for each in (*PROPOSALS, "stray", WHOLE) for name in "ab"),
    ("proposals/bad name.toml", "{}"),
    ("annotations/x.toml", "{}"),
]
actions = st.lists(
    st.tuples(
        st.sampled_from(FILES), st.sampled_from(["write", "write", "remove", "remove folder"]), st.integers(0, 3)
    ),
    min_size=1,
    max_size=8,
)


def act(folder: Path, file: tuple[str, str], what: str, number: int) -> Path | None:
    """Do something to a file; return the path that a watcher would report."""
    path = folder / file[0]
    if what == "write":
        put(folder, file[0], file[1].format(number))
        return path
    if what == "remove" and path.exists():
        path.unlink()
        return path
    if what == "remove folder" and path.parent != folder and path.parent.exists():
        shutil.rmtree(path.parent)
        return path.parent
    return None


def put_and_removed(file: tuple[str, str]) -> list[tuple[list[tuple[tuple[str, str], str, int]], bool]]:
    return [([(file, what, 0)], False) for what in ("write", "remove")]


@settings(max_examples=60)
@example(put_and_removed(FILES[-2]), 0)
@example(put_and_removed(FILES[-1]), 0)
@given(st.lists(st.tuples(actions, st.booleans()), min_size=1, max_size=6), st.integers(0, 3))
def test_after_any_changes_a_refresh_gives_what_a_fresh_reader_would(batches: Any, read_first: int) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name, "n")
        folder.mkdir()
        for file in FILES[:8]:
            act(folder, file, "write", 0)
        reader = Reader(folder)
        for _ in zip(range(read_first), reader.steps(), strict=False):
            pass
        for batch, everything in batches:
            paths = [path for each in batch if (path := act(folder, *each))]
            last = reader.loaded()
            changed = reader.refresh(None if everything else paths)
            assert changed or reader.loaded() is last
        again, anew = reader.load(), Reader(folder).load()
        assert again.problems == anew.problems or any("negotiation.toml" in problem.file for problem in anew.problems)
        if (folder / "negotiation.toml").exists():
            assert again.negotiation == anew.negotiation
            assert list(again.negotiation.dossiers) == list(anew.negotiation.dossiers)


PLACES = ("negotiation.toml", "proposals/1.toml", "ledger/1/a.toml", "annotations/1/a.toml", "annotations/_/a.toml")


@given(st.sampled_from([*PLACES, "sources/s.toml", "people/p.toml", "events/e.toml", "claims/c.toml"]), st.binary())
def test_any_bytes_in_any_file_are_read_without_failing_or_writing(place: str, content: bytes) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name, "n")
        for path, text in FILES[:6]:
            put(folder, path, text.format(1))
        file = put(folder, place, "")
        file.write_bytes(content)
        before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
        loaded = Reader(folder).load()
        assert [problem.file for problem in loaded.problems if problem.file != place] == []
        assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


def test_a_refresh_looks_only_at_what_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(300):
        put(tmp_path, f"proposals/{number}.toml", 'status = "open"\n')
        put(tmp_path, f"annotations/{number}/a.toml", NOTE.format("x"))
    reader = Reader(tmp_path)
    reader.load()
    calls: list[object] = []
    for name in ("open", "stat", "lstat", "scandir", "listdir"):
        real = getattr(os, name)

        def noted(*given: Any, real: Any = real, **more: Any) -> Any:
            calls.append(given)
            return real(*given, **more)

        monkeypatch.setattr(os, name, noted)
    file = tmp_path / "annotations" / "7" / "a.toml"
    file.write_text(NOTE.format("y"))
    calls.clear()
    assert reader.refresh([file])
    assert len(calls) < 60
    assert reader.loaded().negotiation.dossiers["7"].annotations[0].text == "y"


NOTES = ("annotations/1/new.toml", "annotations/_/new.toml", "annotations/gone/new.toml")
TAKEN = (*NOTES, "ledger/2/new.toml", "sources/new.toml", "proposals/new.toml", "annotations/1/a.toml")


def made(path: str, text: str) -> Record:
    where = place(path)
    assert where is not None
    record, problems = read(where, text.encode())
    assert record is not None, problems
    return record


@settings(max_examples=40)
@given(st.lists(st.tuples(st.sampled_from(TAKEN), st.booleans()), min_size=1, max_size=6), st.integers(0, 9))
def test_what_the_program_writes_is_taken_over_as_if_it_had_been_read(steps: Any, read_first: int) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name, "n")
        for file in FILES:
            if "bad" not in file[0] and file[0] != "annotations/x.toml":
                act(folder, file, "write", 0)
        reader = Reader(folder)
        for _ in zip(range(read_first), reader.steps(), strict=False):
            pass
        for path, removed in steps:
            before = (folder / path).read_bytes() if (folder / path).exists() else None
            texts = {"ledger": ENTRY.format("rejects"), "sources": 'title = "s"\n', "proposals": 'title = "p"\n'}
            text = texts.get(path.split("/")[0], NOTE.format("new"))
            record = None if removed else made(path, text)
            if removed:
                (folder / path).unlink(missing_ok=True)
            else:
                put(folder, path, text)
            reader.take(Change("x", (FileChange(path, before, None if removed else text.encode(), record),)))
            assert not reader.refresh([folder / path]) or not reader.complete
        assert reader.load() == Reader(folder).load()


def test_a_file_that_was_taken_over_is_not_parsed_again_until_somebody_changes_it(
    negotiation: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader = Reader(negotiation)
    reader.load()
    path = "annotations/no-disarming/a.toml"
    file = put(negotiation, path, NOTE.format("one"))
    parsed: list[str] = []

    def counted(where: Location, content: bytes) -> Any:
        parsed.append(where.path)
        return read(where, content)

    monkeypatch.setattr("negotrack.store.folder.read", counted)
    record = made(path, NOTE.format("one"))
    reader.take(Change("annotate", (FileChange(path, None, file.read_bytes(), record),)))
    after = reader.loaded()
    assert after.negotiation.dossiers["no-disarming"].annotations == (record,)
    assert not reader.refresh([file])
    assert (parsed, reader.loaded() is after) == ([], True)
    file.write_text(NOTE.format("two"))
    assert reader.refresh([file])
    assert len(parsed) == 1


def test_a_reader_without_annotations_reads_everything_else(negotiation: Path) -> None:
    put(negotiation, "annotations/no-disarming/a.toml", "broken [")
    put(negotiation, "ledger/no-disarming/a.toml", ENTRY.format("rejects"))
    reader = Reader(negotiation, annotations=False)
    loaded = reader.load()
    assert (loaded.problems, reader.complete) == ((), True)
    assert len(loaded.negotiation.dossiers["no-disarming"].ledger) == 1
    assert not reader.refresh([negotiation / "annotations" / "no-disarming" / "a.toml"])


def test_one_proposal_is_read_without_listing_the_others(negotiation: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(negotiation, "annotations/no-disarming/a.toml", NOTE.format("one"))
    put(negotiation, "texts/no-disarming/a.toml", 'text = "the [whole] clause"\n')
    put(
        negotiation,
        "stakes/no-disarming/a.toml",
        'side = "taliban"\nkind = "interest"\nstatement = "s"\nassessed_by = "a"\n',
    )
    opened: list[str] = []

    def counted(path: str) -> Any:
        opened.append(path)
        return content(path)

    monkeypatch.setattr("negotrack.store.folder.content", counted)
    monkeypatch.setattr("negotrack.store.reader.catalogue", None)
    reader = Reader(negotiation)
    dossier = reader.dossier("no-disarming", annotations=False)
    assert dossier is not None
    assert (len(dossier.texts), len(dossier.stakes), dossier.annotations) == (1, 1, ())
    whole = reader.dossier("no-disarming")
    assert whole is not None
    assert len(whole.annotations) == 1
    reader.read_shared()
    assert reader.loaded().negotiation.dossiers == {"no-disarming": whole}
    assert len(opened) == 5
    assert reader.dossier("gone") is None


def test_a_proposal_with_very_many_records_is_read_in_steps(tmp_path: Path) -> None:
    put(tmp_path, "proposals/1.toml", 'status = "open"\n')
    for number in range(600):
        put(tmp_path, f"annotations/1/{number}.toml", NOTE.format("x"))
    assert list(Reader(tmp_path).steps()) == [(0, 1), (0, 1), (1, 1)]


@pytest.mark.parametrize("wanted", [True, False])
def test_garbage_collection_is_paused_while_loading_and_restored_after(
    negotiation: Path, monkeypatch: pytest.MonkeyPatch, *, wanted: bool
) -> None:
    during, steps = [], Reader.steps

    def noted(reader: Reader) -> Iterator[tuple[int, int]]:
        during.append(gc.isenabled())
        return steps(reader)

    monkeypatch.setattr(Reader, "steps", noted)
    (gc.enable if wanted else gc.disable)()
    try:
        Reader(negotiation).load()
        assert (during, gc.isenabled()) == ([False], wanted)
    finally:
        gc.enable()
        gc.unfreeze()


def test_a_proposal_is_given_before_its_thousand_annotations_are_read(tmp_path: Path) -> None:
    put(tmp_path, "proposals/1.toml", 'title = "t"\n')
    put(tmp_path, "ledger/1/a.toml", ENTRY.format("rejects"))
    for number in range(1_000):
        put(tmp_path, f"annotations/1/{number}.toml", NOTE.format("x"))
    reader = Reader(tmp_path)
    reader.scan()
    dossier = reader.dossier("1", at_once=False)
    assert dossier is not None
    assert (len(dossier.ledger), dossier.annotations, reader.lacks_annotations("1")) == (1, (), True)
    waited = Reader(tmp_path).dossier("1")
    assert waited
    assert len(waited.annotations) == 1_000
    whole = reader.load().negotiation.dossiers["1"]
    assert (len(whole.annotations), reader.lacks_annotations("1")) == (1_000, False)


def test_a_file_that_has_become_a_link_out_of_the_folder_is_not_read_again(negotiation: Path, tmp_path: Path) -> None:
    reader = Reader(negotiation)
    reader.load()
    path = negotiation / "proposals" / "national-hero.toml"
    elsewhere = tmp_path / "elsewhere.toml"
    elsewhere.write_text('title = "Not one of this negotiation"\n')
    path.unlink()
    path.symlink_to(elsewhere)
    assert reader.refresh([path])
    assert "national-hero" not in reader.loaded().negotiation.dossiers
    assert [problem.file for problem in reader.loaded().problems if problem.unreadable] == [
        "proposals/national-hero.toml"
    ]


def test_the_first_annotation_of_a_proposal_needs_no_new_listing(
    negotiation: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader = Reader(negotiation)
    reader.load()
    with monkeypatch.context() as patch:
        patch.setattr("negotrack.store.reader.catalogue", None)
        path = "annotations/no-disarming/a.toml"
        file = put(negotiation, path, NOTE.format("one"))
        assert reader.take(Change("", (FileChange(path, None, file.read_bytes(), made(path, NOTE.format("one"))),)))
        assert not reader.refresh([file])
        assert reader.complete
    fresh = Reader(negotiation).load()
    assert reader.loaded() == fresh


def test_when_a_whole_folder_appears_only_records_of_its_kind_are_read(
    negotiation: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader = Reader(negotiation)
    reader.load()
    listed: list[str] = []
    scandir = os.scandir

    def noted(path: str) -> Any:
        listed.append(path.rpartition("/")[2])
        return scandir(path)

    monkeypatch.setattr(os, "scandir", noted)
    put(negotiation, "annotations/no-disarming/a.toml", NOTE.format("one"))
    assert reader.refresh([negotiation / "annotations"])
    assert len(reader.load().negotiation.dossiers["no-disarming"].annotations) == 1
    put(negotiation, "annotations/no-disarming/b.toml", NOTE.format("two"))
    listed.clear()
    assert reader.refresh([negotiation / "annotations"])
    assert len(reader.loaded().negotiation.dossiers["no-disarming"].annotations) == 2
    assert sorted(listed) == sorted([*NESTED, "proposals", "no-disarming"])
    monkeypatch.undo()
    shutil.rmtree(negotiation / "annotations")
    assert reader.refresh([negotiation / "annotations"])
    assert reader.loaded() == Reader(negotiation).load()
    put(negotiation, "proposals/new.toml", 'title = "t"\n')
    reader.refresh([negotiation / "proposals"])
    assert reader.load() == Reader(negotiation).load()


def test_a_new_people_folder_is_read_when_it_appears(negotiation: Path) -> None:
    reader = Reader(negotiation)
    reader.load()
    put(negotiation, "people/somebody.toml", 'name = "Somebody"\n')
    assert reader.refresh([negotiation / "people"])
    assert "somebody" in reader.loaded().negotiation.added_people


@pytest.mark.parametrize("kind", ["proposals", "sources"])
def test_a_stray_folder_among_records_is_a_problem_as_long_as_it_is_there(negotiation: Path, kind: str) -> None:
    put(negotiation, "sources/agency.toml", 'title = "A second report"\n')
    reader = Reader(negotiation)
    reader.load()
    stray = negotiation / kind / "archive"
    stray.mkdir()
    assert reader.refresh([stray])
    assert reader.loaded() == Reader(negotiation).load()
    assert [problem.file for problem in reader.loaded().problems] == [f"{kind}/archive"]
    stray.rmdir()
    assert reader.refresh([stray])
    assert reader.loaded().problems == ()
