import pytest

from negotrack.tui.themes import THEMES

WORDS = ("muted", "heading", "key", "for", "partly", "undecided", "against", "stale")


def luminance(colour: str) -> float:
    parts = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """How well one colour is read on another, from 1 to 21, as web pages measure it."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize(("name", "least"), [("dark", 4.5), ("light", 4.5), ("contrast", 7.0)])
def test_every_word_can_be_read_on_every_ground(name: str, least: float) -> None:
    theme = THEMES[name]
    colours = theme.variables
    grounds = [theme.background, theme.surface, theme.panel, colours["cursor"], colours["cursor-blurred"]]
    for ground in grounds:
        assert ground
        for word in WORDS:
            assert contrast(colours[word], ground) >= least, (word, ground)
        assert contrast(theme.foreground or "", ground) >= least
    assert contrast(colours["match"], colours["match-background"]) >= least
