"""The commands: one small module each, and the one place where errors become exit codes."""

from __future__ import annotations

import gc
import os
import sys
from types import ModuleType

from negotrack import __version__


def main() -> None:
    """Run the command line and end the process with its exit code."""
    _open_standard_files()
    if sys.argv[1:] == ["--version"] and _version_is_out():
        return
    leave_plugins_out()
    # A command is over before collecting garbage pays; the interface, which is not, collects it again.
    gc.disable()
    from negotrack.cli.main import run

    raise SystemExit(run(leave=os._exit))  # everything is written, and nothing has to be put away


def _version_is_out() -> bool:
    """Whether the version could be written at once; where not, the command line says why."""
    try:
        print(f"negotrack {__version__}", flush=True)  # noqa: T201 - a parser takes as long as the whole of Python
    except OSError:
        return False
    return sys.stdout is not None


def leave_plugins_out() -> None:
    """Keep pydantic from looking for plugins among all that is installed: a tenth of the time that a command takes.

    Told not to use any, it still imports what it would look with; so that module is there already, without any.
    """
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    loader = ModuleType("pydantic.plugin._loader")
    loader.get_plugins = tuple  # type: ignore[attr-defined]  # the one function of that module
    sys.modules.setdefault("pydantic.plugin._loader", loader)


def _open_standard_files() -> None:
    """Let no file that the program opens get the number of a closed standard file, and so whatever is printed."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)
