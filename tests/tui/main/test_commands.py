from __future__ import annotations

from asyncio import sleep
from pathlib import Path

import pytest
import tomli_w
from textual.command import CommandList, CommandPalette, Hits

from negotrack.tui.actions import ACTIONS, Place, at
from negotrack.tui.commands import ActionHits, rank
from negotrack.tui.screens.timeline import Timeline
from tests.tui.main.conftest import SIX, Opened, Shown


async def typed(shown: Shown, text: str) -> list[str]:
    """Open the palette, type a text, and return the listed commands, each as one line."""
    await shown.press("ctrl+p")
    await shown.press(*text)
    await until_found(shown)
    options = shown.app.screen.query_one(CommandList).options
    return [" ".join(str(each.prompt).split()) for each in options]


async def until_found(shown: Shown) -> None:
    """Wait until the palette lists its results."""
    assert isinstance(shown.app.screen, CommandPalette)
    while any(each.node is shown.app.screen and not each.is_finished for each in shown.app.workers):
        await shown.pilot.pause(0.01)
    await shown.pilot.pause()


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("report", "report"),
        ("com", "compare"),
        ("undo", "undo"),
        ("write whole", "annotate_whole"),
        ("principal", "report"),
        ("compare", "compare"),
    ],
)
def test_the_palette_ranks_an_action_of_that_name_above_actions_that_only_mention_the_word(
    words: str, first: str
) -> None:
    assert max(at(Place.MAIN), key=lambda action: rank(action, words.split())).id == first


def test_the_palette_finds_no_action_that_lacks_one_of_the_words() -> None:
    assert not any(rank(action, ["annotation", "nowhere"]) for action in ACTIONS)


async def test_the_palette_lists_the_available_actions_with_name_key_and_description(opened: Opened) -> None:
    async with opened(keys={"compare": ("z",)}) as shown:
        listed = await typed(shown, "")
        assert "Annotate a Write an annotation" in listed
        assert "Compare z Compare two sides over all proposals" in listed
        assert not any(each.startswith("Throw away") for each in listed)
        assert listed.index("Down j Move down") > listed.index("Quit q Quit; ctrl+q does it everywhere, and always")
        await shown.press("escape", "x")
        offered = [" ".join(str(each.prompt).split()) for each in shown.app.screen.query_one(CommandList).options]
        assert offered == ["Resistance Re", "Taliban Ta", "None no side; columns in their own order"]
        for words, found in (("tal", ["Taliban Ta"]), ("no", ["None no side; columns in their own order"])):
            await shown.press(*words)
            await until_found(shown)
            options = shown.app.screen.query_one(CommandList).options
            assert [" ".join(str(each.prompt).split()) for each in options] == found
            await shown.press("ctrl+u")


async def test_the_palette_finds_and_runs_an_action_however_fast_its_name_is_typed(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def slow(provider: ActionHits, query: str) -> Hits:
        await sleep(0.1)
        async for hit in search(provider, query):
            yield hit

    search = ActionHits.search
    monkeypatch.setattr(ActionHits, "search", slow)
    async with opened() as shown:
        await typed(shown, "")
        await shown.type(*"timel", "enter")
        await shown.until(lambda: isinstance(shown.app.screen, Timeline))


@pytest.mark.parametrize("way", [["t"], ["c", "P"]], ids=["timeline", "every pair"])
async def test_the_palette_finds_a_proposal_as_the_filter_does_and_goes_to_it_from_any_screen(
    opened: Opened, negotiation: Path, way: list[str]
) -> None:
    with (negotiation / "negotiation.toml").open("a") as header:
        header.write('[[sides]]\nid = "guest"\nname = "Guest"\ndecides = false\n')
    async with opened() as shown:
        await shown.press(*way)
        (listed,) = await typed(shown, "national hero")
        assert listed.endswith("Ahmad Shah Massoud as National Hero of the country")
        await shown.press("enter")
        await shown.pilot.pause(0.3)
        assert shown.app.screen is shown.main
        assert shown.main.target == "national-hero"


async def test_the_palette_finds_another_negotiation_by_its_name_and_opens_it(
    opened: Opened, negotiation: Path
) -> None:
    other = negotiation.with_name("cyprus-[2017]")
    other.mkdir()
    (other / "negotiation.toml").write_text((negotiation / "negotiation.toml").read_text())
    async with opened() as shown:
        shown.app._folders = [negotiation, other]
        assert await typed(shown, "20") == ["cyprus-[2017] another negotiation"]
        await shown.press("enter")
        await shown.pilot.pause(0.3)
        assert shown.main.session.folder == other


async def test_the_palette_lists_fifty_proposals_at_most_and_counts_the_others(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened() as shown:
        for count, more in ((10_000, "and 9,950 more suggestions: type on"), (51, "and 1 more suggestion: type on")):
            monkeypatch.setattr(type(shown.main.session), "find", lambda _session, _text, count=count: [SIX] * count)
            listed = await typed(shown, "surrender")
            assert len(listed) == 51
            assert listed[-1] == more
            await shown.press("escape")


async def test_the_palette_lists_hostile_titles_as_plain_text(
    opened: Opened, negotiation: Path, hostile_text: str
) -> None:
    (negotiation / "proposals" / "hostile.toml").write_text(tomli_w.dumps({"title": hostile_text}))
    async with opened() as shown:
        (listed,) = await typed(shown, "bell]x[/")
        assert "[/] [@click=app.bell]x[/]" in listed
        assert not {"\x1b", "\u202e", "\x9b"} & set(listed)
