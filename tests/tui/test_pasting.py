from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from textual.events import Key, Paste

from negotrack.tui.start import PasteParser

START, END = "\x1b[200~", "\x1b[201~"
PASTED = st.text(st.sampled_from("ab\x00\x1b[201~\n漢\u202e"), max_size=30).filter(lambda text: END not in text)


@given(PASTED, st.lists(st.integers(min_value=1, max_value=9), min_size=1, max_size=20))
def test_a_paste_arrives_whole_and_in_order_however_the_terminal_cuts_it(text: str, sizes: list[int]) -> None:
    sent, parser, place = f"x{START}{text}{END}y", PasteParser(), 0
    events: list[object] = []
    while place < len(sent):
        size = sizes[place % len(sizes)]
        events += parser.feed(sent[place : place + size])
        place += size

    shown = text.replace("\x00", "␀").replace("\x1b", "␛")
    keys = [event.key for event in events if isinstance(event, Key)]
    assert [event.text for event in events if isinstance(event, Paste)] == [shown]
    assert keys == ["x", "y"]


def test_the_escape_key_is_not_held_back() -> None:
    parser = PasteParser()
    assert list(parser.feed("\x1b")) == []
    assert [event.key for event in parser.feed("[A") if isinstance(event, Key)] == ["up"]
