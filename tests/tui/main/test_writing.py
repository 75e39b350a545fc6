import re
import threading
import tomllib
from pathlib import Path
from typing import Any

import pytest

from negotrack.editing.annotating import add_annotations
from negotrack.errors import EditorFailed, UsageError, WriteError
from negotrack.model.dates import parse_span
from negotrack.model.records import Ask, Passage
from negotrack.model.vocabulary import Release
from negotrack.store.changes import apply
from negotrack.store.drafts import Draft, Drafts
from negotrack.store.reader import Reader
from negotrack.tui.external import External
from negotrack.tui.forms.question import Question
from negotrack.tui.screens.editor import ConflictScreen, Editor
from negotrack.tui.screens.ledger import RecordDrawer
from negotrack.tui.screens.main import MainScreen
from negotrack.tui.widgets.proposal_list import ProposalList
from tests.conftest import SHIPPED
from tests.tui.main.conftest import SIX, HeldDisk, Opened, Shown

CONVENTION = SHIPPED.parent / "federal-convention-1787"


def files(negotiation: Path, kind: str = "annotations") -> list[Path]:
    return sorted((negotiation / kind).rglob("*.toml"))


def tree(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


async def write(shown: Shown, text: str, *keys: str) -> None:
    await shown.press(*(keys or ("a",)))
    await shown.settle()
    assert isinstance(shown.app.screen, Editor)
    shown.app.screen.query_one("#text").focus()
    await shown.press(*text)
    await shown.press("ctrl+s")
    await shown.settle()


async def test_a_new_annotation_is_stored_under_its_proposal_and_shown(opened: Opened, negotiation: Path) -> None:
    async with opened() as shown:
        await write(shown, "Ask #who")
        [file] = files(negotiation)
        assert file.parent.name == SIX
        assert 'author = "ana"' in file.read_text(encoding="utf-8")
        assert "Annotations 1" in shown.page
        assert "Ask #who" in shown.page
        assert "#who" in shown.page


async def test_a_change_that_the_disk_did_not_confirm_is_made_with_a_warning(
    opened: Opened, negotiation: Path, unsure_disk: str
) -> None:
    async with opened() as shown:
        await shown.press("a", *"Who", "ctrl+s")
        await shown.press("u")
        told = [(notice.severity, notice.words) for notice in shown.app.notices.all]
        warning = ("warning", f"{negotiation / 'annotations' / SIX}: {unsure_disk}")
        assert [each for each in told if each[0] != "information"] == [warning, warning]
        assert files(negotiation) == []
        assert unsure_disk[:20] in shown.page


async def test_the_word_saving_disappears_when_a_slow_save_has_failed(
    opened: Opened, negotiation: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    full = threading.Event()

    def apply(*_: object) -> list[str]:
        full.wait(10)
        raise WriteError("the disk is full")

    async with opened() as shown:
        monkeypatch.setattr("negotrack.store.changes.apply", apply)
        await shown.pilot.press("a", *"Who", "ctrl+s")
        await shown.until(lambda: "saving" in shown.lines[0])
        full.set()
        await shown.until(lambda: any(notice.words == "the disk is full" for notice in shown.app.notices.all))
        await shown.settle()
        assert "saving" not in shown.page
    assert files(negotiation) == []


async def test_saving_an_annotation_draws_the_list_only_once(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[object] = []
    show = ProposalList.show

    def noted(listing: ProposalList) -> None:
        drawn.append(listing.ids)
        show(listing)

    async with opened() as shown:
        await shown.press("a", *"Who")
        monkeypatch.setattr(ProposalList, "show", noted)
        await shown.press("ctrl+s")
        assert len(drawn) == 1


async def test_an_annotation_on_several_proposals_is_undone_and_redone_as_one_change(
    opened: Opened, negotiation: Path
) -> None:
    async with opened() as shown:
        await write(shown, "both", "space", "space", "a")
        assert {file.parent.name for file in files(negotiation)} == {SIX, "local-authorities"}
        assert shown.main.targets == ("national-hero",)
        await shown.press("u")
        assert files(negotiation) == []
        await shown.press("ctrl+r")
        assert len(files(negotiation)) == 2


async def test_the_negotiation_as_a_whole_can_be_annotated(opened: Opened, negotiation: Path) -> None:
    async with opened() as shown:
        await write(shown, "whole", "W")
        [file] = files(negotiation)
        assert file.parent.name == "_"
        assert "the negotiation as a whole" in shown.page


async def test_an_edited_annotation_replaces_the_old_one_and_a_deletion_can_be_undone(
    opened: Opened, negotiation: Path
) -> None:
    async with opened() as shown:
        await write(shown, "first")
        await write(shown, " and second", "e")
        assert "first and second" in shown.page
        await shown.press("d")
        assert files(negotiation) == []
        assert "None yet." in shown.page
        await shown.press("u")
        assert "first and second" in shown.page
        await shown.press("V")
        assert "asks for nothing" in shown.page


@pytest.mark.parametrize(("answer", "left"), [("s", ["theirs"]), ("escape", ["theirs", "mine"])])
async def test_a_change_is_not_undone_if_its_file_has_changed_since_but_can_be_skipped(
    opened: Opened, negotiation: Path, answer: str, left: list[str]
) -> None:
    async with opened() as shown:
        await write(shown, "mine", "W")
        await write(shown, "second")
        (file,) = files(negotiation / "annotations", SIX)
        file.write_text(file.read_text(encoding="utf-8").replace("second", "theirs"), encoding="utf-8")
        await shown.press("u")
        assert isinstance(shown.app.screen, Question)
        assert "Not undone" in shown.page
        await shown.press(answer)
        assert isinstance(shown.app.screen, MainScreen)
        if answer == "s":
            await shown.press("u")
        words = [tomllib.loads(path.read_text(encoding="utf-8"))["text"] for path in files(negotiation)]
        assert sorted(words, reverse=True) == left


@pytest.mark.parametrize("edited", [False, True])
async def test_the_draft_of_a_failed_command_is_saved_with_all_its_tags_links_and_options(
    opened: Opened, negotiation: Path, *, edited: bool
) -> None:
    if edited:
        asked = {"ask": Ask(to="the chair", due=parse_span("2021-09"))}
        apply(negotiation, add_annotations(Reader(negotiation), [SIX], text="As it was.", author="ana", more=asked))
    identifier = next((path.stem for path in files(negotiation)), "")
    ask, passage = Ask(to="the mediator", done=True), Passage(text="w", quote="They go.")
    draft = Draft((SIX,), "Half", ("t", "u"), "taliban", identifier, ask=ask, passage=passage, release=Release.PUBLIC)
    drafts = Drafts(negotiation)
    drafts.keep(draft)
    del drafts
    async with opened() as shown:
        await shown.until(lambda: "Half  on 6" in shown.page)
        await shown.press("enter")
        assert "Release: public. About “They go.”; no wording is on record." in shown.page
        await shown.press("ctrl+s")
        assert shown.main.annotator.drafts.all() == ()
    (saved,) = Reader(negotiation).load().negotiation.dossiers[SIX].annotations
    assert (saved.text, saved.tags, saved.about) == ("Half", ("t", "u"), "taliban")
    assert (saved.ask, saved.passage, saved.release) == (ask, passage, Release.PUBLIC)


async def test_a_draft_of_a_deleted_annotation_is_continued_as_a_new_annotation(
    opened: Opened, negotiation: Path
) -> None:
    drafts = Drafts(negotiation)
    drafts.keep(Draft((SIX,), "Half", (), "", "20261122T121530Z-7f3k2m9qxa"))
    del drafts
    async with opened() as shown:
        await shown.until(lambda: "Half" in shown.page)
        await shown.press("enter")
        assert "7f3k2m9qxa" in shown.app.notices.all[-1].words
        assert isinstance(shown.app.screen, Editor)
        await shown.press("ctrl+s")
        [file] = files(negotiation)
        assert tomllib.loads(file.read_text(encoding="utf-8"))["text"] == "Half"
        assert shown.main.annotator.drafts.all() == ()


async def test_a_discarded_text_leaves_no_file_and_no_draft(opened: Opened, negotiation: Path) -> None:
    async with opened() as shown:
        await shown.press("a", *"words", "escape")
        assert isinstance(shown.app.screen, Question)
        await shown.press("d")
        assert shown.app.screen_stack[-1] == shown.main
        assert files(negotiation) == []
        assert shown.main.annotator.drafts.all() == ()
        await write(shown, "words")
        await shown.press("e", *" and more", "escape", "d")
        assert "and more" not in shown.page
        assert shown.main.annotator.drafts.all() == ()


@pytest.mark.parametrize(
    ("keys", "stored", "drafts", "said"),
    [
        (("ctrl+s",), "mine now", [], "Annotation changed on 6"),
        (("ctrl+t", "ctrl+s"), "theirs", [], "Their version is kept."),
        (("escape", "d"), "theirs", ["mine now"], "Your version is kept as a draft"),
    ],
)
async def test_if_another_user_has_edited_the_annotation_both_versions_are_shown_and_neither_is_lost(
    opened: Opened, negotiation: Path, *, keys: tuple[str, ...], stored: str, drafts: list[str], said: str
) -> None:
    async with opened() as shown:
        await write(shown, "mine")
        [file] = files(negotiation)
        await shown.press("e", *" now")
        file.write_text(file.read_text(encoding="utf-8").replace("mine", "theirs"), encoding="utf-8")
        await shown.press("ctrl+s")
        await shown.settle()
        assert isinstance(shown.app.screen, ConflictScreen)
        assert "theirs" in shown.page
        for key in keys:
            await shown.press(key)
            if isinstance(shown.app.screen, Question):
                assert "Keep mine as a draft" in shown.page
        await shown.settle()
        assert shown.app.screen_stack[-1] is shown.main
        assert tomllib.loads(file.read_text(encoding="utf-8"))["text"] == stored
        assert [draft.text for draft in shown.main.annotator.drafts.all()] == drafts
        assert said in shown.app.notices.all[-1].words


async def test_an_annotation_that_another_user_deleted_during_an_edit_can_be_kept_as_a_new_one(
    opened: Opened, negotiation: Path
) -> None:
    async with opened() as shown:
        await write(shown, "mine")
        [file] = files(negotiation)
        await shown.press("e", *" now")
        file.write_text("text = ", encoding="utf-8")
        await shown.press("ctrl+s")
        assert "TOML" in shown.app.notices.all[-1].words
        assert isinstance(shown.app.screen, Editor)
        file.unlink()
        await shown.press("ctrl+s")
        assert isinstance(shown.app.screen, ConflictScreen)
        assert "Save it to keep it as a new annotation." in " ".join(shown.page.split())
        await shown.press("ctrl+s")
        assert "Annotation saved on 6" in shown.page
        [new] = files(negotiation)
        assert new != file
        assert tomllib.loads(new.read_text(encoding="utf-8"))["text"] == "mine now"
        assert shown.main.annotator.drafts.all() == ()


async def test_a_deletion_is_refused_if_the_annotation_is_not_the_one_on_the_screen(
    opened: Opened, negotiation: Path
) -> None:
    async with opened() as shown:
        await write(shown, "mine")
        [file] = files(negotiation)
        shown.app.workers.cancel_group(
            shown.main, "follow"
        )  # otherwise the change would be shown first, and then deleted
        file.write_text(file.read_text(encoding="utf-8").replace("mine", "theirs"), encoding="utf-8")
        await shown.press("d")
        assert file.exists()
        assert "Somebody else has changed it" in shown.page
        file.unlink()
        for key in "dEe":
            before = len(shown.app.notices.all)
            await shown.press(key)
            assert [notice.severity for notice in shown.app.notices.all[before:]] == ["error"], key
            assert file.stem in shown.app.notices.all[-1].words
            assert isinstance(shown.app.screen, MainScreen)


async def test_a_stale_annotation_is_marked_until_it_is_confirmed(opened: Opened, negotiation: Path) -> None:
    async with opened() as shown:
        await write(shown, "holds")
        await shown.press("v")
        assert "not stale" in shown.page
        record = negotiation / "proposals" / f"{SIX}.toml"
        text = record.read_text(encoding="utf-8")
        record.write_text(text.replace("Did not agree to this one.", "Did not agree."), encoding="utf-8")
        shown.main.session.refresh()
        shown.main.upkeep.catch_up()
        await shown.settle()
        assert "⚠1/1" in shown.page
        assert "stale" in shown.page
        await shown.press("v")
        assert "⚠" not in shown.page
        assert re.search("✓ Confirmed .* by ana.", shown.page)


async def test_leaving_the_form_for_a_position_records_nothing(opened: Opened, negotiation: Path) -> None:
    async with opened() as shown:
        await shown.press("s")
        await shown.settle()
        form = shown.app.screen
        assert isinstance(form, RecordDrawer)
        await shown.press("escape")
        assert files(negotiation, "ledger") == []


async def test_annotating_changes_no_file_written_by_hand(opened: Opened, negotiation: Path) -> None:
    before = tree(negotiation)
    async with opened() as shown:
        await write(shown, "one")
        await write(shown, "two", "W")
        await shown.press("d", "u", "u", "ctrl+r")
    after = tree(negotiation)
    assert {name: after[name] for name in before} == before


async def test_a_failed_save_is_reported_and_the_text_stays_in_the_editor(
    opened: Opened, negotiation: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_the_way = negotiation / "annotations"
    in_the_way.write_text("a file where the folder belongs")
    async with opened() as shown:
        await write(shown, "kept")
        assert isinstance(shown.app.screen, Editor)
        assert "kept" in shown.page
        assert shown.app.notices.all[-1].severity == "error"
        in_the_way.unlink()
        await shown.press("ctrl+s")
        assert len(files(negotiation)) == 1

        def full(*_: object) -> list[str]:
            raise WriteError("the disk is full")

        with monkeypatch.context() as broken:
            broken.setattr("negotrack.store.changes.apply", full)
            await write(shown, " and more", "e")
            assert shown.app.notices.all[-1][1:] == ("error", "the disk is full")
            assert isinstance(shown.app.screen, Editor)
        await shown.press("ctrl+s")
        assert "kept and more" in shown.page
        assert shown.main.annotator.drafts.all() == ()


async def test_keys_typed_right_after_a_failed_save_reach_the_editor_that_stayed(
    opened: Opened, negotiation: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened() as shown:
        await shown.press("a", *"Who")
        await HeldDisk(monkeypatch, WriteError("the disk is full")).type(shown, "ctrl+s", *"del")
        assert isinstance(shown.app.screen, Editor)
        assert "Whodel" in shown.page
    assert files(negotiation) == []


async def test_annotation_keys_say_so_if_there_is_no_annotation(opened: Opened) -> None:
    async with opened() as shown:
        for key in "eEdv":
            before = len(shown.app.notices.all)
            await shown.press(key)
            assert "There is no annotation here" in shown.page
            assert len(shown.app.notices.all) == before + 1, key
        await shown.press("ctrl+c")
        assert shown.app.notices.all[-1].words == "q or ctrl+q quits."


async def test_if_no_outside_editor_is_set_a_message_names_the_variable_to_set(opened: Opened) -> None:
    async with opened() as shown:
        await write(shown, "text")
        await shown.press("E")
        assert "$VISUAL" in shown.page


@pytest.mark.parametrize(
    ("made", "said", "stored"),
    [
        (None, "Nothing was changed.", "text"),
        ("text of another", "Annotation changed on 6", "text of another"),
        (EditorFailed("the editor failed", "half"), "the editor failed", "half"),
        (EditorFailed("the editor failed", ""), "the editor failed", "text"),
        (UsageError("there is none"), "there is none", "text"),
    ],
)
async def test_the_text_from_an_outside_editor_is_stored_or_kept_open_if_the_editor_failed(
    opened: Opened, negotiation: Path, monkeypatch: pytest.MonkeyPatch, *, made: Any, said: str, stored: str
) -> None:
    def edit(_external: External, text: str) -> str | None:
        assert text == "text"
        if isinstance(made, Exception):
            raise made
        return made  # type: ignore[no-any-return]  # a text, or None

    async with opened() as shown:
        await write(shown, "text")
        monkeypatch.setattr(External, "edit", edit)
        await shown.press("E")
        assert any(said in notice.words for notice in shown.app.notices.all)
        assert isinstance(shown.app.screen, Editor) is (stored == "half")
        if stored == "half":
            await shown.press("ctrl+s")
        [file] = files(negotiation)
        assert tomllib.loads(file.read_text(encoding="utf-8"))["text"] == stored
        assert shown.main.annotator.drafts.all() == ()


async def test_above_the_text_sides_with_the_same_stance_are_listed_together(opened: Opened) -> None:
    async with opened(80, 24, folder=CONVENTION) as shown:
        await shown.press("a")
        assert re.search("✗ rejects +Connecticut, New York, New Jersey and Delaware", shown.page)
        await shown.press("shift+tab", "3")
        assert re.search("Connecticut +✗ rejects", shown.page)
