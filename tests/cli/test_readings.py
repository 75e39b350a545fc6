import json
from collections.abc import Callable
from typing import Any

import pytest

Command = Callable[..., Any]


@pytest.fixture
def coded(negotrack: Command) -> Command:
    def code(stance: str, author: str, where: str) -> None:
        source = f"trt-2021-09-06@{where}"
        words = ("no-disarming", "--side", "taliban", "--stance", stance, "--date", "2021-09-06", "--source", source)
        assert negotrack("record", *words, "--author", author).code == 0

    code("rejects", "Ana", "paragraph 31")
    code("conditional", "Ben", "par. 31")
    return negotrack


def test_the_list_of_what_was_read_differently_comes_first_and_then_the_figures(coded: Command) -> None:
    shown = coded("readings").out
    assert shown.index("READ DIFFERENTLY (1)") < shown.index("AGREEMENT")
    assert "two steps apart" in shown
    assert "taken as the same: par. 31" in shown
    assert "Undecided: 1." in shown


def test_the_codings_go_to_programs_one_a_row(coded: Command) -> None:
    rows = coded("readings", "--format", "csv").out.splitlines()
    assert sum('"Ben","conditional","partly"' in row for row in rows) == 1
    data = json.loads(coded("readings", "--format", "json").out)
    assert [each["differs"] for each in data["statements"]].count(True) == 1


def test_what_is_left_to_code_has_the_evidence_and_no_coding(coded: Command) -> None:
    shown = coded("readings", "--left", "--author", "Cem").out
    assert "par. 31" in shown
    assert "rejects" not in shown
