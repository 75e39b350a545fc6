"""All problems with the files of a negotiation, each with its line, in one list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from negotrack.errors import WriteError
from negotrack.model.layout import FOLDERS, HEADER
from negotrack.model.problems import Problem, Severity
from negotrack.store.access import admitted, present
from negotrack.store.lines import key_path, lines
from negotrack.store.parse import Unparsable, decoded, parse
from negotrack.store.reader import Loaded
from negotrack.suggestions import nearest


def all_problems(folder: Path, loaded: Loaded, between: Iterable[Problem]) -> list[Problem]:
    """The files that cannot be read, those that nothing reads, and contradictions between files.

    Args:
        folder: the negotiation's folder.
        loaded: everything loaded from it.
        between: the problems found between the records.
    """
    return [*loaded.problems, *_unread_files(folder), *with_lines(folder, between)]


def with_lines(folder: Path, problems: Iterable[Problem]) -> list[Problem]:
    """The problems, with the line of the key for each that names one.

    Args:
        folder: the negotiation's folder.
        problems: the problems, as found in the records, which do not know their lines.
    """
    problems = list(problems)
    wanted: dict[str, dict[str, int | None]] = {}
    for problem in problems:
        if problem.line is None and problem.key:
            wanted.setdefault(problem.file, {})[problem.key] = None
    for file, keys in wanted.items():
        text = _text(folder, file)
        if text is not None:
            found = lines(text, map(key_path, keys))
            keys |= {key: found[key_path(key)] for key in keys}
    return [
        problem._replace(line=wanted[problem.file][problem.key]) if problem.line is None and problem.key else problem
        for problem in problems
    ]


def _text(folder: Path, file: str) -> str | None:
    """The text of a file; None if it can no longer be read."""
    try:
        admitted(folder, file)
        content = present(folder, file)
        if content is not None:
            parse(content)
    except (WriteError, Unparsable):
        return None
    return decoded(content) if content is not None else None


def _unread_files(folder: Path) -> Iterator[Problem]:
    """TOML files beside negotiation.toml, and folders of TOML files whose name is not that of a folder of records.

    Args:
        folder: the negotiation's folder.
    """
    try:
        found = sorted(folder.iterdir())
    except OSError:  # reading the records reports it
        return
    for path in found:
        if path.name.startswith(".") or path.name in {HEADER, *FOLDERS}:
            continue
        if path.is_dir() and any(path.glob("**/*.toml")):
            yield _unread(path, f"is not a folder of records{nearest(path.name, FOLDERS)}; nothing in it is read")
        elif path.suffix == ".toml":
            yield _unread(path, "is not in a folder of records; it is not read")


def _unread(path: Path, message: str) -> Problem:
    return Problem(path.name, message, severity=Severity.WARNING)
