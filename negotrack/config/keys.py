"""The table of keys in the settings: what is a key, and which keys two actions would share.

A line with a mistake is not used, so that no action is ever without a key: not even the one that quits.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from negotrack.keynames import bare_name, is_key, is_text
from negotrack.suggestions import nearest, shown

Actions = Mapping[str, tuple[str, ...]]
"""The keys of every action, by its id."""
Places = Collection[frozenset[str]]
"""The actions that are at hand at the same time, for each place."""
Mistake = tuple[str, str]
"""The path of a setting, and what is wrong with it."""

_EDITING = {
    *("enter", "tab", "backspace", "delete", "up", "down", "left", "right", "home", "end", "pageup", "pagedown"),
    *("f6", "f7"),
}
"""Keys that move or change text where somebody types, whatever is held with them."""
_EDITING_LETTERS = frozenset("acdefhijkmuvwxyz")
"""Likewise, with the control key."""


def read_keys(
    given: object, actions: Actions | None, together: Places | None, typing: Collection[str] = ()
) -> tuple[Actions, list[Mistake]]:
    """The keys that were rebound, by action, and what is wrong with the others.

    Args:
        given: the table as it stands in the file.
        actions: the keys of every action; None to take any.
        together: the actions that are at hand at the same time; all of them where it is None.
        typing: the actions that are at hand while somebody types; each needs a key that does not.
    """
    if not isinstance(given, dict):
        return {}, [("keys", 'is not a table; write it as [keys], and below it: filter = "/"')]
    rebound: dict[str, tuple[str, ...]] = {}
    mistakes: list[Mistake] = []
    for action, value in given.items():
        keys = value if isinstance(value, list) else [value]
        if actions is not None and action not in actions:
            mistakes.append((_path(action), f"is not an action{nearest(action, actions)}; all: negotrack keys"))
        elif not keys:
            mistakes.append((_path(action), "needs a key; leave the line out to keep the usual one"))
        elif wrong := [key for key in keys if not is_key(key)]:
            mistakes.append((_path(action), f'{shown(wrong[0])} is no key; write it like "j", "ctrl+r" or "f1"'))
        elif actions is not None and action in typing and not any(_works(key, actions[action]) for key in keys):
            mistakes.append((_path(action), _never(keys[0], action, actions)))
        else:
            rebound[action] = tuple(dict.fromkeys(keys))
    if actions is None:
        return rebound, mistakes
    return _without_clashes(rebound, actions, together, mistakes)


def clashes(keys: Actions, together: Places) -> list[tuple[str, str, str]]:
    """Keys that two actions share which are at hand at the same time: the key and the two, each clash once."""
    found: dict[tuple[str, str, str], None] = {}
    for place in together:
        holders: dict[str, list[str]] = {}
        for action in sorted(place):
            for key in keys.get(action, ()):
                for other in holders.setdefault(key, []):
                    found[key, other, action] = None
                holders[key].append(action)
    return list(found)


def _works(key: str, usual: Collection[str]) -> bool:
    """Whether a key can do something where somebody types; of the usual ones, those that edit are known to."""
    if is_text(key):
        return False
    name, controlled = bare_name(key), "ctrl+" in key or "super+" in key
    return key in usual or not (name in _EDITING or (controlled and name in _EDITING_LETTERS))


def _never(key: str, action: str, actions: Actions) -> str:
    what = "is typed as text" if is_text(key) else "edits the text"
    kept = " ".join(actions[action])
    return (
        f"{key!r} {what} where {action!r} is needed, and would never do it; "
        f'choose a key like "ctrl+t" or "f5"; {action!r} keeps {kept}'
    )


def _without_clashes(
    rebound: dict[str, tuple[str, ...]], actions: Actions, together: Places | None, mistakes: list[Mistake]
) -> tuple[Actions, list[Mistake]]:
    """Leave out rebound keys, the later ones first, until no two actions share one that did not before."""
    places = [frozenset(actions)] if together is None else together
    usual = set(clashes(actions, places))
    order = list(rebound)
    while new := [clash for clash in clashes({**actions, **rebound}, places) if clash not in usual]:
        key, *pair = new[0]
        loser = max((action for action in pair if action in rebound), key=order.index)
        other = next(action for action in pair if action != loser)
        kept = " ".join(actions[loser])
        mistakes.append((_path(loser), f"{key!r} is a key of {other!r} as well; {loser!r} keeps {kept}"))
        del rebound[loser]
    return rebound, mistakes


def _path(action: str) -> str:
    return f"keys.{action}"
