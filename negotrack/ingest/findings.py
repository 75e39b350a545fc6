"""What is found while a table is read: troubles that keep it from being taken, and remarks that do not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from negotrack.ingest.stances import folded, suggested
from negotrack.ingest.table import Row, Trouble, summary
from negotrack.suggestions import shown
from negotrack.wording import counted

_LINE = 400


class Findings:
    """Everything that was found in one table."""

    def __init__(self) -> None:
        self._troubles: list[Trouble] = []
        self._remarks: dict[str, list[Trouble]] = {}
        self._words: Counter[str] = Counter()
        self._first: dict[str, Trouble] = {}

    @property
    def count(self) -> int:
        """How many troubles there are, unknown words left out."""
        return len(self._troubles)

    def wrong(self, row: Row, column: str, message: str) -> None:
        """Note what keeps the table from being taken."""
        self._troubles.append(Trouble(message, row.place, column))

    def remark(self, kind: str, row: Row, column: str, message: str) -> None:
        """Note what has to be looked at; of one kind, only the first is told in full."""
        self._remarks.setdefault(kind, []).append(Trouble(message, row.place, column))

    def unknown(self, row: Row, column: str, word: str) -> None:
        """Note a word that nobody mapped to a stance."""
        key = folded(word)
        self._words[key] += 1
        self._first.setdefault(key, Trouble(word.strip(), row.place, column))

    @property
    def notes(self) -> tuple[str, ...]:
        """The remarks, one line for each kind."""
        return tuple(summary(kind) for kind in self._remarks.values())

    @property
    def troubles(self) -> tuple[Trouble, ...]:
        """The troubles, every unknown word first, the most frequent at the top."""
        return (*self._unknown_words(), *self._troubles)

    def _unknown_words(self) -> Iterator[Trouble]:
        for key, count in self._words.most_common():
            word, place, column = self._first[key]
            meant = suggested(word)
            hint = f"; does it mean {meant}?" if meant else ""
            times = f"{counted(count, 'time')}, first here" if count > 1 else "once"
            yield Trouble(f"{shown(word)} is mapped to no stance ({times}){hint}", place, column)

    @property
    def advice(self) -> str:
        """How every unknown word might be mapped; empty where there is none, or where they make no short line."""
        words = [f"{first.message}={suggested(first.message) or '…'}" for first in self._first.values()]
        option = ",".join(words)
        if len(option) > _LINE:
            return "map every word yourself with --stance, if these are the columns of the sides"
        return f'map every word yourself, as --stance "{option}"' if words else ""
