from __future__ import annotations

import pytest

from negotrack.report.document import Cell, Column, Document, Section, Table, TableRow
from negotrack.report.room import Room, is_whole, room


def page(*columns: str, cell: Cell | None = None) -> Document:
    """A page with a table of these columns, and one row of the same cells."""
    row = TableRow(tuple(cell or Cell("a") for _ in columns))
    table = Table(tuple(map(Column, columns)), (row,))
    return Document("title", "kind", (), (), (Section("All", (table,)),))


def test_a_page_without_a_table_is_as_wide_as_text() -> None:
    assert room(Document("title", "kind", (), (), ())) == Room(40, crowd=False, width=58)


def test_a_small_table_is_one_on_paper_and_on_all_but_the_smallest_screens() -> None:
    assert room(page("number", "title", "status")) == Room(40, crowd=False, width=58)


def test_the_longer_its_words_the_more_room_a_table_needs() -> None:
    points = [room(page(*["side"] * 5, cell=Cell("x" * letters))).breakpoint for letters in (8, 12, 16)]
    assert points == sorted(set(points))


def test_a_sign_and_what_competes_count() -> None:
    plain, signed = Cell("proposes"), Cell("proposes", "▲")
    rival = Cell("proposes", "▲", rivals=(Cell("conditional", "~"),))
    points = [room(page(*["side"] * 6, cell=cell)).breakpoint for cell in (plain, signed, rival)]
    assert points == sorted(set(points))


def test_words_that_can_be_broken_need_no_more_than_the_longest_that_cannot() -> None:
    assert room(page(*["side"] * 5, cell=Cell("x" * 300))) == room(page(*["side"] * 5, cell=Cell("x" * 16)))


def test_a_table_that_is_wider_than_paper_gets_a_wider_page_and_one_that_no_screen_holds_does_not() -> None:
    wide, widest = room(page(*["conditional"] * 8)), room(page(*["conditional"] * 20))
    assert wide.crowd
    assert wide.breakpoint == wide.width > 58
    assert widest.crowd
    assert (widest.breakpoint, widest.width) == (999, 58)


@pytest.mark.parametrize(
    ("text", "whole"), [("conditional*!^", True), ("x" * 17, False), ("short words only\nand lines", True), (" ", True)]
)
def test_only_long_words_may_be_broken(text: str, *, whole: bool) -> None:
    assert is_whole(text) is whole
