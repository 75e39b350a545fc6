"""A stake: of a side that is there, on sources and positions that are."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from negotrack.editing.adding import stake
from negotrack.errors import UsageError
from negotrack.model.records import Evidence, Stake
from negotrack.model.vocabulary import StakeKind
from negotrack.store.reader import Reader

SIX = "06-surrender-after-government"
LINE = {"side": "taliban", "kind": StakeKind.RED_LINE, "statement": "No delay."}


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"crossed_by": ("taliban-1",)}, None),
        ({"crossed_by": ("taliban-9",)}, "crossed by 'taliban-9': there is no such position on 06-surrender"),
        ({"evidence": (Evidence(source="bbc"),)}, "no source 'bbc'"),
        ({"evidence": (Evidence(source="trt-2021-09-06"),)}, None),
        ({"side": "nobody"}, "no side 'nobody'; the sides are resistance, taliban"),
    ],
)
def test_a_stake_names_only_what_is_on_record(negotiation: Path, more: dict[str, Any], said: str | None) -> None:
    talks = Reader(negotiation).load().negotiation
    if said:
        with pytest.raises(UsageError, match=said):
            stake(talks, SIX, {**LINE, **more}, by="ana")
        return
    (file,) = stake(talks, SIX, {**LINE, **more}, by="ana").files
    assert isinstance(file.record, Stake)
    assert file.record.assessed_by == (None if "evidence" in more else "ana")
    assert file.record.crossed_by == more.get("crossed_by", ())
