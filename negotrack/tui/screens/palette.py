"""The command palette: every action at hand, the other negotiations, and the proposals, found by typing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from textual.binding import Binding, BindingType

from negotrack.analysis.folding import fold
from negotrack.tui.actions import BY_ID, Action, Group, Place, at
from negotrack.tui.bindings import key_of
from negotrack.tui.render import KEY
from negotrack.tui.screens.picker import Picker, Row

MOST = 50
"""Proposals that are shown; the others are counted."""


@dataclass(frozen=True, slots=True)
class ActionChosen:
    """An action of the table is to be done."""

    id: str


@dataclass(frozen=True, slots=True)
class ProposalChosen:
    """A proposal is to be gone to."""

    id: str


@dataclass(frozen=True, slots=True)
class NegotiationChosen:
    """Another negotiation is to be opened."""

    folder: Path


Chosen = ActionChosen | ProposalChosen | NegotiationChosen


class Palette(Picker[Chosen]):
    """Finds what can be done and gone to; returns what was chosen, None to go back.

    Args:
        place: where one comes from.
        find: the ids of the proposals that a text finds, as the filter does; all for an empty one.
        name: what to call a proposal.
        terms: what the negotiation calls its proposals.
        negotiations: the folders of the other negotiations.
    """

    LABEL = "›"
    PLACEHOLDER = "a command, words of a proposal, or a filter"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(",".join(BY_ID["palette"].keys), "back", show=False, id="palette"),
    ]

    def __init__(
        self,
        place: Place,
        *,
        find: Callable[[str], Sequence[str]],
        name: Callable[[str], str],
        terms: str = "proposals",
        negotiations: Sequence[Path] = (),
    ) -> None:
        super().__init__("Do, or go to")
        self._actions = choosable(place)
        self._find, self._called, self._terms = find, name, terms
        self._negotiations = negotiations

    def rows(self, text: str, words: Sequence[str]) -> Sequence[Row[Chosen]]:
        """Commands, negotiations, proposals, each under its heading."""
        return [
            *_under("Commands", self._commands(words)),
            *_under("Other negotiations", self._others(words)),
            *self._proposals(text),
        ]

    def _commands(self, words: Sequence[str]) -> Iterator[Row[Chosen]]:
        for action in matching(self._actions, words):
            key = (key_of(self.app, action.id), KEY)
            yield Row(action.description, ActionChosen(action.id), [key])

    def _others(self, words: Sequence[str]) -> Iterator[Row[Chosen]]:
        for folder in self._negotiations:
            if _has(fold(folder.name), words):
                yield Row(folder.name, NegotiationChosen(folder))

    def _proposals(self, text: str) -> Iterator[Row[Chosen]]:
        found = self._find(text)
        if found:
            shown = f"{MOST} of {len(found):,}" if len(found) > MOST else f"{len(found)}"
            yield Row(f"{self._terms.capitalize()} ({shown})")
            for identifier in found[:MOST]:
                yield Row(self._called(identifier), ProposalChosen(identifier))


def choosable(place: Place) -> tuple[Action, ...]:
    """The actions that can be chosen in a place; those that only move come last."""
    actions = [action for action in dict.fromkeys((*at(place), *at(Place.APP))) if action.id != "palette"]
    return tuple(sorted(actions, key=lambda action: action.group is Group.MOVE))


def matching(actions: Sequence[Action], words: Sequence[str]) -> Sequence[Action]:
    """The actions in which every word stands, those first that are called so or begin so."""
    found = [action for action in actions if _has(_text(action), words)]
    return sorted(found, key=lambda action: _rank(action, words)) if words else found


def _text(action: Action) -> str:
    return fold(f"{action.label} {action.description} {action.group}")


def _has(text: str, words: Sequence[str]) -> bool:
    return all(word in text for word in words)


def _rank(action: Action, words: Sequence[str]) -> int:
    label, text = fold(action.label), _text(action).split()
    if label.startswith(" ".join(words)):
        return 0
    return 1 if all(any(each.startswith(word) for each in text) for word in words) else 2


def _under(heading: str, rows: Iterator[Row[Chosen]]) -> Iterator[Row[Chosen]]:
    found = list(rows)
    if found:
        yield Row(heading)
        yield from found
