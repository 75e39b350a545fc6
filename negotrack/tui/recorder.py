"""Puts facts on record from the screen: recording, ruling, correcting, taking back, adding."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

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
from negotrack.tui.forms.text_form import Outside
from negotrack.tui.screens.adding import Add, StakeDrawer, TableText
from negotrack.tui.screens.ledger import HoldUp, Meet, Reason, RecordDrawer, Rule
from negotrack.tui.screens.on_record import OnRecord, Picked

if TYPE_CHECKING:
    from negotrack.tui.screens.main import MainScreen
    from negotrack.tui.widgets.annotations import ShownAnnotation

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
        while True:
            negotiation = self._readable(targets)
            if negotiation is None:
                return stored
            entered = await self._host.app.push_screen_wait(
                RecordDrawer(
                    self._host.session.named(targets),
                    negotiation=negotiation,
                    targets=targets,
                    initial=initial,
                    accepted=self._accepted,
                )
            )
            if entered is None:
                return stored
            request = entered.request
            if not await self._attempt(targets, partial(record, targets=targets, request=request, by=self._author)):
                initial = request
                continue
            stored = True
            self._last = remembered(request)
            following = self._host.next_proposal() if entered.next else None
            if following is None:
                return stored
            targets, initial = (following,), self._last.model_copy(update={"side": request.side})

    async def rule(self, target: str) -> None:
        """Decide between conflicting records of a proposal."""
        standing = self._host.session.look(target)
        if standing is None or not standing.conflicts:
            return  # it has been settled meanwhile
        session = self._host.session
        ruling = await self._host.app.push_screen_wait(
            Rule(
                session.named((target,)),
                negotiation=session.newest((target,)),
                standing=standing,
                accepted=self._accepted,
            )
        )
        if ruling is None:
            return
        if ruling.over:
            await self._attempt(
                (target,),
                partial(
                    rule, target=target, prefers=ruling.entry, over=ruling.over, because=ruling.because, by=self._author
                ),
            )
        else:
            await self._retract(standing.dossier, ruling.entry, ruling.because)

    async def open_records(self, target: str | None, outside: Outside) -> None:
        """Show what is on record for a proposal and for the negotiation, to correct it or take it back."""
        session = self._host.session
        session.finish()
        standing = session.look(target) if target else None
        added = session.negotiation.added
        title = f"On record: {session.named((target or WHOLE,))}"
        picked = await self._host.app.push_screen_wait(
            OnRecord(title, negotiation=session.negotiation, standing=standing)
        )
        if picked is None:
            return
        if picked.what == "condition":
            if standing:
                await self._meet(standing.dossier, picked.id)
        elif picked.what in {"position", "outcome", "ruling", "retraction", "met", "holds up"}:
            if target and standing:
                await (self._take_back(standing.dossier, picked) if picked.take_back else self._correct(target, picked))
        elif picked.what in ATTACHED:
            if target and standing and picked.take_back:
                seen = dict(find_attached(standing.dossier, picked.what, picked.id))
                await self._attempt(
                    (target,),
                    lambda found: remove_attached(found, session.folder, target, picked.what, picked.id, seen=seen),
                )
            elif target:
                await (
                    self.table_text(target, outside, corrects=picked.id)
                    if picked.what == "wording"
                    else self.stake(target, corrects=picked.id)
                )
        elif picked.take_back:
            seen = dict(added[ADDABLE[picked.what]][picked.id])
            await self._attempt(
                None, lambda found: remove_record(found, session.folder, picked.what, picked.id, seen=seen)
            )
        else:
            await self._correct_record(picked)

    async def hold_up(self, target: str) -> None:
        """Record which proposals wait for this one."""
        session = self._host.session
        session.finish()
        if target not in session.negotiation.dossiers:
            self._host.complain(_UNREADABLE)
            return
        title = session.named((target,))
        waiting = await self._host.app.push_screen_wait(HoldUp(title, negotiation=session.negotiation))
        if waiting:
            await self._attempt(
                None, lambda found: hold_up(found, target, waiting.proposals, waiting.fields, by=self._author)
            )

    async def table_text(
        self, target: str, outside: Outside, *, corrects: str | None = None, draft: Draft | None = None
    ) -> None:
        """Table a wording of a proposal, or correct one."""
        draft = draft or self._drafts.begun((target,), corrects or "", kind=WORDING)
        stored = self._stored(target, "wording", corrects)
        if stored is None:
            return

        def drawer(negotiation: Negotiation, initial: Mapping[str, Any]) -> TableText:
            return TableText(
                self._host.session.named((target,)),
                negotiation=negotiation,
                dossier=negotiation.dossiers[target],
                initial=initial,
                stored=stored.get("text") or "",
                corrects=corrects,
                outside=outside,
                drafts=self._drafts.of(draft),
            )

        begun = {**stored, "text": draft.text} if draft.text else stored
        if await self._enter(target, begun, drawer, self._attaching(target, "wording", corrects, stored)):
            self._drafts.drop(draft)

    async def stake(self, target: str, *, corrects: str | None = None) -> None:
        """Record what a side has at stake on a proposal, or correct that."""
        stored = self._stored(target, "stake", corrects)
        if stored is None:
            return

        def drawer(negotiation: Negotiation, initial: Mapping[str, Any]) -> StakeDrawer:
            return StakeDrawer(
                self._host.session.named((target,)),
                negotiation=negotiation,
                dossier=negotiation.dossiers[target],
                author=self._author,
                initial=initial,
                corrects=corrects,
            )

        await self._enter(target, stored, drawer, self._attaching(target, "stake", corrects, stored))

    async def add(self) -> None:
        """Add proposals, sources, events, claims, people or packages, one after the other if the user wants to."""
        session = self._host.session
        initial: dict[str, Any] = {}
        while True:
            session.finish()
            negotiation = session.negotiation
            added = await self._host.app.push_screen_wait(
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
            entered = await self._host.app.push_screen_wait(
                RecordDrawer(
                    self._host.session.named((target,)),
                    negotiation=negotiation,
                    targets=(target,),
                    initial=initial or request,
                    accepted=self._accepted,
                    replaces=picked.id,
                    how=_REWRITTEN if is_own else _REPLACED,
                )
            )
            if entered is None or entered.request == request:
                return
            initial = entered.request
            corrected = partial(
                correct,
                folder=self._host.session.folder,
                target=target,
                entry=picked.id,
                request=entered.request,
                seen=seen,
                by=self._author,
            )
            if await self._attempt((target,), corrected):
                return

    def _stored(self, target: str, what: str, identifier: str | None) -> Mapping[str, Any] | None:
        """The fields of a wording or a stake, empty for a new one; None, with a message, if it no longer exists."""
        if identifier is None:
            return {}
        negotiation = self._readable((target,))
        if negotiation is None:
            return None
        try:
            record = find_attached(negotiation.dossiers[target], what, identifier)
        except NegotrackError as error:
            self._host.complain(str(error))
            return None
        return dict(record)

    async def _enter(
        self,
        target: str,
        initial: Mapping[str, Any],
        drawer: Callable[[Negotiation, Mapping[str, Any]], FormDrawer[dict[str, Any]]],
        change: Callable[[Mapping[str, Any]], Callable[[Negotiation], Change]],
    ) -> bool:
        """Ask for a wording or a stake until it is stored or given up; False if the proposal cannot be read."""
        while negotiation := self._readable((target,)):
            entered = await self._host.app.push_screen_wait(drawer(negotiation, initial))
            if entered is None or await self._attempt((target,), change(entered)):
                return True
            initial = entered
        return False

    async def _meet(self, dossier: Dossier, condition: str) -> None:
        """Record that a condition is met."""
        entry, _, number = condition.partition("#")
        position = next(each.position for each in dossier.positions if each.id == entry)
        words, negotiation = position.conditions[int(number) - 1].text or "", self._host.session.negotiation
        title = self._host.session.named((dossier.id,))
        given = await self._host.app.push_screen_wait(Meet(title, words, negotiation=negotiation))
        if given:
            await self._attempt((dossier.id,), lambda found: meet(found, dossier.id, condition, given, by=self._author))

    async def _take_back(self, dossier: Dossier, picked: Picked) -> None:
        because = ""
        if not may_rewrite(dossier, picked.id, self._author):
            words = "It stays on file, and counts no more. What is the reason?"
            given = await self._host.app.push_screen_wait(Reason("Take it back", words))
            if not given:
                return
            because = given
        await self._retract(dossier, picked.id, because)

    async def _retract(self, dossier: Dossier, entry: str, because: str) -> None:
        folder, by, seen = self._host.session.folder, self._author, ledger_fields(dossier, entry)
        await self._attempt(
            (dossier.id,),
            lambda found: take_back(found, folder, dossier.id, entry, seen=seen, because=because, by=by),
        )

    async def _correct_record(self, picked: Picked) -> None:
        entered: Mapping[str, Any] = {}
        folder = self._host.session.folder
        while record := self._host.session.negotiation.added.get(ADDABLE[picked.what], {}).get(picked.id):
            seen = dict(record)
            initial = {**{key: value for key, value in seen.items() if key != "id"}, **entered}
            negotiation = self._host.session.negotiation
            corrected = await self._host.app.push_screen_wait(
                Add(
                    negotiation.header.title,
                    negotiation=negotiation,
                    what=picked.what,
                    initial=initial,
                    corrects=picked.id,
                )
            )
            if corrected is None:
                return
            entered = {**initial, **corrected.fields}
            change = partial(
                correct_record, folder=folder, what=picked.what, identifier=picked.id, seen=seen, fields=entered
            )
            if await self._attempt(None, change):
                return

    def _attaching(
        self, target: str, what: str, corrects: str | None, stored: Mapping[str, Any]
    ) -> Callable[[Mapping[str, Any]], Callable[[Negotiation], Change]]:
        """A function that turns fields into the change that records or corrects a wording or a stake."""
        if corrects:
            folder = self._host.session.folder
            return lambda fields: partial(
                correct_attached,
                folder=folder,
                target=target,
                what=what,
                identifier=corrects,
                seen=stored,
                fields=fields,
            )
        attach = table_text if what == "wording" else stake
        return lambda fields: partial(attach, target=target, fields=fields, by=self._author)

    async def _attempt(self, targets: Sequence[str] | None, change: Callable[[Negotiation], Change]) -> bool:
        """Make a change computed from some proposals (None for all), or say why it was not made."""
        return await self._host.attempt(lambda: self._changes.make(targets, change))

    def _readable(self, targets: Sequence[str]) -> Negotiation | None:
        session = self._host.session
        wanted = tuple(each for each in targets if session.is_listed(each))
        negotiation = session.newest(wanted)
        if wanted and negotiation.dossiers.keys() >= set(targets):
            return negotiation
        self._host.complain(_UNREADABLE)
        return None

    @property
    def _author(self) -> str:
        return self._host.session.author

    @property
    def _accepted(self) -> frozenset[str]:
        return self._host.session.view.accepted
