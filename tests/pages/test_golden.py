from __future__ import annotations

import os
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from negotrack.model.negotiation import Negotiation
from negotrack.pages.writers import FORMATS
from negotrack.store.reader import Reader
from tests.conftest import SHIPPED
from tests.golden import compare_with_golden
from tests.pages.reports import TEXTS, report

GOLDEN = Path(__file__).parent / "golden"
FINGERPRINTS = """
import hashlib, sys
from pathlib import Path
from negotrack.model.snapshot import snapshot
from negotrack.pages.selection import Selection
from negotrack.pages.writers import FORMATS, write_report
from negotrack.store.reader import Reader
from tests.conftest import SHIPPED
now = snapshot(Reader(Path(sys.argv[1])).load().negotiation)
for name, known in FORMATS.items():
    if known.binary:
        continue
    print(name, hashlib.sha256(write_report(now, Selection(annotations=True), name).encode()).hexdigest())
"""


@pytest.mark.parametrize("name", TEXTS)
def test_the_shipped_negotiation_is_reported_as_ever(panjshir: Negotiation, name: str) -> None:
    ending = FORMATS[name].endings[0]
    compare_with_golden(GOLDEN / f"panjshir{ending}", report(panjshir, name))


@pytest.mark.parametrize(
    ("name", "day", "choices", "settings"),
    [
        ("terminal.txt", None, {"summary": True}, {"width": 100, "colour": True}),
        ("contested.txt", None, {"annotations": True}, {}),
        ("contested-narrow.txt", None, {"summary": True}, {"width": 44}),
        ("contested-2021-08-25.txt", date(2021, 8, 25), {"summary": True, "sides": ("taliban", "resistance")}, {}),
    ],
)
def test_a_contested_proposal_is_reported_as_ever(
    contested: Negotiation, name: str, day: date | None, choices: dict[str, Any], settings: dict[str, Any]
) -> None:
    compare_with_golden(GOLDEN / name, report(contested, "text", day, **choices, **settings))


def test_a_board_of_twelve_sides_is_reported_as_ever() -> None:
    convention = Reader(SHIPPED.with_name("federal-convention-1787")).load().negotiation
    compare_with_golden(GOLDEN / "convention.txt", report(convention, summary=True))


def test_the_bytes_depend_on_nothing_but_the_records() -> None:
    surroundings = [
        {"PYTHONHASHSEED": "0", "TZ": "UTC", "LC_ALL": "C"},
        {"PYTHONHASHSEED": "1", "TZ": "Asia/Kabul", "LC_ALL": "tr_TR.UTF-8"},
        {"PYTHONHASHSEED": "2", "TZ": "America/New_York", "LC_ALL": "fa_IR.UTF-8", "COLUMNS": "33"},
    ]
    outputs = {
        subprocess.run(
            [sys.executable, "-c", FINGERPRINTS, str(SHIPPED)],
            env={**os.environ, **added},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for added in surroundings
    }
    assert len(outputs) == 1
    assert outputs.pop().count("\n") == len(TEXTS)


def test_a_report_in_json_loads_nothing_that_is_slow() -> None:
    program = (
        "import sys; from negotrack.pages.writers import *; import negotrack.pages.writers.json;"
        "print([name for name in ('jinja2', 'wcwidth', 'rich', 'textual', 'difflib', 'negotrack.pages.blocks',"
        " 'negotrack.pages.words') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
