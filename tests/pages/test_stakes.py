"""A position shows which red line it crosses; a red line assessed by an analyst is reported only on request."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from negotrack.model.records import Stake
from negotrack.model.snapshot import snapshot
from negotrack.pages.selection import Selection
from negotrack.pages.writers import write_report
from negotrack.store.reader import Reader

SIX = "06-surrender-after-government"
STATED = {"evidence": [{"source": "trt-2021-09-06"}]}


def report(folder: Path, *, stakes: bool, **keys: Any) -> str:
    talks = Reader(folder).load().negotiation
    red_line = {"id": "a", "side": "resistance", "kind": "red-line", "statement": "No surrender"}
    stake = Stake.model_validate({**red_line, "crossed_by": ["taliban-1"], **keys})
    dossiers = {**talks.dossiers, SIX: replace(talks.dossiers[SIX], stakes=(stake,))}
    return " ".join(write_report(snapshot(replace(talks, dossiers=dossiers)), Selection(stakes=stakes)).split())


@pytest.mark.parametrize("stakes", [False, True])
def test_a_position_shows_which_stated_red_line_it_crosses(negotiation: Path, stakes: bool) -> None:  # noqa: FBT001
    assert "red line of Resistance: No surrender" in report(negotiation, stakes=stakes, **STATED)


def test_an_assessed_red_line_is_reported_only_on_request(negotiation: Path) -> None:
    assert "No surrender" not in report(negotiation, stakes=False, assessed_by="ana")
    assert "No surrender" in report(negotiation, stakes=True, assessed_by="ana")
