"""Drafts: they survive whatever happens to the program, are offered again, and stay private."""

from __future__ import annotations

import dataclasses
import json
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from negotrack.errors import WriteError
from negotrack.model.dates import parse_span
from negotrack.model.records import Ask, Passage
from negotrack.model.vocabulary import Release
from negotrack.store.drafts import WORDING, Draft, Drafts

WRITING = """
import sys, time
from pathlib import Path
from negotrack.store.drafts import Draft, Drafts
drafts = Drafts(Path(sys.argv[1]))
for number in range(5):
    drafts.keep(Draft(("no-disarming",), f"text {number}", ("tag",), "taliban"))
print("kept", flush=True)
time.sleep(60)
"""


def kept(home: Path) -> list[Path]:
    return [path for path in (home / "state" / "drafts").rglob("*") if path.is_file()]


def keep(negotiation: Path, *drafts: Draft) -> None:
    """Keep drafts in a run that has ended."""
    run = Drafts(negotiation)
    for draft in drafts:
        run.keep(draft)


def test_the_latest_draft_about_a_proposal_is_offered_to_the_next_run(negotiation: Path) -> None:
    ask = Ask(to="the\nmediator", due=parse_span("2021-08~/2021-09"), done=True)
    passage = Passage(text="w", quote="They go.", before=" ", after="…")
    second = Draft(("a",), "second", ("x", "y z"), "taliban", ask=ask, passage=passage, release=Release.PUBLIC)
    asks = Draft(("b",), "asks", ask=Ask(to="Ghani"))
    edit = Draft(("a",), "an edit", edits="20261122T121530Z-7f3k2m9qxa")
    keep(negotiation, Draft(("a",), "first"), second, asks, edit)
    again = Drafts(negotiation).all()
    assert [(draft.text, draft.edits[:4]) for draft in again] == [("an edit", "2026"), ("asks", ""), ("second", "")]
    assert dataclasses.replace(again[1], saved="") == asks
    one_line = ask.model_copy(update={"to": "the mediator"})
    assert dataclasses.replace(again[2], saved="") == dataclasses.replace(second, ask=one_line)


def test_a_wording_and_an_annotation_of_one_proposal_are_separate_drafts(negotiation: Path) -> None:
    drafts = Drafts(negotiation)
    drafts.keep(Draft(("a",), "a note"))
    drafts.keep(Draft(("a",), "The parties agree.", kind=WORDING))
    assert [(draft.text, draft.kind) for draft in drafts.all()] == [("The parties agree.", WORDING), ("a note", "")]
    drafts.drop(Draft(("a",), "", kind=WORDING))
    assert [draft.text for draft in drafts.all()] == ["a note"]


def test_a_draft_from_an_earlier_version_is_still_read_as_an_edit(negotiation: Path, home: Path) -> None:
    keep(negotiation, Draft(("a",), "an edit", edits="20261122T121530Z-7f3k2m9qxa"))
    [path] = kept(home)
    path.write_text(path.read_text().replace('"edits"', '"annotation"').replace('"kind"', '"unknown"'))
    assert [draft.edits for draft in Drafts(negotiation).all()] == ["20261122T121530Z-7f3k2m9qxa"]


def test_only_its_owner_may_read_a_draft(negotiation: Path, home: Path) -> None:
    keep(negotiation, Draft(("a",), "secret"))
    (path,) = kept(home)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert stat.S_IMODE(path.parent.parent.stat().st_mode) == 0o700


def test_a_draft_is_offered_to_another_program_only_once_its_own_has_been_killed(negotiation: Path) -> None:
    writing = subprocess.Popen([sys.executable, "-c", WRITING, negotiation], stdout=subprocess.PIPE, text=True)
    assert writing.stdout
    try:
        assert writing.stdout.readline() == "kept\n"
        other = Drafts(negotiation)
        assert other.all() == ()
        other.keep(Draft(("no-disarming",), "mine"))
        assert [draft.text for draft in other.all()] == ["mine"]
    finally:
        writing.send_signal(signal.SIGKILL)
        writing.wait()
        writing.stdout.close()
    assert [draft.text for draft in other.all()] == ["mine", "text 4"]


