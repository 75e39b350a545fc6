from __future__ import annotations

from pathlib import Path

import pytest

from negotrack.tui.finding import Finder
from negotrack.tui.session import Session

PROPOSALS = {
    "a": 'title = "Öl"\nnumber = 10\ntopic = "Trade"\nstatus = "accepted"',
    "b": 'number = 9\nstatus = "open"',
    "c": 'title = "alpha"\ntopic = "Aid"\nstatus = "rejected"',
    "d": 'title = "Zeta"\nnumber = "9b"\nstatus = "withdrawn"',
    "e": 'title = "Beta"\ntopic = "Trade"\nstatus = "accepted"',
}
STANCES = {
    "a": ("accepts", "rejects", "rejects"),
    "b": ("accepts", "conditional", "accepts"),
    "c": ("accepts",) * 3,
    "e": ("accepts", "rejects"),
}
NOTES = {"b": 1, "d": 2, "_": 1, "gone": 1}


@pytest.fixture
def session(tmp_path: Path) -> Session:
    """Five proposals with every kind of number, topic, stance and annotation, and one that cannot be read."""
    sides = "".join(f'[[sides]]\nid = "{each}"\nname = "Side {each}"\n' for each in "xyz")
    files = {"negotiation.toml": f'title = "Talks"\n{sides}', "proposals/broken.toml": "title = "}
    for key, words in PROPOSALS.items():
        stances = zip("xyz", STANCES.get(key, ()), strict=False)
        positions = [f'[[positions]]\nside = "{side}"\nstance = "{stance}"' for side, stance in stances]
        files[f"proposals/{key}.toml"] = "\n".join([words, *positions, ""])
    twice = 'side = "y"\nstance = "accepts"\nrecorded = 2026-11-22T12:00:00Z\nrecorded_by = "ben"\n'
    files["ledger/a/20261122T120000.000000Z-aaaaaaaaaa.toml"] = twice
    for key, count in NOTES.items():
        for number in range(count):
            words = f'author = "ana"\ncreated = 2026-11-22T12:00:00Z\ntext = "Said."\nfingerprint = "{number:012}"\n'
            files[f"annotations/{key}/{number}.toml"] = words
    for name, text in files.items():
        path = tmp_path / "talks" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    session = Session(tmp_path / "talks")
    session.finish()
    return session


def test_every_order_and_quick_filter_lists_its_rows_and_names_itself(session: Session) -> None:
    finder = Finder(session)
    orders: dict[str, tuple[str, str]] = {}
    for _ in range(7):
        orders[finder.order] = (" ".join(finder.rows()), finder.shown_order())
        finder.turn_order()
    assert [*orders.items()] == [
        *{
            "by id": ("_ a b broken c d e gone", ""),
            "by number": ("_ b d a c e broken gone", "by number"),
            "outstanding first": ("_ a c e b d broken gone", "outstanding first"),
            "by title": ("_ c e d a b broken gone", "by title"),
            "by annotations": ("_ d b a c e broken gone", "by annotations"),
            "by topic": ("_ c a e b d broken gone", "by topic"),
            "by distance": ("_ a b broken c d e gone", ""),
        }.items()
    ]
    assert not finder.active
    filters: dict[str, tuple[str, str, str]] = {}
    for _ in range(6):
        finder.turn()
        filters[finder.quick] = (" ".join(finder.rows()), finder.shown_quick(), finder.words)
        assert finder.active is (finder.quick != "all")
    assert [*filters.items()] == [
        *{
            "outstanding": ("a b c e", "outstanding", "outstanding"),
            "differing": ("e", "differing: Side x and Side y", "differing"),
            "conflicting": ("a c e", "conflicting", "conflicting"),
            "annotated": ("_ b d", "annotated", "annotated"),
            "stale": ("b d", "stale", "stale"),
            "all": ("_ a b broken c d e gone", "all", ""),
        }.items()
    ]
    finder.text = " zeta "
    finder.turn()
    assert (finder.words, finder.rows()) == ("outstanding and zeta", ())
    finder.clear()
    finder.text = " said"
    assert (finder.words, finder.active, " ".join(finder.rows())) == ("said", True, "_ b d")


def test_proposals_are_sorted_by_how_isolated_the_reference_side_is(session: Session) -> None:
    finder = Finder(session)
    for side, rows in (
        ("z", "_ a d e b c broken gone"),
        ("y", "_ e b a d c broken gone"),
        ("", "_ a b broken c d e gone"),
    ):
        session.refer_to(side)
        finder.refer(side)
        assert " ".join(finder.rows()) == rows
        assert finder.shown_order() == ("by distance" if side else "")
    sorted_by = [
        (finder.sort_by(column), finder.order) for column in ("title", "notes", "notes", "x", "status", "number")
    ]
    assert sorted_by == [
        *((True, "by title"), (True, "by annotations"), (True, "by id")),
        *((False, "by id"), (True, "outstanding first"), (True, "by number")),
    ]
