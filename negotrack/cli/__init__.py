"""The commands: one small module each, and the one place where errors become exit codes."""

from __future__ import annotations

import gc
import os


def main() -> None:
    """Run the command line and end the process with its exit code."""
    # Looking for plugins costs pydantic as much time as building the models does.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    # A command is over before collecting garbage pays; the interface, which is not, collects it again.
    gc.disable()
    _open_standard_files()
    from negotrack.cli.main import run

    raise SystemExit(run())


def _open_standard_files() -> None:
    """Let no file that the program opens get the number of a closed standard file, and so whatever is printed."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)
