"""The way from the main screen to every other one, as a person goes it; or a screen put there, where that is rare."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import Any

from textual.screen import Screen

from negotrack.editing.recording import consequence
from negotrack.model.records import LedgerEntry
from negotrack.model.vocabulary import Stance
from negotrack.store.drafts import Draft
from negotrack.tui.forms.question import Answer, Question
from negotrack.tui.screens.choose import Choose
from negotrack.tui.screens.compare_pairs import EveryPair
from negotrack.tui.screens.drafts import DraftsScreen
from negotrack.tui.screens.editor import AnnotationText, ConflictScreen
from negotrack.tui.screens.ledger import Rule
from negotrack.tui.screens.report import SaveAs
from tests.tui.main.conftest import SIX, Shown

Way = Callable[[Shown], Awaitable[None]]
TEXT = "Does the counter leave room for people from Panjshir? #counter"


def keys(*pressed: str) -> Way:
    """The way by keys: where the first one has led, the rest are typed."""

    async def go(shown: Shown) -> None:
        for together in filter(None, (pressed[:1], pressed[1:])):
            await shown.type(*together)

    return go


def put(make: Callable[[Shown], Screen[Any]]) -> Way:
    """The way to a screen that is put on the others."""

    async def go(shown: Shown) -> None:
        shown.app.push_screen(make(shown))
        await shown.settle()

    return go


def _conflict(shown: Shown) -> ConflictScreen:
    theirs = AnnotationText(TEXT.replace("leave room", "leave any room"), ("counter",), None)
    mine = AnnotationText(TEXT.replace("Does", "How does"), ("counter", "order"), shown.main.session.pair[1])
    return ConflictScreen("6", theirs=theirs, mine=mine, sides=shown.main.session.negotiation.sides)


def _drafts(shown: Shown) -> DraftsScreen:
    targets = shown.main.targets
    one = Draft(targets, TEXT, ("counter",), "taliban", "20261122T121530Z-7f3k2m9qxa", "2026-11-22T12:15:30Z")
    other = Draft(("_",), "Ask the mediator.", saved="2026-11-21T09:00:00Z")
    main = shown.main
    return DraftsScreen((one, other), main.session.negotiation, named=main.session.named, drop=lambda _draft: None)


def _pairs(shown: Shown) -> EveryPair:
    return EveryPair(shown.main.session.view, shown.main.session.pair)


def _choose(shown: Shown) -> Choose:
    folder = shown.main.session.folder
    return Choose([folder, folder.with_name("not-there")], folder)


def _rule(shown: Shown) -> Rule:
    negotiation = shown.main.session.negotiation
    accepts = LedgerEntry(id="a", side="taliban", stance=Stance.ACCEPTS, statement="Yes after all.", recorded_by="ben")
    target = SIX if SIX in negotiation.dossiers else next(iter(negotiation.dossiers))
    standing = consequence(negotiation, negotiation.dossiers[target], [accepts]).after
    return Rule("6", negotiation=negotiation, standing=standing)


def _question(_shown: Shown) -> Question[str]:
    return Question("Not saved", "What you wrote is not saved.", [Answer("s", "Save it", "s")], back="Go on writing")


def _save_as(_shown: Shown) -> SaveAs:
    return SaveAs("Write the report to a file", Path("/home/ana/panjshir-2021.txt"))


WAYS: Mapping[str, Way] = {
    "main": keys(),
    "filtered": keys("/", *"province", "enter"),
    "filter": keys("/", *"province is:"),
    "as-of": keys("D", *"2021-08-25"),
    "compare": keys("c"),
    "compare-as-of": keys("c", "D"),
    "pairs": put(_pairs),
    "timeline": keys("t"),
    "report": keys("p"),
    "report-options": keys("p", "x"),
    "save-as": put(_save_as),
    "gaps": keys("i"),
    "meeting": keys("M"),
    "readings": keys("C"),
    "texts": keys("T"),
    "help": keys("?"),
    "messages": keys("m"),
    "editor": keys("a", *"Ask the mediator. #ask"),
    "conflict": put(_conflict),
    "drafts": put(_drafts),
    "record": keys("s"),
    "records": keys("r"),
    "rule": put(_rule),
    "add": keys("A"),
    "choose": put(_choose),
    "sides": keys("c", "x"),
    "question": put(_question),
}
