"""The packages depend on each other in one direction only, and a command loads only what it needs."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house import modules as house_modules
from tests.house import twice

PACKAGE = Path(__file__).parents[1] / "negotrack"
SHARED = {"text", "errors", "suggestions", "on_demand", "model", "__version__"}
MAY_IMPORT = {
    "errors": set[str](),
    "on_demand": set[str](),
    "suggestions": set[str](),
    "text": set[str](),
    "keynames": set[str](),
    "model": {"suggestions", "on_demand"},
    "config": {"model", "errors", "suggestions", "text", "keynames", "store"},
    "editor": {"errors"},
    "analysis": SHARED,
    "pages": SHARED | {"analysis"},
    "store": SHARED,
    "editing": SHARED | {"analysis", "store"},
    "ingest": SHARED | {"analysis", "pages", "store", "editing"},
    "cli": SHARED | {"analysis", "pages", "store", "editing", "ingest", "config", "editor", "tui"},
    "tui": SHARED | {"keynames", "analysis", "pages", "store", "editing", "config", "editor"},
}


def room(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported(tree: ast.Module) -> set[str]:
    found = set()
    for node in ast.walk(tree):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom):
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        found.update(names)
    return found


@pytest.fixture(scope="module")
def trees() -> dict[Path, ast.Module]:
    """Every module, parsed."""
    return house_modules()


@pytest.fixture(scope="module")
def imports(trees: dict[Path, ast.Module]) -> dict[Path, set[str]]:
    """The imports of every module that belongs to a room."""
    return {path: imported(tree) for path, tree in trees.items() if path.parent != PACKAGE or path.stem in MAY_IMPORT}


def test_a_module_imports_only_packages_that_its_own_may_depend_on(imports: dict[Path, set[str]]) -> None:
    assert {room(path) for path in imports} == set(MAY_IMPORT)
    for path, names in imports.items():
        rooms = {name.split(".")[1] for name in names if name.startswith("negotrack.")}
        assert rooms - {room(path)} <= MAY_IMPORT[room(path)], path


def test_only_the_interface_imports_textual_and_only_one_function_imports_the_interface(
    imports: dict[Path, set[str]],
) -> None:
    for path, names in imports.items():
        if room(path) != "tui":
            assert not {name for name in names if name.split(".")[0] == "textual"}, path
        if room(path) == "cli":
            interface = {name for name in names if name.startswith("negotrack.tui") and "actions" not in name}
            assert not interface or path.stem == "interface", path


def loaded(words: list[str], folder: Path) -> set[str]:
    """The top-level modules that a command has loaded when it is done."""
    script = (
        "import os, sys, negotrack.cli\n"
        "os._exit = sys.exit\n"  # a report ends with os._exit
        f"sys.argv = ['negotrack', *{words!r}]\n"
        "try: negotrack.cli.main()\n"
        "except SystemExit: pass\n"
        "sys.stdout.flush(); print(*{name.split('.')[0] for name in sys.modules}, file=sys.stderr)"
    )
    ran = subprocess.run([sys.executable, "-c", script], cwd=folder, capture_output=True, text=True, check=True)
    return set(ran.stderr.splitlines()[-1].split())


COMMANDS = {
    "report": ["report"],
    "report as JSON": ["report", "--format", "json"],
    "compare": ["compare"],
    "show": ["show", "6"],
    "annotations": ["annotations"],
    "annotate": ["annotate", "6", "-m", "text", "--author", "a"],
    "record": ["record", "6", "--status", "open", "--date", "2021-09-09", "--author", "a"],
    "add": ["add", "source", "--title", "T"],
    "diff": ["diff", "2021-08-16", "2021-09-06"],
    "check": ["check"],
    "undo": ["undo"],
    "keys": ["keys"],
    "schema": ["schema", "proposal"],
}


@pytest.mark.parametrize("words", COMMANDS.values(), ids=COMMANDS)
def test_no_command_but_the_interface_loads_textual(words: list[str], negotiation: Path) -> None:
    assert "textual" not in loaded(["--positions", str(negotiation), *words], negotiation)


@pytest.mark.parametrize("name", ["check", "report as JSON"])
def test_check_and_the_json_report_load_no_module_that_only_screens_or_pages_need(name: str, negotiation: Path) -> None:
    heavy = {"rich", "jinja2", "wcwidth", "watchfiles", "charset_normalizer", "asyncio"}
    assert not heavy & loaded(["--positions", str(negotiation), *COMMANDS[name]], negotiation)


def test_no_class_name_is_used_twice_in_the_package(trees: dict[Path, ast.Module]) -> None:
    assert twice(trees) == []
