import pytest
from textual.events import Key

from negotrack.tui import base
from negotrack.tui.base import TypeAhead


def key(name: str) -> Key:
    return Key(name, name)


class Aim:
    def __init__(self) -> None:
        self.value: str | None = "list"

    def __call__(self) -> str | None:
        return self.value


def test_a_key_is_not_held_while_no_screen_is_opening() -> None:
    assert not TypeAhead(Aim()).hold(key("a"))


def test_held_keys_are_delivered_in_order_once_the_focus_has_moved() -> None:
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


def test_once_released_keys_are_not_held_again_when_the_focus_returns() -> None:
    aim = Aim()
    held = TypeAhead(aim)
    held.close()
    aim.value = "help"
    assert not held.is_closed
    aim.value = "list"
    assert not held.hold(key("q"))


def test_held_keys_are_delivered_after_a_timeout_if_nothing_opens(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 0.0
    monkeypatch.setattr(base, "perf_counter", lambda: now)
    held = TypeAhead(Aim())
    held.close()
    held.hold(key("x"))
    while (event := held.next()) is None:
        now += 0.01
    assert event.key == "x"
    assert now == pytest.approx(base.TIMEOUT, abs=0.02)


def test_keys_are_held_past_the_timeout_while_the_program_is_too_busy_to_open_a_screen(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now = 0.0
    monkeypatch.setattr(base, "perf_counter", lambda: now)
    held = TypeAhead(aim := Aim())
    held.close()
    held.hold(key("x"))
    now = 5.0
    assert held.next() is None
    aim.value = "prompt"
    assert held.next() is not None


def test_a_message_lets_keys_through_only_if_it_is_settled_what_they_go_to() -> None:
    held = TypeAhead(aim := Aim())
    held.close()
    aim.value = None
    held.open()
    assert held.is_closed
    aim.value = "list"
    held.open()
    assert not held.is_closed


def test_a_new_key_waits_behind_the_held_keys() -> None:
    held = TypeAhead(Aim())
    held.close()
    held.hold(key("a"))
    held.open()
    assert held.hold(key("b"))
    assert held.next() is not None
    assert not held.is_empty
