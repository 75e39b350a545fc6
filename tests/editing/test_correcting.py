from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from negotrack.editing.adding import add, stake, table_text
from negotrack.editing.correcting import (
    correct,
    correct_attached,
    correct_record,
    ledger_fields,
    remove_attached,
    remove_record,
    take_back,
)
from negotrack.editing.recording import PositionRequest, record, rule
from negotrack.editing.targets import find_attached
from negotrack.errors import ChangedUnderneath, UnknownError, UsageError, WriteError
from negotrack.model.dates import parse_span
from negotrack.model.layout import Kind
from negotrack.model.negotiation import Negotiation
from negotrack.model.records import Evidence
from negotrack.model.snapshot import snapshot
from negotrack.model.vocabulary import StakeKind, Stance, Status
from negotrack.store import changes
from negotrack.store.filechange import Change
from negotrack.store.reader import Reader

SIX = "06-surrender-after-government"
ACCEPTS = PositionRequest(
    side="taliban", stance=Stance.ACCEPTS, date=parse_span("2021-09-08"), evidence=(Evidence(source="trt-2021-09-06"),)
)
NEUTRAL = PositionRequest(
    side="taliban", stance=Stance.NEUTRAL, date=parse_span("2021-09-09"), evidence=(Evidence(source="trt-2021-09-06"),)
)


def read(folder: Path) -> Negotiation:
    return Reader(folder).load().negotiation


def make(folder: Path, change: Change) -> Negotiation:
    changes.apply(folder, change)
    return read(folder)


def stored(folder: Path) -> list[str]:
    return sorted(path.stem for path in (folder / "ledger" / SIX).glob("*.toml"))


def neutral(talks: Negotiation, folder: Path, entry: str, by: str) -> Change:
    """The correction of an entry to a neutral position, as it stands."""
    seen = ledger_fields(talks.dossiers[SIX], entry)
    return correct(talks, folder, SIX, entry, NEUTRAL, seen=seen, by=by)


def test_ones_own_entry_is_rewritten_if_nothing_refers_to_it(negotiation: Path) -> None:
    talks = make(negotiation, record(read(negotiation), [SIX], ACCEPTS, by="ana"))
    [entry] = stored(negotiation)
    talks = make(negotiation, neutral(talks, negotiation, entry, "ana"))

    assert stored(negotiation) == [entry]
    assert snapshot(talks).known[SIX].of("taliban").stance is Stance.NEUTRAL
    changes.undo(negotiation)
    assert snapshot(read(negotiation)).known[SIX].of("taliban").stance is Stance.ACCEPTS


@pytest.mark.parametrize("by", ["ben", "ana"])
def test_an_entry_of_somebody_else_or_one_that_is_referred_to_is_kept_and_retracted(negotiation: Path, by: str) -> None:
    talks = make(negotiation, record(read(negotiation), [SIX], ACCEPTS, by="ana"))
    [entry] = stored(negotiation)
    if by == "ana":
        with pytest.raises(UsageError, match=f"{entry} cannot be preferred to itself"):
            rule(talks, SIX, prefers=entry, over=("taliban-1", entry), because="later", by="ben")
        ruling = rule(talks, SIX, prefers=entry, over=("taliban-1",), because="later", by="ben")
        talks = make(negotiation, ruling)
    talks = make(negotiation, neutral(talks, negotiation, entry, by))

    assert entry in stored(negotiation)
    assert entry in talks.dossiers[SIX].counting.retracted
    assert snapshot(talks).known[SIX].of("taliban").stance is Stance.NEUTRAL
    changes.undo(negotiation)
    assert entry not in read(negotiation).dossiers[SIX].counting.retracted


def test_a_position_in_a_handwritten_file_is_corrected_without_changing_that_file(negotiation: Path) -> None:
    path = negotiation / "proposals" / f"{SIX}.toml"
    before = path.read_bytes()
    talks = make(negotiation, neutral(read(negotiation), negotiation, "taliban-1", "ana"))

    assert path.read_bytes() == before
    assert snapshot(talks).known[SIX].of("taliban").stance is Stance.NEUTRAL


