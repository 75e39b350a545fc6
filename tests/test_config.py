from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negotrack.config import Settings, author, clashes, load, path, read_keys
from negotrack.keynames import is_key
from negotrack.tui.actions import ACTIONS, together, while_typing

KEYS = {"annotate": ("a",), "edit": ("e",), "record": ("s",), "format": ("e",), "quit": ("q", "ctrl+q")}
SAVED = {**KEYS, "save": ("ctrl+s",)}
PLACES = [frozenset({"annotate", "edit", "record", "quit"}), frozenset({"format", "quit"})]


def write(home: Path, text: str) -> None:
    (home / "config.toml").write_text(text, encoding="utf-8")


def mistakes(text: str, home: Path) -> list[str]:
    write(home, text)
    settings, problems = load(KEYS, PLACES)
    assert settings == Settings()
    return [str(problem).removeprefix(f"{home / 'config.toml'}:1: ") for problem in problems]


def test_without_a_settings_file_the_defaults_apply() -> None:
    assert load() == (Settings(), ())
    assert Settings() == Settings(author="", theme="dark", start="main", mouse=True, keys={})


def test_every_setting_is_read_from_the_file(home: Path) -> None:
    write(
        home,
        """
        author = "A. Nalyst"
        theme = "contrast"
        start = "timeline"
        mouse = false
        [keys]
        annotate = "n"
        record = ["r", "f2"]
        """,
    )
    keys = {"annotate": ("n",), "record": ("r", "f2")}
    assert load(KEYS, PLACES) == (Settings("A. Nalyst", "contrast", "timeline", mouse=False, keys=keys), ())


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('colour = "red"', "colour: is not a setting"),
        ('themes = "dark"', "themes: is not a setting (did you mean 'theme'?)"),
        ('theme = "drak"', "theme: 'drak' is not one of dark, light, terminal, contrast (did you mean 'dark'?)"),
        ("theme = 6", "theme: 6 is not one of dark, light, terminal, contrast"),
        ("theme = []", "theme: [] is not one of dark, light, terminal, contrast"),
        (
            'start = "report.txt"',
            "start: 'report.txt' is not one of main, compare, report, timeline (did you mean 'report'?)",
        ),
        ("author = 6", "author: 6 is not text; put it in quotes"),
        ("mouse = 1", "mouse: 1 is neither true nor false"),
        ("keys = 6", 'keys: is not a table; write it as [keys], and below it: filter = "/"'),
        ('keys.anotate = "n"', "keys.anotate: is not an action (did you mean 'annotate'?); all: negotrack keys"),
        ('keys.edit = "entre"', 'keys.edit: \'entre\' is not a key; write it like "j", "ctrl+r" or "f1"'),
        ("keys.edit = 6", 'keys.edit: 6 is not a key; write it like "j", "ctrl+r" or "f1"'),
        ('keys.edit = ["x", ""]', 'keys.edit: \'\' is not a key; write it like "j", "ctrl+r" or "f1"'),
        ("keys.quit = []", "keys.quit: needs a key; leave the line out to keep the usual one"),
        ('keys.record = "a"', "keys.record: 'a' is a key of 'annotate' as well; 'record' keeps s"),
        ('keys.record = ["a", "r"]', "keys.record: 'a' is a key of 'annotate' as well; 'record' keeps s"),
        ('keys.edit = "q"', "keys.edit: 'q' is a key of 'quit' as well; 'edit' keeps e"),
        ('keys.quit = "e"', "keys.quit: 'e' is a key of 'edit' as well; 'quit' keeps q ctrl+q"),
    ],
)
def test_a_wrong_setting_is_reported_and_the_default_used_instead(home: Path, text: str, said: str) -> None:
    assert mistakes(text, home) == [said]


def test_the_other_settings_in_a_file_with_mistakes_still_apply(home: Path) -> None:
    write(home, 'author = "A"\ntheme = "x"\nkeys = { record = "r", edit = "", format = "f" }')
    settings, problems = load(KEYS, PLACES)
    assert [(problem.key, problem.line) for problem in problems] == [("theme", 2), ("keys.edit", 3)]
    assert settings == Settings("A", keys={"record": ("r",), "format": ("f",)})


def test_two_actions_may_swap_keys(home: Path) -> None:
    write(home, 'keys = { annotate = "e", edit = "a" }')
    assert load(KEYS, PLACES) == (Settings(keys={"annotate": ("e",), "edit": ("a",)}), ())


def test_if_a_new_key_is_refused_other_actions_cannot_take_the_old_one(home: Path) -> None:
    write(home, 'keys = { edit = "q", annotate = "e", record = "a" }')
    settings, problems = load(KEYS, PLACES)
    assert settings.keys == {}
    assert [problem.key for problem in problems] == ["keys.edit", "keys.annotate", "keys.record"]


def test_actions_that_are_never_available_together_may_share_a_key(home: Path) -> None:
    write(home, 'keys.format = "a"')
    assert load(KEYS, PLACES)[1] == ()
    assert [problem.key for problem in load(KEYS)[1]] == ["keys.format"]


