"""The size of the package in figures, for whoever wants to know; nothing is asserted. Run: python -m tests.house."""

from __future__ import annotations

import ast
import asyncio
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from shutil import copytree
from types import CodeType, FrameType

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "negotrack"
Passed = set[tuple[str, str, int]]


def modules() -> dict[Path, ast.Module]:
    """Every module of the package, parsed."""
    return {path: ast.parse(path.read_text(encoding="utf-8")) for path in sorted(PACKAGE.rglob("*.py"))}


def lines() -> int:
    """The number of lines of all modules."""
    return sum(path.read_text(encoding="utf-8").count("\n") for path in PACKAGE.rglob("*.py"))


def class_names(trees: dict[Path, ast.Module]) -> dict[str, list[str]]:
    """The modules that define each class, by its name; classes inside others are left out."""
    found: dict[str, list[str]] = {}
    for path, tree in trees.items():
        for node in tree.body:
            if isinstance(node, ast.ClassDef):
                found.setdefault(node.name, []).append(str(path.relative_to(PACKAGE)))
    return found


def twice(trees: dict[Path, ast.Module]) -> list[str]:
    """The class names that are defined more than once."""
    return sorted(name for name, places in class_names(trees).items() if len(places) > 1)


def local_imports(trees: dict[Path, ast.Module]) -> int:
    """The number of imports inside functions."""
    functions = (
        node
        for tree in trees.values()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    )
    return sum(isinstance(inner, ast.Import | ast.ImportFrom) for function in functions for inner in ast.walk(function))


def naming(trees: dict[Path, ast.Module], key: str) -> list[str]:
    """The modules that mention a key of a position."""
    return [str(path.relative_to(PACKAGE)) for path, tree in trees.items() if key in set(_names(tree))]


def _names(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        match node:
            case ast.Attribute(attr=name) | ast.keyword(arg=str(name)) | ast.Constant(value=str(name)):
                yield name
            case ast.AnnAssign(target=ast.Name(id=name)):
                yield name


def save() -> Passed:
    """The functions of the package that run from the key that saves an annotation until the program is idle again."""
    from negotrack.config import Settings
    from negotrack.tui.app import Negotrack

    passed: Passed = set()

    def note(frame: FrameType, event: str, _argument: object) -> None:
        if event == "call":
            code: CodeType = frame.f_code
            if code.co_filename.startswith(str(PACKAGE)):
                passed.add((code.co_filename, code.co_qualname, code.co_firstlineno))

    async def run(folder: Path) -> None:
        app = Negotrack([folder], Settings(author="house"))
        async with app.run_test(size=(120, 40)) as pilot:
            await pilot.pause(1)
            await pilot.press("a", *"words")
            await pilot.pause(0.5)
            sys.setprofile(note)
            await pilot.press("ctrl+s")
            await pilot.pause(1.5)
            sys.setprofile(None)

    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch, "positions", "panjshir-2021")
        copytree(ROOT / "positions" / "panjshir-2021", folder)
        asyncio.run(run(folder))
    return passed


def main() -> None:
    """Print every count."""
    trees = modules()
    passed = save()
    sizes = Counter({str(path.relative_to(PACKAGE)): path.read_text(encoding="utf-8").count("\n") for path in trees})
    for label, value in (
        ("modules", len(trees)),
        ("lines", lines()),
        ("class names that are defined twice", ", ".join(twice(trees)) or 0),
        ("imports inside functions", local_imports(trees)),
        ("modules that mention a key of a position, 'form'", len(naming(trees, "form"))),
        ("modules that mention a key of a position, 'deduced'", len(naming(trees, "deduced"))),
        ("modules that one save runs through", len({filename for filename, *_ in passed})),
        ("functions that one save runs through", len(passed)),
        ("the longest modules", ", ".join(f"{name} {size}" for name, size in sizes.most_common(5))),
    ):
        print(f"{label:<52}{value}")


if __name__ == "__main__":
    main()
