"""Beginning a negotiation: a new folder with a file to fill in, or a copy of a shipped one."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path

from negotrack.errors import UsageError
from negotrack.model.identifiers import fault, slug
from negotrack.model.schemas import FILES, schema_of, written
from negotrack.model.vocabulary import EventKind
from negotrack.store.git import ask
from negotrack.store.layout import HEADER, Kind, Location
from negotrack.store.validate import read
from negotrack.store.write import replace

_SCHEMAS = ".schemas"
"""The folder of what editors read to complete and check; its name begins with a dot, so that it is no record."""

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
    """Make a new negotiation, with schemas for editors in it and the description of the format beside it.

    Args:
        folder: its folder, which must be new, or hold nothing but names that begin with a dot.
        title: its title; the folder's name where there is none.
        sides: names of its sides; two to fill in where there are none.
        term: what one proposal is called.

    Raises:
        UsageError: the folder is in use, or its name or the sides cannot be used.
        WriteError: it could not be written.
    """
    _check(folder)
    names = list(sides) or ["First side", "Second side"]
    if len(names) < 2:
        raise UsageError("a negotiation has two sides or more; give --side twice")
    ids = [slug(name) or f"side-{place}" for place, name in enumerate(names, 1)]
    if twice := next((each for each in ids if ids.count(each) > 1), None):
        raise UsageError(f"two sides would have the id {twice!r}; name them apart")
    tables = "\n".join(
        f"[[sides]]\nid = {_quoted(identifier)}\nname = {_quoted(name)}\n"
        for identifier, name in zip(ids, names, strict=True)
    )
    text = _TEMPLATE.format(
        title=_quoted(title or folder.resolve().name),
        term=_quoted(term or "proposal"),
        sides=tables,
        kinds=", ".join(EventKind),
    )
    content = text.encode("utf-8", "surrogateescape")
    record, problems = read(Location(Kind.HEADER, HEADER), content)
    if record is None:
        raise UsageError(f"{problems[0].key} {problems[0].message}")
    for kind in FILES:
        replace(folder / _SCHEMAS / f"{kind}.json", written(schema_of(kind)).encode())
    _describe(folder)
    replace(folder / HEADER, content, new=True)


def examples() -> tuple[str, ...]:
    """The names of the shipped negotiations."""
    return tuple(sorted(each.name for each in shipped().iterdir() if (each / HEADER).is_file()))


def begin_example(folder: Path, name: str) -> None:
    """Copy a shipped negotiation as it is shipped, and the description of the format beside it where there is none.

    Raises:
        UsageError: the folder is in use, or its name cannot be used.
        WriteError: it could not be written.
    """
    _check(folder)
    source = shipped() / name
    # The negotiation's own file comes last: until it stands, the folder does not pass for a whole one.
    for path in sorted(shipped_files(source), key=lambda each: each.name == HEADER):
        replace(folder / path.relative_to(source), path.read_bytes(), new=True)
    _describe(folder)


def shipped() -> Path:
    """The folder of the shipped negotiations: in the package, or beside it in a checkout."""
    package = Path(__file__).parents[1]
    inside = package / "shipped"
    return inside if inside.is_dir() else package.parent / "positions"


def _describe(folder: Path) -> None:
    """Put the description of the format beside a negotiation, where there is none."""
    if not (folder.parent / _FORMAT).exists():
        replace(folder.parent / _FORMAT, (shipped() / _FORMAT).read_bytes(), new=True)


def _check(folder: Path) -> None:
    name = folder.resolve().name
    if wrong := fault(name):
        raise UsageError(f"{folder}: the name {wrong}")
    if folder.exists() and (not folder.is_dir() or not all(each.name.startswith(".") for each in folder.iterdir())):
        raise UsageError(f"{folder}: is there already and not empty; name a new folder")


def shipped_files(folder: Path) -> list[Path]:
    """The files of a shipped negotiation: in a checkout, none of what somebody has recorded there meanwhile."""
    files = [path for path in sorted(folder.rglob("*.toml")) if path.is_file()]
    tracked = ask(folder, "ls-files", "-z", "--", ".")
    if tracked:
        names = {os.fsdecode(name) for name in tracked.split(b"\0")}
        return [path for path in files if path.relative_to(folder).as_posix() in names]
    return [path for path in files if path.relative_to(folder).parts[0] != Kind.ANNOTATION]


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
