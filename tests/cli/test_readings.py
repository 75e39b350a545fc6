import json
from collections.abc import Callable
from pathlib import Path
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


def test_readings_lists_statements_coded_differently_before_the_agreement_figures(coded: Command) -> None:
    code, shown, _ = coded("readings")
    assert code == 0
    assert shown.index("READ DIFFERENTLY (1)") < shown.index("AGREEMENT")
    assert "two steps apart" in shown
    assert "taken as the same: par. 31" in shown
    assert "Undecided: 1." in shown


def test_readings_in_csv_has_one_row_for_each_coding(coded: Command) -> None:
    rows = coded("readings", "--format", "csv").out.splitlines()
    assert sum('"Ben","conditional","partly"' in row for row in rows) == 1
    assert (
        '"unreported-h","taliban","trt-2021-09-06","paragraph 12","record keeper","accepts","for","taliban-1"' in rows
    )
    data = json.loads(coded("readings", "--format", "json").out)
    (differing,) = [each for each in data["statements"] if each["differs"]]
    codings = {who: (each["stance"], each["camp"]) for who, each in differing["codings"].items()}
    assert (differing["proposal"], differing["side"]) == ("no-disarming", "taliban")
    assert codings == {"Ana": ("rejects", "against"), "Ben": ("conditional", "partly")}
    alpha = {"value": 0.0, "n": 1, "low": 0.0, "high": 0.0}
    assert (data["analysts"], data["by_one"]) == (["record keeper", "Ana", "Ben"], 24)
    assert data["figures"] == {
        "percent": {**alpha, "low": None, "high": None},
        "kappa": None,
        "alpha_stance": alpha,
        "alpha_camp": alpha,
    }
    recorded = ("record", "6", "--side", "taliban", "--stance", "accepts", "--date", "2021-09-08", "--author", "Ana")
    assert coded(*recorded, "--source", "trt-2021-09-06").code == 0
    (entry,) = Path("positions/panjshir-2021/ledger/06-surrender-after-government").iterdir()
    entry.write_text(entry.read_text(encoding="utf-8").partition("evidence = ")[0], encoding="utf-8")
    bare = coded("readings", "--format", "csv").out
    assert '"06-surrender-after-government","taliban","","","Ana","accepts","for"' in bare


def test_statements_left_to_code_are_listed_with_evidence_but_without_others_codings(coded: Command) -> None:
    shown = coded("readings", "--left", "--author", "Cem").out
    assert "par. 31" in shown
    assert "rejects" not in shown
    told = json.loads(coded("readings", "--left", "--author", "Cem", "--format", "json").out)
    place = {"source": "trt-2021-09-06", "where": "paragraph 31"}
    assert told["analyst"] == "Cem"
    assert {"proposal": "no-disarming", "side": "taliban", "evidence": [place]} in told["left"]
    own = json.loads(coded("readings", "--left", "--author", "Ana", "--format", "json").out)
    assert len(own["left"]) == len(told["left"]) - 1
    header = Path("positions/panjshir-2021/negotiation.toml")
    header.write_text(f"blind = true\n{header.read_text(encoding='utf-8')}", encoding="utf-8")
    blind = json.loads(coded("readings", "--left", "--author", "Cem", "--format", "json").out)
    assert blind == told
    assert "READ DIFFERENTLY (0)" in coded("readings", "--author", "Cem").out
