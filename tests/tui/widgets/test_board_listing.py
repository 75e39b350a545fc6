from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from textual.app import ComposeResult
from textual.screen import Screen

from negotrack.tui.render import HEADING, PLAIN, line
from negotrack.tui.session import Session
from negotrack.tui.widgets.board_listing import BoardListing
from tests.conftest import SHIPPED
from tests.golden import compare_with_golden
from tests.tui.painting import painted

Stage = Callable[..., Any]


class Listed(Screen[None]):
    def compose(self) -> ComposeResult:
        yield BoardListing(id="board")


async def test_a_board_with_headings_matches_the_stored_picture_and_can_be_paged_to_every_side(stage: Stage) -> None:
    session = Session(SHIPPED.parent / "federal-convention-1787")
    session.finish()
    negotiation, ids = session.negotiation, session.ids
    entries = [line(("The legislature, of which much was said", HEADING)), *ids[:3], line("Others"), *ids[3:5]]
    counts = {side.id: (str(len(side.id) * 7), PLAIN) for side in negotiation.sides[:9]}
    shown: list[str] = []
    async with stage(Listed, 150, 12) as (app, pilot):
        board = app.screen.query_one(BoardListing)
        board.focus()
        board.show(lambda _identifier: None, dated=False)
        board.fill(negotiation, entries)
        for width in (150, 97, 96, 60, 30):
            await pilot.resize_terminal(width, 12)
            await pilot.pause()
            shown += [
                f"{width}, {board.columns.before + board.columns.after} hidden:",
                *(each.rstrip() for each in app.lines),
            ]
        board.show(
            session.known.get,
            lambda each: session.known.get(ids[0]) if each == ids[1] else session.known.get(each),
            dated=True,
        )
        board.fill(negotiation, entries, totals=[("seconded", counts), ("agreed", dict(list(counts.items())[:2]))])
        board.select(ids[2])
        for width in (150, 97, 60):
            await pilot.resize_terminal(width, 12)
            await pilot.pause()
            shown += [
                f"{width}, {board.columns.before + board.columns.after} hidden:",
                *(each.rstrip() for each in app.lines),
            ]
        for key in ("right", "right", "right", "left"):
            await pilot.press(key)
            shown += [f"{key}:", *(each.rstrip() for each in app.lines[:6])]
        board.fill(negotiation, entries[1:], negotiation.sides[3:5])
        await pilot.pause()
        shown += [f"{board.selected}:", *(each.rstrip() for each in app.lines)]
        coloured = [board.draw_fixed(0, 56), *(board.draw(index, 56) for index in range(board.count)), *board.legend]
        shown.append(painted(coloured))
    compare_with_golden(Path(__file__).parents[1] / "snapshots" / "board-listing.txt", "\n".join([*shown, ""]))