def test_ones_own_entry_is_removed_and_any_other_is_retracted(negotiation: Path) -> None:
    talks = make(negotiation, record(read(negotiation), [SIX], ACCEPTS, by="ana"))
    [entry] = stored(negotiation)
    seen = ledger_fields(talks.dossiers[SIX], entry)
    with pytest.raises(UsageError, match="because"):
        take_back(talks, negotiation, SIX, entry, seen=seen, because="", by="ben")
    retracted = make(negotiation, take_back(talks, negotiation, SIX, entry, seen=seen, because="misread", by="ben"))
    assert snapshot(retracted).known[SIX].status is Status.REJECTED
    changes.undo(negotiation)
    make(negotiation, take_back(talks, negotiation, SIX, entry, seen=seen, because="", by="ana"))
    assert stored(negotiation) == []


def test_a_source_is_corrected_under_its_id_and_removed_only_if_nothing_cites_it(negotiation: Path) -> None:
    talks = make(negotiation, add(read(negotiation), "source", {"title": "A sttement"}, "mine"))
    seen, fields = dict(talks.sources["mine"]), {"title": "A statement"}
    talks = make(negotiation, correct_record(talks, negotiation, "source", "mine", seen=seen, fields=fields))
    assert talks.sources["mine"].title == "A statement"
    seen = dict(talks.sources["mine"])

    event = make(negotiation, add(talks, "event", {"title": "A meeting"}, "met"))
    unknown = {"title": "x", "evidence": (Evidence(source="bbc"),)}
    with pytest.raises(UsageError, match="no source 'bbc'"):
        correct_record(event, negotiation, "event", "met", seen={}, fields=unknown)
    changes.undo(negotiation)
    cited = PositionRequest(side="taliban", stance=Stance.NEUTRAL, evidence=(Evidence(source="mine"),))
    talks = make(negotiation, record(talks, [SIX], cited, by="ana"))
    with pytest.raises(UsageError, match="mine is cited 1 time;"):
        remove_record(talks, negotiation, "source", "mine", seen=seen)
    twice = make(negotiation, record(talks, ["no-disarming"], cited, by="ana"))
    with pytest.raises(UsageError, match="mine is cited 2 times;"):
        remove_record(twice, negotiation, "source", "mine", seen=seen)
    changes.undo(negotiation)
    changes.undo(negotiation)
    assert (
        "mine"
        not in make(negotiation, remove_record(read(negotiation), negotiation, "source", "mine", seen=seen)).sources
    )
    with pytest.raises(WriteError, match=r"mine\.toml: is gone; somebody has removed it meanwhile"):
        remove_record(read(negotiation), negotiation, "source", "mine", seen=seen)


@pytest.mark.parametrize("taken_back", [False, True])
def test_a_record_that_somebody_has_changed_since_it_was_shown_is_neither_corrected_nor_removed(
    negotiation: Path, *, taken_back: bool
) -> None:
    line = {"side": "taliban", "kind": StakeKind.RED_LINE, "statement": "No delay."}
    talks = make(negotiation, record(read(negotiation), [SIX], ACCEPTS, by="ana"))
    talks = make(negotiation, add(talks, "source", {"title": "A statement"}, "mine"))
    talks = make(negotiation, table_text(talks, SIX, {"text": "They go."}, by="ana"))
    talks = make(negotiation, stake(talks, SIX, line, by="ana"))
    shown, [entry] = talks.dossiers[SIX], stored(negotiation)
    [text], [at_stake], source = map(dict, shown.texts), map(dict, shown.stakes), dict(talks.sources["mine"])
    files = [f"ledger/{SIX}/{entry}", "sources/mine", f"texts/{SIX}/{text['id']}", f"stakes/{SIX}/{at_stake['id']}"]
    for file in files:
        path = negotiation / f"{file}.toml"
        path.write_text('release = "public"\n' + path.read_text())
    now, folder = read(negotiation), negotiation
    own = ledger_fields(shown, entry)
    corrections: list[Callable[[], Change]] = [
        lambda: correct(now, folder, SIX, entry, NEUTRAL, seen=own, by="ana"),
        lambda: correct_record(now, folder, "source", "mine", seen=source, fields={"title": "x"}),
        lambda: correct_attached(now, folder, SIX, "wording", text["id"], seen=text, fields={"text": "x"}),
        lambda: correct_attached(now, folder, SIX, "stake", at_stake["id"], seen=at_stake, fields=line),
    ]
    removals: list[Callable[[], Change]] = [
        lambda: take_back(now, folder, SIX, entry, seen=own, because="", by="ana"),
        lambda: remove_record(now, folder, "source", "mine", seen=source),
        lambda: remove_attached(now, folder, SIX, "wording", text["id"], seen=text),
        lambda: remove_attached(now, folder, SIX, "stake", at_stake["id"], seen=at_stake),
    ]
    for file, change in zip(files, removals if taken_back else corrections, strict=True):
        with pytest.raises(ChangedUnderneath, match=f"{file}.toml has been changed by somebody else meanwhile"):
            change()


