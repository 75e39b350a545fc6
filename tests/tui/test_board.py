from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negotrack.analysis.figures import Totals
from negotrack.model.deciding import Frame
from negotrack.model.negotiation import Dossier
from negotrack.model.records import Annotation, Position, Proposal
from negotrack.model.standing import Standing, standing
from negotrack.model.vocabulary import Stance, Status
from negotrack.tui import board
from negotrack.tui.board import BoardColumns, RowState
from negotrack.tui.render import DIM, EMPTY, Line, cells_of, line
from tests.golden import compare_with_golden
from tests.tui.painting import painted

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


def columns(
    cells: int = 60, heads: Sequence[tuple[str, str]] = HEADS, first: int = 0, reference: str = ""
) -> BoardColumns:
    return board.share(cells, heads, board.needs(heads, 2, None, 0), first, reference=reference)


def shown(found: Standing, shared: BoardColumns | None = None, state: RowState | None = None) -> str:
    return board.row(found.dossier, found, shared or columns(), state or RowState(), dict(HEADS)).plain


def hidden(shared: BoardColumns) -> list[Line]:
    return [*board.sides_hidden(shared.before, shared.after)]


def test_a_row_shows_the_number_status_stances_and_title() -> None:
    found = proposal(("one", "proposes"), ("other", "rejects"))
    assert shown(found, state=RowState(cursor=True)).split() == ["▸", "6", "✗", "▲", "✗", "Title"]


def test_conflicting_records_are_marked_in_the_cell_of_the_side_and_in_the_status() -> None:
    found = proposal(("one", "accepts"), ("one", "rejects"), ("other", "accepts"))
    assert shown(found).split()[1:4] == ["‼", "‼", "✓"]


def test_a_cell_that_changed_since_the_previous_stop_is_marked() -> None:
    before, now = proposal(("one", "proposes")), proposal(("one", "proposes"), ("other", "accepts"))
    assert f"✓ {board.CHANGED}" in shown(now, state=RowState(before=before))
    assert board.CHANGED not in shown(now, state=RowState(before=now))


def test_a_row_and_a_side_count_as_changed_when_a_conflict_has_arisen() -> None:
    before = proposal(("one", "proposes"), ("other", "accepts"))
    conflicting = proposal(("one", "proposes"), ("other", "accepts"), ("other", "rejects"))
    assert board.side_changed(conflicting, "other", before)
    assert board.row_changed(conflicting, before)
    assert not board.row_changed(before, before)
    assert not board.row_changed(before, None)


def test_sides_that_do_not_fit_are_counted_and_can_be_paged_to() -> None:
    shared = columns(50, MANY)
    assert len(shared.sides) + shared.after == 12
    assert [each.plain for each in hidden(shared)] == [f"+{shared.after} sides ▸"]
    last = columns(50, MANY, 11)
    assert last.after == 0
    assert last.sides[-1] == MANY[-1]
    assert [each.plain for each in hidden(last)] == [f"◂ {last.before} before"]


def test_the_side_that_others_are_compared_with_stays_while_one_turns_to_every_other() -> None:
    seen: set[tuple[str, str]] = set()
    for first in range(12):
        shared = columns(50, MANY, first, "s3")
        assert shared.sides[0] == MANY[3]
        assert shared.before + len(shared.sides) + shared.after == 12
        assert shared.after or shared.sides[-1] == MANY[-1]
        seen |= {*shared.sides}
    assert seen == {*MANY}


def test_where_one_column_fits_one_can_turn_to_every_side_whatever_they_are_compared_with() -> None:
    assert [columns(20, MANY, first, "s3").sides for first in range(12)] == [(side,) for side in MANY]


def test_a_board_of_the_wanted_width_shows_every_side() -> None:
    assert len(columns(board.wanted(MANY), MANY).sides) == 12


def test_a_click_on_the_column_head_of_a_side_finds_that_side() -> None:
    shared = columns(60)
    head = board.heading(shared, "article", "").plain
    found = {shared.side_at(head.index("On") + cell) for cell in range(3)}
    assert (found, shared.side_at(head.index("On") - 1), shared.side_at(0)) == ({"one"}, None, None)
    assert shared.side_at(head.index("Ot")) == shared.side_at(head.index("Ot") + 2) == "other"
    assert shared.side_at(head.index("Ot") + 3) is None
    assert shared.side_at(head.index("article")) is None


def test_the_legend_explains_only_the_signs_and_sides_on_the_board() -> None:
    rows = [proposal(("one", "proposes"), ("other", "rejects"))]
    words = [each.plain for each in board.legend(rows, columns(), {"one": "One", "other": "Other"}, dated=False)]
    assert words == ["▲ proposes", "✗ rejects", "On One", "Ot Other"]
    open_ = [proposal(("one", "proposes"))]
    for status, signs in ((2, ["◇ open"]), (0, [])):
        shared = columns()._replace(status=status)
        found = [each.plain for each in board.legend(open_, shared, {"one": "One", "other": "Other"}, dated=False)]
        assert [each for each in found if "open" in each] == signs


