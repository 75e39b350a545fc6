"""Where one side stands as of a day: which of its positions replace which, and whether the rest conflict.

A day of None means "all records"; then every entry counts as certain.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple

from negotrack.model.dates import certain_by, possible_by
from negotrack.model.entries import AnyEntry, OutcomeEntry, PositionEntry, in_time
from negotrack.model.records import Evidence
from negotrack.model.vocabulary import Basis, Camp, Certainty, ConflictKind, Stance

_WORDS = re.compile(r"[^\W\d]+|\d+|[¶§]")
_UNITS = {
    **dict.fromkeys(("paragraph", "paragraphs", "para", "paras", "par", "pars", "¶"), "par"),
    **dict.fromkeys(("page", "pages", "pp", "p"), "p"),
    **dict.fromkeys(("article", "articles", "arts", "art"), "art"),
    **dict.fromkeys(("section", "sections", "sec", "§"), "sec"),
    **dict.fromkeys(("chapter", "chapters", "ch"), "ch"),
    **dict.fromkeys(("line", "lines"), "line"),
}


class SideStanding(NamedTuple):
    """Where one side stands.

    Attributes:
        current: the position to show; None if none is reported.
        certainty: whether the current position had certainly been taken; None if there is none.
        live: the certain positions that no other replaces, the latest last; if of several camps, they conflict.
        conflict: the kind of their conflict, or None.
        present: every position that counts by the day, in order, including those merely possible or replaced.
        put_forward: whether the side counts as for only because it put the proposal forward; it has no position.
    """

    current: PositionEntry | None = None
    certainty: Certainty | None = None
    live: tuple[PositionEntry, ...] = ()
    conflict: ConflictKind | None = None
    present: tuple[PositionEntry, ...] = ()
    put_forward: bool = False

    @property
    def stance(self) -> Stance | None:
        """The stance to show; None if none is reported."""
        return self.current.position.stance if self.current else None

    @property
    def camp_stance(self) -> Stance | None:
        """The stance that decides the side's camp: proposes if it put the proposal forward and said no more."""
        return Stance.PROPOSES if self.put_forward else self.stance

    @property
    def reported(self) -> Stance | None:
        """The stance that counts; None also if it was only possible by the day, inferred, or not coded."""
        return self.live[-1].position.stance if self.live else None

    @property
    def competing(self) -> tuple[PositionEntry, ...]:
        """The records that conflict; empty if they do not."""
        return self.live if self.conflict else ()

    @property
    def shown(self) -> tuple[PositionEntry, ...]:
        """The records to show: those that conflict, else the current one; empty if nothing is reported."""
        return self.live if self.conflict else (self.current,) if self.current else ()


NOT_REPORTED = SideStanding()
PUT_FORWARD = SideStanding(put_forward=True)


def decides_nothing(entry: PositionEntry) -> bool:
    """Whether a position decides nothing: the record keeper inferred it, or its statement is not coded yet."""
    position = entry.position
    return position.basis is Basis.INFERRED or position.stance is Stance.NOT_CODED


def certainty(entry: PositionEntry | OutcomeEntry, day: date | None) -> Certainty | None:
    """Whether an entry was certainly true by a day, possibly true, or (None) not true."""
    if day is None or certain_by(entry.date, day):
        return Certainty.CERTAIN
    return Certainty.POSSIBLE if possible_by(entry.date, day) else None


def side_standing(present: list[PositionEntry], day: date | None) -> SideStanding:
    """Where one side stands as of a day, given those of its positions that count by then."""
    if len(present) == 1:  # nearly all of them
        only = present[0]
        sure = certainty(only, day)
        alive = sure is Certainty.CERTAIN and not decides_nothing(only)
        alone = (only,)
        return SideStanding(only, sure, alone if alive else (), None, alone)
    certain = [entry for entry in present if certainty(entry, day) is Certainty.CERTAIN]
    live = not_replaced([entry for entry in certain if not decides_nothing(entry)])
    shown = live or not_replaced([entry for entry in present if not decides_nothing(entry)])
    shown = shown or not_replaced(certain) or not_replaced(present)
    current = shown[-1]
    ordered = tuple(sorted(present, key=in_time))
    return SideStanding(current, certainty(current, day), tuple(live), kind_of_conflict(live), ordered)