def test_a_person_who_put_a_proposal_forward_cannot_be_removed(negotiation: Path) -> None:
    for name in ("Ann", "Ben"):
        talks = make(negotiation, add(read(negotiation), "person", {"name": name}, name.lower()))
    talks = make(negotiation, add(talks, "proposal", {"title": "Pay", "proposed_by": ("Ben",)}, "pay"))
    with pytest.raises(UsageError, match="Ben is named as a proposer; change that proposal first"):
        remove_record(talks, negotiation, "person", "ben", seen={})
    seen = dict(talks.added[Kind.PERSON]["ann"])
    left = make(negotiation, remove_record(talks, negotiation, "person", "ann", seen=seen))
    assert [*left.added[Kind.PERSON]] == ["ben"]


@pytest.mark.parametrize("by", ["ana", None])
def test_a_wording_and_a_stake_keep_their_recorder_when_corrected_and_can_be_removed(
    negotiation: Path, by: str | None
) -> None:
    line = {"side": "taliban", "kind": StakeKind.RED_LINE, "statement": "No delay."}
    talks = make(negotiation, table_text(read(negotiation), SIX, {"text": "They go."}, by="ana"))
    talks = make(negotiation, stake(talks, SIX, line, by="ana"))
    for path in [*negotiation.glob("texts/*/*.toml"), *negotiation.glob("stakes/*/*.toml")]:
        kept = [each for each in path.read_text().splitlines() if by or not each.startswith("recorded_by")]
        path.write_text("\n".join([*kept, ""]))
    talks = read(negotiation)
    before = talks.dossiers[SIX]
    [text], [at_stake] = before.texts, before.stakes
    new = {"wording": {"text": "They stay."}, "stake": {**line, "statement": "None at all.", "assessed_by": "ben"}}
    seen = {"wording": dict(text), "stake": dict(at_stake)}
    for what, identifier in (("wording", text.id), ("stake", at_stake.id)):
        change = correct_attached(talks, negotiation, SIX, what, identifier, seen=seen[what], fields=new[what])
        talks = make(negotiation, change)
    after = talks.dossiers[SIX]
    assert after.texts == (text.model_copy(update=new["wording"]),)
    assert after.stakes == (at_stake.model_copy(update=new["stake"]),)
    assert (text.recorded_by, at_stake.recorded_by) == (by, by)

    talks = make(negotiation, table_text(talks, SIX, {"text": "They wait.", "answers": text.id}, by="ben"))
    with pytest.raises(UsageError, match="another wording answers it; correct that one first"):
        remove_attached(talks, negotiation, SIX, "wording", text.id, seen={})
    (answer,) = [each.id for each in talks.dossiers[SIX].texts if each.id != text.id]
    for what, identifier in (("wording", answer), ("wording", text.id), ("stake", at_stake.id)):
        shown = dict(find_attached(talks.dossiers[SIX], what, identifier))
        talks = make(negotiation, remove_attached(talks, negotiation, SIX, what, identifier, seen=shown))
        with pytest.raises(UnknownError, match=f"there is no {what} '{identifier}' of {SIX} any more"):
            remove_attached(talks, negotiation, SIX, what, identifier, seen=shown)
    assert (talks.dossiers[SIX].texts, talks.dossiers[SIX].stakes) == ((), ())
