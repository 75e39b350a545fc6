"""Lines of the interface as text that can be stored: the characters and their styles."""

from __future__ import annotations

from collections.abc import Iterable

from textual.content import Content


def painted(lines: Iterable[Content]) -> str:
    """The text of each line, below it a letter for the style of each cell, and at the end a key to the letters."""
    letters: dict[str, str] = {}
    rows: list[str] = []
    for each in lines:
        styles = [""] * len(each.plain)
        for span in each.spans:
            for place in range(span.start, span.end):
                styles[place] = str(span.style)
        row = "".join(letters.setdefault(style, chr(ord("a") + len(letters))) if style else " " for style in styles)
        rows += filter(None, (each.plain.rstrip() or "~", row.rstrip()))
    return "\n".join([*rows, *(f"{letter} {style}" for style, letter in letters.items()), ""])
