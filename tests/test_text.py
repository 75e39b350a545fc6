from __future__ import annotations

import re
import subprocess
import sys
import unicodedata

import pytest
import wcwidth
from hypothesis import example, given
from hypothesis import strategies as st

from negotrack import text
from negotrack.text import clip, pad, safe, width, wrap

HOSTILE = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from("\n\r\t\x1b\x7f\x85\u200b\u200c\u200d\u202e\u2066\u2028\ufe0f\ufeff\U000e0041\U000e0100\ud800"),
        st.sampled_from("aé 漢字、。（）می👍🏽❤👩🇩🇪क्ष한\u0301"),
    ),
    max_size=60,
)


def acts(character: str) -> bool:
    return unicodedata.category(character) in {"Cc", "Cs", "Zl", "Zp"} or character in (
        "\u061c\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff\xad\U000e0041"
    )


@given(HOSTILE)
def test_safe_text_has_no_control_characters(raw: str) -> None:
    assert not any(map(acts, safe(raw)))
    assert not any(acts(character) for character in safe(raw, multiline=True) if character != "\n")


@given(HOSTILE, st.booleans())
def test_making_safe_text_safe_again_changes_nothing(raw: str, multiline: bool) -> None:  # noqa: FBT001 - drawn by hypothesis
    once = safe(raw, multiline=multiline)
    assert safe(once, multiline=multiline) == once


@given(HOSTILE)
def test_making_text_safe_drops_no_character(raw: str) -> None:
    assert len(safe(raw)) >= len(raw.replace("\r\n", "\n"))


@given(HOSTILE)
def test_safe_text_can_always_be_encoded(raw: str) -> None:
    assert safe(raw).encode("utf-8").decode("utf-8") == safe(raw)


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("\x1b[31mred\x07", "␛[31mred␇"),
        ("\x7f\x9b", "␡\\u{9b}"),
        ("\u202eevil\u2066", "\\u{202e}evil\\u{2066}"),
        ("a\u200bb\ufeff", "a\\u{200b}b\\u{feff}"),
        ("\ud800", "\\u{d800}"),
        ("\U000e0041", "\\u{e0041}"),
        ("a\r\nb\nc\rd", "a⏎b⏎c␍d"),
        ("a\tb", "a b"),
    ],
)
def test_control_and_hidden_characters_are_shown_as_signs(raw: str, shown: str) -> None:
    assert safe(raw) == shown


def test_line_breaks_are_kept_in_multiline_text() -> None:
    assert safe("a\r\nb\n\tc\u2028", multiline=True) == "a\nb\n    c\\u{2028}"


@pytest.mark.parametrize(
    "raw",
    [
        "می\u200cخواهم",
        "👨\u200d👩\u200d👧",
        "❤\ufe0f\u200d🔥",
        "1\ufe0f\u20e3",
        "葛\U000e0100城",
        "ක්\u200dෂ",
        "👍🏽",
        "🇩🇪",
    ],
)
def test_joiners_and_selectors_are_kept_if_a_script_or_an_emoji_needs_them(raw: str) -> None:
    assert safe(raw) == raw


@pytest.mark.parametrize("raw", ["pay\u200dpal", "\u200d", "آ\u200d\u200dب", "a\ufe0f", "می\u200c"])
def test_joiners_and_selectors_that_could_hide_something_are_shown(raw: str) -> None:
    assert "\\u{" in safe(raw)


def test_every_character_counted_without_a_table_is_one_cell_wide() -> None:
    narrow = [chr(code) for code in range(sys.maxunicode + 1) if re.fullmatch(text._NARROW, chr(code))]
    assert len(narrow) > 1000
    assert [character for character in narrow if wcwidth.wcwidth(character) != 1] == []


@pytest.mark.parametrize(
    ("raw", "cells"), [("", 0), ("abc", 3), ("漢字", 4), ("e\u0301", 1), ("👩\u200d👧", 2), ("17–30", 5), ("🇩🇪", 2)]
)
def test_the_width_of_a_text_is_counted_in_terminal_cells(raw: str, cells: int) -> None:
    assert width(raw) == cells


@given(HOSTILE.map(safe), st.integers(0, 40))
def test_clipped_text_never_takes_more_cells_than_given(raw: str, cells: int) -> None:
    clipped = clip(raw, cells)
    assert width(clipped) <= cells
    assert clipped == raw or cells == 0 or clipped.endswith("…")


@given(HOSTILE.map(safe), st.integers(0, 40))
def test_text_that_fits_is_not_clipped(raw: str, cells: int) -> None:
    assert clip(raw, width(raw) + cells) == raw


def test_a_wide_character_is_not_cut_in_half() -> None:
    assert [clip("漢字漢字", cells) for cells in (0, 1, 2, 3, 4, 8)] == ["", "…", "…", "漢…", "漢…", "漢字漢字"]


@given(HOSTILE.map(safe), st.integers(0, 40))
def test_padded_text_takes_exactly_the_given_cells(raw: str, cells: int) -> None:
    assert width(pad(raw, cells)) == cells


@given(HOSTILE.map(lambda raw: safe(raw, multiline=True)), st.integers(2, 30))
def test_wrapping_keeps_every_character_but_spaces(raw: str, cells: int) -> None:
    lines = wrap(raw, cells)
    assert "".join("".join(lines).split()) == "".join(raw.split())


@given(HOSTILE.map(lambda raw: safe(raw, multiline=True)), st.integers(2, 30))
def test_no_wrapped_line_takes_more_cells_than_given(raw: str, cells: int) -> None:
    assert all(width(line) <= cells for line in wrap(raw, cells))


def test_wrapping_keeps_paragraphs_and_indentation() -> None:
    assert wrap("a verylongword b", 6) == ["a", "verylo", "ngword", "b"]
    assert wrap("  - a list item that goes on\n\nnext", 12) == ["  - a list", "item that", "goes on", "", "next"]


@given(st.text("ab  -", max_size=60), st.integers(2, 20))
@example("a verylongword b", 6)
def test_plain_text_is_wrapped_at_the_same_places_as_accented_text(raw: str, cells: int) -> None:
    assert wrap(raw, cells) == [line.replace("à", "a") for line in wrap(raw.replace("a", "à"), cells)]


def test_japanese_breaks_between_characters_and_not_before_a_full_stop() -> None:
    assert wrap("長い文章です。「改行」が要る", 10) == ["長い文章で", "す。「改", "行」が要る"]


def test_a_hundred_thousand_characters_are_wrapped_and_cut() -> None:
    for hostile in (
        "a" * 100_000,
        "漢" * 100_000,
        " " * 100_000 + "x" + " " * 100_000,
        "\u202e" * 100_000,
        "e\u0301 " * 30_000,
    ):
        shown = safe(hostile)
        assert max(map(width, wrap(shown, 60))) <= 60
        assert width(pad(shown, 60)) == 60


def test_measuring_western_text_does_not_load_the_table_of_widths() -> None:
    words = "Ĺ– «…» “17–30” ✓✗▲◇○⇄⚠✎▸▾◂●░≠"
    program = f"import sys; from negotrack.text import *; width({words!r}); print('wcwidth' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
