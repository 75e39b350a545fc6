from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negotrack.model.dates import parse_span
from negotrack.model.negotiation import Dossier
from negotrack.model.records import Annotation, Position, Proposal
from negotrack.model.standing import Standing, standing
from negotrack.model.vocabulary import Basis, Stance, Status
from negotrack.tui.render import cells_of
from negotrack.tui.rows import Columns, Marks, columns, heading, initials, row, special_row, unread_row
from negotrack.tui.session import Session

SIDES = ("one", "other")


def proposal(number: object = 6, title: str | None = "Title", *positions: Position, status: str = "open") -> Standing:
    record = Proposal.model_validate({"id": "p", "number": number, "title": title, "status": status})
    return standing(Dossier(record.model_copy(update={"positions": positions})), SIDES)


def position(side: str, stance: Stance, basis: Basis | None = None, **more: object) -> Position:
    return Position.model_validate({"side": side, "stance": stance, "basis": basis, **more})


def shared(cells: int = 60) -> Columns:
    return columns(cells, SIDES, ("One", "Other"), 2)


def test_a_row_says_number_status_stances_title_and_annotations() -> None:
    shown = row(
        proposal(6, "Title", position("one", Stance.PROPOSES), position("other", Stance.REJECTS), status="rejected"),
        shared(),
        Marks(cursor=True),
    ).plain
    assert shown.split() == ["▸", "6", "✗", "rejected", "▲", "✗", "Title", "·"]


def test_what_is_not_reported_is_said_in_every_column() -> None:
    shown = row(proposal(None, None), shared(), Marks()).plain
    assert shown.split() == ["–", "◇", "open", "·", "·", "contents", "not", "reported", "·"]


def test_an_acceptance_of_a_whole_set_is_marked_and_one_of_its_own_is_not() -> None:
    offered = position("one", Stance.PROPOSES, Basis.REPORTED)
    of_the_set = position("other", Stance.ACCEPTS, Basis.COLLECTIVE)
    alone = position("other", Stance.ACCEPTS, Basis.REPORTED)
    assert "accepted*" in row(proposal(1, "x", offered, of_the_set, status="accepted"), shared(), Marks()).plain
    assert "accepted*" not in row(proposal(1, "x", offered, alone, status="accepted"), shared(), Marks()).plain


def test_contested_is_marked_in_status_and_stance() -> None:
    rivals = (position("one", Stance.ACCEPTS), position("one", Stance.REJECTS))
    shown = row(proposal(1, "x", *rivals, status="accepted"), shared(), Marks()).plain
    assert "accepted!" in shown
    assert "✗!" in shown


def test_a_counter_offer_stands_behind_its_stance() -> None:
    shown = row(proposal(1, "x", position("other", Stance.REJECTS, counter="y")), shared(), Marks()).plain
    assert "✗+" in shown


def test_stale_annotations_are_counted_beside_all() -> None:
    note = {"author": "ana", "created": "2026-11-22T12:00:00Z", "text": "x"}
    fresh = Annotation.model_validate({"id": "a", **note})
    stale = Annotation.model_validate({"id": "b", "fingerprint": "000000000000", **note})
    held = proposal().dossier
    shown = row(standing(Dossier(held.proposal, (), (fresh, stale)), SIDES), shared(), Marks()).plain
    assert shown.rstrip().endswith("⚠1/2")


@given(st.text(max_size=40), st.integers(min_value=37, max_value=200), st.booleans())
def test_every_row_takes_exactly_its_room_whatever_its_title(title: str, cells: int, selected: bool) -> None:  # noqa: FBT001
    held = proposal("X7 漢", title if title.strip() else None, position("one", Stance.PROPOSES))
    assert cells_of(row(held, shared(cells), Marks(selected=selected))) == cells
    assert cells_of(heading(shared(cells), title)) == cells


@given(st.integers(min_value=36, max_value=200), st.integers(min_value=2, max_value=50))
def test_the_pair_always_has_columns_and_the_title_keeps_its_room(cells: int, sides: int) -> None:
    names = [f"side {number}" for number in range(sides)]
    made = columns(cells, names, names, 3)
    assert made.sides[:2] == tuple(names[:2])
    assert made.title >= 4


@pytest.mark.parametrize(
    ("names", "letters"),
    [
        (("Resistance", "Taliban"), ("R", "T")),
        (("North", "Nation"), ("No", "Na")),
        (("Norway", "Northland"), ("1", "2")),
        (("漢字", "漢語"), ("1", "2")),
        (("A", "A"), ("1", "2")),
        (("A", "AB"), ("1", "AB")),
    ],
)
def test_sides_are_told_apart_by_as_few_letters_as_will_do(names: tuple[str, ...], letters: tuple[str, ...]) -> None:
    assert initials(names) == letters


def test_a_row_that_is_not_read_yet_says_so_and_one_that_cannot_be_too() -> None:
    assert "…" in unread_row("p", shared(), Marks(), missing=False).plain
    assert "p: cannot be read" in unread_row("p", shared(), Marks(), missing=True).plain


def test_a_special_row_fills_its_room() -> None:
    assert special_row("the negotiation as a whole", 3, shared(), Marks()).plain.rstrip().endswith("3")


def test_hostile_titles_are_only_text(hostile: Path) -> None:
    session = Session(hostile)
    session.finish()
    made = columns(100, [side.id for side in session.sides], [side.name for side in session.sides], 3)
    for identifier in session.ids:
        held = session.look(identifier)
        assert held
        shown = row(held, made, Marks()).plain
        assert "\x1b" not in shown
        assert "\u202e" not in shown


def test_a_possible_position_is_marked() -> None:
    from datetime import date

    taken = position("one", Stance.ACCEPTS, date=parse_span("2021-08-17/2021-08-30"))
    record = proposal(1, "x", taken).dossier
    held = standing(record, SIDES, date(2021, 8, 20))
    assert held.status is Status.OPEN
    assert "✓?" in row(held, shared(), Marks(dated=True)).plain
