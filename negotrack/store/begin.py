"""Creating a negotiation: a new folder with a file to fill in, a copy of a shipped one, or the files of an import."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

from negotrack.errors import UsageError, WriteError, reason
from negotrack.model.identifiers import fault, slug
from negotrack.model.layout import HEADER, OF_HEADER, TEMPORARY, Kind
from negotrack.model.records import FILES, schema_of, schema_text
from negotrack.model.vocabulary import EventKind
from negotrack.store.filechange import FileChange
from negotrack.store.git import ask
from negotrack.store.lines import quoted
from negotrack.store.locate import is_negotiation
from negotrack.store.validate import read
from negotrack.store.write import locked, replace, sync_folder

_SCHEMAS = ".schemas"
"""The folder of the schemas that editors use to complete and check; its leading dot keeps it apart from records."""

_TEMPLATE = """\
#:schema .schemas/negotiation.json
# One negotiation: its sides, and what is known around the proposals.
# Write by hand; negotrack never changes this file. README.md beside the negotiations describes every key.

title = {title}
# summary = "What it is about, and where it stands."
proposal_term = {term}
# claimed_count = 12                   # how many a source says there are

{sides}
# [[people]]
# name = "…"
# side = "…"                           # left out for a mediator
# role = "delegation"

# [[sources]]
# id = "…"
# title = "…"
# date = 2026-01-31
# reliability = "F"                    # A to F; F: cannot be judged; left out: not judged yet

# [[events]]
# kind = "meeting"                     # {kinds}
# date = "2026-01-31"
# title = "…"

# [[claims]]
# topic = "…"
# claim = "…"
# by = "…"
"""
_FORMAT = "README.md"


def begin(folder: Path, *, title: str | None = None, sides: Sequence[str] = (), term: str | None = None) -> None:
    """Create a negotiation, with schemas for editors in its folder and the description of the format beside it.

    Args:
        folder: its folder, which must be new, or contain only names that begin with a dot.
        title: its title; the folder's name by default.
        sides: names of its sides; two placeholders by default.
        term: the word for one proposal.

    Raises:
        UsageError: the folder is in use, or its name or the sides are not valid.
        WriteError: it could not be written.
    """
    _check(folder)
    names = list(sides) or ["First side", "Second side"]
    if len(names) < 2:
        raise UsageError("a negotiation has two sides or more; give --side twice")
    ids = [slug(name) or f"side-{place}" for place, name in enumerate(names, 1)]
    if twice := next((each for each in ids if ids.count(each) > 1), None):
        raise UsageError(f"two sides would have the id {twice!r}; give them different names")
    tables = "\n".join(
        f"[[sides]]\nid = {quoted(identifier)}\nname = {quoted(name)}\n"
        for identifier, name in zip(ids, names, strict=True)
    )
    text = _TEMPLATE.format(
        title=quoted(title or folder.resolve().name),
        term=quoted(term or "proposal"),
        sides=tables,
        kinds=", ".join(EventKind),
    )
    content = text.encode("utf-8", "surrogateescape")
    record, problems = read(OF_HEADER, content)
    if record is None:
        raise UsageError(f"{problems[0].key} {problems[0].message}")
    for kind in FILES:
        replace(folder / _SCHEMAS / f"{kind}.json", schema_text(schema_of(kind)).encode())
    _describe(folder)
    replace(folder / HEADER, content, new=True)


def examples() -> tuple[str, ...]:
    """The names of the shipped negotiations."""
    return tuple(sorted(each.name for each in shipped().iterdir() if (each / HEADER).is_file()))


def begin_example(folder: Path, name: str) -> None:
    """Copy a shipped negotiation, and the description of the format beside it unless there is one.

    Raises:
        UsageError: the folder is in use, or its name is not valid.
        WriteError: it could not be written.
    """
    _check(folder)
    source = shipped() / name
    # The header comes last, so that a partial copy does not pass for a complete negotiation.
    for path in sorted(shipped_files(source), key=lambda each: each.name == HEADER):
        replace(folder / path.relative_to(source), path.read_bytes(), new=True)
    _describe(folder)


def shipped() -> Path:
    """The folder of the shipped negotiations: inside the package, or beside it in a checkout."""
    package = Path(__file__).parents[1]
    inside = package / "shipped"
    return inside if inside.is_dir() else package.parent / "positions"


def negotiation_exists(folder: Path) -> bool:
    """Whether a folder is a negotiation; if not, one can be created there.

    Raises:
        UsageError: it is not a negotiation, and none can be created there.
    """
    _check_name(folder)
    try:
        if is_negotiation(folder):
            return True
        if os.path.lexists(folder) and any(folder.iterdir()):
            raise UsageError(
                f"{folder}: holds other files but no negotiation; name a new folder, such as {folder / 'NAME'}"
            )
    except OSError as error:
        raise UsageError(f"{folder}: cannot hold a negotiation: {reason(error)}") from error
    return False


def create_negotiation(
    folder: Path, files: Sequence[FileChange], progress: Callable[[int, int], None] | None = None
) -> list[str]:
    """Create a negotiation from its files, all or nothing, even if the program is killed on the way.

    Args:
        folder: its folder, which is empty or does not exist.
        files: all of its files.
        progress: called after every file with the number written and the total.

    Returns:
        Warnings: what could not be confirmed although the files were written.

    Raises:
        WriteError: something could not be written.
    """
    place = folder.resolve()
    building = place.with_name(f"{TEMPORARY}{place.name}")
    try:
        building.mkdir(parents=True, exist_ok=True)
        if building.is_symlink():
            raise WriteError(f"{building}: is in the way; remove it")
        with locked(building, patience=0):
            try:
                _clear(building)
                for done, each in enumerate(files, 1):
                    replace(building / each.path, each.after or b"")
                    if progress:
                        progress(done, len(files))
                building.rename(place)
            except BaseException:
                shutil.rmtree(building, ignore_errors=True)
                raise
        return sync_folder(place.parent)
    except OSError as error:
        raise WriteError(f"{folder}: could not be created: {reason(error)}; nothing was left behind") from error


def _describe(folder: Path) -> None:
    """Put the description of the format beside a negotiation, unless there is one."""
    if not (folder.parent / _FORMAT).exists():
        replace(folder.parent / _FORMAT, (shipped() / _FORMAT).read_bytes(), new=True)


def _check(folder: Path) -> None:
    _check_name(folder)
    if folder.exists() and (not folder.is_dir() or not all(each.name.startswith(".") for each in folder.iterdir())):
        raise UsageError(f"{folder}: already exists and is not empty; name a new folder")


def _check_name(folder: Path) -> None:
    if wrong := fault(folder.resolve().name):
        raise UsageError(f"{folder}: the name {wrong}")


def shipped_files(folder: Path) -> list[Path]:
    """The files of a shipped negotiation; in a checkout, only those that git tracks, not what was recorded since."""
    files = [path for path in sorted(folder.rglob("*.toml")) if path.is_file()]
    tracked = ask(folder, "ls-files", "-z", "--", ".")
    if tracked:
        names = {os.fsdecode(name) for name in tracked.split(b"\0")}
        return [path for path in files if path.relative_to(folder).as_posix() in names]
    return [path for path in files if path.relative_to(folder).parts[0] != Kind.ANNOTATION]


def _clear(building: Path) -> None:
    """Remove what a killed writer left behind; under the lock, so no other program is writing it."""
    for each in building.iterdir():
        if each.is_dir() and not each.is_symlink():
            shutil.rmtree(each)
        else:
            each.unlink()
