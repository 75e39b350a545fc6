import os
from threading import Thread

from textual.drivers._writer_thread import WriterThread

from negotrack.tui.start import Output


def test_what_is_written_to_a_terminal_that_is_gone_holds_nothing_up() -> None:
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "w", buffering=1) as file:
        output = Output(file)
        thread = WriterThread(output)  # type: ignore[arg-type]  # it takes what a file has of these three
        thread.start()
        for _ in range(100):
            thread._queue.put("painted\n", timeout=5)
        thread._queue.put(None, timeout=5)
        thread.join(5)
        assert not thread.is_alive()


def test_what_is_written_reaches_a_terminal_that_is_there() -> None:
    reader, writer = os.pipe()
    with os.fdopen(writer, "w") as file, os.fdopen(reader) as seen:
        output = Output(file)
        output.write("painted")
        output.flush()
        assert output.fileno() == writer
        file.close()
        assert seen.read() == "painted"


def test_a_terminal_that_takes_little_at_a_time_gets_all_that_is_written() -> None:
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
