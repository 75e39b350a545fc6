"""Textual's bindings, made from the table of actions."""

from __future__ import annotations

from collections.abc import Mapping

from textual.binding import Binding, BindingType

from negotrack.tui.actions import FOOTERS, Action, Place, at, key_words, keys_at


def bindings(*places: Place) -> list[BindingType]:
    """The bindings of every action that is at hand in one of the places.

    Each has the action's id, so that the keys in the settings replace its own.
    """
    made: dict[str, Binding] = {}
    for place in places:
        for action in at(place):
            made[action.id] = Binding(
                ",".join(action.keys),
                command(action, place),
                action.label,
                show=action.id in FOOTERS.get(place, ()),
                tooltip=action.description,
                id=action.id,
            )
    return [*made.values()]


def command(action: Action, place: Place) -> str:
    """What Textual is to run for an action: where the place is not the application, but it does the action, say so."""
    does = action.does or action.id
    return f"app.{does}" if place is not Place.APP and Place.APP in action.places else does


def keymap(rebound: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """Keys from the settings in the form that Textual takes."""
    return {identifier: ",".join(keys) for identifier, keys in rebound.items() if keys}


def key_of(app: object, identifier: str, place: Place = Place.APP) -> str:
    """The first key that does an action in a place, as people know it, also where it was rebound."""
    return key_words(keys_at(place, identifier, getattr(app, "rebound", {}))[0])
