"""The command ``completion``."""

from __future__ import annotations

import argparse
import contextlib
import os
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from negotrack.cli.context import Context
from negotrack.cli.main import Parser, example, parser
from negotrack.cli.streams import put
from negotrack.errors import UsageError
from negotrack.model.layout import HEADER, Kind

_SHELLS = ("bash", "fish", "zsh")


def _proposals(context: Context) -> Iterable[str]:
    with contextlib.suppress(OSError), os.scandir(context.folder / Kind.PROPOSAL) as entries:
        names = [entry.name for entry in entries if entry.name.endswith(".toml") and not entry.name.startswith(".")]
        return sorted(name.removesuffix(".toml") for name in names)
    return ()


def _sides(context: Context) -> Iterable[str]:
    import tomli

    try:
        sides = tomli.loads((context.folder / HEADER).read_text("utf-8-sig"))["sides"]
        return [str(side["id"]) for side in sides]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return ()


def _tags(context: Context) -> Iterable[str]:
    annotations = context.negotiation.all_annotations()
    return sorted({tag for each in annotations for tag in each.annotation.all_tags})


_WORDS: Mapping[str, Callable[[Context], Iterable[str]]] = {"proposals": _proposals, "sides": _sides, "tags": _tags}
"""The words a shell can ask for while the user types, which must be fast: file names alone if they are enough."""
_ARGUMENTS = {
    **dict.fromkeys(("proposal", "proposals", "counters"), "proposals"),
    **dict.fromkeys(("side", "sides", "about", "proposed_by"), "sides"),
    "tag": "tags",
}
"""The kind of words that complete an argument, by the argument's ``dest``."""
_CREATING = frozenset({"init", "import"})
"""The commands whose arguments name things that do not exist yet."""


def configure(parser: Parser) -> None:
    """Define the arguments of the command."""
    parser.add_argument("shell", metavar="SHELL", nargs="?", choices=_SHELLS, help="bash, fish or zsh")
    parser.add_argument(
        "--words",
        metavar="WHAT",
        choices=[*_WORDS],
        help="print the proposals, sides or tags for a script, one per line",
    )
    parser.epilog = example("negotrack completion bash > ~/.local/share/bash-completion/completions/negotrack")


def run(context: Context) -> int:
    """Print a script for a shell to source, or the words that the script asks for."""
    given = context.arguments
    if given.words:
        words = _WORDS[given.words](context)
        put("\n".join(word for word in words if word.split() == [word]))
        return 0
    if given.shell is None:
        raise UsageError(f"for which shell? Name one of {', '.join(_SHELLS)}")
    put(_script(given.shell))
    return 0


def _script(shell: str) -> str:
    import shtab

    top = parser()
    completed: dict[str, Any] = {
        what: shtab.cmd(f"{top.prog} completion --words {what} 2>/dev/null") for what in _WORDS
    }
    completed |= {"FILE": shtab.FILE, "DIR": shtab.DIRECTORY}
    for path, command in _commands((), top):
        for action in command._actions:  # noqa: SLF001 - argparse offers no other access to its arguments
            what = None if _CREATING.intersection(path) else _ARGUMENTS.get(action.dest)
            if words := getattr(action.type, "words", None):
                action.choices = words
            if found := completed.get(what or str(action.metavar)):
                action.complete = found  # type: ignore[attr-defined]  # where shtab looks for it
    return shtab.complete(top, shell=shell)


def _commands(path: tuple[str, ...], parser: Parser) -> Iterable[tuple[tuple[str, ...], Parser]]:
    """A parser and, recursively, its subcommands' parsers, each with the words of its command."""
    parser.configure()
    yield path, parser
    for action in parser._actions:  # noqa: SLF001 - as above
        if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001
            for name, command in action.choices.items():
                yield from _commands((*path, name), command)
