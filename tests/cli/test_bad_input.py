import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Command, files


def one_line(text: str) -> bool:
    return text.count("\n") == 1 and "Traceback" not in text


def test_without_a_positions_folder_the_error_says_how_to_begin(
    negotrack: Command, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path_factory.mktemp("elsewhere"))
    ran = negotrack("report")
    assert ran.code == 2
    assert "negotrack init --example panjshir-2021" in ran.err
    assert one_line(ran.err)


def test_in_an_empty_folder_the_error_says_how_to_begin(negotrack: Command, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    ran = negotrack("--positions", "empty", "check")
    assert ran.code == 2
    assert "negotrack init" in ran.err


def test_init_says_which_negotiation_commands_use_from_now_on(negotrack: Command, negotiation: Path) -> None:
    def told(folder: str) -> str:
        return negotrack("init", folder, "--side", "A", "--side", "B").out.partition("; ")[2].removesuffix("\n")

    add = "open the new file in an editor, then: negotrack{} add proposal"
    asked = (
        'name one of the 2 negotiations with --negotiation, or write default = "second" into positions/negotrack.toml'
    )
    assert told("positions/second") == f"from now on {asked}; {add.format(' --negotiation second')}"
    assert told("apart") == add.format(" --positions apart")
    settings = negotiation.parent / "negotrack.toml"
    settings.write_text('default = "panjshir-2021"\n', encoding="utf-8")
    other = "a command that names no negotiation still means panjshir-2021"
    assert told("positions/third") == f"{other}; {add.format(' --negotiation third')}"
    assert told("a folder/fourth") == f"{other}; {add.format(' --positions ' + repr('a folder/fourth'))}"
    assert settings.read_text(encoding="utf-8") == 'default = "panjshir-2021"\n'
    settings.write_text('default = "fifth"\n', encoding="utf-8")
    assert told("positions/fifth") == add.format("")
    shutil.rmtree(negotiation.parent)
    assert told("positions/alone") == add.format("")
    (negotiation.parent / "negotrack.toml").write_text("default = 3\n", encoding="utf-8")
    assert told("positions/next") == add.format(" --positions positions/next")


def test_with_two_negotiations_one_has_to_be_named(negotrack: Command, negotiation: Path) -> None:
    negotrack("init", str(negotiation.parent / "second"), "--side", "A", "--side", "B")
    ran = negotrack("report")
    assert ran.code == 2
    assert "--negotiation: panjshir-2021, second" in ran.err
    assert negotrack("--negotiation", "second", "report").code == 0
    assert negotrack("report", "--negotiation", "third").code == 2


@pytest.mark.parametrize(
    ("named", "said"),
    [
        ("7", "no suggestion '7'"),
        ("unreported", "names 8 of the suggestions"),
        ("no-disarmin_", "did you mean 'no-disarming'"),
        ("", "no suggestion ''"),
        ("../../etc/passwd", "no suggestion"),
    ],
)
def test_an_unknown_or_ambiguous_proposal_is_refused(negotrack: Command, named: str, said: str) -> None:
    for words in (["show", named], ["annotate", named, "-m", "x"], ["record", named, "--outcome", "rejected"]):
        ran = negotrack(*words)
        assert ran.code == 2
        assert said in ran.err
        assert one_line(ran.err)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["reprot"], "did you mean 'report'"),
        (["report", "--format", "markdwon"], "did you mean 'markdown'"),
        (["report", "--sides", "taliban,nobody"], "no side 'nobody'"),
        (["report", "--sides", "taliban"], "two different sides"),
        (["report", "--as-of", "yesterday"], "is not one day: 'yesterday'; write it like 2021-08-17"),
        (["report", "--as-of", "3/4/2021"], "may be 3 April or 4 March"),
        (["report", "--status", "acepted"], "did you mean 'accepted'"),
        (["report", "--smmary"], "did you mean '--summary'"),
        (
            ["report", "--brief", "--since", "last"],
            "there is no issue in positions/panjshir-2021/reports yet; name the day",
        ),
        (["report", "--for", "the envoy"], "--for: it belongs to the principal's page; add --brief"),
        (["report", "--brief", "--stakes"], "--stakes: the principal's page has no such part"),
        (["report", "--since", "2021-09-01", "--as-of", "2021-08-25"], "look back to an earlier day"),
        (["--postions", "x", "report"], "unknown argument '--postions' (did you mean '--positions'?)"),
        (["record", "6", "--statement"], "--statement: needs a value after it"),
        (["record", "6", "--source", "trt@page", "1"], "unknown argument '1'; put a text of several words in quotes"),
        (["record", "6", "--date", "31/2/2026"], "cannot be read as a date: '31/2/2026'"),
        (["diff", "2021-08-16", "--git", "HEAD"], "give days, or a revision with --git, not both"),
        (["annotate", "6", "ask for the text"], "the text goes after -m, in quotes"),
        (["annotate", "6", "stray", "--delete", "7f3k2m9qxa"], "the text goes after -m, in quotes"),
        (["-x", "foo"], "unknown argument '-x'"),
        (["--negotiation", "panjshir", "report"], "did you mean 'panjshir-2021'"),
        (["annotate", "6", "-m", "  "], "has no text"),
        (["add", "event", "--title", "x", "--source", ""], "--source '': names no source"),
        (["add", "event", "--title", "x", "--source", "\udcff"], r"--source: '\udcff' is not UTF-8 text"),
        (["annotations", "a\udcff"], r"'a\udcff' is not UTF-8 text"),
        (["--negotiation", "a\udcff", "report"], r"--negotiation: 'a\udcff' is not UTF-8 text"),
        (["add", "event", "--title", "x", "--source", "bbc"], "no source 'bbc'"),
        (["report", "--format", "text", "-o", "."], ".: is a folder; name a file in it"),
        (["report", "-o", "report.pdf"], "write -o report.html, and print that to PDF from the browser"),
        (["report", "--format=odt"], "--format: 'odt' is not one of text, markdown"),
        (["report", "-o", "report.odt"], "report.odt: the ending names no format"),
        (["report", "--format", "docx"], "docx is for a file: name it with -o report.docx"),
        (["report", "--brief", "--format", "csv"], "the principal's page has no format csv; it is written as text"),
        (["annotate", "-m", "x"], "annotate what? Name a proposal, or . for the negotiation as a whole"),
        (["show", "6", "--timeline", "--format", "json"], "the timeline has the formats text and markdown"),
        (["text", "6", "--diff", "one"], "--diff takes two wordings, or none for the last two"),
        (["record", "6", "--credibility", "7"], "'7' is not a credibility from 1 to 6"),
        (["retract", "6", "x"], "the following arguments are required: --because"),
        (["text", "6", "--file", "latin.txt"], "latin.txt: cannot be read: it is not UTF-8 text"),
        (["text", "6", "--file", "gone.txt"], "gone.txt: cannot be read: no such file or directory"),
        (["annotate", ".", "-m", "x", "--passage", "words"], "a passage needs a wording, and none is on record"),
        (["import", "x.csv", "--delimiter", '"'], "'\"' is not one character, or 'tab'"),
        (["diff", "--git", ""], "there is no revision of it"),
        (["init", "new", "--side", "Port", "--side", "port"], "two sides would have the id 'port'"),
        (["record", "6", "--date", "2021-13-07"], "no such day: '2021-13-07'; 'unknown' if"),
        (["annotate", "--edit", "nothing", "-m", "x"], "no annotation 'nothing'"),
        (["schema", "proposals"], "did you mean 'proposal'"),
    ],
)
def test_wrong_usage_gets_one_line_that_says_what_to_do(negotrack: Command, words: list[str], said: str) -> None:
    Path("latin.txt").write_bytes(b"\xe9")
    ran = negotrack(*words)
    assert ran.code == 2
    assert said in ran.err
    assert one_line(ran.err)