def test_a_side_that_only_put_a_proposal_forward_is_shown_as_for_it_and_the_legend_says_why() -> None:
    dossier = proposal().dossier
    found = standing(dossier, Frame(("one", "other"), proposers=("one",)))
    assert shown(found).split()[:4] == ["6", "◇", "▲", "·"]
    words = [each.plain for each in board.legend([found], columns(), {"one": "One", "other": "Other"}, dated=False)]
    assert words[:2] == ["▲ put it forward", "· not reported"]


def figures(*statuses: Status, stale: int = 0) -> Totals:
    return Totals(0, 0, 0, 0, 0, 0, dict.fromkeys(statuses, 1), {}, 0, 0, stale)


def noted(found: Standing, count: int) -> Standing:
    note = Annotation.model_validate({"id": "a", "author": "ana", "created": "2026-11-22T12:00:00Z", "text": "x"})
    return found._replace(dossier=replace(found.dossier, annotations=(note,) * count))


def pictures(
    cells: int, heads: Sequence[tuple[str, str]], totals: Totals | None, notes: int, first: int, *, number: int = 3
) -> list[Line]:
    """A board of the given width, with everything around its rows."""
    sides = [side for side, _ in heads] or ["one", "other"]
    given = [*zip(sides, [stance.value for stance in Stance][:9] * 2, strict=False)]
    rows = [
        noted(
            proposal(*given, title="A corridor from the valley to the capital and to the border of the north"), notes
        ),
        proposal((sides[0], "accepts"), (sides[0], "rejects"), (sides[-1], "accepts"), number="12-a", title="Conflict"),
        proposal((sides[0], "accepts"), basis="collective", number=None, title=None),
        noted(proposal((sides[-1], "rejects"), counter="Another one.", number=123456789), 1),
        proposal((sides[-1], "proposes"), day=date(2021, 8, 20), date="2021-08-17/2021-08-30"),
    ]
    states = [RowState(cursor=True, stale=2), RowState(selected=True, before=rows[0]), RowState(changed=True)]
    states += [RowState(words=("title",), dated=True), RowState(dated=True, before=rows[1])]
    number = board.number_cells([Proposal.model_validate({"id": "p", "number": 10**number - 1})])
    shared = board.share(cells, heads, board.needs(heads, number, totals, notes), first)
    figures = {sides[-1]: ("7", DIM), sides[0]: ("–", DIM)}
    lines = [board.heading(shared, "article", sides[0]), board.summary(shared, figures, "agree")]
    lines += [
        board.row(each.dossier, each, shared, state, dict(heads)) for each, state in zip(rows, states, strict=True)
    ]
    lines += [board.special_row("The negotiation as a whole", notes, shared, RowState())]
    lines += [board.unread_row("broken", shared, RowState(cursor=True), missing=missing) for missing in (True, False)]
    names = {side: f"Side {side}" for side, _ in heads}
    before = dict.fromkeys(("p",), rows[4]).get
    signs = board.legend(rows, shared, names, dated=True, before=before)
    return [line(f"{cells} cells"), *lines, *hidden(shared), line("  ").join(signs), EMPTY]


def test_the_board_and_its_surroundings_match_the_stored_picture_at_every_width() -> None:
    many = figures(Status.CONDITIONAL, Status.OPEN, stale=3)
    shown = [
        *(each for cells in (24, 40, 76) for each in pictures(cells, HEADS, many, 12, 0)),
        *(each for cells in (66, 67) for each in pictures(cells, HEADS, figures(Status.OPEN), 3, 0)),
        *(
            each
            for cells, first in ((40, 0), (50, 5), (50, 11), (81, 3))
            for each in pictures(cells, MANY, None, 1, first)
        ),
        *(each for cells in (126, 130, 180, 220) for each in pictures(cells, MANY, many, 1234, 0)),
        *pictures(40, (), None, 0, 0),
        *pictures(50, (("one", "Northern"), ("other", "Ot")), None, 1, 0, number=8),
    ]
    text = "\n".join(each.plain.rstrip() for each in shown)
    coloured = painted(pictures(100, HEADS, many, 12, 0))
    compare_with_golden(Path(__file__).parent / "snapshots" / "board.txt", f"{text}\n{coloured}")


@given(
    cells=st.integers(24, 220),
    sides=st.integers(0, 28),
    title=st.text(max_size=40),
    number=st.one_of(st.none(), st.integers(0, 10**8), st.text(min_size=1, max_size=12).filter(str.strip)),
)
def test_rows_and_column_heads_fill_the_width_of_the_board_exactly(
    cells: int, sides: int, title: str, number: int | str | None
) -> None:
    heads = [(f"s{place}", "長い名前"[: 1 + place % 4]) for place in range(sides)]
    found = proposal(number=number, title=title.strip() or None)
    shared = board.share(cells, heads, board.needs(heads, 3, None, 12))
    least = 2 + shared.number + 3 + shared.side + 4 + shared.notes
    row = board.row(found.dossier, found, shared, RowState(selected=True))
    for made in (row, board.heading(shared, title, "s0"), board.special_row("x", 3, shared, RowState())):
        assert cells_of(made) == max(cells, least) or cells < least


@pytest.mark.parametrize(("missing", "words"), [(True, "! p: cannot be read"), (False, "…")])
def test_an_unread_row_shows_whether_its_proposal_is_unreadable_or_only_pending(missing: bool, words: str) -> None:  # noqa: FBT001 - a case, not a switch
    assert words in board.unread_row("p", columns(), RowState(), missing=missing).plain
