"""The main screen's actions that find and select."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.widget import Widget

from negotrack.model.vocabulary import Relation
from negotrack.tui.screens.main_reading import Reads
from negotrack.tui.widgets.listing import Listing

if TYPE_CHECKING:
    from negotrack.tui.screens.asking import Asking
    from negotrack.tui.widgets.prompt import Prompt

_PANES = ("proposals", "detail", "annotations", "gaps", "dates")
_SINGLE = _PANES[:3]
"""In a small window these take each other's place."""


class Finding(Reads):
    """Filters, dates, steps, selections, and the way from pane to pane."""

    _asking: Asking

    async def action_filter(self) -> None:
        """Filter as is typed."""
        from negotrack.tui.screens.asking import FilterAsking

        await self._ask(FilterAsking(self))

    async def action_as_of(self) -> None:
        """Show everything as of another day."""
        from negotrack.tui.screens.asking import AsOfAsking

        await self._ask(AsOfAsking(self))

    async def _ask(self, asking: Asking) -> None:
        # Controls to type into are slow to load, and not needed before somebody types.
        from negotrack.tui.widgets.prompt import Prompt

        self._asking = asking
        await self.query("Prompt").remove()
        prompt = Prompt(asking.label, asking.value, asking.placeholder)
        await self.mount(prompt, after="#body")
        prompt.note(asking.note)

    def on_prompt_changed(self, event: Prompt.Changed) -> None:
        """Follow what is typed."""
        self._asking.changed(event.text)
        event.prompt.note(self._asking.note)

    async def on_prompt_kept(self) -> None:
        """Go back to the list, with what was typed."""
        await self._answered()

    async def on_prompt_dropped(self) -> None:
        """Go back to the list, without what was typed."""
        await self._answered()
        self._asking.dropped()

    def on_prompt_stepped(self, event: Prompt.Stepped) -> None:
        """Follow an arrow up or down."""
        text = self._asking.stepped(event.step)
        if text is not None:
            event.prompt.put(text)

    async def _answered(self) -> None:
        await self.query("Prompt").remove()
        self.go_to("proposals")

    def action_quick_filter(self) -> None:
        """Go to the next quick filter."""
        self.finder.turn()
        self.draw_found()

    def action_sort(self) -> None:
        """Go to the next order of the list; the cursor stays on its proposal."""
        self.finder.turn_order()
        self.draw_found()

    def action_select(self) -> None:
        """Select the row together with others."""
        self.proposals.toggle()
        self.draw_top()

    def action_next(self) -> None:
        """Go to the next match, or where nothing is filtered, to the next difference."""
        self._step(1)

    def action_previous(self) -> None:
        """Go to the match, or the difference, before."""
        self._step(-1)

    @on(Listing.Opened)
    def action_open(self) -> None:
        """Go to the selected proposal in full, and from there to its annotations."""
        self.go_to("detail" if self.proposals.has_focus else "annotations")

    def action_back(self) -> None:
        """Go back to the list; there, select nothing together, then filter nothing."""
        self.query("Prompt").remove()
        if not self.proposals.has_focus:
            self.go_to("proposals")
        elif self.proposals.chosen:
            self.proposals.chosen.clear()
            self.draw_found()
        elif self.finder.active:
            self.finder.clear()
            self.draw_found()

    def action_next_pane(self) -> None:
        """Go to the next pane; in a small window, it takes the place of this one."""
        self._turn(1)

    def action_previous_pane(self) -> None:
        """Go to the pane before."""
        self._turn(-1)

    def go_to(self, pane: str) -> None:
        """Go to a pane."""
        if pane in _SINGLE:
            for each in _SINGLE:
                self.set_class(each == pane, f"-{each}")
        self.query(f"#{pane}").focus()

    def _turn(self, step: int) -> None:
        self.query("Prompt").remove()  # what was typed is kept
        if self.has_class("-single"):
            here = next((place for place, each in enumerate(_SINGLE) if self.has_class(f"-{each}")), 0)
            self.go_to(_SINGLE[(here + step) % len(_SINGLE)])
            return
        panes = [pane for each in _PANES for pane in self.query(f"#{each}") if _is_seen(pane)]
        here = next((place for place, pane in enumerate(panes) if pane.has_focus), 0)
        panes[(here + step) % len(panes)].focus()

    def _step(self, direction: int) -> None:
        proposals, session = self.proposals, self.session
        for distance in range(1, proposals.count + 1):
            place = (proposals.cursor + direction * distance) % proposals.count
            standing = session.known(proposals.ids[place])
            if self.finder.active or (standing and standing.relation(*session.pair) is Relation.DIFFER):
                proposals.move(place, direction)
                return
        self.notify("The two sides differ on nothing that is shown.")


def _is_seen(pane: Widget) -> bool:
    return all(each.display for each in pane.ancestors_with_self if isinstance(each, Widget))
