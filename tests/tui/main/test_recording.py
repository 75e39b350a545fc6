"""Recording facts from the main screen, with the keyboard alone."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from textual.events import Key

from negotrack.errors import WriteError
from negotrack.model.identifiers import WHOLE
from negotrack.tui.screens.adding import Add
from negotrack.tui.screens.ledger import RecordDrawer
from negotrack.tui.screens.on_record import OnRecord
from tests.tui.main.conftest import SIX, HeldDisk, Opened, Shown


def ledger(shown: Shown, proposal: str = SIX) -> list[dict[str, Any]]:
    folder: Path = shown.main.session.folder / "ledger" / proposal
    return [tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.toml"))]


async def record_taliban(shown: Shown, stance: str, day: str, *more: str) -> None:
    await shown.type("s", "2", "tab", stance, "tab", *day, "tab", "tab")
    await shown.press("enter")
    await shown.type(*"TRT")
    await shown.press("enter", *more)


async def test_recording_a_position_previews_the_new_status_and_shows_it_at_once(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("negotrack.tui.screens.main._FLASH", 0.3)
    async with opened(120, 40) as shown:
        await record_taliban(shown, "a", "2021-09-08")
        assert "✗ rejected → ✓ accepted" in shown.page
        await shown.press("ctrl+s")

        [entry] = ledger(shown)
        assert (entry["side"], entry["stance"], entry["recorded_by"]) == ("taliban", "accepts", "ana")
        assert "▸◂6 ✓" in shown.lines[3]
        await shown.until(lambda: "▸ 6 ✓" in shown.lines[3])
        assert "none outstanding" in shown.lines[0]


async def test_an_entry_that_cannot_be_saved_is_reported_and_its_form_stays_filled_in(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> list[str]:
        raise WriteError("the disk is full")

    async with opened(120, 40) as shown:
        with monkeypatch.context() as broken:
            broken.setattr("negotrack.store.changes.apply", full)
            await record_taliban(shown, "a", "2021-09-08", "ctrl+s")
            assert isinstance(shown.app.screen, RecordDrawer)
            assert shown.app.notices.all[-1][1:] == ("error", "the disk is full")
        await shown.press("ctrl+s")
        assert [(entry["stance"], str(entry["date"])) for entry in ledger(shown)] == [("accepts", "2021-09-08")]
        with monkeypatch.context() as broken:
            broken.setattr("negotrack.store.changes.apply", full)
            await shown.press("w", *"They go.", "ctrl+s")
            assert "They go." in shown.page
        await shown.press("ctrl+s")
        assert len([*shown.main.session.folder.glob("texts/*/*.toml")]) == 1


@pytest.mark.usefixtures("said")
async def test_a_new_position_starts_from_the_annotation_that_has_the_focus(opened: Opened) -> None:
    async with opened(120, 40) as shown:
        await shown.press("3", "s")
        assert "[2 Taliban]" in shown.page
        await shown.type("tab", "r", "tab", *"2021-09-08", "tab", "tab", "enter", *"TRT", "enter", "ctrl+s")
        [entry] = ledger(shown)
        assert (entry["side"], entry["stance"], entry["statement"]) == ("taliban", "rejects", "Not now.")


async def test_the_text_above_the_fields_is_laid_out_again_when_the_window_is_resized(opened: Opened) -> None:
    async with opened(80, 30) as shown:
        await shown.press("s", "2")
        assert any("offers instead" in each and "TRT World" in each for each in shown.lines)
        await shown.resize(50, 30)
        [stance] = [each.rstrip(" │") for each in shown.lines if "offers instead" in each]
        assert stance.endswith("17…")
        assert "TRT World" not in shown.page


async def test_keys_in_rapid_succession_reach_the_fields_they_are_meant_for(opened: Opened) -> None:
    async with opened(120, 40) as shown:
        await shown.press("s")
        source = ("enter", *"TRT", "enter")
        for key in ("2", "tab", "r", "tab", *"2021", "tab", *"No.", "tab", *source, "ctrl+s"):
            shown.app.post_message(Key(key, key if len(key) == 1 else None))
        await shown.until(lambda: bool(ledger(shown)))

        [entry] = ledger(shown)
        assert [entry[key] for key in ("side", "stance", "date", "statement")] == ["taliban", "rejects", "2021", "No."]
        assert entry["evidence"] == [{"source": "trt-2021-09-06"}]


@pytest.fixture
def said(negotiation: Path) -> None:
    """A negotiation with an annotation of a side's statement and the temporary file of a killed writer next to it."""
    folder = negotiation / "annotations" / SIX
    folder.mkdir(parents=True)
    words = 'author = "ana"\ncreated = 2026-11-22T12:00:00Z\nabout = "taliban"\ntext = "Not now."\n'
    (folder / "a.toml").write_text(words, encoding="utf-8")
    (folder / ".negotrack-0123456789abcdef.tmp").write_bytes(b"half")


