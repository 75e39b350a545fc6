from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from textual.content import Content
from textual.style import Style

from negotrack.pages.blocks import (
    Block,
    Board,
    BoardRow,
    Cell,
    Column,
    Columns,
    Detail,
    Edit,
    Head,
    Item,
    Outline,
    Paragraph,
    Row,
    Run,
    Section,
    Table,
    Tone,
    Wording,
)
from negotrack.text import width
from negotrack.tui import render
from negotrack.tui.content import write
from negotrack.tui.render import (
    beside,
    cells_of,
    clipped,
    fitting,
    hanging,
    line,
    marked,
    padded,
    paragraph,
    spread,
    to_strip,
)
from tests.golden import compare_with_golden
from tests.tui.painting import painted

SNAPSHOTS = Path(__file__).parent / "snapshots"
HOSTILE = "[red]x[/] [$5M] [@click=app.bell]y[/]\x1b]0;owned\x07\u202e"
TEXTS = st.text(max_size=60)


def test_text_is_never_taken_for_markup_and_never_controls_the_terminal() -> None:
    shown = line((HOSTILE, "bold")).plain
    assert "[red]x[/] [$5M] [@click=app.bell]y[/]" in shown
    assert "\x1b" not in shown
    assert "\u202e" not in shown


@given(TEXTS, st.integers(min_value=1, max_value=40))
def test_a_clipped_line_is_never_wider_than_its_limit(text: str, cells: int) -> None:
    assert cells_of(clipped(cells, text[:10], (text[10:], "bold"))) <= cells


@given(TEXTS, TEXTS, st.integers(min_value=12, max_value=60))
def test_a_spread_line_is_never_too_wide_unless_its_right_end_alone_is(left: str, right: str, cells: int) -> None:
    assert cells_of(spread(cells, [left], [right])) <= max(cells, cells_of(line(right)))


@given(TEXTS, st.integers(min_value=2, max_value=40))
def test_a_padded_line_has_exactly_the_given_width(text: str, cells: int) -> None:
    assert cells_of(padded(line(text), cells)) == cells


@given(TEXTS, st.integers(min_value=2, max_value=40))
def test_a_line_is_drawn_exactly_as_wide_as_a_terminal_shows_it(text: str, cells: int) -> None:
    strip = to_strip(line(text), cells, Style())
    assert width(strip.text) == strip.cell_length == cells


def test_vowel_signs_that_take_up_a_cell_count_towards_the_width() -> None:
    hindi = line("हिन्दी")
    assert cells_of(hindi) == 4
    assert width(padded(hindi, 10).plain) == 10


def test_the_lines_of_a_paragraph_keep_to_their_width_and_lose_no_word() -> None:
    text = "one two three\nfour " + "x" * 30
    lines = paragraph(text, 12, indent=2)
    assert all(cells_of(each) <= 12 for each in lines)
    assert "".join("".join(each.plain.split()) for each in lines) == "".join(text.split())


def test_a_text_too_long_to_show_ends_with_the_number_of_characters_left_out() -> None:
    lines = paragraph("word " * 10_000, 80)
    assert "30,000 characters more" in lines[-1].plain


def test_a_label_hangs_to_the_left_of_its_text() -> None:
    first, second = hanging(("dated", render.DIM), "aaaa bbbb", 12, indent=7)
    assert first.plain == "dated  aaaa"
    assert second.plain == "       bbbb"


def test_as_many_items_as_fit_are_drawn_on_a_line_in_order() -> None:
    items = [line("one"), line("two"), line("three"), line("4")]
    assert [fitting(items, cells).plain for cells in (2, 3, 8, 14, 15)] == [
        "",
        "one",
        "one  two",
        "one  two",
        "one  two  three",
    ]
    assert fitting(items, 9, line(" · ")).plain == "one · two"


def test_columns_are_drawn_side_by_side_if_the_page_is_wide_enough() -> None:
    rows = beside([[line("a")], [line("b"), line("cc")]], [3, 2])
    assert [row.plain for row in rows] == ["a   │ b ", "    │ cc"]
    both = Columns((((Paragraph("One."),)), ((Paragraph("Other."),))))
    for cells, together in ((54, False), (55, True)):
        written = [row.plain for row in write([both], cells)]
        assert any("One." in row and "Other." in row for row in written) is together


