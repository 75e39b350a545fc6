import pytest
from textual.events import Key

from negotrack.tui import base
from negotrack.tui.base import TypeAhead


def key(name: str) -> Key:
    return Key(name, name)


class Aim:
    def __init__(self) -> None:
        self.value = "list"

    def __call__(self) -> str:
        return self.value


def test_keys_are_not_held_back_while_nothing_opens() -> None:
    assert not TypeAhead(Aim()).hold(key("a"))


def test_keys_wait_until_the_focus_moves_and_then_come_in_order() -> None:
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


def test_keys_do_not_wait_again_when_the_focus_moves_back() -> None:
    aim = Aim()
    held = TypeAhead(aim)
    held.close()
    aim.value = "help"
    assert not held.is_closed
    aim.value = "list"
    assert not held.hold(key("q"))


def test_keys_do_not_wait_forever_for_a_screen_that_never_opens(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 0.0
    monkeypatch.setattr(base, "perf_counter", lambda: now)
    held = TypeAhead(Aim())
    held.close()
    held.hold(key("x"))
    while (event := held.next()) is None:
        now += 0.01
    assert event.key == "x"
    assert now == pytest.approx(base.TIMEOUT, abs=0.02)


def test_keys_wait_while_the_program_is_too_busy_to_open_anything(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 0.0
    monkeypatch.setattr(base, "perf_counter", lambda: now)
    held = TypeAhead(aim := Aim())
    held.close()
    held.hold(key("x"))
    now = 5.0
    assert held.next() is None
    aim.value = "prompt"
    assert held.next() is not None


def test_a_key_waits_behind_those_that_are_held_back() -> None:
    held = TypeAhead(Aim())
    held.close()
    held.hold(key("a"))
    held.open()
    assert held.hold(key("b"))
    assert held.next() is not None
    assert not held.is_empty
