"""Parts of messages about unknown words: the word itself, shortened, and the nearest known one."""

from __future__ import annotations

from collections.abc import Iterable

LONGEST_SHOWN = 60
"""The most characters of a value that a message shows, and of a word for which a similar one is looked for."""


def nearest(word: str, known: Iterable[str]) -> str:
    """The end of a message, suggesting the nearest known word; empty if none is near."""
    close = closest(word, known)
    return f" (did you mean {close!r}?)" if close else ""


def closest(word: str, known: Iterable[str]) -> str | None:
    """The known word that is most like an unknown one, or None if none is near."""
    if len(word) > LONGEST_SHOWN:
        return None
    import difflib  # slow to import, and only needed on a mistake

    folded = {each.casefold(): str(each) for each in known}
    close = difflib.get_close_matches(word.casefold(), folded, n=1, cutoff=0.6)
    return folded[close[0]] if close else None


def shown(value: object) -> str:
    """A value as a message shows it: quoted, on one line, cut if it is long."""
    if isinstance(value, str) and len(value) > LONGEST_SHOWN:
        return f"{value[: LONGEST_SHOWN - 3]!r}…"
    from datetime import date

    text = value.isoformat() if isinstance(value, date) else repr(value)
    return text if len(text) <= LONGEST_SHOWN else f"{text[: LONGEST_SHOWN - 3]}…"
