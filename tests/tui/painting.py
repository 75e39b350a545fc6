"""Lines of the interface as text that can be stored: what is read, and in which styles."""

from __future__ import annotations

from collections.abc import Iterable

from textual.content import Content


def painted(lines: Iterable[Content]) -> str:
    """Lines as they are read, and below each in which styles, by a letter for every cell; and what the letters mean."""
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