@pytest.fixture
def noted(negotiation: Path) -> None:
    """A negotiation whose list starts with the row of the negotiation as a whole, which has no positions."""
    folder = negotiation / "annotations" / WHOLE
    folder.mkdir(parents=True)
    (folder / "a.toml").write_text('author = "ana"\ncreated = 2026-11-22T12:00:00Z\ntext = "Slow."\n')


@pytest.mark.usefixtures("noted")
async def test_a_key_takes_effect_only_after_the_keys_before_it(opened: Opened) -> None:
    async with opened(120, 40) as shown:
        await shown.press("g")
        assert shown.main.target == WHOLE
        for key in ("j", "s", "2", "tab", "r"):
            shown.app.post_message(Key(key, key if len(key) == 1 else None))
        await shown.until(lambda: isinstance(shown.app.screen, RecordDrawer) and "[✗ rejects]" in shown.page)
        assert "[2 Taliban]" in shown.page
        assert not shown.app.notices.all


@pytest.mark.usefixtures("noted")
async def test_a_key_without_effect_says_why_and_does_not_block_the_next_keys(opened: Opened) -> None:
    async with opened(120, 40) as shown:
        await shown.press("g")
        for key in "sj":
            shown.app.post_message(Key(key, key))
        await shown.until(lambda: shown.main.target != WHOLE)
        assert "first" in shown.app.notices.all[-1].words


async def test_the_next_entry_starts_with_the_source_and_date_of_the_last(opened: Opened) -> None:
    async with opened(120, 40) as shown:
        await record_taliban(shown, "a", "2021-09-08", "tab", *"par. 12", "ctrl+n")
        assert isinstance(shown.app.screen, RecordDrawer)
        assert "Local authorities" in shown.page
        assert "2021-09-08" in shown.page
        assert "[2 Taliban]" in shown.page
        await shown.press("tab", "r", "ctrl+s")

        proposal = shown.main.target or ""
        [entry] = ledger(shown, proposal)
        assert proposal != SIX
        assert entry["evidence"] == [{"source": "trt-2021-09-06", "where": "par. 12"}]


