from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negotrack.model.deciding import Frame
from negotrack.model.negotiation import Dossier
from negotrack.model.records import Annotation, Position, Proposal
from negotrack.model.standing import Standing, standing
from negotrack.tui import board
from negotrack.tui.board import BoardColumns, RowState
from negotrack.tui.render import cells_of

HEADS = (("one", "On"), ("other", "Ot"))
MANY = tuple((f"s{place}", f"S{place}") for place in range(12))


def proposal(
    *positions: tuple[str, str],
    number: object = 6,
    title: str | None = "Title",
    day: date | None = None,
    **keys: object,
) -> Standing:
    stored = [{"side": side, "stance": stance, **keys} for side, stance in positions]
    record = Proposal.model_validate({"id": "p", "number": number, "title": title, "status": "open"})
    dossier = Dossier(record.model_copy(update={"positions": tuple(map(Position.model_validate, stored))}))
    sides = tuple(dict.fromkeys(side for side, _ in (*positions, *HEADS)))
    return standing(dossier, Frame(sides), day)


def columns(cells: int = 60, heads: Sequence[tuple[str, str]] = HEADS) -> BoardColumns:
    return board.share(cells, heads, 2, None, 0)


def shown(found: Standing, shared: BoardColumns | None = None, state: RowState | None = None) -> str:
    return board.row(found, shared or columns(), state or RowState(), dict(HEADS)).plain


def test_a_row_says_number_status_stances_and_title() -> None:
    found = proposal(("one", "proposes"), ("other", "rejects"))
    assert shown(found, state=RowState(cursor=True)).split() == ["▸", "6", "✗", "▲", "✗", "Title"]


def test_no_cell_of_the_board_is_ever_blank() -> None:
    assert shown(proposal(number=None, title=None)).split() == ["–", "◇", "·", "·", "contents", "not", "reported"]


def test_records_that_conflict_are_marked_in_the_cell_and_in_the_status() -> None:
    found = proposal(("one", "accepts"), ("one", "rejects"), ("other", "accepts"))
    assert shown(found).split()[1:4] == ["‼", "‼", "✓"]


def test_a_counter_offer_and_what_is_only_possible_stand_behind_the_sign() -> None:
    offered = proposal(("one", "proposes"), ("other", "rejects"), counter="Another one.")
    assert "✗+" in shown(offered)
    open_still = proposal(("one", "proposes"), day=date(2021, 8, 20), date="2021-08-17/2021-08-30")
    assert "▲?" in shown(open_still, state=RowState(dated=True))


def test_a_cell_that_changed_since_the_stop_before_keeps_a_mark() -> None:
    before, now = proposal(("one", "proposes")), proposal(("one", "proposes"), ("other", "accepts"))
    assert f"✓ {board.CHANGED}" in shown(now, state=RowState(before=before))
    assert board.CHANGED not in shown(now, state=RowState(before=now))


def test_a_row_has_changed_where_its_outcome_or_any_side_has_also_by_conflicting() -> None:
    before = proposal(("one", "proposes"), ("other", "accepts"))
    conflicting = proposal(("one", "proposes"), ("other", "accepts"), ("other", "rejects"))
    assert board.side_changed(conflicting, "other", before)
    assert board.row_changed(conflicting, before)
    assert not board.row_changed(before, before)
    assert not board.row_changed(before, None)


def test_stale_annotations_are_counted_before_all() -> None:
    note = Annotation.model_validate({"id": "a", "author": "ana", "created": "2026-11-22T12:00:00Z", "text": "x"})
    found = proposal(("one", "proposes"))
    noted = standing(Dossier(found.dossier.proposal, (), (note,)), Frame(("one", "other")))
    wide = columns()._replace(notes=6)
    assert shown(noted, wide, RowState(stale=1)).rstrip().endswith("⚠1/1")


def test_sides_that_do_not_fit_are_counted_and_turned_to() -> None:
    shared = columns(50, MANY)
    assert len(shared.sides) + shared.after == 12
    assert [*board.sides_hidden(shared)] == [f"+{shared.after} sides ▸"]
    last = board.share(50, MANY, 2, None, 0, 11)
    assert last.after == 0
    assert last.sides[-1] == MANY[-1]
    assert [*board.sides_hidden(last)] == [f"◂ {last.before} before"]


def test_every_side_stands_on_a_board_that_is_wide_enough() -> None:
    assert len(columns(board.wanted(12, 2), MANY).sides) == 12


def test_the_head_that_was_clicked_is_found_by_its_cell() -> None:
    shared = columns(60)
    head = board.heading(shared, "article", "").plain
    assert shared.side_at(head.index("Ot")) == "other"
    assert shared.side_at(head.index("article")) is None


def test_agreement_stands_below_the_heads_it_counts_for() -> None:
    shared = columns(60)
    counted = board.agreement(shared, {"other": 7}, "one", "agree with On").plain
    head = board.heading(shared, "article", "one").plain
    assert counted[head.index("On")] == "–"
    assert counted[head.index("Ot")] == "7"


def test_the_legend_explains_only_what_is_seen() -> None:
    rows = [proposal(("one", "proposes"), ("other", "rejects"))]
    words = [each.plain for each in board.legend(rows, columns(), {"one": "One", "other": "Other"}, dated=False)]
    assert words == ["▲ proposes", "✗ rejects", "On One", "Ot Other"]


def test_a_side_that_only_put_a_proposal_forward_stands_as_for_it_and_the_legend_says_why() -> None:
    dossier = proposal().dossier
    found = standing(dossier, Frame(("one", "other"), proposers=("one",)))
    assert shown(found).split()[:4] == ["6", "◇", "▲", "·"]
    words = [each.plain for each in board.legend([found], columns(), {"one": "One", "other": "Other"}, dated=False)]
    assert words[:2] == ["▲ put it forward", "· not reported"]


def test_the_legend_explains_a_sign_once() -> None:
    found = proposal(("one", "accepts"), ("one", "rejects"), ("other", "accepts"))
    words = [each.plain for each in board.legend([found], columns(), {}.fromkeys(dict(HEADS), ""), dated=False)]
    assert words.count("‼ conflicting") == 1


def test_who_holds_it_up_has_more_room_where_titles_have_enough() -> None:
    narrow, wide = (board.share(cells, MANY, 2, None, 0) for cells in (130, 196))
    assert 0 < narrow.held_up < wide.held_up
    assert wide.title > narrow.title


@given(
    cells=st.integers(24, 220),
    sides=st.integers(0, 28),
    title=st.text(max_size=40),
    number=st.one_of(st.none(), st.integers(0, 10**8), st.text(min_size=1, max_size=12).filter(str.strip)),
)
def test_a_row_and_its_heads_are_as_wide_as_their_room(
    cells: int, sides: int, title: str, number: int | str | None
) -> None:
    heads = [(f"s{place}", "長い名前"[: 1 + place % 4]) for place in range(sides)]
    found = proposal(number=number, title=title.strip() or None)
    shared = board.share(cells, heads, 3, None, 12)
    least = 2 + shared.number + 3 + shared.side + 4 + shared.notes
    row = board.row(found, shared, RowState(selected=True), {})
    for made in (row, board.heading(shared, title, "s0"), board.special_row("x", 3, shared, RowState())):
        assert cells_of(made) == max(cells, least) or cells < least


@pytest.mark.parametrize(("missing", "words"), [(True, "! p: cannot be read"), (False, "…")])
def test_what_is_not_known_says_so(missing: bool, words: str) -> None:  # noqa: FBT001 - a case, not a switch
    assert words in board.unread_row("p", columns(), RowState(), missing=missing).plain