def test_a_report_can_be_written_to_a_file_whose_name_is_not_valid_utf_8(negotrack: Command, tmp_path: Path) -> None:
    path = os.fsdecode(os.fsencode(tmp_path) + b"/\xff.txt")
    assert negotrack("report", "-o", path).code == 0
    assert Path(path).exists()


def test_a_broken_file_is_reported_and_does_not_hide_the_others(negotrack: Command, negotiation: Path) -> None:
    (negotiation / "proposals" / "no-disarming.toml").write_text('title = "x\n', encoding="utf-8")
    ran = negotrack("report")
    assert ran.code == 1
    assert "1 file could not be read" in ran.out
    assert "Surrender of the province" in ran.out
    (negotiation / "annotations" / "no-disarming").mkdir(parents=True)
    (negotiation / "annotations" / "no-disarming" / "a.toml").write_text("[", encoding="utf-8")
    assert negotrack("report").out == ran.out  # a report without annotations does not read them
    assert "2 files could not be read" in negotrack("report", "--annotations").out
    checked = negotrack("check")
    assert checked.code == 1
    assert "proposals/no-disarming.toml:1:" in checked.out


@pytest.mark.parametrize("content", ["", '# title = "x"\n'])
def test_a_file_without_any_key_is_a_problem_and_not_a_proposal(
    negotrack: Command, negotiation: Path, content: str
) -> None:
    (negotiation / "proposals" / "no-disarming.toml").write_text(content, encoding="utf-8")
    checked, ran = negotrack("check"), negotrack("report")
    assert (checked.code, ran.code) == (1, 1)
    assert "proposals/no-disarming.toml:1: is empty; restore its contents, or remove the file" in checked.out
    assert "11 suggestions on record" in ran.out
    assert "1 file could not be read" in ran.out


