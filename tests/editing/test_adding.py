"""Adding records: each is a new file with an unused id, and holds nothing that ``check`` would report."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from negotrack.editing.adding import ADDABLE, add, proposed_identifier, stake
from negotrack.errors import UsageError
from negotrack.model.identifiers import fault
from negotrack.model.negotiation import Negotiation
from negotrack.model.records import Evidence, Stake
from negotrack.model.vocabulary import StakeKind
from negotrack.store.changes import apply
from negotrack.store.reader import Reader

FIELDS: dict[str, dict[str, Any]] = {
    "proposal": {"title": "A new term", "number": 13, "status": "open", "proposed_by": ["taliban"]},
    "source": {"title": "A paper", "publisher": "P", "date": "2021-09-07"},
    "event": {"title": "A meeting", "kind": "meeting", "date": "2021-09"},
    "claim": {"topic": "T", "claim": "C", "by": "B"},
    "person": {"name": "N", "side": "taliban"},
    "package": {"title": "P", "proposals": ("no-disarming", "national-hero"), "owner": ("taliban",)},
}

SIX = "06-surrender-after-government"
LINE = {"side": "taliban", "kind": StakeKind.RED_LINE, "statement": "No delay."}


@pytest.fixture
def known(negotiation: Path) -> Negotiation:
    return Reader(negotiation).load().negotiation


@pytest.mark.parametrize("what", ADDABLE)
def test_each_addition_is_one_new_file_that_can_be_read(negotiation: Path, known: Negotiation, what: str) -> None:
    change = add(known, what, FIELDS[what])
    (file,) = change.files
    assert file.before is None
    assert apply(negotiation, change) == []
    loaded = Reader(negotiation).load()
    assert loaded.problems == ()
    assert file.path.startswith(f"{ADDABLE[what].value}/")
    again = add(loaded.negotiation, what, {**FIELDS[what], "number": 14} if what == "proposal" else FIELDS[what])
    assert again.files[0].path != file.path


@pytest.mark.parametrize("identifier", ["../x", "/etc/passwd", ".x", "a b", "e\u0301", "x" * 81, "a\0b", "a/b", "_"])
def test_an_invalid_id_is_refused(known: Negotiation, identifier: str) -> None:
    with pytest.raises(UsageError, match="the id"):
        add(known, "proposal", FIELDS["proposal"], identifier)


@pytest.mark.parametrize(
    ("identifier", "differs"),
    [("no-disarming", ""), ("NO-DISARMING", ", and 'NO-DISARMING' differs only in case")],
)
def test_an_existing_id_is_refused_in_upper_and_lower_case_and_named_as_it_is(
    known: Negotiation, identifier: str, differs: str
) -> None:
    with pytest.raises(UsageError, match=f"^the proposal 'no-disarming' already exists{differs}; give another id$"):
        add(known, "proposal", FIELDS["proposal"], identifier)


@pytest.mark.parametrize(
    ("what", "fields", "said"),
    [
        ("proposal", {"status": "maybe"}, "status: 'maybe' is not one of"),
        ("proposal", {"number": 6}, "number 6 is taken by 06-surrender-after-government"),
        ("proposal", {"proposed_by": ["nobody"]}, "neither a side"),
        ("proposal", {"counters": "gone"}, "there is no proposal 'gone' to link to"),
        ("proposal", {"title": "\ud800"}, "half of a character"),
        ("proposal", {"unknown": 1}, "unknown: is not a known key"),
        ("source", {"reliability": "G"}, "reliability: 'G' is not one of"),
        ("source", {"date": "yesterday"}, "date: cannot be read as a date"),
        ("event", {"evidence": ({"source": "gone"},)}, "no source 'gone'"),
        ("claim", {"by": None}, "by: is missing"),
        ("person", {"side": "nobody"}, "no side 'nobody'"),
        ("package", {"proposals": ("no-disarming",)}, "needs at least 2"),
        ("package", {"proposals": ("no-disarming", "gone")}, "there is no proposal 'gone'"),
        ("package", {"owner": ("nobody",)}, "owner 'nobody': neither a side"),
    ],
)
def test_an_addition_that_check_would_report_is_refused(
    known: Negotiation, what: str, fields: dict[str, Any], said: str
) -> None:
    with pytest.raises(UsageError, match=said) as caught:
        add(known, what, {**FIELDS[what], **fields})
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("title", ["", "…", "../../x", "ÀÉ ﬁ", "x" * 500, "\0\x1b[2J", "表 題", "e\u0301"])
@pytest.mark.parametrize("what", ADDABLE)
def test_any_title_gives_a_valid_id(what: str, title: str) -> None:
    fields = dict.fromkeys(("title", "topic", "name", "publisher"), title)
    assert fault(proposed_identifier(what, fields)) is None


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
def test_a_stake_may_name_only_what_is_on_record(known: Negotiation, more: dict[str, Any], said: str | None) -> None:
    if said:
        with pytest.raises(UsageError, match=said):
            stake(known, SIX, {**LINE, **more}, by="ana")
        return
    (file,) = stake(known, SIX, {**LINE, **more}, by="ana").files
    assert isinstance(file.record, Stake)
    assert file.record.assessed_by == (None if "evidence" in more else "ana")
    assert file.record.crossed_by == more.get("crossed_by", ())
