"""The way from the main screen to every other one: by keys, as a user goes, or pushed directly if it is rare."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

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
    """The way by keys: the first one is pressed, and when it has taken effect, the others at once."""

    async def go(shown: Shown) -> None:
        for together in filter(None, (pressed[:1], pressed[1:])):
            await shown.type(*together)

    return go


def put(make: Callable[[Shown], Screen[Any]]) -> Way:
    """The way to a screen that is pushed directly."""

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


class Walk(NamedTuple):
    """A sequence of key presses and window sizes.

    Attributes:
        way: the name of the way to the first screen.
        written: the steps, separated by ``|``: keys, or columns and rows, such as ``160x50``.
        folder: the shipped negotiation; empty for the one with records of every kind.
        proposal: the proposal that is selected at first.
    """

    way: str
    written: str
    size: tuple[int, int] = (100, 30)
    folder: str = ""
    proposal: str = "no-disarming"

    @property
    def steps(self) -> Iterator[list[str] | tuple[int, int]]:
        """The keys or the window size of each step."""
        for step in self.written.split(" | "):
            columns, by, rows = step.partition("x")
            yield (int(columns), int(rows)) if by and columns.isdigit() else step.split(" ")


CONVENTION = "federal-convention-1787"
WALKS: Mapping[str, Walk] = {
    "main": Walk(
        "main",
        "n | n | N | N | [ | [ | ] | { | } | escape | { | 0 | space k space | escape | 2 | tab | 3 | shift+tab | "
        "4 | left | enter | escape | 5 | enter | escape | escape | f | f | f | f | f | f | f | S | S | S | S | "
        "y | enter | enter | y | escape | v | x down | enter | 160x50 | 56x18 | 3 | 4 | escape | 34x12",
    ),
    "many": Walk(
        "main",
        "right | right | left | n | n | j j | N | s | 1 | escape | escape d | a | escape | G | 160x50 | 56x18 | "
        "right | 34x12",
        folder=CONVENTION,
    ),
    "prompts": Walk(
        "main",
        "/ | c o n t | down | down | up | enter | n | N | escape | / | s t a t u s : x | enter | escape | "
        "/ q q q | escape | D | 2 0 2 1 - 0 9 - 0 7 | up | up | down | down | enter | D | x | enter | escape | "
        "D | down | escape | escape | D 2 0 2 1 - 0 8 - 2 5 | tab | 60x20",
        size=(80, 24),
    ),
    "compare": Walk(
        "compare",
        "n | n | n | N | N | j | f | n | f | f | tab | shift+tab | R | escape | D | 2 0 2 1 - 0 8 - 2 5 enter | "
        "n | k | 160x50 | 56x18 | tab | tab | 34x12 | 60x24 | enter",
    ),
    "sides": Walk(
        "compare",
        "n | j | f | f | f | v | n | n | j | f | f | f | v | j | v | 160x50 | 56x18 | j | 34x12 | 100x20 | x | "
        "2 | tab | 2 | 3 | escape | escape | x 3 tab 4 enter | v | enter",
        folder=CONVENTION,
    ),
    "pairs": Walk(
        "compare",
        "P | right | right right | j | f | f | f | f | f | h h h | k k | tab | tab | 56x18 | l l l l l l l l | "
        "l l l l | h h h h h h | G | h h h h h h h | g | 34x12 | l | 160x50 | j j enter",
        folder=CONVENTION,
    ),
    "timeline": Walk(
        "timeline",
        "[ | [ | { | { | } | ] | j | [ | j | [ | j | tab | j | tab | tab | shift+tab | tab | 0 | } | { | } | { | "
        "j | j | k | 56x18 | tab | tab | tab | 34x12 | 160x50 | [ | [ | [ | [ | [ | [ | [ | { | { | { | g | j | "
        "j | j | j | enter",
    ),
    "days": Walk(
        "timeline",
        "j | [ | [ | G | [ | { | tab right right | left | 160x50 | 76x24 | 69x20 | 34x12 | g",
        folder=CONVENTION,
    ),
    "gaps": Walk(
        "gaps",
        "enter | j | enter | k enter | j j | j | j | j | G | k | k | g | 160x50 | 56x18 | tab | 34x12",
    ),
    "readings": Walk("readings", "j | j | G | k | g | enter | R | escape | 160x50 | 56x18 | tab | 34x12"),
    "texts": Walk("texts", "j | space | k | space | space | G | enter | w | escape | 160x50 | 56x18 | tab | 34x12"),
    "no-text": Walk("texts", "space | enter | j", size=(80, 24), proposal="national-hero"),
    "records": Walk(
        "records",
        "j j | j j | enter | ctrl+s | 2 0 2 1 | tab x | ctrl+s | escape | d | r | G | k k | g d | enter | x | "
        "escape | escape",
    ),
    "other-records": Walk("records", "G", size=(120, 40), proposal="national-hero"),
    "record": Walk(
        "record",
        "ctrl+s | 2 | tab c | tab 2 0 2 1 | tab x | tab = | 6 | backspace backspace a enter = | backspace | "
        "ctrl+s | shift+tab shift+tab shift+tab shift+tab shift+tab 0 | tab | a | ctrl+s | tab tab | x | "
        "shift+tab shift+tab shift+tab 1 | tab p | tab | tab | tab tab tab tab | enter | tab | f1 | escape | "
        "escape | escape | escape d",
        size=(80, 56),
    ),
    "new-source": Walk(
        "record",
        "tab tab tab tab end enter | enter | tab | x | tab tab 2 0 2 1 | tab a | ctrl+s | "
        "shift+tab shift+tab shift+tab shift+tab up | enter",
        size=(80, 56),
    ),
    "correct": Walk(
        "records",
        "j | j enter | ctrl+s | shift+tab | tab | tab | tab tab tab | tab | tab | tab tab tab | tab tab",
        size=(100, 50),
    ),
    "rule": Walk(
        "main",
        "R | down | down | enter | r | s | tab x | shift+tab shift+tab up | tab r",
        size=(80, 56),
        proposal="06-surrender-after-government",
    ),
    "stake": Walk(
        "main",
        "K | ctrl+s | 1 | tab r | tab x | tab t | r | tab 2 0 2 1 | shift+tab shift+tab shift+tab p | tab h | "
        "shift+tab f | tab | backspace | ctrl+s | tab tab tab tab enter",
        size=(80, 56),
    ),
    "wording": Walk(
        "main",
        "w | ctrl+s | [ a | enter ] | ] ] ] ] | enter o n e | tab x | tab 1 | tab z , | tab 2 0 2 1 | tab | "
        "tab x | tab a | tab down | enter | tab enter | f1 | escape | escape | escape",
        size=(80, 56),
    ),
    "hold-up": Walk(
        "main",
        "H | ctrl+s | 6 | enter x | backspace c o n | backspace backspace backspace n a t i o n a l | tab r | "
        "tab | ctrl+s",
        size=(80, 56),
        proposal="local-authorities",
    ),
    "add": Walk(
        "add",
        "right | right | right | right | right | left left left left left | tab tab tab 1 | a , z | tab enter | "
        "tab i | tab s | tab | c o n | backspace backspace backspace n a t | tab / | "
        "backspace n o - d i s a r m i n g | escape | escape",
        size=(80, 56),
    ),
    "package": Walk(
        "add",
        "a | ctrl+s | tab x | tab 6 | tab 1 | tab a | tab | tab down | escape | escape d",
        size=(80, 56),
    ),
    "report": Walk(
        "report",
        "j | G | f | f | f | f | x | p | tab x | tab 2 | tab 2 | shift+tab shift+tab shift+tab f | ctrl+s | x | "
        "w | tab | 2 | tab 2 | tab 1 | ctrl+s | 2 | tab a s | tab p | tab o | ctrl+s | w | backspace | escape | "
        "I | 160x50 | 56x18 | x | p enter | 34x12 | escape",
    ),
    "meeting": Walk("meeting", "n | N | l | l | 160x50 | 56x18 | 34x12 | enter | y | escape"),
    "meetings": Walk("meeting", "n | n | N | N | 160x50 | 56x18 | 34x12 | n | escape", folder=CONVENTION),
    "editor": Walk(
        "editor",
        "enter # | q | tab # | backspace a | tab | enter | a | tab 2 0 2 1 | tab d | tab | tab 1 | ctrl+o | "
        "escape | escape | escape d",
        size=(80, 56),
    ),
    "versions": Walk("conflict", "tab | ctrl+t | ctrl+g | tab tab | escape | escape", size=(80, 56)),
    "drafts": Walk("drafts", "j | k | d | escape | 59x20 | 60x24 | tab | tab d | d | d d"),
    "messages": Walk("messages", "60x20 | 140x20 | m"),
    "help": Walk("help", "pagedown | pagedown | G | 100x30 | g | 140x40 | question_mark", size=(80, 40)),
    "choose": Walk("choose", "60x20 | 120x24 | down | x | backspace | n o t | enter"),
    "question": Walk("question", "down | down | down | up up | 50x20"),
}
