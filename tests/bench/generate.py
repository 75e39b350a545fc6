"""Generate a negotiation of any size, always the same one for the same numbers.

python -m tests.bench.generate FOLDER [--proposals N] [--annotations M] [--sides S]
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

_WORDS = (  # noqa: SIM905 - a list of thirty quoted words is harder to read
    "border water prisoners council army customs schools police budget language archive bridge harbour tax court "
    "election observers withdrawal amnesty return property road mine market hospital radio land seat veto"
).split()
_STANCES = ("accepts", "accepts", "accepts", "rejects", "conditional", "counters", "defers", "neutral")
_OUTCOMES = {"accepts": "accepted", "rejects": "rejected", "conditional": "conditional"}
_FIRST_DAY = date(2021, 1, 4)


def generate(folder: Path, proposals: int, annotations: int = 0, sides: int = 2, seed: int = 1) -> Path:
    """Write a negotiation.

    Args:
        folder: where to write it; must not exist yet.
        proposals: how many proposals, each with a position of every side.
        annotations: how many annotations, spread evenly.
        sides: how many sides.
        seed: the seed for everything that varies.
    """
    chance = random.Random(seed)
    _write(folder / "negotiation.toml", _header(proposals, sides))
    width = len(str(proposals))
    names = [f"{number:0{width}}-{'-'.join(chance.sample(_WORDS, 2))}" for number in range(1, proposals + 1)]
    for number, name in enumerate(names, 1):
        _write(folder / "proposals" / f"{name}.toml", _proposal(number, sides, chance))
    for number in range(annotations):
        name = names[number % proposals]
        stamp = f"20260105T{number // 3600 % 24:02}{number // 60 % 60:02}{number % 60:02}Z-{number:010}"
        _write(folder / "annotations" / name / f"{stamp}.toml", _annotation(chance))
    return folder


def add_entries(folder: Path, number: int) -> Path:
    """Add this many positions to the ledger of the first proposal."""
    chance = random.Random(number)
    name = min((folder / "proposals").iterdir()).stem
    for entry in range(number):
        stamp = f"20260106T{entry // 3600 % 24:02}{entry // 60 % 60:02}{entry % 60:02}.000000Z-{entry:010}"
        _write(folder / "ledger" / name / f"{stamp}.toml", _entry(entry, chance))
    return folder


def _entry(number: int, chance: random.Random) -> Iterator[str]:
    yield f'side = "side-{number % 2 + 1}"\nstance = "{chance.choice(_STANCES)}"'
    yield f'statement = "{_text(chance, 14)}"\ndate = {_FIRST_DAY + timedelta(days=number % 700)}'
    yield 'evidence = [{ source = "minutes" }]\nrecorded = 2026-01-06T09:00:00Z\nrecorded_by = "ana"'


def _header(proposals: int, sides: int) -> Iterator[str]:
    yield 'title = "A generated negotiation"'
    yield f"claimed_count = {proposals}"
    for number in range(1, sides + 1):
        yield f'\n[[sides]]\nid = "side-{number}"\nname = "Side {number}"'
    yield '\n[[sources]]\nid = "minutes"\ntitle = "Minutes of the talks"\nreliability = "B"'
    for number in range(20):
        day = _FIRST_DAY + timedelta(days=14 * number)
        yield f'\n[[events]]\ntitle = "Round {number + 1}"\nkind = "meeting"\ndate = {day}'


def _proposal(number: int, sides: int, chance: random.Random) -> Iterator[str]:
    answer = chance.choice(_STANCES)
    yield f'number = {number}\ntitle = "{_text(chance, 6)}"\nproposed_by = "side-1"'
    yield f'status = "{_OUTCOMES.get(answer, "open") if sides == 2 else "open"}"'
    yield f'topic = "{chance.choice(_WORDS)}"'
    for side in range(1, sides + 1):
        day = _FIRST_DAY + timedelta(days=chance.randrange(280))
        stance = "proposes" if side == 1 else answer if side == 2 else chance.choice(_STANCES)
        yield f'\n[[positions]]\nside = "side-{side}"\nstance = "{stance}"\nstatement = "{_text(chance, 14)}"'
        yield f'date = {day}\nbasis = "reported"'
        yield f'evidence = [{{ source = "minutes", where = "page {chance.randrange(1, 400)}", credibility = 2 }}]'


def _annotation(chance: random.Random) -> Iterator[str]:
    yield f'author = "{chance.choice(("ana", "boris", "chen"))}"\ncreated = 2026-01-05T09:00:00Z'
    yield f'tags = ["{chance.choice(_WORDS)}"]\ntext = """\n{_text(chance, 20)}.\n{_text(chance, 12)}.\n"""'


def _text(chance: random.Random, words: int) -> str:
    return " ".join(chance.choices(_WORDS, k=words)).capitalize()


def _write(path: Path, lines: Iterator[str]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    """Write a negotiation from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--proposals", type=int, default=10_000)
    parser.add_argument("--annotations", type=int, default=50_000)
    parser.add_argument("--sides", type=int, default=2)
    given = parser.parse_args()
    generate(given.folder, given.proposals, given.annotations, given.sides)


if __name__ == "__main__":
    main()