def test_a_proposal_in_a_broken_file_is_not_reported_as_unknown(negotrack: Command, negotiation: Path) -> None:
    (negotiation / "proposals" / "no-disarming.toml").write_text('title = "x\n', encoding="utf-8")
    ran = negotrack("show", "no-disarming")
    assert ran.code == 2
    assert "no suggestion 'no-disarming' that can be read; 1 file could not be read" in ran.err
    assert one_line(ran.err)


@pytest.mark.parametrize("words", [["compare"], ["compare", "--as-of", "2021-08-16"]])
def test_comparing_without_two_known_sides_fails_as_a_problem_of_the_files(
    negotrack: Command, negotiation: Path, words: list[str]
) -> None:
    shutil.rmtree(negotiation / "proposals")
    (negotiation / "negotiation.toml").write_text('title = "x\n', encoding="utf-8")
    ran = negotrack(*words)
    assert ran.code == 1
    assert "no two sides" in ran.err
    assert one_line(ran.err)


def test_a_broken_file_is_never_overwritten(negotrack: Command, negotiation: Path) -> None:
    negotrack("annotate", "6", "-m", "first", "--author", "ana")
    (path,) = (negotiation / "annotations" / "06-surrender-after-government").iterdir()
    path.write_bytes(b"text = [\n")
    before = files(negotiation)
    for words in (["--edit", path.stem, "-m", "x"], ["--delete", path.stem]):
        assert negotrack("annotate", *words).code in {2, 3}
    assert files(negotiation) == before


def test_if_the_folder_cannot_be_written_the_text_is_kept_as_a_draft(
    negotrack: Command, negotiation: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = files(negotiation)

    def refuse(*_: object, **__: object) -> int:
        raise PermissionError(13, "Permission denied")

    real = os.open
    monkeypatch.setattr(
        os,
        "open",
        lambda path, flags, *rest, **more: (
            refuse() if flags & os.O_CREAT and str(negotiation) in str(path) else real(path, flags, *rest, **more)
        ),
    )
    ran = negotrack("annotate", "6", "-m", "kept", "--author", "ana", "--positions", str(negotiation))
    assert ran.code == 3
    assert "permission denied" in ran.err
    assert one_line(ran.err)
    assert files(negotiation) == before
    assert any(b"kept" in path.read_bytes() for path in (home / "state" / "drafts").rglob("*.json"))


@pytest.mark.parametrize(
    ("is_terminal", "kind", "opens"), [(False, "vt100", False), (True, "dumb", False), (True, "vt100", True)]
)
def test_the_interface_opens_only_in_a_terminal_and_otherwise_names_the_command_to_use(
    negotrack: Command,
    negotiation: Path,
    monkeypatch: pytest.MonkeyPatch,
    *,
    is_terminal: bool,
    kind: str,
    opens: bool,
) -> None:
    opened: list[object] = []

    def start(folders: object, *_: object, **__: object) -> int:
        opened.append(folders)
        return 0

    monkeypatch.setenv("TERM", kind)
    monkeypatch.setattr("negotrack.cli.interface.is_terminal", lambda _stream: is_terminal)
    monkeypatch.setattr("negotrack.tui.start.run", start)
    ran = negotrack()
    assert (len(opened), ran.code) == ((1, 0) if opens else (0, 2))
    assert ("negotrack report" in ran.err) is not opens
    assert negotrack("--positions", "nowhere").code == 2
    shutil.rmtree(negotiation)
    for words in ((), ("--positions", "positions")):
        told = negotrack(*words).err
        assert (
            "positions: holds no negotiation; to begin one: negotrack init positions/NAME" in told
        ) is not is_terminal
    shutil.rmtree(negotiation.parent)
    assert negotrack().code == (0 if opens else 2)
    assert opened[-3:] == ([[]] * 3 if opens else [])


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (KeyboardInterrupt(), 130, "negotrack: interrupted\n"),
        (BrokenPipeError(), 0, ""),
        (OSError(28, "No space left on device"), 3, "negotrack: no space left on device\n"),
        (OSError(28, "No space left on device", "a/b"), 3, "negotrack: a/b: no space left on device\n"),
    ],
)
def test_an_interrupt_or_a_system_error_ends_with_one_line_and_an_exit_code(
    negotrack: Command, monkeypatch: pytest.MonkeyPatch, error: BaseException, code: int, said: str
) -> None:
    def end(_context: object) -> int:
        raise error

    monkeypatch.setattr("negotrack.cli.check.run", end)
    assert negotrack("check") == (code, "", said)


