"""Wordings and stakes of a proposal in the whole interface: recorded, shown, corrected and taken back."""

from pathlib import Path

from negotrack.store.reader import Reader
from tests.tui.main.conftest import SIX, Opened


def count(negotiation: Path) -> tuple[int, int]:
    dossier = Reader(negotiation).load().negotiation.dossiers[SIX]
    return len(dossier.texts), len(dossier.stakes)


async def test_a_wording_can_be_tabled_shown_corrected_and_taken_back(opened: Opened, negotiation: Path) -> None:
    async with opened() as shown:
        shown.main.go_to_proposal(SIX)
        await shown.press("w", *"They go.", "tab", *"Draft 1", "ctrl+s")
        assert count(negotiation) == (1, 0)
        assert "Wording saved on 6" in shown.page
        assert "Draft 1" in shown.main.words
        await shown.press("r", "end", "enter")
        await shown.press(*" Now.", "ctrl+s")
        (text,) = Reader(negotiation).load().negotiation.dossiers[SIX].texts
        assert (text.text, text.label) == ("They go. Now.", "Draft 1")
        await shown.press("r", "end", "d")
        assert count(negotiation) == (0, 0)
        await shown.press("u")
        assert count(negotiation) == (1, 0)


async def test_no_share_of_clean_text_is_listed_for_a_wording_with_an_unclosed_bracket(opened: Opened) -> None:
    async with opened() as shown:
        shown.main.go_to_proposal(SIX)
        await shown.press("w", *"The quota is [35 per cent.")
        assert "clean share not known (unbalanced bracket)" in shown.page
        await shown.press("ctrl+s")
        assert "clean share not known (unbalanced bracket)" in " ".join(shown.main.words.split())
        await shown.press("T")
        assert "day not reported · tabled by: not reported · clean share not known" in shown.page
        assert "%" not in shown.page


async def test_an_unsaved_wording_is_offered_at_the_next_start(opened: Opened, negotiation: Path) -> None:
    async with opened() as shown:
        shown.main.go_to_proposal(SIX)
        await shown.press("w", *"They go.")
        shown.app.end(0)
        del shown.main.annotator.drafts._drafts
    async with opened() as shown:
        await shown.until(lambda: "They go.  wording of 6" in shown.page)
        await shown.press("enter", *" Now.", "tab", *"Draft 1", "ctrl+s")
        (text,) = Reader(negotiation).load().negotiation.dossiers[SIX].texts
        assert (text.text, text.label) == ("They go. Now.", "Draft 1")
        assert shown.main.annotator.drafts.all() == ()


async def test_a_wording_is_kept_as_a_draft_while_it_is_written_until_it_is_discarded(opened: Opened) -> None:
    async with opened() as shown:
        shown.main.go_to_proposal(SIX)
        await shown.press("w", *"They go.")
        await shown.until(lambda: [draft.text for draft in shown.main.annotator.drafts.all()] == ["They go."])
        await shown.press("escape", "d")
        assert shown.main.annotator.drafts.all() == ()


async def test_a_stake_can_be_recorded_shown_corrected_and_taken_back(opened: Opened, negotiation: Path) -> None:
    async with opened() as shown:
        shown.main.go_to_proposal(SIX)
        await shown.press("K", "1", "enter", "i", "tab", *"to be heard", "ctrl+s")
        assert count(negotiation) == (0, 1)
        assert "interest, assessed" in shown.main.words
        assert "to be heard" in shown.main.words
        await shown.press("r", "end", "enter", "tab", "tab", *"first ", "ctrl+s")
        assert "first to be heard" in shown.main.words
        assert count(negotiation) == (0, 1)
        await shown.press("r", "end", "d")
        assert count(negotiation) == (0, 0)


async def test_a_position_shows_which_red_line_of_another_side_it_crosses(opened: Opened) -> None:
    async with opened() as shown:
        shown.main.go_to_proposal(SIX)
        await shown.press("K", "1", "enter", "r", "tab", *"No surrender", "tab", "t", "ctrl+s")
        words = " ".join(shown.main.words.split())
        assert "red line, assessed" in words
        assert "crosses" in words
        assert "red line of" in words


async def test_a_wording_can_be_tabled_from_the_list_of_wordings(opened: Opened, negotiation: Path) -> None:
    async with opened() as shown:
        shown.main.go_to_proposal(SIX)
        await shown.press("T")
        assert "No wording is on record." in shown.page
        await shown.press("w", *"They go.", "tab", *"Draft 1", "ctrl+s")
        assert count(negotiation) == (1, 0)
        assert "Draft 1" in shown.page
        assert "No wording is on record." not in shown.page
