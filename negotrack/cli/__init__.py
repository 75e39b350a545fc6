"""The commands, one small module each, and the one place where errors become exit codes."""

from __future__ import annotations

import gc
import os
import sys
from types import ModuleType

from negotrack import __version__


def main() -> None:
    """Run the command line and end the process with its exit code."""
    _open_standard_streams()
    if sys.argv[1:] == ["--version"] and _print_version():
        return
    skip_plugins()
    # A command ends before garbage collection pays off; the interface, which runs longer, turns it on again.
    gc.disable()
    from negotrack.cli.main import run

    raise SystemExit(run(leave=os._exit))  # all output is written, and there is nothing to clean up


def _print_version() -> bool:
    """Print the version and return whether that worked; if not, the command line reports why."""
    try:
        print(f"negotrack {__version__}", flush=True)  # noqa: T201 - building a parser takes as long as starting Python
    except OSError:
        return False
    return sys.stdout is not None


def skip_plugins() -> None:
    """Keep pydantic from searching the installed packages for plugins, which takes a tenth of a command's time.

    Even with plugins disabled, it imports the module that searches; so an empty one is registered in its place.
    """
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    loader = ModuleType("pydantic.plugin._loader")
    loader.get_plugins = tuple  # type: ignore[attr-defined]  # its only function
    sys.modules.setdefault("pydantic.plugin._loader", loader)


def _open_standard_streams() -> None:
    """Open closed standard streams on the null device, so that no file opened later receives what is printed."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)
