"""Tests of the tests: stored files change only on request, and no other repository is touched."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.golden import compare_with_golden

ROOT = Path(__file__).parents[1]


NO_PLUGINS = {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}


def run(*words: str, **surroundings: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *words]
    env = {key: value for key, value in os.environ.items() if key != "CI"} | surroundings
    return subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)


def test_a_difference_from_a_stored_file_fails_whatever_the_environment_variables(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "report.txt"
    path.write_text("one\n", encoding="utf-8")
    monkeypatch.setenv("UPDATE_GOLDEN", "1")
    with pytest.raises(AssertionError):
        compare_with_golden(path, "other\n")
    assert path.read_text(encoding="utf-8") == "one\n"


def test_update_golden_replaces_stored_files_and_prints_the_changes_but_never_in_ci(tmp_path: Path) -> None:
    stored = tmp_path / "report.txt"
    stored.write_text("one\ntwo\n", encoding="utf-8")
    test = tmp_path / "test_one.py"
    test.write_text(
        "from pathlib import Path\nfrom tests.golden import compare_with_golden\n"
        f"def test_one(): compare_with_golden(Path({str(stored)!r}), 'one\\n2\\n')\n",
        encoding="utf-8",
    )
    # Without a folder to stop at, pytest searches every folder above the test, with the files other tests left there;
    # and without the plug-ins that the tests of the project need, it starts in a third of the time.
    alone = ("-c", os.devnull, "--rootdir", str(ROOT), "--confcutdir", str(tmp_path), f"--basetemp={tmp_path}/its")
    options = (*alone, "-p", "tests.conftest", str(test))
    refused = run("--update-golden", *options, CI="true", **NO_PLUGINS)
    assert (refused.returncode, "not replaced where CI is set" in refused.stderr) == (4, True)
    replaced = run("--update-golden", *options, **NO_PLUGINS)
    assert (replaced.returncode, stored.read_text(encoding="utf-8")) == (0, "one\n2\n")
    assert "-two\n+2\n" in replaced.stdout


def test_tests_run_from_a_git_hook_do_not_touch_its_repository(tmp_path: Path, git: Callable[..., str]) -> None:
    git(tmp_path, "init", "-q")
    git(tmp_path, "commit", "-q", "--allow-empty", "-m", "mine")
    before = git(tmp_path, "log", "--all", "--format=%H"), git(tmp_path, "status", "--porcelain")
    own = {"GIT_DIR": str(tmp_path / ".git"), "GIT_WORK_TREE": str(tmp_path)}
    assert run("-n", "0", "tests/store/test_git.py", **own).returncode == 0
    assert (git(tmp_path, "log", "--all", "--format=%H"), git(tmp_path, "status", "--porcelain")) == before
