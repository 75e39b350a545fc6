"""The work of two analysts on two branches comes together with plain git, without any setting."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from negotrack.editing.adding import add
from negotrack.editing.annotating import add_annotations, edit_annotation
from negotrack.editing.recording import PositionRequest, record
from negotrack.editing.targets import open_annotation
from negotrack.model.identifiers import WHOLE
from negotrack.model.layout import Kind
from negotrack.model.records import Evidence
from negotrack.model.vocabulary import Stance
from negotrack.store.changes import apply
from negotrack.store.reader import Reader
from tests.conftest import SHIPPED, git_without_settings

Git = Callable[..., str]
ANNOTATIONS = 100
POSITIONS = 20


@pytest.fixture(scope="module")
def worked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository, to be copied, with the negotiation on two branches, each with the work of one analyst."""
    top = tmp_path_factory.mktemp("worked")
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setenv("NEGOTRACK_STATE", str(tmp_path_factory.mktemp("state")))
        git = git_without_settings(monkeypatch)
        folder = shutil.copytree(SHIPPED, top / "positions" / SHIPPED.name)
        git(top, "init", "-q", "-b", "main")
        git(top, "add", ".")
        git(top, "commit", "-qm", "begin")
        for analyst in ("ana", "ben"):
            git(top, "checkout", "-q", "-b", analyst, "main")
            work(folder, analyst)
            git(top, "add", ".")
            git(top, "commit", "-qm", f"work of {analyst}")
    return top


@pytest.fixture
def repository(worked: Path, tmp_path: Path, git: Git) -> Iterator[Path]:
    """A copy of that repository."""
    top = shutil.copytree(worked, tmp_path / "repository")
    git(top, "update-index", "-q", "--refresh")  # the copied files have new times
    yield top
    assert git(top, "status", "--porcelain") == ""


@pytest.fixture
def negotiation(repository: Path) -> Path:
    """The negotiation in the repository."""
    return repository / "positions" / SHIPPED.name


def work(folder: Path, analyst: str) -> None:
    """Add a source, and spread a hundred annotations and twenty positions over all proposals."""
    reader = Reader(folder)
    negotiation = reader.load().negotiation
    apply(folder, add(negotiation, "source", {"title": f"A paper that {analyst} has read"}, f"paper-{analyst}"))
    reader.refresh()
    targets = [*reader.proposal_ids, WHOLE]
    for number in range(ANNOTATIONS):
        text = f"{analyst} {number}\nSecond line. #tag\n"
        apply(folder, add_annotations(reader, [targets[number % len(targets)]], text=text, author=analyst))
    request = PositionRequest(
        side="taliban",
        stance=Stance.NEUTRAL,
        statement=f"as {analyst} reads it",
        evidence=(Evidence(source=f"paper-{analyst}"),),
    )
    for number in range(POSITIONS):
        target = reader.proposal_ids[number % len(reader.proposal_ids)]
        apply(folder, record(reader.load().negotiation, [target], request, by=analyst))


def counts(folder: Path) -> Counter[str]:
    """How much of each kind each analyst wrote; there must be no problem."""
    loaded = Reader(folder).load()
    assert loaded.problems == ()
    negotiation = loaded.negotiation
    found = Counter(f"source {key}" for key in negotiation.added.get(Kind.SOURCE, {}))
    for dossier in negotiation.dossiers.values():
        found.update(f"annotation {each.author}" for each in dossier.annotations)
        found.update(f"position {each.recorded_by}" for each in dossier.ledger)
    found.update(f"annotation {each.author}" for each in negotiation.annotations)
    assert not negotiation.orphans
    assert not negotiation.strays
    return found


def everything(*analysts: str) -> Counter[str]:
    found: Counter[str] = Counter()
    for analyst in analysts:
        found.update(
            {f"annotation {analyst}": ANNOTATIONS, f"position {analyst}": POSITIONS, f"source paper-{analyst}": 1}
        )
    return found


def test_two_branches_on_the_same_proposals_merge_cleanly(negotiation: Path, repository: Path, git: Git) -> None:
    assert counts(negotiation) == everything("ben")
    git(repository, "merge", "--no-edit", "ana")
    assert counts(negotiation) == everything("ana", "ben")


def test_a_branch_is_rebased_cleanly_onto_the_other(negotiation: Path, repository: Path, git: Git) -> None:
    git(repository, "rebase", "ana")
    assert counts(negotiation) == everything("ana", "ben")


