"""Measure every figure that has a limit beside its floor, in one run.

    python -m tests.bench [--quick] [--only WORD]

A figure is the median of several runs, in turn with its floor so that both see the same machine. The rows that need
doorstop, a tool that publishes requirements from files in a repository, are left out if it is not installed:
pip install -e '.[bench]'.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path

from tests.bench.commands import commands, short_commands
from tests.bench.doorstop import doorstop
from tests.bench.growth import growth
from tests.bench.library import library
from tests.bench.screen import on_screen

PARTS = {
    "short": short_commands,
    "commands": commands,
    "library": library,
    "screen": on_screen,
    "doorstop": doorstop,
}


def main() -> None:
    """Print every figure; exit with 1 if one is over its limit."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="three runs of each, and no growth")
    parser.add_argument("--only", choices=[*PARTS, "growth"], action="append", default=[], help="only these parts")
    given = parser.parse_args()
    wanted = given.only or [*PARTS, *([] if given.quick else ["growth"])]
    # Let Python keep its bytecode, as on a user's machine: otherwise every start would compile the program.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    with tempfile.TemporaryDirectory(prefix="negotrack-bench-") as folder:
        scratch = Path(folder)
        os.environ |= {"NEGOTRACK_STATE": f"{folder}/state", "NEGOTRACK_CONFIG": f"{folder}/config.toml"}
        print(f"Python {sys.version.split()[0]}, {os.cpu_count()} cores, {os.uname().sysname} {os.uname().machine}")
        print(f"{'':<56} {'value':>8} {'floor':>8} {'ratio':>8} {'limit':>9}")
        found = []
        for part in (each for each in wanted if each in PARTS):
            for figure in PARTS[part](scratch, 3 if given.quick else 9):
                found.append(figure)
                print(figure, flush=True)
        if "growth" in wanted:
            for line in growth(scratch):
                print(line, flush=True)
    raise SystemExit(0 if all(figure.holds for figure in found) else 1)


if __name__ == "__main__":
    main()
