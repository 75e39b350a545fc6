"""Finding the negotiation that a person means, or saying what to do."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from negotrack.errors import UsageError
from negotrack.store.locate import choose, find_positions, negotiations


def test_positions_are_found_here_or_in_the_nearest_parent_folder(
    negotiation: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    deep = negotiation / "proposals"
    for here in (negotiation.parent.parent, negotiation, deep):
        monkeypatch.chdir(here)
        assert find_positions().resolve() == negotiation.parent.resolve()


def test_a_named_folder_wins_over_the_environment_and_that_over_the_current_folder(
    negotiation: Path, hostile: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NEGOTRACK_POSITIONS", str(hostile))
    assert find_positions() == hostile
    assert find_positions(str(negotiation)) == negotiation


@pytest.mark.parametrize("named", ["gone", "x" * 5000, "a\0b", "negotiation.toml", "\udcff"])
def test_a_folder_that_does_not_exist_is_reported(
    negotiation: Path, monkeypatch: pytest.MonkeyPatch, named: str
) -> None:
    monkeypatch.chdir(negotiation)
    with pytest.raises(UsageError, match="there is no such folder; to begin one: negotrack init"):
        find_positions(named)


def test_where_no_negotiation_is_found_the_command_to_begin_one_is_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UsageError, match="to begin: negotrack init"):
        find_positions()
    (tmp_path / "empty").mkdir()
    with pytest.raises(UsageError, match="holds no negotiation; to begin one"):
        choose(tmp_path / "empty")


def test_a_current_folder_that_no_longer_exists_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "gone").mkdir()
    monkeypatch.chdir(tmp_path / "gone")
    (tmp_path / "gone").rmdir()
    with pytest.raises(UsageError, match="the current folder no longer exists"):
        find_positions()


def test_the_only_negotiation_is_chosen_and_among_several_the_named_one(negotiation: Path) -> None:
    root = negotiation.parent
    assert choose(root) == choose(negotiation) == negotiation
    (root / "other" / "proposals").mkdir(parents=True)
    (root / ".hidden" / "proposals").mkdir(parents=True)
    (root / "neither").mkdir()
    (root / "README.md").write_text("")
    assert [each.name for each in negotiations(root)] == ["other", "panjshir-2021"]
    assert choose(root, "other").name == "other"
    with pytest.raises(UsageError, match="holds 2 negotiations; choose one with --negotiation: other, panjshir-2021"):
        choose(root)
    with pytest.raises(UsageError, match="no negotiation 'x'"):
        choose(root, "x")


def test_among_several_the_default_of_negotrack_toml_is_chosen(negotiation: Path) -> None:
    root = negotiation.parent
    (root / "other" / "proposals").mkdir(parents=True)
    (root / "negotrack.toml").write_text('default = "panjshir-2021"  # the shipped one\n')
    assert choose(root) == negotiation
    assert choose(root, "other").name == "other"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('default = "othr"', "negotrack.toml: default: there is no negotiation 'othr' \\(did you mean 'other'"),
        ("default = 3", "there is no negotiation 3"),
        ('defualt = "other"', "'defualt' is not a key of this file; write default"),
        ("default =", "negotrack.toml:1: is not valid TOML"),
    ],
)
def test_a_mistake_in_negotrack_toml_is_reported(negotiation: Path, text: str, message: str) -> None:
    (negotiation.parent / "other" / "proposals").mkdir(parents=True)
    (negotiation.parent / "negotrack.toml").write_text(text)
    with pytest.raises(UsageError, match=message):
        choose(negotiation.parent)


def test_a_folder_without_permission_does_not_hide_the_others(
    negotiation: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (negotiation.parent / "closed").mkdir()
    real = os.stat

    def refuse(path: object, *given: object, **more: object) -> os.stat_result:
        if "closed/" in str(path):
            raise PermissionError(13, "Permission denied")
        return real(path, *given, **more)  # type: ignore[arg-type] # stands in for any call

    monkeypatch.setattr(os, "stat", refuse)
    assert negotiations(negotiation.parent) == [negotiation]


def test_a_folder_without_permission_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "port-2026").mkdir()
    monkeypatch.setattr(os, "access", lambda path, _mode: path != tmp_path / "port-2026")
    with pytest.raises(UsageError, match="port-2026: cannot be opened: permission denied"):
        choose(tmp_path)