def test_the_work_of_a_colleague_can_be_cherry_picked(negotiation: Path, repository: Path, git: Git) -> None:
    git(repository, "cherry-pick", "ana")
    assert counts(negotiation) == everything("ana", "ben")


def test_uncommitted_work_can_be_stashed_and_restored(negotiation: Path, repository: Path, git: Git) -> None:
    git(repository, "checkout", "-q", "main")
    work(negotiation, "eva")
    git(repository, "stash", "--include-untracked")
    assert counts(negotiation) == everything()
    git(repository, "merge", "--no-edit", "ana")
    git(repository, "stash", "pop")
    assert counts(negotiation) == everything("ana", "eva")
    git(repository, "add", ".")
    git(repository, "commit", "-qm", "work of eva")


def test_a_checkout_with_windows_line_ends_reads_the_same(
    negotiation: Path, repository: Path, git: Git, tmp_path: Path
) -> None:
    git(tmp_path, "clone", "-q", "--branch", "ben", "-c", "core.autocrlf=true", str(repository), "clone")
    copy = tmp_path / "clone" / negotiation.relative_to(repository)
    assert b"\r\n" in (copy / "negotiation.toml").read_bytes()
    one, other = Reader(negotiation).load(), Reader(copy).load()
    assert other.problems == ()
    assert one.negotiation.dossiers == other.negotiation.dossiers
    shutil.rmtree(tmp_path / "clone")


def test_two_edits_of_one_annotation_are_a_conflict_that_is_reported(
    negotiation: Path, repository: Path, git: Git
) -> None:
    git(repository, "checkout", "-q", "main")
    reader = Reader(negotiation)
    change = add_annotations(reader, ["no-disarming"], text="one\ntwo\nthree", author="a")
    apply(negotiation, change)
    path = change.files[0].path
    name = Path(path).stem
    git(repository, "add", ".")
    git(repository, "commit", "-qm", "annotation")
    for branch, text in (("left", "one\ntwo\nleft"), ("right", "one\ntwo\nright")):
        git(repository, "checkout", "-q", "-b", branch, "main")
        apply(
            negotiation,
            edit_annotation(reader, open_annotation(negotiation, "no-disarming", name), by="ana", text=text),
        )
        git(repository, "commit", "-qam", branch)
    with pytest.raises(RuntimeError, match=r"Merge conflict in .*no-disarming"):
        git(repository, "merge", "--no-edit", "left")
    reader = Reader(negotiation)
    loaded = reader.load()
    (problem,) = loaded.problems
    lines = (negotiation / path).read_text().splitlines()
    assert (problem.file, problem.line) == (path, next(i for i, line in enumerate(lines, 1) if line.startswith("<<<")))
    assert "keep one whole version with 'git checkout --ours'" in problem.message
    assert loaded.unreadable == 1
    assert len(loaded.negotiation.dossiers) == 12
    git(repository, "checkout", "--theirs", ".")
    assert reader.refresh([negotiation / path])
    assert reader.loaded().problems == ()
    assert reader.loaded().negotiation.dossiers["no-disarming"].annotations[0].text == "one\ntwo\nleft"
    git(repository, "add", ".")
    git(repository, "commit", "-qm", "merged")


@pytest.mark.parametrize("file", ["negotiation.toml", "proposals/no-disarming.toml"])
def test_a_merge_conflict_in_one_file_is_one_problem_and_everything_else_stays_usable(
    negotiation: Path, repository: Path, git: Git, file: str
) -> None:
    for branch in ("left", "right"):
        git(repository, "checkout", "-q", "-b", branch, "main")
        path = negotiation / file
        path.write_text(path.read_text().replace("\n", f"\n# {branch}\n", 1))
        git(repository, "commit", "-qam", branch)
    with pytest.raises(RuntimeError, match="Merge conflict"):
        git(repository, "merge", "left")
    reader = Reader(negotiation)
    (problem,) = reader.load().problems
    assert (problem.file, problem.line) == (file, 2)
    assert len(reader.loaded().negotiation.dossiers) == (12 if file == "negotiation.toml" else 11)
    apply(negotiation, add_annotations(reader, ["national-hero", WHOLE], text="still", author="a"))
    git(repository, "merge", "--abort")
    assert reader.refresh()
    assert reader.loaded().problems == ()
    git(repository, "clean", "-qfd")