async def test_keys_typed_right_after_save_next_reach_the_next_position(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(120, 40) as shown:
        await record_taliban(shown, "a", "2021-09-08")
        await HeldDisk(monkeypatch).type(shown, "ctrl+n", "1", "tab", "r")
        assert len(ledger(shown)) == 1
        assert "Local authorities" in shown.page
        assert "[1 Resistance]" in shown.page
        assert "[✗ rejects]" in shown.page


async def test_keys_typed_right_after_save_next_reach_the_next_record_to_be_added(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(120, 40) as shown:
        await shown.press("A", "tab", "tab", *"Corridor")
        await HeldDisk(monkeypatch).type(shown, "ctrl+n", "tab", "tab", *"Dams")
        assert isinstance(shown.app.screen, Add)
        assert re.search("Title +▌Dams", shown.page)
        assert [each for each in shown.main.session.ids if "corridor" in each]


@pytest.mark.parametrize("key", ["ctrl+n", "ctrl+s"])
async def test_keys_typed_right_after_a_failed_save_reach_the_form_that_stayed(
    opened: Opened, monkeypatch: pytest.MonkeyPatch, key: str
) -> None:
    async with opened(120, 40) as shown:
        await record_taliban(shown, "a", "2021-09-08")
        await HeldDisk(monkeypatch, WriteError("the disk is full")).type(shown, key, "1")
        assert ledger(shown) == []
        assert isinstance(shown.app.screen, RecordDrawer)
        assert "[1 Resistance]" in shown.page
        assert "[✓ accepts]" in shown.page


async def test_keys_typed_right_after_a_refused_save_next_reach_the_form_that_refused_it(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("negotrack.tui.base.TIMEOUT", 60.0)
    async with opened(120, 40) as shown:
        await shown.press("s", "2")
        await shown.type("ctrl+n", "r", "ctrl+n", *"2021-09-08")
        assert "[✗ rejects]" in shown.page
        assert re.search(r"Date\* +▌2021-09-08", shown.page)


async def test_keys_typed_right_after_save_next_on_the_last_proposal_reach_the_list_once_it_is_known_that_none_follows(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("negotrack.tui.base.TIMEOUT", 60.0)
    async with opened(120, 40) as shown:
        await shown.press("G")
        last = shown.main.target
        await record_taliban(shown, "a", "2021-09-08")
        await HeldDisk(monkeypatch).type(shown, "ctrl+n", "k")
        assert shown.app.screen is shown.main
        assert shown.main.proposals.has_focus
        assert shown.main.target != last
        assert len(ledger(shown, last or "")) == 1


async def test_one_statement_about_several_proposals_is_recorded_once_for_each(opened: Opened) -> None:
    async with opened(120, 40) as shown:
        await shown.press("space", "j", "space")
        chosen = sorted(shown.main.proposals.chosen)
        await record_taliban(shown, "r", "2021-09-08", "ctrl+s")

        assert [[each["basis"] for each in ledger(shown, proposal)] for proposal in chosen] == [["collective"]] * 2
        assert "selected" not in shown.lines[1]


async def test_a_conflict_can_be_ruled_on_and_the_ruling_undone(opened: Opened) -> None:
    async with opened(120, 40) as shown:
        await record_taliban(shown, "a", "2021-08", "ctrl+s")
        assert "‼" in shown.lines[3]
        await shown.press("R", "down", *"", "tab", "tab", *"the later one", "ctrl+s")
        await shown.press("r")
        assert re.search("ruling +Taliban accepts \\(", shown.page)
        while not any("ruling" in each and "▸" in each for each in shown.lines):
            await shown.press("down")
        await shown.press("enter")
        assert "This kind of record cannot be corrected; take it back" in shown.page
        await shown.press("r")
        assert re.search("position +set aside +Taliban +✗ rejects", shown.page)
        await shown.press("escape")
        assert [entry.get("because") for entry in ledger(shown)][-1] == "the later one"
        assert "‼" not in shown.lines[3]
        await shown.press("u")
        assert "‼" in shown.lines[3]
        await shown.press("R", "down", "escape", "d")
        assert len(ledger(shown)) == 1
        await shown.press("R", "enter", "r", "tab", *"an error", "ctrl+s")
        assert [entry.get("because") for entry in ledger(shown)][-1] == "an error"
        assert "‼" not in shown.lines[3]


async def test_an_entry_can_be_opened_from_the_list_of_records_corrected_and_taken_back(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(120, 40) as shown:
        await record_taliban(shown, "a", "2021-09-08", "ctrl+s")
        await shown.press("r", "down", "down", "enter")
        assert "Your own entry, and no other refers to it: it is rewritten." in shown.page
        told = len(shown.app.notices.all)
        await shown.press("ctrl+s")
        assert (len(shown.app.screen_stack), len(shown.app.notices.all)) == (2, told)  # nothing was corrected
        await shown.press("r", "down", "down", "enter", "tab", "n")

        def full(*_: object) -> list[str]:
            raise WriteError("the disk is full")

        with monkeypatch.context() as broken:
            broken.setattr("negotrack.store.changes.apply", full)
            await shown.press("ctrl+s")
            assert shown.app.notices.all[-1].words == "the disk is full"
            assert "[○ neutral]" in shown.page
        await shown.press("ctrl+s")
        assert [entry["stance"] for entry in ledger(shown)] == ["neutral"]

        await shown.press("r", "down", "down", "d")
        assert not isinstance(shown.app.screen, OnRecord)
        assert ledger(shown) == []
        await shown.press("u")
        await shown.press("u")
        assert [entry["stance"] for entry in ledger(shown)] == ["accepts"]


async def test_an_added_source_can_be_corrected_and_removed(opened: Opened, negotiation: Path) -> None:
    source = negotiation / "sources" / "radio.toml"
    source.parent.mkdir(exist_ok=True)
    source.write_text('title = "Evenng news"\npublisher = "Radio"\n', encoding="utf-8")
    async with opened(120, 40) as shown:
        await shown.press("r", "end", "enter")
        assert isinstance(shown.app.screen, Add)
        assert "Evenng news" in shown.page
        shown.app.screen.focused.value = "Evening news"  # type: ignore[union-attr]  # its title
        await shown.press("ctrl+s")
        assert tomllib.loads(source.read_text(encoding="utf-8")) == {"title": "Evening news", "publisher": "Radio"}
        await shown.press("r", "end", "d")
        assert not source.exists()
        await shown.press("u")
        assert source.exists()


async def test_a_position_of_the_record_keeper_is_retracted_with_a_reason(opened: Opened) -> None:
    async with opened(120, 40) as shown:
        before = (shown.main.session.folder / "proposals" / f"{SIX}.toml").read_bytes()
        await shown.press("r", "G", "g", "j", "d", "escape")
        assert ledger(shown) == []
        await shown.press("r", "G", "g", "j", "d", *"withdrawn by the agency", "enter")

        [entry] = ledger(shown)
        assert (entry["retracts"], entry["because"]) == ("taliban-1", "withdrawn by the agency")
        assert (shown.main.session.folder / "proposals" / f"{SIX}.toml").read_bytes() == before


async def test_entries_that_meet_an_unknown_condition_are_still_listed(opened: Opened, negotiation: Path) -> None:
    folder = negotiation / "ledger" / SIX
    folder.mkdir(parents=True)
    for name, meets in (("a", "taliban-1#9"), ("b", "taliban-1#x"), ("c", "nothing")):
        words = f'meets = "{meets}"\nrecorded = 2026-11-22T12:00:00Z\nrecorded_by = "ana"\n'
        (folder / f"20261122T120000.000000Z-aaaaaaaaa{name}.toml").write_text(words, encoding="utf-8")
    others = {
        "d": 'status = "withdrawn"\ndate = 2021-09-10',
        "e": 'status = "accepted"\ndate = 2021-09-11',
        "f": 'retracts = "20261122T120000.000000Z-aaaaaaaaae"\nbecause = "A slip."',
    }
    for name, keys in others.items():
        words = f'{keys}\nrecorded = 2026-11-22T12:00:00Z\nrecorded_by = "ben"\n'
        (folder / f"20261122T120000.000000Z-aaaaaaaaa{name}.toml").write_text(words, encoding="utf-8")
    async with opened(160, 60) as shown:
        shown.main.go_to_proposal(SIX)
        await shown.press("r")
        assert re.search("met +taliban-1#9", shown.page)
        assert re.search("outcome +← withdrawn · 10 Sep 2021", shown.page)
        assert re.search("outcome +retracted +✓ accepted · 11 Sep 2021", shown.page)
        assert re.search("retraction +the outcome accepted .* · A s", shown.page)


async def test_recording_a_condition_as_met_changes_the_status(opened: Opened) -> None:
    async with opened(120, 40) as shown:
        await shown.press("s", "2", "tab", "c", "tab", *"2021-09-08", "tab", "tab", *"officials are named", "tab")
        await shown.press("enter", *"TRT", "enter", "ctrl+s")
        assert "~" in shown.lines[3]
        await shown.press("r", "end", "up", "enter", *"2021-09-10", "tab", "enter", *"TRT", "enter", "ctrl+s")

        [_, met] = ledger(shown)
        assert met["meets"].endswith("#1")
        assert "none outstanding" in shown.lines[0]


async def test_a_position_can_be_conditional_on_any_other_proposal(opened: Opened) -> None:
    async with opened(120, 40) as shown:
        await shown.press("s", "2", "tab", "c", "tab", *"2021-09-08", "tab", "tab", "=", "tab")
        assert "name a proposal after =" in shown.page
        await shown.press("shift+tab", *"no-disarm", "tab")
        assert "No disarming in the province" in shown.page
        await shown.press("enter", *"TRT", "enter", "ctrl+s")

        [entry] = ledger(shown)
        assert entry["conditions"] == [{"proposal": "no-disarming"}]


async def test_correcting_a_record_whose_proposal_was_removed_meanwhile_says_so(opened: Opened) -> None:
    async with opened(120, 40) as shown:
        await record_taliban(shown, "a", "2021-08", "ctrl+s")
        await shown.press("r")
        (shown.main.session.folder / "proposals" / f"{SIX}.toml").unlink()
        shown.main.session.refresh()
        await shown.press("enter")
        assert shown.app.notices.all[-1].words == "Select a proposal that can be read."


async def test_a_correction_of_an_entry_that_a_colleague_has_changed_meanwhile_is_saved_only_once_that_was_shown(
    opened: Opened,
) -> None:
    async with opened(120, 40) as shown:
        await record_taliban(shown, "a", "2021-09-08", "ctrl+s")
        [path] = (shown.main.session.folder / "ledger" / SIX).iterdir()
        await shown.press("r")
        while not any("accepts" in each and "▸" in each for each in shown.lines):
            await shown.press("down")
        await shown.press("enter")
        path.write_text(path.read_text().replace('"accepts"', '"neutral"'), encoding="utf-8")
        await shown.press("tab", "d", "ctrl+s")
        assert "has been changed by somebody else meanwhile" in shown.app.notices.all[-1].words
        assert [entry["stance"] for entry in ledger(shown)] == ["neutral"]
        assert re.search(r"now +○ neutral", shown.page), shown.page
        await shown.press("ctrl+s")
        assert [entry["stance"] for entry in ledger(shown)] == ["defers"]


async def test_a_link_to_a_held_up_proposal_is_recorded_but_not_on_an_unreadable_proposal(opened: Opened) -> None:
    async with opened(120, 40) as shown:
        await shown.press("H", *"no-disarming", "ctrl+s")

        [entry] = ledger(shown)
        assert [link["proposal"] for link in entry["holds_up"]] == ["no-disarming"]
        broken = shown.main.session.folder / "proposals" / "broken.toml"
        broken.write_text("title = ", encoding="utf-8")
        shown.main.session.refresh()
        shown.main.upkeep.catch_up()
        await shown.settle()
        shown.main.proposals.select("broken")
        for key in "Hs":
            before = len(shown.app.notices.all)
            await shown.press(key)
            assert "can be read" in shown.app.notices.all[-1].words
            assert len(shown.app.notices.all) == before + 1
        broken.unlink()
        shown.main.session.refresh()
        shown.main.upkeep.catch_up()
        await shown.settle()
        shown.main.proposals.select(SIX)
        await shown.press("r")
        assert "holds up   number unknown  No disarming in the province" in shown.page


async def test_an_ask_can_be_written_with_an_annotation_and_marked_as_done(opened: Opened) -> None:
    async with opened(120, 40) as shown:
        await shown.press("a", *"The text?", "tab", "tab", "enter", *"the mediator", "tab", *"2026-12-01", "ctrl+s")
        note = shown.main.note
        assert note
        assert note.annotation.ask
        assert (note.annotation.ask.to, note.annotation.ask.done) == ("the mediator", False)
        assert "Ask to the mediator, due 1 Dec 2026: open." in shown.page
        await shown.press("V")
        assert "Ask to the mediator, due 1 Dec 2026: done." in shown.page

        assert shown.app.notices.all[-1].words.startswith("Ask marked on 6")
        assert shown.main.note
        assert shown.main.note.annotation.ask
        assert shown.main.note.annotation.ask.done


async def test_a_newly_added_proposal_is_selected(opened: Opened) -> None:
    async with opened(120, 40) as shown:
        await shown.press("A", "tab", "tab", *"A swap", "ctrl+s")

        assert (shown.main.target or "").startswith("a-swap-")


async def test_a_held_up_proposal_can_be_named_by_words_of_its_title_and_is_shown_next_to_the_field(
    opened: Opened,
) -> None:
    async with opened(120, 40) as shown:
        shown.main.proposals.select(SIX)
        await shown.press("H")
        for number in range(4):
            path = shown.main.session.folder / "proposals" / f"own-{number}.toml"
            path.write_text(f'title = "The problem of {number}"\nproposed_by = "resistance"\n', encoding="utf-8")
        shown.main.session.refresh()
        await shown.press("escape", "H")
        await shown.type(*"the pro")
        assert "✗ write more of it; so far:" in shown.page
        assert "; and 2 more" in " ".join(shown.page.replace("│", " ").split())
        assert "Surrender of the province" in shown.page
        await shown.type(*" disarm")
        assert "write more of it" not in shown.page
        assert "number unknown  No disarming in the province" in shown.page
        await shown.press("ctrl+s")
        assert ledger(shown)[0]["holds_up"][0]["proposal"] == "no-disarming"


async def test_an_unknown_proposal_number_is_not_searched_for_in_titles(opened: Opened, negotiation: Path) -> None:
    own = negotiation / "proposals" / "own.toml"
    own.write_text('title = "A council of 77"\nproposed_by = "resistance"\n', encoding="utf-8")
    async with opened(120, 40) as shown:
        shown.main.proposals.select(SIX)
        await shown.press("H")
        await shown.type(*"77")
        assert "✗ no suggestion '77'" in shown.page
