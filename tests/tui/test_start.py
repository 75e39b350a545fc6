from __future__ import annotations

import os
from threading import Thread

from hypothesis import given
from hypothesis import strategies as st
from textual.drivers._writer_thread import WriterThread
from textual.events import Key, Paste

from negotrack.tui.start import Output, PasteParser


def test_writing_to_a_closed_terminal_does_not_block_the_program() -> None:
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "w", buffering=1) as file:
        output = Output(file)
        thread = WriterThread(output)  # type: ignore[arg-type]  # it has the three methods used here
        thread.start()
        for _ in range(100):
            thread._queue.put("painted\n", timeout=5)
        thread._queue.put(None, timeout=5)
        thread.join(5)
        assert not thread.is_alive()


def test_an_open_terminal_gets_everything_that_is_written() -> None:
    reader, writer = os.pipe()
    with os.fdopen(writer, "w") as file, os.fdopen(reader) as seen:
        output = Output(file)
        output.write("painted")
        output.flush()
        assert output.fileno() == writer
        file.close()
        assert seen.read() == "painted"


def test_a_terminal_that_accepts_little_at_a_time_still_gets_everything() -> None:
    reader, writer = os.pipe()
    os.set_blocking(writer, False)
    text = "▲ painted\n" * 100_000
    with os.fdopen(writer, "w", encoding="utf-8") as file, os.fdopen(reader, encoding="utf-8") as seen:

        def write() -> None:
            with file:
                Output(file).write(text)

        thread = Thread(target=write)
        thread.start()
        assert seen.read() == text
        thread.join(5)
        assert not thread.is_alive()


START, END = "\x1b[200~", "\x1b[201~"
PASTED = st.text(st.sampled_from("ab\x00\x1b[201~\n漢\u202e"), max_size=30).filter(lambda text: END not in text)


@given(PASTED, st.lists(st.integers(min_value=1, max_value=9), min_size=1, max_size=20))
def test_a_paste_arrives_complete_and_in_order_however_the_terminal_splits_it(text: str, sizes: list[int]) -> None:
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


def test_an_escape_sequence_split_over_two_reads_is_still_one_key() -> None:
    parser = PasteParser()
    assert list(parser.feed("\x1b")) == []
    assert [event.key for event in parser.feed("[A") if isinstance(event, Key)] == ["up"]
