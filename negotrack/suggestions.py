"""What to say about a word that nobody knows: the word itself, short, and the nearest one that is known."""

from __future__ import annotations

from collections.abc import Iterable

LONGEST_SHOWN = 60
"""How many characters of a value a message shows, and how long a word may be to look for one like it."""


def nearest(word: str, known: Iterable[str]) -> str:
    """The end of a message that suggests the nearest known word, or nothing."""
    close = closest(word, known)
    return f" (did you mean {close!r}?)" if close else ""


def closest(word: str, known: Iterable[str]) -> str | None:
    """The known word that is most like one that nobody knows, or None where none is."""
    if len(word) > LONGEST_SHOWN:
        return None
    import difflib  # slow to import, and only needed where there is a mistake

    folded = {each.casefold(): str(each) for each in known}
    close = difflib.get_close_matches(word.casefold(), folded, n=1, cutoff=0.6)
    return folded[close[0]] if close else None


def shown(value: object) -> str:
    """A value as a message shows it: quoted, on one line, cut where it is long."""
    if isinstance(value, str) and len(value) > LONGEST_SHOWN:
        return f"{value[: LONGEST_SHOWN - 3]!r}…"
    from datetime import date

    text = value.isoformat() if isinstance(value, date) else repr(value)
    return text if len(text) <= LONGEST_SHOWN else f"{text[: LONGEST_SHOWN - 3]}…"
