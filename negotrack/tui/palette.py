"""The command palette: every action that is at hand, and every proposal that a filter finds."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import NamedTuple

from textual.app import App
from textual.command import CommandPalette, DiscoveryHit, Hit, Hits, Provider
from textual.screen import Screen

from negotrack.analysis.query import parse
from negotrack.tui.actions import ACTIONS, Action, Group
from negotrack.tui.bindings import key_of
from negotrack.tui.render import DIM, KEY, Line, line, marked
from negotrack.tui.session import Session
from negotrack.wording import proposal_label

MOST = 40
"""Proposals that are found at once."""


class Found(NamedTuple):
    """What the palette needs of the screen it was opened on.

    Attributes:
        session: the negotiation that is shown; None where none is.
        select: goes to a proposal.
    """

    session: Session | None
    select: Callable[[str], None]


def palette(found: Found) -> CommandPalette:
    """The palette."""

    class Proposals(Provider):
        """The proposals that a filter finds, in the language of the filter."""

        async def search(self, query: str) -> Hits:
            """Those that are found, in order."""
            for label, identifier in proposals(found.session, query):
                yield Hit(0.1, label, partial(found.select, identifier), text=label.plain)

    return CommandPalette([Actions, Proposals], placeholder="an action, or what to find: words, status:rejected, tag:x")


class Actions(Provider):
    """The actions that are at hand."""

    async def discover(self) -> Hits:
        """All of them."""
        for action in at_hand(self.screen):
            yield DiscoveryHit(_prompt(self.app, action), partial(_run, self.screen, action), text=action.description)

    async def search(self, query: str) -> Hits:
        """Those whose description matches."""
        matcher = self.matcher(query)
        for action in at_hand(self.screen):
            score = max(matcher.match(action.description), matcher.match(action.label))
            if score > 0:
                prompt = _prompt(self.app, action)
                yield Hit(score, prompt, partial(_run, self.screen, action), text=action.description)


def at_hand(screen: Screen[object]) -> Iterator[Action]:
    """The actions that the keys of a screen would do, but for moving about."""
    bound = {active.binding.id for active in screen.active_bindings.values()}
    for action in ACTIONS:
        if action.id in bound and action.group is not Group.MOVE and action.id != "palette":
            yield action


def proposals(session: Session | None, written: str) -> Sequence[tuple[Line, str]]:
    """The labels and ids of the proposals that a filter finds."""
    if session is None:
        return ()
    query = parse(written, session.negotiation.sides)
    if not query.terms:
        return ()
    found = session.index.match(query)[:MOST]
    known = ((each, session.known(each)) for each in found)
    return [(marked(proposal_label(where.dossier.proposal), query.words), each) for each, where in known if where]


def _prompt(app: App[object], action: Action) -> Line:
    return line(f"{action.description}  ", (key_of(app, action.id), KEY), (f"  {action.group.value.lower()}", DIM))


async def _run(screen: Screen[object], action: Action) -> None:
    await screen.run_action(action.id)
