from time import perf_counter

import pytest
from textual.events import Key

from negotrack.tui import type_ahead
from negotrack.tui.type_ahead import TypeAhead


def key(name: str) -> Key:
    return Key(name, name)


class Aim:
    def __init__(self) -> None:
        self.value = "list"

    def __call__(self) -> str:
        return self.value


def test_keys_pass_while_nothing_opens() -> None:
    assert not TypeAhead(Aim()).hold(key("a"))


def test_keys_wait_until_they_go_elsewhere_and_then_come_in_order() -> None:
    aim = Aim()
    held = TypeAhead(aim)
    held.close()
    assert held.hold(key("d"))
    assert held.hold(key("e"))
    assert held.next() is None
    aim.value = "prompt"
    names = [event.key for event in (held.next(), held.next()) if event]
    assert names == ["d", "e"]
    assert not held.hold(key("f"))


def test_keys_that_may_go_on_do_not_wait_again_because_they_come_back() -> None:
    aim = Aim()
    held = TypeAhead(aim)
    held.close()
    aim.value = "help"
    assert not held.is_closed
    aim.value = "list"
    assert not held.hold(key("q"))


def test_keys_do_not_wait_forever_for_what_never_opens(monkeypatch: pytest.MonkeyPatch) -> None:
    held = TypeAhead(Aim())
    held.close()
    held.hold(key("x"))
    later = perf_counter() + type_ahead.TIMEOUT
    monkeypatch.setattr(type_ahead, "perf_counter", lambda: later)
    event = held.next()
    assert event is not None
    assert event.key == "x"


def test_what_comes_after_held_keys_waits_behind_them() -> None:
    held = TypeAhead(Aim())
    held.close()
    held.hold(key("a"))
    held.open()
    assert held.hold(key("b"))
    assert held.next() is not None
    assert not held.is_empty