def standing_by(where: SideStanding) -> tuple[PositionEntry, ...]:
    """The records that may be a side's position: all that conflict, or else the latest."""
    return where.live if where.conflict else where.live[-1:]


def not_replaced(entries: Sequence[AnyEntry]) -> list[AnyEntry]:
    """The entries that no other one replaces, the latest last; all of one side, or all outcomes.

    An entry replaces another if its first day comes after the other's last day; or if the same recorder recorded it
    later, from the same source and for the same days, and either for the same place (a correction) or for a single day.
    A correction must cover every place that it corrects; within one day, a source is taken to tell the order.
    """
    if len(entries) < 2:
        return list(entries)
    latest_start = max((entry.date.first for entry in entries if entry.date and entry.date.first), default=date.min)
    newest: dict[object, datetime] = {}
    for entry in entries:
        if entry.recorded and entry.recorded_by:
            for statement in _statements(entry):
                newest[statement] = max(entry.recorded, newest.get(statement, entry.recorded))
    left = (
        entry
        for entry in entries
        if not (entry.date and entry.date.last and entry.date.last < latest_start) and not _was_recoded(entry, newest)
    )
    return sorted(left, key=in_time)


def kind_of_conflict(entries: Sequence[PositionEntry]) -> ConflictKind | None:
    """The kind of conflict between entries of one side, none replacing another; None if all are of one camp."""
    if len({entry.camp for entry in entries}) < 2:
        return None
    # No check for overlapping days is needed: if two did not overlap, one would have replaced the other.
    if any(_differ(found) for found in _by(entries, lambda entry: _places(entry.evidence), lambda e: e.recorded_by)):
        return ConflictKind.READINGS
    dated = [entry for entry in entries if entry.evidence and entry.date and entry.date.is_one_day]
    if any(_differ(found) for found in _by(dated, lambda entry: (entry.date and entry.date.first,), _sources)):
        return ConflictKind.SOURCES
    return ConflictKind.ORDER


def place_key(where: str | None) -> str:
    """A place in a source in normalized form, so that ``par. 3`` and ``paragraph 3`` are equal."""
    words = _WORDS.findall((where or "").casefold())
    return " ".join(_UNITS.get(word, word) for word in words)


def _by(
    entries: Iterable[PositionEntry],
    groups: Callable[[PositionEntry], Iterable[Hashable]],
    value: Callable[[PositionEntry], Hashable],
) -> Iterable[Mapping[Camp, set[Hashable]]]:
    """For each group, the values of its entries, by camp."""
    found: dict[Hashable, dict[Camp, set[Hashable]]] = {}
    for entry in entries:
        for group in groups(entry):
            found.setdefault(group, {}).setdefault(entry.camp, set()).add(value(entry))
    return found.values()


def _differ(by_camp: Mapping[Camp, set[Hashable]]) -> bool:
    """Whether entries of different camps have different values."""
    return len(by_camp) > 1 and len(set[Hashable]().union(*by_camp.values())) > 1


def _was_recoded(entry: PositionEntry | OutcomeEntry, newest: Mapping[Hashable, datetime]) -> bool:
    """Whether the same recorder later recorded each of its places again, or, for a single day, one of its sources."""
    if not entry.recorded or not entry.recorded_by or not entry.evidence:
        return False
    enough = any if entry.date and entry.date.is_one_day else all
    return enough(newest[statement] > entry.recorded for statement in _statements(entry))


def _statements(entry: PositionEntry | OutcomeEntry) -> Iterable[Hashable]:
    """Keys for what the entry codes; a later coding of the same by the same recorder replaces it."""
    span = entry.date
    days = span.ends if span else None
    said = _sources(entry) if span and span.is_one_day else _places(entry.evidence)
    return [(entry.recorded_by, days, each) for each in said]


def _sources(entry: PositionEntry | OutcomeEntry) -> frozenset[str]:
    return frozenset(evidence.source for evidence in entry.evidence)


def _places(evidence: Iterable[Evidence]) -> set[tuple[str, str]]:
    return {(each.source, place_key(each.where)) for each in evidence}