def test_key_settings_for_any_action_are_accepted_if_the_actions_are_not_given(home: Path) -> None:
    write(home, 'keys = { anything = "a", other = "a" }')
    assert load()[0].keys == {"anything": ("a",), "other": ("a",)}


@pytest.mark.parametrize(
    ("keys", "why"),
    [
        (["x"], "'x' is typed as text where 'save' is needed"),
        (["space"], "'space' is typed as text"),
        (["shift+question_mark"], "is typed as text"),
        (["+"], "'+' is typed as text"),
        (["enter"], "'enter' edits the text"),
        (["ctrl+w"], "'ctrl+w' edits the text"),
        (["x", "ctrl+shift+left"], "'x' is typed as text"),
    ],
)
def test_an_action_available_while_typing_cannot_have_only_keys_that_type_or_edit_text(
    home: Path, keys: list[str], why: str
) -> None:
    write(home, f"keys = {{ save = {keys}, annotate = 'b' }}")
    settings, (problem,) = load(SAVED, PLACES, {"save"})
    assert settings.keys == {"annotate": ("b",)}
    assert problem.key == "keys.save"
    assert problem.message.startswith(why) or why in problem.message
    assert "'save' keeps ctrl+s" in problem.message
    assert "\n" not in problem.message


@pytest.mark.parametrize("keys", [["f5"], ["ctrl+s"], ["x", "alt+x"], ["ctrl+t"], ["escape"]])
def test_an_action_available_while_typing_may_have_any_key_that_does_not_type(home: Path, keys: list[str]) -> None:
    write(home, f"keys = {{ save = {keys} }}")
    assert load(SAVED, PLACES, {"save"}) == (Settings(keys={"save": tuple(keys)}), ())


def test_every_text_editing_key_of_the_toolkit_is_known() -> None:
    from textual.binding import Binding
    from textual.widgets import Input, TextArea

    bindings = [each for each in (*Input.BINDINGS, *TextArea.BINDINGS) if isinstance(each, Binding)]
    keys = {key for binding in bindings for key in binding.key.split(",")}
    assert {key for key in keys if not read_keys({"save": key}, SAVED, PLACES, {"save"})[1]} <= {"escape"}
    assert len(keys) > 40


def test_actions_available_while_typing_accept_their_default_keys_but_no_plain_letter() -> None:
    usual = {action.id: action.keys for action in ACTIONS}
    assert while_typing() >= {"open", "back", "save", "outside", "next_pane", "take_theirs", "take_mine", "help"}
    for action in while_typing():
        _, nothing = read_keys({action: list(usual[action])}, usual, together(), while_typing())
        _, mistakes = read_keys({action: "Z"}, usual, together(), while_typing())
        assert nothing == []
        assert [path for path, _ in mistakes] == [f"keys.{action}"]


def test_the_table_of_default_keys_is_a_valid_setting() -> None:
    usual = {action.id: action.keys for action in ACTIONS}
    table = {action: list(keys) for action, keys in usual.items()}
    assert read_keys(table, usual, None) == (usual, [])


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"author = ", "1: is not valid TOML: invalid value; no settings are used"),
        (b"\n\na = 1\na = 2", "4: is not valid TOML: cannot overwrite a value; no settings are used"),
        (b"\xff\xfea", "1: is not valid TOML: it is not UTF-8 text; no settings are used"),
        (b"a = " + b"[" * 5000, "1: is not valid TOML: "),
        (b"a = " + b"9" * 5000, "1: is not valid TOML: "),
    ],
)
def test_a_settings_file_that_cannot_be_parsed_is_one_problem(home: Path, content: bytes, said: str) -> None:
    (home / "config.toml").write_bytes(content)
    settings, (problem,) = load()
    assert settings == Settings()
    assert str(problem).startswith(f"{home / 'config.toml'}:{said}")
    assert "\n" not in str(problem)


def test_a_byte_order_mark_in_the_settings_file_does_no_harm(home: Path) -> None:
    (home / "config.toml").write_bytes(b'\xef\xbb\xbftheme = "light"')
    assert load() == (Settings(theme="light"), ())


def test_a_folder_in_place_of_the_settings_file_is_a_problem(home: Path) -> None:
    (home / "config.toml").mkdir()
    settings, (problem,) = load()
    assert settings == Settings()
    assert problem.message == "cannot be read: is a directory; no settings are used"


def test_a_pipe_in_place_of_the_settings_file_is_a_problem_and_does_not_block(home: Path) -> None:
    os.mkfifo(home / "config.toml")
    settings, (problem,) = load()
    assert settings == Settings()
    assert problem.message == "cannot be read: it is not a plain file; no settings are used"


def test_the_path_of_the_settings_file_follows_the_environment(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert path() == home / "config.toml"
    monkeypatch.delenv("NEGOTRACK_CONFIG")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home / "xdg"))
    assert path() == home / "xdg" / "negotrack" / "config.toml"
    monkeypatch.setenv("XDG_CONFIG_HOME", "relative")
    assert path().is_absolute()
    monkeypatch.delenv("XDG_CONFIG_HOME")
    assert path().is_relative_to(home)
    assert path().parts[-2:] == ("negotrack", "config.toml")


