"""A text written in the user's own editor, whatever that editor does."""

import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from negotrack.editor import edit
from negotrack.model.dates import parse_span
from negotrack.model.records import Ask
from negotrack.store.drafts import Drafts
from tests.cli.conftest import Command, files

Editor = Callable[[str], None]


@pytest.fixture
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Editor:
    """Sets a line of shell as the editor, with the file in ``$1``; standard input is taken for a terminal."""

    def make(line: str) -> None:
        script = tmp_path / "editor"
        script.write_text(f"#!/bin/sh\n{line}\n", encoding="utf-8")
        script.chmod(0o755)
        monkeypatch.setenv("EDITOR", str(script))
        monkeypatch.setattr("negotrack.cli.streams.is_terminal", lambda _stream: True)

    return make


def test_the_text_saved_in_the_editor_becomes_the_annotation(
    negotrack: Command, negotiation: Path, editor: Editor
) -> None:
    editor('printf "of two lines\\n#tag\\n" > "$1"')
    assert negotrack("annotate", "6", "--author", "ana").code == 0
    (path,) = (negotiation / "annotations" / "06-surrender-after-government").iterdir()
    assert 'tags = [\n    "tag",\n]' in path.read_text(encoding="utf-8")
    before = files(negotiation)
    editor("true")
    ran = negotrack("annotate", "--edit", path.stem, "--author", "ana")
    assert (ran.code, ran.err) == (2, "negotrack: the text was not changed in the editor; nothing was saved\n")
    assert files(negotiation) == before
    assert edit("ends in a line\n") is None


def test_what_the_editor_appends_begins_a_line_of_its_own(editor: Editor) -> None:
    editor('echo "and more" >> "$1"')
    assert edit("the last line") == "the last line\nand more"
    assert edit("it ends\n") == "it ends\nand more\n"
    assert edit("") == "and more"
    editor('printf "the last line" > "$1"')
    assert edit("the last line") is None


def test_an_interrupt_while_the_editor_is_open_does_not_end_the_command(
    negotrack: Command, negotiation: Path, editor: Editor
) -> None:
    before = signal.getsignal(signal.SIGINT)
    editor('echo kept > "$1"; kill -INT $PPID; sleep 0.2')
    assert negotrack("annotate", "6", "--author", "ana").code == 0
    (path,) = (negotiation / "annotations" / "06-surrender-after-government").iterdir()
    assert 'text = "kept"' in path.read_text(encoding="utf-8")
    assert signal.getsignal(signal.SIGINT) is before
    editor('echo gone > "$1"; kill -INT $$; sleep 5')  # an interrupt of its own still ends the editor
    assert "the editor ended with -2" in negotrack("annotate", "6", "--author", "ana").err


@pytest.mark.parametrize("end", ["; exit 1", '; head -c 1000001 /dev/zero | tr "\\0" x >> "$1"'])
def test_a_wording_that_cannot_be_saved_is_printed_line_by_line(
    negotrack: Command, negotiation: Path, editor: Editor, end: str
) -> None:
    before = files(negotiation)
    editor(f'printf "we accept\\nby 1 May\\n" > "$1"{end}')
    ran = negotrack("text", "6", "--author", "ana")
    assert ran.code != 0
    assert "the text was: we accept\nnegotrack: the text was: by 1 May\n" in ran.err
    assert files(negotiation) == before


@pytest.mark.parametrize(
    "words",
    [
        ("text", "6", "--answers", "nothing"),
        ("annotate", "6", "--ask", " "),
        ("annotate", "6", "--ask", ""),
        ("annotate", "6", "--passage", " "),
    ],
)
def test_wrong_options_are_reported_before_the_editor_opens(
    negotrack: Command, editor: Editor, tmp_path: Path, words: tuple[str, ...]
) -> None:
    opened = tmp_path / "opened"
    editor(f'touch {opened}; echo yes > "$1"')
    assert negotrack(*words).code == 2
    assert not opened.exists()


@pytest.mark.parametrize(
    ("line", "said", "kept"),
    [
        ('echo half > "$1"; exit 1', "the editor ended with 1; the text is kept as a draft", "half"),
        ('head -c 100001 /dev/zero | tr "\\0" x > "$1"', "at most 100,000 are allowed; the text is kept", "x" * 9),
        ('printf "a\\377b" > "$1"', "is not UTF-8 text; the text is kept as a draft", "a\\xffb"),
        ("exit 1", "the editor ended with 1; nothing was saved", None),
        ('rm "$1"; mkfifo "$1"', "what the editor left is not a plain file", None),
        ('rm "$1"; ln -s /etc/passwd "$1"', "what the editor left is not a plain file", None),
        ('rm "$1"', "what the editor left cannot be read: no such file or directory", None),
        ('echo " " > "$1"', "the annotation has no text; nothing was saved", None),
    ],
)
def test_text_left_by_a_failed_editor_is_kept_as_a_draft_with_all_options(
    negotrack: Command, negotiation: Path, editor: Editor, *, line: str, said: str, kept: str | None
) -> None:
    before = files(negotiation)
    editor(line)
    beside = ("--tag", "t", "--tag", "u", "--about", "Taliban", "--ask", "the chair", "--due", "2021-09")
    ran = negotrack("annotate", "6", "--author", "ana", *beside, "--release", "public")
    assert ran.code == 2
    assert said in ran.err
    assert ran.err.count("\n") == 1
    assert "Errno" not in ran.err
    assert files(negotiation) == before
    drafts = Drafts(negotiation).all()
    assert [draft.text[:9] for draft in drafts] == ([kept[:9]] if kept else [])
    for draft in drafts:
        assert (draft.targets, draft.tags, draft.about) == (("06-surrender-after-government",), ("t", "u"), "taliban")
        assert draft.ask == Ask(to="the chair", due=parse_span("2021-09"))
        assert draft.release == "public"


def test_text_from_a_failed_edit_is_kept_as_a_draft_of_the_edited_annotation(
    negotrack: Command, negotiation: Path, editor: Editor
) -> None:
    negotrack("text", "6", "-m", "They go.", "--author", "ana")
    asks = ("--ask", "the chair", "--tag", "t", "--author", "ana")
    negotrack("annotate", "6", "-m", "As it was.", "--about", "Taliban", *asks)
    (path,) = negotiation.glob("annotations/06*/*")
    editor('echo half > "$1"; exit 1')
    assert negotrack("annotate", "--edit", path.stem, "--author", "ana").code == 2
    (draft,) = Drafts(negotiation).all()
    assert (draft.edits, draft.text.strip(), draft.tags, draft.about) == (path.stem, "half", ("t",), "taliban")
    assert (draft.ask, draft.extra_keys) == (Ask(to="the chair"), {})
    more = ("--due", "2021-09", "--passage", "They go")
    assert negotrack("annotate", "--edit", path.stem, "--author", "ana", *more).code == 2
    draft = Drafts(negotiation).all()[0]
    assert draft.ask == Ask(due=parse_span("2021-09"))
    assert draft.passage
    assert draft.passage.quote == "They go"


def test_an_editor_that_cannot_be_started_is_named_in_the_error(
    negotrack: Command, editor: Editor, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor("true")
    monkeypatch.setenv("VISUAL", "/no/such editor")
    ran = negotrack("annotate", "6", "--author", "ana")
    assert (ran.code, ran.err) == (
        2,
        "negotrack: the editor '/no/such' could not be started: no such file or directory\n",
    )
