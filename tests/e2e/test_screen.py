"""The program itself, in a terminal, as a person sees it."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.terminal import Terminal

PROGRAM = str(Path(sys.executable).with_name("negotrack"))
Open = Callable[..., Terminal]


@pytest.fixture
def opened(negotiation: Path) -> Open:
    """Opens the program on a copy of the shipped negotiation."""

    def start(*words: str, size: tuple[int, int] = (120, 40), folder: Path = negotiation, **variables: str) -> Terminal:
        return Terminal([PROGRAM, "--positions", str(folder), *words], size=size, environment=variables)

    return start


def written(negotiation: Path) -> list[Path]:
    return sorted((negotiation / "annotations").rglob("*.toml"))


def test_the_first_screen_shows_the_totals_and_what_is_outstanding(opened: Open) -> None:
    with opened() as terminal:
        terminal.wait_for("One meeting of the p")
        totals = ("· failed", "✗│✓✓✓│✓✓✓✓✓✓✓✓", "11 accepted", "1 outstanding: 6")
        terminal.wait(lambda screen: all(words in screen.splitlines()[0] for words in totals))
        terminal.wait(lambda screen: "? help" in screen.splitlines()[-1])


def test_typed_and_pasted_text_is_saved_as_a_file_and_undo_removes_it(opened: Open, negotiation: Path) -> None:
    with opened() as terminal:
        terminal.wait_for("None yet")
        terminal.press("a")
        terminal.wait_for("─Annotate─")
        terminal.settle()
        terminal.type("Ask the mediator. #ask ")
        terminal.type("\x1b[200~a\0b\x1b[Dc\x1b[201~")
        terminal.wait_for("#ask a␀b␛[Dc", 10)
        terminal.press("ctrl+s")
        terminal.wait_for("Annotations 1 ")
        terminal.settle()
        [file] = written(negotiation)
        assert '"Ask the mediator. #ask a␀b␛[Dc"' in file.read_text(encoding="utf-8")
        terminal.press("u")
        terminal.wait_for("None yet")
        assert written(negotiation) == []


def test_a_change_from_outside_is_shown_and_disturbs_neither_cursor_nor_filter_nor_text(
    opened: Open, negotiation: Path
) -> None:
    with opened() as terminal:
        terminal.wait_for("None yet")
        terminal.press("/")
        terminal.type("province")
        terminal.press("enter", "down")
        terminal.press("a")
        terminal.wait_for("─Annotate─")
        terminal.settle()
        terminal.type("half a thou")
        terminal.wait_for("half a thou")
        terminal.settle(0.5, 0.5)
        record = negotiation / "proposals" / "06-surrender-after-government.toml"
        text = record.read_text(encoding="utf-8")
        record.write_text(text.replace("Surrender of the province", "Handover of the province"), encoding="utf-8")
        terminal.settle(1.0, 1.0)
        terminal.wait_for("half a thou")
        terminal.type("ght")
        terminal.press("ctrl+s")
        terminal.wait_for("Annotations 1 ")
        terminal.wait_for("Handover of the")
        terminal.wait_for("shown: province")
    [file] = written(negotiation)
    assert "half a thought" in file.read_text(encoding="utf-8")


def test_a_file_broken_from_outside_still_shows_its_last_good_version_under_a_banner(
    opened: Open, negotiation: Path
) -> None:
    record = negotiation / "proposals" / "06-surrender-after-government.toml"
    good = record.read_bytes()
    with opened() as terminal:
        terminal.wait_for("None yet")
        terminal.settle(0.6, 0.6)
        record.write_bytes(good + b"\nnumber = = 7\n")
        terminal.wait_for("1 file could not be read")
        terminal.wait_for("proposals/06-surrender-after-government.toml:")
        terminal.wait_for("Surrender of the")
        record.write_bytes(good)
        terminal.wait(lambda screen: "could not be read" not in screen)


def test_closing_the_terminal_ends_the_program_and_keeps_the_draft(opened: Open) -> None:
    with opened() as terminal:
        terminal.wait_for("None yet")
        terminal.press("a")
        terminal.wait_for("─Annotate─")
        terminal.settle()
        terminal.type("not saved yet")
        terminal.wait_for("not saved yet")
        terminal.press(*"so far " * 40)  # so that it is painting when its terminal closes
        assert terminal.hang_up() == 128 + signal.SIGHUP
    with opened() as terminal:
        terminal.wait_for("Not saved  ")
        terminal.wait_for("not saved yet")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGQUIT])
def test_a_signal_restores_the_terminal_prints_one_line_and_keeps_the_draft(
    opened: Open, negotiation: Path, number: signal.Signals
) -> None:
    with opened() as terminal:
        terminal.wait_for("None yet")
        terminal.press("a")
        terminal.wait_for("─Annotate─")
        terminal.settle()
        terminal.type("not saved yet")
        terminal.wait_for("not saved yet")
        terminal.signal(number)
        assert terminal.wait_for_end() == 128 + number
        end = bytes(terminal.output)
    assert b"\x1b[?1049l" in end
    after = end.rsplit(b"\x1b[?1049l", 1)[1]
    assert after.count(b"negotrack: ") == 1
    assert b"Traceback" not in after
    assert written(negotiation) == []
    with opened() as terminal:
        terminal.wait_for("Not saved  ")
        terminal.wait_for("not saved yet")


def test_after_a_kill_the_program_offers_what_was_being_written(opened: Open) -> None:
    with opened() as terminal:
        terminal.wait_for("None yet")
        terminal.press("a")
        terminal.wait_for("─Annotate─")
        terminal.settle()
        terminal.type("a thought")
        terminal.wait_for("a thought")
        terminal.settle(2.0, 2.0)
        terminal.signal(signal.SIGKILL)
        terminal.wait_for_end()
    with opened() as terminal:
        terminal.wait_for("a thought")
        terminal.press("enter")
        terminal.wait_for("─Annotate─")
        terminal.settle()
        terminal.press("ctrl+s")
        terminal.wait_for("Annotations 1 ")


OPENED = {
    "/": "left ",
    "c": "[1] Compare",
    "p": "Status report",
    "m": " Messages ",
    "x": "Hold all sides",
    "O": "Choose a negotiation",
    "a": "ctrl+s save",
    "s": "ctrl+s save",
}
"""The keys that open a screen of each kind, and a text that is shown on it."""


@pytest.mark.thorough
def test_hostile_text_reaches_the_terminal_only_as_text(opened: Open, hostile: Path) -> None:
    with opened(folder=hostile) as terminal:
        terminal.wait_for("[bold red]")
        terminal.settle()
        for key, words in OPENED.items():
            terminal.press("g", "j", key)
            terminal.wait_for(words)
            for more in ("down", "tab") if words != "ctrl+s save" else ("tab",):  # in a form, down may change a choice
                terminal.settle(0.15, 2)
                terminal.press(more)
            terminal.settle(0.15, 2)
            terminal.press("escape")
            terminal.settle(0.15, 2)  # followed at once by another key, it would be alt with that key
            terminal.wait_for_no(words)
        terminal.press("g", "j", "d")
        terminal.wait_for("Annotation deleted")
        terminal.press("u")
        terminal.wait_for("Undone: ")
        sent = re.sub(rb"\x1b\]22;[a-z]*\x07", b"", bytes(terminal.output))  # the shape of the mouse pointer
    assert "␛]0;".encode() in sent
    for acting in (b"\x1b]0;", b"<script>\x1b[2J", b"\x07", b"\0", "\x9b".encode()):
        assert acting not in sent
    for hidden in "\u202e\u202c\u200b\u2066":
        assert hidden.encode() not in sent


def test_without_a_terminal_the_program_says_what_to_use_instead(negotiation: Path) -> None:
    done = subprocess.run(
        [PROGRAM, "--positions", str(negotiation)],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert done.stdout == ""
    assert "negotrack report" in done.stderr
    assert done.stderr.count("\n") == 1


def test_no_color_leaves_only_signs_and_words(opened: Open) -> None:
    with opened(NO_COLOR="1") as terminal:
        terminal.wait_for("None yet")
        terminal.wait_for("✗ rejected")
        colours = {cell.fg for row in terminal.cells for cell in row}
    assert all(len({colour[0:2], colour[2:4], colour[4:6]}) == 1 for colour in colours if len(colour) == 6)


def test_quitting_asks_only_if_something_would_be_lost(opened: Open) -> None:
    with opened() as terminal:
        terminal.wait_for("None yet")
        terminal.press("a")
        terminal.wait_for("─Annotate─")
        terminal.settle()
        terminal.type("half of it")
        terminal.wait_for("half of it")
        terminal.press("ctrl+q")
        terminal.wait_for("Quit?")
        terminal.press("escape")
        terminal.wait(lambda screen: "Quit?" not in screen)
        terminal.press("escape")
        terminal.wait_for("Not saved")
        terminal.press("d")
        terminal.wait(lambda screen: "─Annotate─" not in screen)
        terminal.settle()
        terminal.press("q")
        assert terminal.wait_for_end() == 0


def test_several_negotiations_are_a_choice_and_the_last_opened_is_offered_first(negotiation: Path) -> None:
    other = negotiation.with_name("aaa")
    other.mkdir()
    header = (negotiation / "negotiation.toml").read_text(encoding="utf-8").replace("Panjshir talks", "Other talks")
    (other / "negotiation.toml").write_text(header, encoding="utf-8")
    words = [PROGRAM, "--positions", str(negotiation.parent)]
    with Terminal(words) as terminal:
        terminal.wait_for("Other talks")
        terminal.press("down", "enter")
        terminal.wait_for("None yet")
        terminal.press("q")
        assert terminal.wait_for_end() == 0
    with Terminal(words) as terminal:
        terminal.wait_for("opened last")
        terminal.press("enter")
        terminal.wait_for("12 suggestions")


@pytest.mark.parametrize("size", [(120, 40), (40, 10)])
def test_help_and_the_way_out_are_shown_at_any_size(opened: Open, size: tuple[int, int]) -> None:
    with opened(size=size) as terminal:
        terminal.wait_for("? help")
        for columns, rows in ((41, 11), (200, 50), size):
            terminal.resize(columns, rows)
            terminal.settle(0.3)
            terminal.wait(lambda screen: "? help" in screen.splitlines()[-1])
        terminal.press("?")
        terminal.wait_for("Move down")
        terminal.wait_for("esc back")
        terminal.press("escape")
        terminal.wait(lambda screen: "Move down" not in screen)
        terminal.press("q")
        assert terminal.wait_for_end() == 0


def test_a_record_opens_in_the_editor_and_is_read_again(opened: Open, tmp_path: Path) -> None:
    script = tmp_path / "editor"
    script.write_text('#!/bin/sh\nsed -i "s/^title = .*/title = \\"Changed in the editor\\"/" "$1"\n', encoding="utf-8")
    script.chmod(0o755)
    with opened(EDITOR=str(script), VISUAL="") as terminal:
        terminal.wait_for("None yet")
        terminal.press("o")
        terminal.wait_for("Changed in the editor")


def test_an_annotation_can_be_changed_in_the_editor_and_stays_as_it_is_otherwise(
    opened: Open, negotiation: Path, tmp_path: Path
) -> None:
    script = tmp_path / "editor"
    script.write_text('#!/bin/sh\ntest -e "$0.again" || echo " and more" >> "$1"\ntouch "$0.again"\n', encoding="utf-8")
    script.chmod(0o755)
    texts = tmp_path / "texts"
    texts.mkdir()
    with opened(EDITOR=str(script), VISUAL="", TMPDIR=str(texts)) as terminal:
        terminal.wait_for("None yet")
        terminal.press("a")
        terminal.wait_for("─Annotate─")
        terminal.settle()
        terminal.type("first")
        terminal.press("ctrl+s")
        terminal.wait_for("Annotations 1 ")
        terminal.press("E")
        terminal.wait_for("and more")
        terminal.press("E")
        terminal.wait_for("Nothing was changed")
    assert list(texts.iterdir()) == []
    [file] = written(negotiation)
    assert "edited" in file.read_text(encoding="utf-8")


def test_files_that_are_not_in_git_are_counted_in_the_title(opened: Open, negotiation: Path) -> None:
    subprocess.run(["git", "init", "-q", str(negotiation)], check=True)
    subprocess.run(["git", "-C", str(negotiation), "add", "."], check=True)
    with opened(folder=negotiation) as terminal:
        terminal.wait_for("None yet")
        terminal.settle(0.5, 0.5)
        assert "not in git" not in terminal.text
        terminal.press("a")
        terminal.wait_for("─Annotate─")
        terminal.settle()
        terminal.type("New.")
        terminal.press("ctrl+s")
        terminal.wait(lambda screen: "1 not in git" in screen.splitlines()[0])
        terminal.wait_for("git -C")


FAULTY = """
import sys
from negotrack.tui.widgets.lines import Listing
def fail(self): raise RuntimeError("a secret of the record")
Listing.action_last = fail
from negotrack.cli.main import run
sys.exit(run(sys.argv[1:]))
"""


def test_a_crash_restores_the_terminal_and_prints_one_line(negotiation: Path) -> None:
    with Terminal([sys.executable, "-c", FAULTY, "--positions", str(negotiation)]) as terminal:
        terminal.wait_for("None yet")
        terminal.press("G")
        assert terminal.wait_for_end() == 1
        end = bytes(terminal.output).rsplit(b"\x1b[?1049l", 1)[1]
    assert end.count(b"negotrack: ") == 1
    assert b"--debug" in end
    assert b"Traceback" not in end
    assert b"secret" not in end


def test_with_debug_a_crash_shows_where_it_came_from(negotiation: Path) -> None:
    with Terminal([sys.executable, "-c", FAULTY, "--positions", str(negotiation), "--debug"]) as terminal:
        terminal.wait_for("None yet")
        terminal.press("G")
        terminal.wait_for_end()
        assert b"a secret of the record" in bytes(terminal.output)
        assert b"locals" not in bytes(terminal.output)


def test_the_mouse_can_be_left_to_the_terminal(opened: Open) -> None:
    with opened() as terminal:
        terminal.wait_for("None yet")
        assert b"\x1b[?1000h" in bytes(terminal.output)
    with opened("--no-mouse") as terminal:
        terminal.wait_for("None yet")
        assert b"\x1b[?1000h" not in bytes(terminal.output)
