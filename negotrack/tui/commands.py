"""What the command palette finds: available actions, proposals, and the other negotiations."""

from __future__ import annotations

from collections.abc import Coroutine, Iterator, Sequence
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from textual import on
from textual.binding import ActiveBinding
from textual.command import CommandPalette, DiscoveryHit, Hit, Hits, Provider
from textual.content import Content
from textual.widgets import Input
from textual.worker import WorkerError

from negotrack.analysis.folding import fold
from negotrack.analysis.sides import heads
from negotrack.pages.terms import Terms
from negotrack.pages.words import counted
from negotrack.text import pad, safe, width
from negotrack.tui.actions import ACTIONS, Action, Group
from negotrack.tui.render import DIM, KEY, line, marked
from negotrack.tui.widgets.keyline import key_of

if TYPE_CHECKING:
    from negotrack.tui.app import Negotrack
    from negotrack.tui.screens.main import MainScreen

MOST = 50
"""The most proposals that are listed; the rest are counted."""
_NEGOTIATION, _PROPOSAL, _MORE = 0.7, 0.5, 0.4
"""The scores of what is not an action; those of actions lie around them."""


class Palette(CommandPalette):
    """Textual's palette, except that enter waits for the hits of the latest letters."""

    @on(Input.Submitted)
    async def _wait_for_hits(self) -> None:
        for search in [each for each in self.workers if each.node is self]:
            with suppress(WorkerError):  # a search that was given up for a newer one
                await search.wait()


class ActionHits(Provider):
    """The actions that are available on the screen, by name, each with its key."""

    async def discover(self) -> Hits:
        """Every available action."""
        for action, binding in self._at_hand():
            yield DiscoveryHit(self._shown(action, ()), self._command(binding), action.label, action.description)

    async def search(self, query: str) -> Hits:
        """The actions that contain every word; those whose label begins with them come first."""
        words = fold(query).split()
        for action, binding in self._at_hand():
            if score := rank(action, words):
                yield Hit(score, self._shown(action, words), self._command(binding), action.label, action.description)

    def _at_hand(self) -> Iterator[tuple[Action, ActiveBinding]]:
        """The actions that a key would run now, in the order of the table; those that only move come last."""
        active = {each.binding.id: each for each in reversed(self.screen.active_bindings.values()) if each.enabled}
        for action in sorted(ACTIONS, key=lambda each: each.group is Group.MOVE):
            if action.id != "palette" and (binding := active.get(action.id)):
                yield action, binding

    def _shown(self, action: Action, words: Sequence[str]) -> Content:
        name = marked(action.label.capitalize(), words)
        return Content.assemble(name, line("  ", (key_of(self.app, action.id), KEY)))

    def _command(self, active: ActiveBinding) -> partial[Coroutine[Any, Any, bool]]:
        return partial(self.app.run_action, active.binding.action, active.node)


class _OfNegotiation(Provider):
    """Finds things in the negotiation that is shown; the palette does not open before there is one."""

    @property
    def _app(self) -> Negotrack:
        return cast("Negotrack", self.app)

    @property
    def _main(self) -> MainScreen:
        return cast("MainScreen", self._app.main)


class Proposals(_OfNegotiation):
    """The proposals that match the typed text, as in the filter."""

    async def search(self, query: str) -> Hits:
        """The first matches, and how many more there are."""
        main = self._main
        found, words = main.session.find(query), fold(query).split()
        terms = Terms(main.session.negotiation)
        for identifier in found[:MOST]:
            name = terms.proposal(identifier)
            yield Hit(_PROPOSAL, marked(name, words), partial(self._go_to, identifier), name)
        if (more := len(found) - MOST) > 0:
            header = main.session.negotiation.header
            words_for_them = f"and {counted(more, 'more ' + header.proposal_term, 'more ' + header.plural)}: type on"
            yield Hit(_MORE, line((words_for_them, DIM)), lambda: None, query)

    def _go_to(self, identifier: str) -> None:
        """Leave the screens above the main one, if any, and select the proposal there."""
        while self._app.screen is not self._main:
            self._app.screen.dismiss(None)
        self._main.go_to_proposal(identifier)


class Negotiations(_OfNegotiation):
    """The other negotiations of the folder, by name."""

    async def search(self, query: str) -> Hits:
        """Those whose name contains every word."""
        words = fold(query).split()
        for folder in self._app.other_folders:
            if all(word in fold(folder.name) for word in words):
                shown = Content.assemble(marked(folder.name, words), line(("  another negotiation", DIM)))
                yield Hit(_NEGOTIATION, shown, partial(self._app.open, folder), folder.name)


class References(_OfNegotiation):
    """The sides that all others can be compared with, and none."""

    async def discover(self) -> Hits:
        """Every side."""
        sides = [*self._sides()]
        room = max(width(safe(name)) for name, *_ in sides)
        for name, what, side in sides:
            yield DiscoveryHit(
                line(pad(safe(name), room), (f"  {what}", DIM)), partial(self._main.refer_to, side), name
            )

    async def search(self, query: str) -> Hits:
        """The sides whose name contains every word."""
        words = fold(query).split()
        for name, what, side in self._sides():
            if all(word in fold(f"{name} {what}") for word in words):
                shown = Content.assemble(marked(name, words), line((f"  {what}", DIM)))
                yield Hit(1, shown, partial(self._main.refer_to, side), name)

    def _sides(self) -> Iterator[tuple[str, str, str]]:
        sides = self._main.session.negotiation.sides
        short = heads(sides)
        yield from ((side.name, short[side.id], side.id) for side in sides)
        yield "None", "no side; columns in their own order", ""


def rank(action: Action, words: Sequence[str]) -> float:
    """How well some folded words match an action; 0 if it lacks one of them."""
    label, text = fold(action.label), fold(f"{action.label} {action.description} {action.group}")
    if not all(word in text for word in words):
        return 0
    if label.startswith(" ".join(words)):
        return 1
    return 0.8 if all(any(each.startswith(word) for each in text.split()) for word in words) else 0.6


PROVIDERS = (ActionHits, Proposals, Negotiations)