def test_an_offered_draft_is_gone_once_it_is_replaced_or_dropped(negotiation: Path, home: Path) -> None:
    first = Drafts(negotiation)
    first.keep(Draft(("a",), "one"))
    first.keep(Draft(("b",), "two"))
    del first
    second = Drafts(negotiation)
    two, one = second.all()
    second.keep(dataclasses.replace(one, text="one and more"))
    assert {draft.text for draft in second.all()} == {"one and more", "two"}
    second.drop(two)
    assert [draft.text for draft in second.all()] == ["one and more"]
    second.drop(Draft(("a",), "as it was saved"))
    assert second.all() == ()
    del second
    assert Drafts(negotiation).all() == ()
    assert not any((home / "state" / "drafts").glob("*/*"))


def test_a_draft_that_is_kept_unchanged_is_not_lost(negotiation: Path) -> None:
    drafts = Drafts(negotiation)
    drafts.keep(Draft(("a",), "one"))
    drafts.keep(drafts.all()[0])
    assert [draft.text for draft in drafts.all()] == ["one"]


@pytest.mark.parametrize("text", ["", "\0\x1b[2J", "half a \ud800 character", '"""', "x" * 100_000, "\r\n\r", "😀"])
def test_any_text_is_kept_unchanged(negotiation: Path, text: str) -> None:
    keep(negotiation, Draft(("a",), text))
    assert [draft.text for draft in Drafts(negotiation).all()] == [text]


@pytest.mark.parametrize(
    "beside",
    [{"ask": "bob\nnext week\n"}, {"ask": "bob"}, {"passage": {"later": 1}}, {"passage": 7}, {"release": "secret"}],
)
def test_a_text_is_offered_even_when_another_field_of_its_draft_cannot_be_read(
    negotiation: Path, home: Path, beside: dict[str, object]
) -> None:
    keep(negotiation, Draft(("a",), "good", ("tag",), release=Release.PUBLIC))
    [path] = kept(home)
    path.write_text(json.dumps(json.loads(path.read_bytes()) | beside))
    [draft] = Drafts(negotiation).all()
    assert (draft.text, draft.tags, draft.ask, draft.passage) == ("good", ("tag",), None, None)


def test_unreadable_drafts_are_passed_over(negotiation: Path, home: Path) -> None:
    keep(negotiation, Draft(("a",), "good"))
    folder = kept(home)[0].parent
    for number, content in enumerate((b"", b"{", b"[]", b"{}", b"[" * 100_000, b"\xff")):
        (folder / f"{number}.json").write_bytes(content)
    (folder / "folder.json").mkdir()
    (folder / ".negotrack-x.tmp").write_bytes(b"half")
    (folder.parent / "a file").write_bytes(b"")
    assert [draft.text for draft in Drafts(negotiation).all()] == ["good"]
    assert not (folder / ".negotrack-x.tmp").exists()


def test_a_draft_that_cannot_be_kept_is_reported(negotiation: Path, home: Path) -> None:
    (home / "state").write_bytes(b"")
    drafts = Drafts(negotiation)
    with pytest.raises(WriteError, match="the draft could not be kept"):
        drafts.keep(Draft(("a",), "text"))
    assert drafts.all() == ()


def test_a_draft_that_cannot_be_removed_is_reported(negotiation: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    drafts = Drafts(negotiation)
    drafts.keep(Draft(("a",), "text"))

    def unlink(*_: object, **__: object) -> None:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(Path, "unlink", unlink)
    with pytest.raises(WriteError, match="could not be removed: read-only file system"):
        drafts.drop(Draft(("a",), "text"))
