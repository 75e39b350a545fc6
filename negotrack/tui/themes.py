"""The four themes: dark, light, the terminal's own palette, and high contrast; and colours for Textual's themes.

Colour only repeats what signs and words already say.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual.color import BLACK, WHITE, Color
from textual.theme import Theme

THEMES: Mapping[str, Theme] = {
    "dark": Theme(
        name="dark",
        primary="#5aa9e6",
        secondary="#3d6f99",
        accent="#ffc66d",
        warning="#e0b252",
        error="#f0737a",
        success="#6cc58a",
        foreground="#d7dde4",
        background="#11151a",
        surface="#171c23",
        panel="#212832",
        variables={
            "muted": "#9ba6b3",
            "heading": "#8ec7ff",
            "key": "#ffc66d",
            "divider": "#3b4654",
            "scrollbar": "#3b4654",
            "scrollbar-background": "#11151a",
            "match": "#11151a",
            "match-background": "#ffd75f",
            "cursor": "#223a52",
            "cursor-blurred": "#1f2a36",
            "block-cursor-foreground": "#d7dde4",
            "block-cursor-background": "#223a52",
            "block-cursor-blurred-background": "#1f2a36",
            "for": "#6cc58a",
            "partly": "#e0b252",
            "undecided": "#9fb3c8",
            "against": "#f58087",
            "stale": "#e0b252",
        },
    ),
    "light": Theme(
        name="light",
        dark=False,
        primary="#0b5cd5",
        secondary="#6a8fc4",
        accent="#8a5a00",
        warning="#8a5a00",
        error="#b3261e",
        success="#1a7f37",
        foreground="#1f2328",
        background="#ffffff",
        surface="#f6f8fa",
        panel="#e7ecf1",
        variables={
            "muted": "#59636e",
            "heading": "#0b4fa8",
            "key": "#8a4b00",
            "divider": "#b6c0cb",
            "scrollbar": "#b6c0cb",
            "scrollbar-background": "#ffffff",
            "match": "#1f2328",
            "match-background": "#ffdf5d",
            "cursor": "#cfe3ff",
            "cursor-blurred": "#e3e9f0",
            "block-cursor-foreground": "#1f2328",
            "block-cursor-background": "#cfe3ff",
            "block-cursor-blurred-background": "#e3e9f0",
            "for": "#1a6b30",
            "partly": "#7a5200",
            "undecided": "#44566c",
            "against": "#b3261e",
            "stale": "#7a5200",
        },
    ),
    "terminal": Theme(
        name="terminal",
        ansi=True,
        primary="ansi_blue",
        secondary="ansi_cyan",
        warning="ansi_yellow",
        error="ansi_red",
        success="ansi_green",
        accent="ansi_yellow",
        foreground="ansi_default",
        background="ansi_default",
        surface="ansi_default",
        panel="ansi_default",
        boost="ansi_default",
        variables={
            "muted": "ansi_bright_black",
            "heading": "ansi_cyan",
            "key": "ansi_yellow",
            "divider": "ansi_bright_black",
            "scrollbar": "ansi_bright_black",
            "scrollbar-background": "ansi_default",
            "match": "ansi_black",
            "match-background": "ansi_yellow",
            "cursor": "ansi_default",
            "cursor-blurred": "ansi_default",
            "for": "ansi_green",
            "partly": "ansi_yellow",
            "undecided": "ansi_cyan",
            "against": "ansi_red",
            "stale": "ansi_yellow",
            "ansi-background": "ansi_default",
            "ansi-foreground": "ansi_default",
            "border": "ansi_blue",
            "border-blurred": "ansi_bright_black",
            "block-cursor-foreground": "ansi_black",
            "block-cursor-background": "ansi_white",
            "input-cursor-background": "ansi_white",
            "input-cursor-foreground": "ansi_black",
            "input-selection-background": "ansi_bright_blue",
            "input-selection-foreground": "ansi_black",
            "screen-selection-background": "ansi_bright_blue",
            "screen-selection-foreground": "ansi_black",
        },
    ),
    "contrast": Theme(
        name="contrast",
        primary="#00c8ff",
        secondary="#ffffff",
        accent="#ffff00",
        warning="#ffff00",
        error="#ff8a8a",
        success="#7dff7d",
        foreground="#ffffff",
        background="#000000",
        surface="#000000",
        panel="#000000",
        text_alpha=1.0,
        variables={
            "muted": "#e0e0e0",
            "heading": "#00e5ff",
            "key": "#ffff00",
            "divider": "#ffffff",
            "scrollbar": "#ffffff",
            "scrollbar-background": "#000000",
            "match": "#000000",
            "match-background": "#ffff00",
            "cursor": "#003278",
            "cursor-blurred": "#001f4a",
            "block-cursor-foreground": "#ffffff",
            "block-cursor-background": "#003278",
            "block-cursor-blurred-background": "#001f4a",
            "for": "#7dff7d",
            "partly": "#ffff00",
            "undecided": "#9fdcff",
            "against": "#ffb3b3",
            "stale": "#ffff00",
        },
    ),
}

CAMPS = ("for", "partly", "undecided", "against")
_TINT = 0.16
"""The share of a camp's colour in its background."""
LEGIBLE = 4.5
"""The least contrast between text and its background."""
_GROUNDS = frozenset({"cursor", "cursor-blurred", "divider", "match", "match-background"})


def colours_for(theme: Theme) -> Mapping[str, str]:
    """The colours that the panels name; for a theme that is not one of ours, legible on each of its backgrounds."""
    if theme.ansi:
        return {**THEMES["terminal"].variables, **{f"{camp}-ground": "ansi_default" for camp in CAMPS}}
    if theme.name in THEMES:
        ours = dict(theme.variables)
        return {**ours, **_grounds(Color.parse(theme.background or ""), ours)}
    ours = dict(THEMES["dark" if theme.dark else "light"].variables)
    generated = theme.to_color_system().generate()
    background = Color.parse(generated["background"])
    cursor = background.blend(Color.parse(generated["primary"]), 0.25)
    ours |= {"cursor": cursor.hex, "cursor-blurred": background.blend(cursor, 0.5).hex}
    grounds = [cursor, *(Color.parse(generated[name]) for name in ("background", "surface", "panel"))]
    ours = {name: each if name in _GROUNDS else legible(each, grounds, dark=theme.dark) for name, each in ours.items()}
    return {**ours, **_grounds(background, ours)}


def _grounds(background: Color, colours: Mapping[str, str]) -> dict[str, str]:
    """The background of each camp's cells."""
    return {f"{camp}-ground": background.blend(Color.parse(colours[camp]), _TINT).hex for camp in CAMPS}


def legible(colour: str, grounds: Sequence[Color], *, dark: bool) -> str:
    """A colour, lightened on dark backgrounds or darkened on light ones until it is legible on all of them."""
    wanted, end = Color.parse(colour), WHITE if dark else BLACK
    steps = (wanted.blend(end, step / 20) for step in range(20))
    return next((each for each in steps if all(contrast(each, ground) >= LEGIBLE for ground in grounds)), end).hex


def contrast(one: Color, other: Color) -> float:
    """The contrast of two colours, from 1 to 21, as the Web Content Accessibility Guidelines measure it."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: Color) -> float:
    parts = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in colour.normalized)
    red, green, blue = parts
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