STANDS = {"accepts": ("✓", Tone.FOR), "rejects": ("✗", Tone.AGAINST), "not reported": ("·", Tone.MISSING)}


def stands(*words: str) -> tuple[Cell, ...]:
    return tuple(Cell(word, *STANDS[word][:1], tone=STANDS[word][1]) for word in words)


def board_of(*names: str) -> Board:
    cells = [stands(*(list(STANDS)[(row + place) % 3] for place in range(len(names)))) for row in range(2)]
    rows = [
        BoardRow(
            Cell(str(row)), Cell(f"Title of the {row}. proposal"), cells[row], Cell("open", "◇"), unnumbered=row > 0
        )
        for row in range(2)
    ]
    return Board("article", tuple(Head(name[:2], name) for name in names), tuple(rows), ("* of several",))


DETAILS = (
    Detail("↳", "They go first,\nthen talks.", recorded=True),
    Detail("if", "they go"),
    Detail("said by", "the elders,\nall of them", recorded=True),
    Detail("crosses it", "no"),
)
WORDS = Paragraph("Not before\nthe others.", Tone.UNDECIDED, recorded=True)
ITEMS = (
    Item("Taliban", Cell("rejects", "✗", "+", Tone.AGAINST), WORDS, DETAILS, "17 Aug 2021 · TRT World, par. 10"),
    Item("Northern front", Cell("puts it forward", "▲", tone=Tone.FOR), Paragraph("")),
    Item("Northern fronts", Cell("puts it forward", "▲", tone=Tone.FOR), Paragraph("")),
    Item("", Cell("not reported", "·", tone=Tone.MISSING), Paragraph("")),
)
TABLE = Table(
    (Column("day"), Column("what", flexible=True), Column("", tight=True)),
    (
        Row((Cell("15 Aug"), Cell("The capital falls"), Cell("1"))),
        Row((Cell("17 Aug"), Cell("Talks begin\nin the valley", recorded=True, tone=Tone.FOR), Cell("12"))),
    ),
    ("* deduced", "~ about that day"),
)
RUNS = (
    *(Run("They ", Edit.KEPT), Run("shall ", Edit.GONE), Run("should ", Edit.NEW), Run("[soon] ", Edit.OPEN)),
    *(Run("go\n", Edit.MOVED_AWAY), Run("\nby May.", Edit.MOVED_HERE)),
)
ACCEPTED = Cell("accepted", "✓", tone=Tone.FOR)
BLOCKS: tuple[Block, ...] = (
    *(Paragraph("One line\nof a record.", recorded=True), Paragraph("A sign\nfor a break.", Tone.CONFLICT)),
    board_of("Resistance", "Taliban"),
    Section("Roads across the pass", (Paragraph("Said."),), "open to all", outcome=ACCEPTED),
    Section("Roads across the river", (), outcome=ACCEPTED),
    Section("", (Paragraph("Said."),), "12 of 2 for", outcome=ACCEPTED),
    *(Section("", (), "12 of 12 for", outcome=ACCEPTED), Section("", (), "without an outcome")),
    *(Section("Bare", (TABLE._replace(bare=True, legend=()),)), TABLE, Wording(RUNS), Outline(ITEMS)),
    Columns(tuple((Paragraph(f"Column {number} of five."),) for number in range(5))),
    board_of(*(f"{letter}{letter.lower()}rland" for letter in "ABCDEFG")),
)


def test_every_kind_of_block_matches_the_stored_picture_at_every_width() -> None:
    pages = ["\n".join(each.plain.rstrip() for each in write(BLOCKS, cells)) for cells in (24, 33, 55, 84, 142)]
    compare_with_golden(SNAPSHOTS / "blocks.txt", "\n\n".join([*pages, painted(write(BLOCKS, 48))]))


def test_the_words_of_a_search_are_highlighted() -> None:
    content = marked("Surrender of the Province", ["province"])
    assert isinstance(content, Content)
    assert [(span.start, span.end) for span in content.spans if span.style == render.MATCH] == [(17, 25)]
