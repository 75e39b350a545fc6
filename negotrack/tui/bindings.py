"""Textual's bindings, made from the table of actions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol, runtime_checkable

from textual.binding import Binding, BindingType

from negotrack.tui.actions import FOOTERS, Place, at, key_words, keys_of


def bindings(*places: Place) -> list[BindingType]:
    """The bindings of every action that is at hand in one of the places.

    Each has the action's id, so that the keys in the settings replace its own.
    """
    made: dict[str, Binding] = {}
    for place in places:
        for action in at(place):
            made[action.id] = Binding(
                ",".join(action.keys),
                action.id,
                action.label,
                show=action.id in FOOTERS.get(place, ()),
                tooltip=action.description,
                id=action.id,
            )
    return [*made.values()]


def keymap(rebound: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """Keys from the settings in the form that Textual takes."""
    return {identifier: ",".join(keys) for identifier, keys in rebound.items() if keys}


@runtime_checkable
class Rebinding(Protocol):
    """An application in which keys may have been rebound.

    Attributes:
        rebound: the keys of the actions that the settings name.
    """

    rebound: Mapping[str, tuple[str, ...]]


def all_keys_of(app: object, identifier: str) -> tuple[str, ...]:
    """The keys of an action as people know them, also where they were rebound."""
    rebound = app.rebound if isinstance(app, Rebinding) else {}
    return tuple(map(key_words, keys_of(identifier, rebound)))


def key_of(app: object, identifier: str) -> str:
    """The first key of an action as people know it, also where it was rebound."""
    return all_keys_of(app, identifier)[0]
