"""The form that records what a side has at stake on a proposal: stated, with evidence, or assessed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from string import ascii_lowercase
from types import MappingProxyType
from typing import Any

from textual.widget import Widget

from negotrack.model.entries import PositionEntry
from negotrack.model.negotiation import Dossier, Negotiation
from negotrack.model.vocabulary import Priority, StakeKind
from negotrack.pages.days import short_day_words
from negotrack.tui.forms.choices import RELEASES
from negotrack.tui.forms.evidence import EvidenceFields
from negotrack.tui.forms.fields import LONGEST_FIELD, DateField, LettersField, SeveralField, TextField
from negotrack.tui.forms.form import FormDrawer, More
from negotrack.tui.forms.letters import lettered
from negotrack.tui.forms.records import side_field
from negotrack.tui.render import DIM, PLAIN, WARNING, line

_KINDS = lettered((kind, kind.value.replace("-", " "), "", PLAIN) for kind in StakeKind)
_PRIORITIES = lettered((each, each.value, "", PLAIN) for each in Priority)
_NAMED = 4
"""Positions that have a letter of their own names; of more of them there are too few letters."""


class StakeDrawer(FormDrawer[dict[str, Any]]):
    """Records a stake; returns the keys of its file.

    Args:
        title: what the proposal is called.
        negotiation: its sides and sources.
        dossier: the proposal, with the positions that may cross a red line.
        author: who assesses, where there is no evidence.
        initial: what the fields begin with, by their keys.
        corrects: the id of the stake that is corrected; None to record one.
    """

    AUTO_FOCUS = "Letters, Select"

    def __init__(
        self,
        title: str,
        *,
        negotiation: Negotiation,
        dossier: Dossier,
        author: str,
        initial: Mapping[str, Any] = MappingProxyType({}),
        corrects: str | None = None,
    ) -> None:
        super().__init__(title, "Correct the stake" if corrects else "Record what is at stake")
        self._negotiation, self._initial = negotiation, initial
        self._assessor = initial.get("assessed_by") or author
        self._side = side_field("Side", negotiation.sides, initial.get("side"), needed=True)
        self._kind = LettersField("Stake", _KINDS, initial.get("kind"), needed=True)
        self._priority = LettersField("Priority", _PRIORITIES, initial.get("priority"), needed=True)
        self._statement = TextField(
            "At stake", initial.get("statement"), longest=LONGEST_FIELD, placeholder="in your words"
        )
        crossed = tuple(initial.get("crossed_by") or ())
        self._positions = {each.id: each for each in _offered(dossier, crossed)}
        choices = lettered(
            ((each.id, self._named(each), "", PLAIN) for each in self._positions.values()),
            letters=ascii_lowercase[: len(self._positions)] if len(self._positions) > _NAMED else "",
        )
        self._crossed = SeveralField("Crossed by", choices, crossed, none="no position crosses it") if choices else None
        self._date = DateField(span=initial.get("date"))
        self._evidence = EvidenceFields(negotiation, next(iter(initial.get("evidence") or ()), None), new=False)
        self._release = LettersField("Release", RELEASES, initial.get("release"))

    def fields(self) -> Iterable[Widget]:
        """Whose stake it is, of which kind, and where that is said."""
        yield from (self._side, self._kind, self._priority, self._statement)
        if self._crossed:
            yield self._crossed
        yield from (self._date, self._evidence)
        yield More(self._more, "more: release, quote, credibility", is_open=self._initial.get("release") is not None)

    def _more(self) -> Iterable[Widget]:
        return (self._release, *self._evidence.more())

    def review(self) -> dict[str, Any] | None:
        """The keys of the file, or None while something is wrong with them; shows whether it is stated or assessed."""
        side, kind = self._side.entered, self._kind.entered
        self._priority.display = is_priority = kind is StakeKind.PRIORITY
        statement = self._statement.text
        self._side.show(None if side else "choose whose stake it is")
        self._kind.show(None if kind else "choose what it is")
        self._priority.show(None if self._priority.entered or not is_priority else "choose how high it is")
        self._statement.show(None if statement or is_priority or not kind else "write what is at stake")
        evidence = self._evidence.read(required=False).evidence
        stated = "Stated by the side: the source says so" if evidence else f"Assessed by {self._assessor}: no source"
        self.show_outcome(line((stated, DIM if evidence else WARNING)))
        fields = {
            "side": side,
            "kind": kind,
            "priority": self._priority.entered if is_priority else None,
            "statement": statement,
            "crossed_by": self._crossed_by(side, kind),
            "date": self._date.read(),
            "evidence": evidence,
            "assessed_by": None if evidence else self._assessor,
            "release": self._release.entered,
        }
        return None if self.problems() or not side or not kind else fields

    def _crossed_by(self, side: object, kind: object) -> tuple[str, ...]:
        """The positions that cross a red line; those of the side itself cannot."""
        if self._crossed is None:
            return ()
        self._crossed.display = kind is StakeKind.RED_LINE
        if not self._crossed.display:
            self._crossed.show()
            return ()
        chosen = self._crossed.read()
        if any(self._positions[each].side == side for each in chosen if each in self._positions):
            self._crossed.show("a side does not cross its own red line")
        return chosen

    def _named(self, entry: PositionEntry) -> str:
        return f"{self._negotiation.side_name(entry.side)} {entry.stance}, {short_day_words(entry.date)}"


def _offered(dossier: Dossier, crossed: Iterable[str]) -> Iterator[PositionEntry]:
    """The positions that count, and those that were named before."""
    counting = {entry.id for entry in dossier.counting.positions} | set(crossed)
    return (entry for entry in dossier.positions if entry.id in counting)
