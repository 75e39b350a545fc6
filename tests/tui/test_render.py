from hypothesis import given
from hypothesis import strategies as st
from textual.content import Content
from textual.style import Style

from negotrack.pages.blocks import Cell, Columns, Paragraph, Section
from negotrack.pages.writers.tables import GAP
from negotrack.text import width
from negotrack.tui import render
from negotrack.tui.content import write
from negotrack.tui.render import beside, cells_of, clipped, drawn, hanging, line, marked, padded, paragraph, spread

HOSTILE = "[red]x[/] [$5M] [@click=app.bell]y[/]\x1b]0;owned\x07\u202e"
TEXTS = st.text(max_size=60)


def test_nothing_in_a_text_is_markup_or_acts_on_the_terminal() -> None:
    shown = line((HOSTILE, "bold")).plain
    assert "[red]x[/] [$5M] [@click=app.bell]y[/]" in shown
    assert "\x1b" not in shown
    assert "\u202e" not in shown


@given(TEXTS, st.integers(min_value=1, max_value=40))
def test_a_clipped_line_never_takes_more_room(text: str, cells: int) -> None:
    assert cells_of(clipped(cells, text[:10], (text[10:], "bold"))) <= cells


@given(TEXTS, TEXTS, st.integers(min_value=12, max_value=60))
def test_a_spread_line_never_takes_more_room_unless_its_right_end_alone_does(left: str, right: str, cells: int) -> None:
    assert cells_of(spread(cells, [left], [right])) <= max(cells, cells_of(line(right)))


@given(TEXTS, st.integers(min_value=2, max_value=40))
def test_a_padded_line_takes_exactly_its_room(text: str, cells: int) -> None:
    assert cells_of(padded(line(text), cells)) == cells


@given(TEXTS, st.integers(min_value=2, max_value=40))
def test_a_line_is_painted_in_the_room_that_a_terminal_gives_it(text: str, cells: int) -> None:
    strip = drawn(line(text), cells, Style())
    assert width(strip.text) == strip.cell_length == cells


def test_vowel_signs_that_take_a_cell_are_counted() -> None:
    hindi = line("हिन्दी")
    assert cells_of(hindi) == 4
    assert width(padded(hindi, 10).plain) == 10


def test_the_lines_of_a_paragraph_stay_in_their_room_and_keep_every_word() -> None:
    text = "one two three\nfour " + "x" * 30
    lines = paragraph(text, 12, indent=2)
    assert all(cells_of(each) <= 12 for each in lines)
    assert "".join("".join(each.plain.split()) for each in lines) == "".join(text.split())


def test_what_is_beyond_some_pages_of_a_text_is_counted() -> None:
    lines = paragraph("word " * 10_000, 80)
    assert "30,000 characters more" in lines[-1].plain


def test_a_label_stands_beside_its_text() -> None:
    first, second = hanging(("dated", render.DIM), "aaaa bbbb", 12, indent=7)
    assert first.plain == "dated  aaaa"
    assert second.plain == "       bbbb"


def test_columns_stand_side_by_side_at_one_place() -> None:
    rows = beside([[line("a")], [line("b"), line("cc")]], [3, 2])
    assert [row.plain for row in rows] == ["a   │ b ", "    │ cc"]
    both = Columns((((Paragraph("One."),)), ((Paragraph("Other."),))))
    for cells, together in ((54, False), (55, True)):
        written = [row.plain for row in write([both], cells)]
        assert any("One." in row and "Other." in row for row in written) is together


def test_what_became_of_it_stands_beside_a_title_where_both_have_room() -> None:
    section = Section("A road to the pass", (), outcome=Cell("accepted"))
    rows = {cells: [row.plain for row in write([section], cells)] for cells in range(20, 40)}
    assert rows[39][0] == "A road to the pass             accepted"
    least = min(cells for cells, (first, *_) in rows.items() if first.endswith("accepted"))
    assert least == len("A road to the pass") + GAP + len("accepted")


def test_words_that_were_looked_for_are_set_off() -> None:
    content = marked("Surrender of the Province", ["province"])
    assert isinstance(content, Content)
    assert [(span.start, span.end) for span in content.spans if span.style == render.MATCH] == [(17, 25)]
