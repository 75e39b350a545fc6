"""The description of the file format: the program can read its examples, and it leaves out no key."""

import re
from datetime import date
from pathlib import Path

import pytest

from negotrack.analysis.consistency import consistency
from negotrack.analysis.figures import acceptances
from negotrack.model import records
from negotrack.model.dates import parse_span
from negotrack.model.records import Record
from negotrack.model.snapshot import Snapshot, snapshot
from negotrack.model.vocabulary import ConflictKind, EventKind, Form, PhaseKind, StakeKind, Stance, Status
from negotrack.pages.headline import latest
from negotrack.store.reader import Reader
from tests.conftest import SHIPPED

DESCRIPTION = (SHIPPED.parent / "README.md").read_text(encoding="utf-8")
EXAMPLES = dict(
    re.findall(r"^```toml\n# (harbour-2026/\S+\.toml)[^\n]*\n(.*?)^```$", DESCRIPTION, re.MULTILINE | re.DOTALL)
)
CONFLICTING = "20260322T101500.530011Z-p4w8d1zcet"
RULING = "20260323T083000.000210Z-c5t0r7bnmu"
MET = "20260402T070000.000934Z-e9y3v6hjks"


def example(folder: Path, *without: str, day: date | None = None) -> Snapshot:
    """A snapshot of the example without some of its files."""
    for name, text in EXAMPLES.items():
        if not any(each in name for each in without):
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    loaded = Reader(folder / "harbour-2026").load()
    assert [*loaded.problems, *consistency(loaded.negotiation)] == []
    return snapshot(loaded.negotiation, day)


def test_the_example_goes_from_conditional_through_a_conflict_and_a_ruling_to_accepted(tmp_path: Path) -> None:
    before = example(tmp_path, CONFLICTING, RULING, MET).known["3-night-shift"]
    conflict = example(tmp_path, RULING, MET).known["3-night-shift"]
    ruled = example(tmp_path, MET).known["3-night-shift"]
    met = example(tmp_path).known["3-night-shift"]
    assert [each.status for each in (before, conflict, ruled, met)] == [
        Status.CONDITIONAL,
        Status.CONFLICTING,
        Status.CONDITIONAL,
        Status.ACCEPTED,
    ]
    assert [(each.kind, each.side) for each in conflict.conflicts] == [(ConflictKind.SOURCES, "company")]
    assert ruled.held_up_by == ("company",)
    assert example(tmp_path, day=date(2026, 3, 25)).known["3-night-shift"].status is Status.CONDITIONAL


def test_the_day_on_which_a_condition_was_met_is_the_latest_record_of_the_example(tmp_path: Path) -> None:
    before, met = example(tmp_path, MET), example(tmp_path)
    assert [latest(each.negotiation) for each in (before, met)] == [parse_span("2026-03-20"), parse_span("2026-04-01")]
    assert acceptances(met).accepted == 1
    assert acceptances(met).unsupported == 0


@pytest.mark.parametrize(
    "model", [each for each in vars(records).values() if isinstance(each, type) and issubclass(each, Record)]
)
def test_the_description_of_the_format_covers_every_key_of_every_file(model: type[Record]) -> None:
    files = {"Proposal", "LedgerEntry", "Text", "Stake", "Annotation"}
    keys = [key for key in model.model_fields if not (key == "id" and model.__name__ in files)]
    assert [key for key in keys if not re.search(rf"`\[*{key}\b|\b{key} = ", DESCRIPTION)] == []


@pytest.mark.parametrize("words", [Stance, Form, EventKind, PhaseKind, StakeKind, ConflictKind])
def test_the_description_of_the_format_covers_every_allowed_word(words: type[Stance]) -> None:
    assert [word.value for word in words if f"`{word.value}`" not in DESCRIPTION] == []
