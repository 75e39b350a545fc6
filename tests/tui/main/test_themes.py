"""The colours of a theme: text and background of the cells that are drawn."""

from collections.abc import Iterator

import pytest
from rich.color import ColorType
from rich.style import Style
from textual.color import Color
from textual.theme import BUILTIN_THEMES, Theme

from negotrack.config import TOOLKIT_THEMES
from negotrack.tui.app import Negotrack
from negotrack.tui.themes import CAMPS, LEGIBLE, THEMES, colours_for, contrast
from tests.tui import headless
from tests.tui.main.conftest import Opened
from tests.tui.main.ways import WAYS, keys

RULES = frozenset("-=") | {chr(code) for code in (*range(0x2500, 0x25A0), *range(0x1FB00, 0x1FBB0))}
"""Lines, blocks and bars, which are not text."""
LOOKS = {**WAYS, "palette": keys("ctrl+p")}
"""The command palette belongs to the toolkit: it takes the colours of the theme, but no picture of it is stored."""
SHOWN = (
    "report",
    "readings",
    "pairs",
    "filter",
    "compare",
    "timeline",
    "gaps",
    "help",
    "messages",
    "editor",
    "record",
    "conflict",
    "palette",
    "question",
)


def painted(app: Negotrack) -> Iterator[tuple[str, Style]]:
    """Every piece of text on the top screen with its style; screens below it are dimmed on purpose."""
    strips = headless.strips(app)
    for widget in app.screen.children:
        region = widget.region.intersection(app.screen.region)
        for strip in strips[region.y : region.bottom]:
            for segment in strip.crop(region.x, region.right):
                if segment.text.strip() and not set(segment.text.replace(" ", "")) <= RULES:
                    yield segment.text, segment.style or Style()


def ends(style: Style) -> tuple[Color, Color]:
    """The colours of the text and of the background."""
    letters, ground = Color.from_rich_color(style.color), Color.from_rich_color(style.bgcolor)
    if style.dim:
        letters = letters.blend(ground, 0.5)
    return (ground, letters) if style.reverse else (letters, ground)


def ground(app: Negotrack) -> str:
    """The background colour of a cell near the bottom, halfway across the screen."""
    style = app.screen.get_style_at(app.size.width // 2, app.size.height - 3)
    return Color.from_rich_color(style.bgcolor).hex.lower()


OF_THE_TOOLKIT = [theme for theme in BUILTIN_THEMES.values() if not theme.ansi]
"""Themes of the toolkit with colours of their own; the others use the colours of the terminal."""


@pytest.mark.parametrize("name", ["dark", "light", "contrast"])
async def test_the_screen_has_the_background_of_the_theme_in_the_settings(opened: Opened, name: str) -> None:
    async with opened(theme=name) as shown:
        assert ground(shown.app) == THEMES[name].background


async def test_the_theme_can_be_changed_while_the_program_runs(opened: Opened) -> None:
    async with opened() as shown:
        shown.app.theme = "light"
        await shown.settle()
        assert ground(shown.app) == "#ffffff"


async def test_the_terminal_theme_leaves_every_colour_to_the_terminal(opened: Opened) -> None:
    async with opened(theme="terminal") as shown:
        for name in ("record", "main"):
            await LOOKS[name](shown)
            for words, style in painted(shown.app):
                for colour in (style.color, style.bgcolor):
                    assert colour is None or colour.type in {ColorType.DEFAULT, ColorType.STANDARD}, words
            await shown.press("escape")


async def test_the_selected_row_stands_out_in_every_theme(opened: Opened) -> None:
    for name in THEMES:
        async with opened(theme=name) as shown:
            rows = {
                (style.bgcolor, style.reverse)
                for words, style in painted(shown.app)
                if "Surrender" in words or "Ahmad Shah" in words
            }
            assert len(rows) > 1, name


async def test_in_the_terminal_theme_the_selected_row_is_one_solid_bar(opened: Opened) -> None:
    async with opened(theme="terminal") as shown:
        selected = [style for words, style in painted(shown.app) if style.reverse]
        assert len({(str(style.color), str(style.bgcolor)) for style in selected}) == 1


@pytest.mark.parametrize("name", ["dark", "light"])
async def test_keys_outcomes_and_outstanding_proposals_have_the_colours_of_the_theme(opened: Opened, name: str) -> None:
    variables = THEMES[name].variables
    async with opened(theme=name) as shown:
        for words, colour in (("✗", "against"), ("1 outstanding: 6", "stale"), ("a", "key")):
            found = {
                Color.from_rich_color(style.color).hex.lower()
                for said, style in painted(shown.app)
                if said.strip() == words
            }
            assert variables[colour].lower() in found, words


@pytest.mark.parametrize("way", SHOWN)
async def test_every_word_has_enough_contrast_to_its_background(opened: Opened, way: str) -> None:
    async with opened() as shown:
        await LOOKS[way](shown)
        for name, least in (("dark", LEGIBLE), ("light", LEGIBLE), ("contrast", 7.0)):
            shown.app.theme = name
            await shown.settle()
            faint = {
                (words.strip(), round(reached, 1))
                for words, style in painted(shown.app)
                if (reached := contrast(*ends(style))) < least
            }
            assert not faint, name


@pytest.mark.parametrize("theme", OF_THE_TOOLKIT, ids=lambda theme: theme.name)
def test_our_colours_have_enough_contrast_in_the_themes_of_the_toolkit(theme: Theme) -> None:
    colours, generated = colours_for(theme), theme.to_color_system().generate()
    grounds = [generated["background"], generated["surface"], generated["panel"], colours["cursor"]]
    for name in ("muted", "heading", "key", "for", "partly", "undecided", "against", "stale"):
        assert all(contrast(Color.parse(colours[name]), Color.parse(each)) >= LEGIBLE for each in grounds), name
    assert len({colours[camp] for camp in CAMPS}) == len(CAMPS)


def test_the_settings_accept_every_theme_of_the_toolkit() -> None:
    assert set(TOOLKIT_THEMES) == set(BUILTIN_THEMES)
