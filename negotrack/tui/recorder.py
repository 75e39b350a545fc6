"""Puts facts on record from the screen: recording, ruling, correcting, taking back, adding."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeVar

from textual.screen import Screen

from negotrack.editing.adding import ADDABLE, ATTACHED, add, stake, table_text
from negotrack.editing.correcting import (
    correct,
    correct_attached,
    correct_record,
    ledger_fields,
    may_rewrite,
    remove_attached,
    remove_record,
    take_back,
)
from negotrack.editing.recording import PositionRequest, hold_up, meet, record, remembered, request_of, rule
from negotrack.editing.targets import find_attached
from negotrack.errors import NegotrackError
from negotrack.model.identifiers import WHOLE
from negotrack.model.negotiation import Dossier, Negotiation
from negotrack.model.vocabulary import Basis
from negotrack.store.drafts import WORDING, Draft
from negotrack.store.filechange import Change
from negotrack.tui.changing import Changes
from negotrack.tui.drafts import DraftKeeper
from negotrack.tui.forms.form import FormDrawer
from negotrack.tui.forms.records import Given
from negotrack.tui.forms.text_form import Outside
from negotrack.tui.screens.adding import Add, StakeDrawer, TableText
from negotrack.tui.screens.ledger import HoldUp, Meet, Reason, RecordDrawer, Rule
from negotrack.tui.screens.on_record import OnRecord, Picked
from negotrack.tui.session import Session

if TYPE_CHECKING:
    from negotrack.tui.screens.main import MainScreen
    from negotrack.tui.widgets.annotations import ShownAnnotation

T = TypeVar("T")
_NOTHING: Given = MappingProxyType({})
_UNREADABLE = "Select a proposal that can be read."
_REWRITTEN = "Your own entry, and no other refers to it: it is rewritten."
_REPLACED = "This becomes a new entry; the one before is retracted, and stays on file."


class Recorder:
    """Puts facts on record, and carries source and date over from one entry to the next."""

    def __init__(self, host: MainScreen, changes: Changes, drafts: DraftKeeper) -> None:
        self._host, self._changes, self._drafts = host, changes, drafts
        self._last = PositionRequest()
        self._added = "proposal"

    async def record(self, targets: Sequence[str], note: ShownAnnotation | None = None) -> bool:
        """Record positions or outcomes, and return whether one was stored."""
        initial = self._last.model_copy(update={"basis": Basis.COLLECTIVE if len(targets) > 1 else None})
        if note:
            initial = initial.model_copy(update={"side": note.annotation.about, "statement": note.annotation.text})
        stored = False
        while negotiation := self._readable(targets):
            entered = await self._ask(
                RecordDrawer(
                    self._session.named(targets),
                    negotiation=negotiation,
                    targets=targets,
                    initial=initial,
                    accepted=self._session.view.accepted,
                )
            )
            if entered is None:
                break
            request = entered.request
            if not await self._attempt(targets, partial(record, targets=targets, request=request, by=self._author)):
                initial = request
                continue
            stored = True
            self._last = remembered(request)
            following = self._host.next_proposal() if entered.next else None
            if following is None:
                break
            targets, initial = (following,), self._last.model_copy(update={"side": request.side})
        return stored

    async def rule(self, target: str) -> None:
        """Decide between conflicting records of a proposal."""
        session = self._session
        standing = session.look(target)
        if standing is None or not standing.conflicts:
            return  # it has been settled meanwhile
        negotiation, accepted = session.newest((target,)), session.view.accepted
        ruling = await self._ask(
            Rule(self._named(target), negotiation=negotiation, standing=standing, accepted=accepted)
        )
        if ruling is None:
            return
        if ruling.over:
            because, by = ruling.because, self._author
            change = partial(rule, target=target, prefers=ruling.entry, over=ruling.over, because=because, by=by)
            await self._attempt((target,), change)
        else:
            await self._retract(standing.dossier, ruling.entry, ruling.because)

    async def open_records(self, target: str | None, outside: Outside) -> None:
        """Show what is on record for a proposal and for the negotiation, to correct it or take it back."""
        session = self._session
        session.finish()
        standing = session.look(target) if target else None
        added = session.negotiation.added
        title = f"On record: {self._named(target or WHOLE)}"
        picked = await self._ask(OnRecord(title, negotiation=session.negotiation, standing=standing))
        if picked is None:
            return
        what, identifier = picked.what, picked.id
        if standing is None or what in ADDABLE:
            if picked.take_back:
                seen = dict(added[ADDABLE[what]][identifier])
                await self._attempt(
                    None, lambda found: remove_record(found, session.folder, what, identifier, seen=seen)
                )
            else:
                await self._correct_record(picked)
        elif what == "condition":
            await self._meet(standing.dossier, identifier)
        elif what not in ATTACHED:
            await (
                self._take_back(standing.dossier, picked) if picked.take_back else self._correct(standing.id, picked)
            )
        elif picked.take_back:
            seen, of = dict(find_attached(standing.dossier, what, identifier)), standing.id
            await self._attempt(
                (of,), lambda found: remove_attached(found, session.folder, of, what, identifier, seen=seen)
            )
        elif what == "wording":
            await self.table_text(standing.id, outside, corrects=identifier)
        else:
            await self.stake(standing.id, corrects=identifier)

    async def hold_up(self, target: str) -> None:
        """Record which proposals wait for this one."""
        session = self._session
        session.finish()
        if target not in session.negotiation.dossiers:
            self._host.complain(_UNREADABLE)
            return
        waiting = await self._ask(HoldUp(self._named(target), negotiation=session.negotiation))
        if waiting:
            await self._attempt(
                None, lambda found: hold_up(found, target, waiting.proposals, waiting.fields, by=self._author)
            )

    async def table_text(
        self, target: str, outside: Outside, *, corrects: str | None = None, draft: Draft | None = None
    ) -> None:
        """Table a wording of a proposal, or correct one."""
        draft = draft or self._drafts.begun((target,), corrects or "", kind=WORDING)

        def drawer(negotiation: Negotiation, initial: Given, stored: Given) -> TableText:
            return TableText(
                self._named(target),
                negotiation=negotiation,
                dossier=negotiation.dossiers[target],
                initial=initial,
                stored=stored.get("text") or "",
                corrects=corrects,
                outside=outside,
                drafts=self._drafts.of(draft),
            )

        begun = {"text": draft.text} if draft.text else {}
        if await self._attach("wording", target, corrects, drawer, begun):
            self._drafts.drop(draft)

    async def stake(self, target: str, *, corrects: str | None = None) -> None:
        """Record what a side has at stake on a proposal, or correct that."""

        def drawer(negotiation: Negotiation, initial: Given, _stored: Given) -> StakeDrawer:
            return StakeDrawer(
                self._named(target),
                negotiation=negotiation,
                dossier=negotiation.dossiers[target],
                author=self._author,
                initial=initial,
                corrects=corrects,
            )

        await self._attach("stake", target, corrects, drawer)

    async def add(self) -> None:
        """Add proposals, sources, events, claims, people or packages, one after the other if the user wants to."""
        session = self._session
        initial: dict[str, Any] = {}
        while True:
            session.finish()
            negotiation = session.negotiation
            added = await self._ask(
                Add(negotiation.header.title, negotiation=negotiation, what=self._added, initial=initial)
            )
            if added is None:
                return
            self._added = added.what
            kept = {key: value for key, value in added.fields.items() if key in {"date", "evidence", "topic", "by"}}
            change = partial(add, what=added.what, fields=added.fields, identifier=added.identifier)
            stored = await self._attempt(None, change)
            if stored and added.what == "proposal" and added.identifier:
                self._host.go_to_proposal(added.identifier)
            initial = kept if stored else dict(added.fields)
            if stored and not added.next:
                return

    async def _correct(self, target: str, picked: Picked) -> None:
        """Open a position or an outcome in the form that it was recorded with."""
        initial = None
        while negotiation := self._readable((target,)):
            dossier = negotiation.dossiers[target]
            request, seen = request_of(dossier, picked.id), ledger_fields(dossier, picked.id)
            if request is None:
                self._host.complain("This kind of record cannot be corrected; take it back, and record it again.")
                return
            is_own = may_rewrite(dossier, picked.id, self._author)
            entered = await self._ask(
                RecordDrawer(
                    self._named(target),
                    negotiation=negotiation,
                    targets=(target,),
                    initial=initial or request,
                    accepted=self._session.view.accepted,
                    replaces=picked.id,
                    how=_REWRITTEN if is_own else _REPLACED,
                )
            )
            if entered is None or entered.request == request:
                return
            initial = entered.request
            change = partial(
                correct,
                folder=self._session.folder,
                target=target,
                entry=picked.id,
                request=initial,
                seen=seen,
                by=self._author,
            )
            if await self._attempt((target,), change):
                return

    async def _attach(
        self,
        what: str,
        target: str,
        corrects: str | None,
        drawer: Callable[[Negotiation, Given, Given], FormDrawer[dict[str, Any]]],
        begun: Given = _NOTHING,
    ) -> bool:
        """Ask for a wording or a stake until it is stored or given up; False if there is nothing that can be read.

        Args:
            what: ``wording`` or ``stake``.
            target: the id of its proposal.
            corrects: the id of the one to correct; None for a new one.
            drawer: makes the form from the initial fields, and those that are stored.
            begun: the fields that a draft holds.
        """
        stored: Given = _NOTHING
        if corrects:
            if (now := self._readable((target,))) is None:
                return False
            try:
                stored = dict(find_attached(now.dossiers[target], what, corrects))
            except NegotrackError as error:
                self._host.complain(str(error))
                return False
        fields: Given = {**stored, **begun}

        def change(found: Negotiation) -> Change:
            if corrects:
                return correct_attached(found, self._session.folder, target, what, corrects, seen=stored, fields=fields)
            return (table_text if what == "wording" else stake)(found, target, fields, by=self._author)

        while negotiation := self._readable((target,)):
            entered = await self._ask(drawer(negotiation, fields, stored))
            if entered is None:
                return True
            fields = entered
            if await self._attempt((target,), change):
                return True
        return False

    async def _meet(self, dossier: Dossier, condition: str) -> None:
        """Record that a condition is met."""
        entry, _, number = condition.partition("#")
        position = next(each.position for each in dossier.positions if each.id == entry)
        words = position.conditions[int(number) - 1].text or ""
        given = await self._ask(Meet(self._named(dossier.id), words, negotiation=self._session.negotiation))
        if given:
            await self._attempt((dossier.id,), lambda found: meet(found, dossier.id, condition, given, by=self._author))

    async def _take_back(self, dossier: Dossier, picked: Picked) -> None:
        because = ""
        if not may_rewrite(dossier, picked.id, self._author):
            words = "It stays on file, and counts no more. What is the reason?"
            given = await self._ask(Reason("Take it back", words))
            if not given:
                return
            because = given
        await self._retract(dossier, picked.id, because)

    async def _retract(self, dossier: Dossier, entry: str, because: str) -> None:
        folder, by, seen = self._session.folder, self._author, ledger_fields(dossier, entry)
        await self._attempt(
            (dossier.id,),
            lambda found: take_back(found, folder, dossier.id, entry, seen=seen, because=because, by=by),
        )

    async def _correct_record(self, picked: Picked) -> None:
        entered, folder = _NOTHING, self._session.folder
        while record := self._session.negotiation.added.get(ADDABLE[picked.what], {}).get(picked.id):
            what, seen, negotiation = picked.what, dict(record), self._session.negotiation
            initial = {**{key: value for key, value in seen.items() if key != "id"}, **entered}
            title = negotiation.header.title
            corrected = await self._ask(
                Add(title, negotiation=negotiation, what=what, initial=initial, corrects=picked.id)
            )
            if corrected is None:
                return
            entered = {**initial, **corrected.fields}
            change = partial(correct_record, folder=folder, what=what, identifier=picked.id, seen=seen, fields=entered)
            if await self._attempt(None, change):
                return

    async def _attempt(self, targets: Sequence[str] | None, change: Callable[[Negotiation], Change]) -> bool:
        """Make a change computed from some proposals (None for all), or say why it was not made."""
        return await self._host.attempt(lambda: self._changes.make(targets, change))

    def _readable(self, targets: Sequence[str]) -> Negotiation | None:
        session = self._session
        wanted = tuple(each for each in targets if session.is_listed(each))
        negotiation = session.newest(wanted)
        if wanted and negotiation.dossiers.keys() >= set(targets):
            return negotiation
        self._host.complain(_UNREADABLE)
        return None

    async def _ask(self, screen: Screen[T]) -> T:
        return await self._host.app.push_screen_wait(screen)

    def _named(self, target: str) -> str:
        return self._session.named((target,))

    @property
    def _session(self) -> Session:
        return self._host.session

    @property
    def _author(self) -> str:
        return self._session.author