def test_a_closed_pipe_is_not_an_error(negotiation: Path) -> None:
    program = [sys.executable, "-m", "negotrack", "--positions", str(negotiation), "report"]
    ran = subprocess.run(f"{' '.join(program)} | head -1", shell=True, capture_output=True, text=True, check=False)
    assert ran.stderr == ""


def test_a_problem_between_files_is_reported_with_its_line(negotrack: Command, negotiation: Path) -> None:
    path = negotiation / "proposals" / "no-disarming.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("trt-2021-09-06", "trt"), encoding="utf-8")
    line = next(
        number for number, text in enumerate(path.read_text(encoding="utf-8").splitlines(), 1) if '"trt"' in text
    )
    ran = negotrack("check")
    assert ran.code == 1
    assert f"proposals/no-disarming.toml:{line}: positions[0].evidence[0].source:" in ran.out
    shutil.copytree(negotiation, negotiation.with_name("again"))
    both = negotrack("check").out
    assert both == ran.out.replace("panjshir-2021", "again") + ran.out


def test_a_file_that_the_user_may_not_read_is_one_problem(negotrack: Command, negotiation: Path) -> None:
    if os.geteuid() == 0:
        os.mkfifo(negotiation / "proposals" / "pipe.toml")
    else:
        (negotiation / "proposals" / "no-disarming.toml").chmod(0)
    ran = negotrack("check")
    assert ran.code == 1
    assert len([line for line in ran.out.splitlines() if "warning" not in line]) == 1


def test_check_counts_files_not_in_git_and_names_the_command_that_adds_them(
    negotrack: Command, negotiation: Path
) -> None:
    subprocess.run(["git", "init", "-q", str(negotiation.parent)], check=True)
    subprocess.run(["git", "-C", str(negotiation.parent), "add", "."], check=True)
    assert "git" not in negotrack("check").err
    negotrack("annotate", "6", "-m", "new", "--author", "ana")
    ran = negotrack("check")
    assert (ran.code, ran.out) == (0, "")
    assert "1 new file of positions/panjshir-2021 is not in git yet: git -C positions/panjshir-2021 add ." in ran.err


def test_reading_commands_write_no_file(negotrack: Command, negotiation: Path, home: Path) -> None:
    for path in sorted(negotiation.rglob("*"), reverse=True):
        path.chmod(stat.S_IMODE(path.stat().st_mode) & ~0o222)
    before = files(negotiation), files(home)
    for words in (["report"], ["check"], ["show", "6"], ["compare"], ["annotations"], ["keys"], ["schema", "proposal"]):
        assert negotrack(*words).code == 0, words
    assert (files(negotiation), files(home)) == before


@pytest.mark.parametrize("named", ["9" * 5000, "٣", "٣" * 5000])
def test_an_odd_number_that_names_no_proposal_gets_the_usual_error(negotrack: Command, named: str) -> None:
    ran = negotrack("show", named)
    assert (ran.code, ran.err.count("\n")) == (2, 1)
    assert ran.err.startswith("negotrack: no suggestion")