@pytest.mark.parametrize(
    "key",
    ["a", "G", "/", "?", "é", "ctrl+r", "shift+tab", "ctrl+shift+up", "f1", "f24", "pageup", "question_mark", "comma"],
)
def test_a_single_character_or_a_key_name_is_a_valid_key(key: str) -> None:
    assert is_key(key)


@pytest.mark.parametrize(
    "key",
    [
        "",
        " ",
        ",",
        "a,b",
        "ab",
        "ctrl+",
        "ctrl",
        "cmd+a",
        "Ctrl+a",
        "F1",
        "f25",
        "a ",
        "\n",
        "\x1b",
        "\u202e",
        None,
        1,
        True,
    ],
)
def test_any_other_value_is_not_a_valid_key(key: object) -> None:
    assert not is_key(key)


def test_each_clash_of_keys_is_reported_once() -> None:
    keys = {"a": ("x", "y"), "b": ("x",), "c": ("x",)}
    places = [frozenset("ab"), frozenset("abc")]
    assert clashes(keys, places) == [("x", "a", "b"), ("x", "a", "c"), ("x", "b", "c")]
    assert clashes(keys, [frozenset("a"), frozenset("c")]) == []


NEW_KEYS = st.dictionaries(st.sampled_from(sorted(KEYS)), st.lists(st.sampled_from("aesqxy"), max_size=2))


@given(NEW_KEYS)
def test_whatever_keys_are_set_no_two_actions_clash_and_none_is_left_without_a_key(table: dict[str, list[str]]) -> None:
    keys, wrong = read_keys(table, KEYS, PLACES)
    now = {**KEYS, **keys}
    assert clashes(now, PLACES) == []
    assert all(now.values())
    assert {f"keys.{action}" for action in table} == {f"keys.{action}" for action in keys} | {key for key, _ in wrong}


JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text()),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(st.one_of(JSON, st.dictionaries(st.sampled_from(sorted(KEYS)), JSON)))
def test_any_value_given_as_a_table_of_keys_is_handled(table: object) -> None:
    keys, _ = read_keys(table, KEYS, None)
    assert all(is_key(key) for each in keys.values() for key in each)


def test_the_author_is_the_given_name_or_else_the_one_in_the_settings(tmp_path: Path) -> None:
    assert author("  Given \t name ", Settings("Settled"), tmp_path) == "Given name"
    assert author(None, Settings("Settled"), tmp_path) == "Settled"
    assert author(" ", Settings("Settled"), tmp_path) == "Settled"


def test_without_a_given_or_set_name_the_author_is_the_git_user(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "-q", tmp_path], check=True)
    subprocess.run(["git", "-C", tmp_path, "config", "user.name", "Gît Üser"], check=True)
    assert author(None, Settings(), tmp_path) == "Gît Üser"


def test_without_git_the_author_is_the_login_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOGNAME", "somebody")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert author(None, Settings(), tmp_path) == "somebody"
    assert author(None, Settings(), tmp_path / "missing") == "somebody"


def test_a_git_command_that_hangs_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    slow = tmp_path / "git"
    slow.write_text(f"#!{sys.executable}\nimport time\ntime.sleep(60)\n", encoding="utf-8")
    slow.chmod(0o700)
    monkeypatch.setattr("negotrack.config._PATIENCE", 0.05)
    monkeypatch.setenv("LOGNAME", "somebody")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert author(None, Settings(), tmp_path) == "somebody"


def test_an_author_name_is_never_empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LOGNAME", "USER", "LNAME", "USERNAME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("pwd.getpwuid", _nobody)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert author("\0\x1b\u200b\u200c", Settings("\n"), tmp_path) == "analyst"


def _nobody(number: int) -> object:
    raise KeyError(number)


@pytest.mark.parametrize(
    ("given_name", "name"),
    [
        ("\x1b[31mRed\x1b[0m", "[31mRed [0m"),
        ("two\nlines\u2028three", "two lines three"),
        ("\u202egnp\u202c", "gnp"),
        ("zero\u200bwidth\ufeff", "zerowidth"),
        ("می\u200cرود", "می\u200cرود"),
        ("half \ud800", "half"),
        ("[bold]x[/]", "[bold]x[/]"),
    ],
)
def test_control_characters_are_removed_from_an_author_name(tmp_path: Path, given_name: str, name: str) -> None:
    assert author(given_name, Settings(), tmp_path) == name


def test_reading_the_settings_loads_neither_the_interface_nor_any_slow_module(home: Path) -> None:
    write(home, 'theme = "light"')
    script = (
        "import sys\nfrom negotrack.config import load\nassert load()[0].theme == 'light'\n"
        "slow = {'textual', 'rich', 'subprocess', 'getpass', 'difflib', 'platformdirs', 'pydantic'}\n"
        "print(*slow & set(sys.modules))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", script], env=dict(os.environ), capture_output=True, text=True, check=True
    )
    assert ran.stdout.split() == []
