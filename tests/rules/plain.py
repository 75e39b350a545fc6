"""The rules for where a proposal stands, stated plainly and slowly, apart from the program, to be compared with it."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations, product

from tests.rules.entries import Days, Entry, Holds, Proposal

CAMP = {"proposes": "for", "accepts": "for", "conditional": "partly", "counters": "partly", "rejects": "against"}
CAMP |= {"defers": "undecided", "neutral": "undecided", "divided": "undecided", "withdraws": "against"}
HOLDING_UP = ("against", "conflicting", "partly", "undecided", "")


def certain(days: Days | None, day: date | None) -> bool:
    return not (day and days) or bool(days.last and days.last + timedelta(7 if days.about else 0) <= day)


def after(a: Days | None, b: Days | None) -> bool:
    return bool(a and b and a.first and b.last and a.first > b.last)


def single(days: Days | None) -> bool:
    return bool(days and days.first and days.first == days.last and not days.about)


def reach(edges: set[tuple[str, str]]) -> set[tuple[str, str]]:
    for _ in set(edges):
        edges = edges | {(a, d) for a, b in edges for c, d in edges if b == c}
    return edges


def acting(entries: Iterable[Entry]) -> tuple[set[str], dict[str, set[str]]]:
    """The rulings and retractions that have effect, and what each removes; an unbroken circle has no effect."""
    known = {e.id: e for e in entries}
    facts = {i for i, e in known.items() if e.kind == "position" or (e.kind == "outcome" and e.status != "open")}
    rulings = {i: e for i, e in known.items() if e.kind == "ruling"}
    able = {
        i for i, e in rulings.items() if {*e.over} <= {*facts, *rulings} - {i} and {*e.prefers} <= facts - {*e.over}
    }
    able |= {i for i, e in known.items() if e.kind == "retraction" and e.names in known and e.names != i}
    names = {i: {*known[i].over} or {known[i].names} for i in able}
    while True:
        left = set(able)
        while attacks := {(a, b) for a in left for b in names[a] & left}:
            on = reach(attacks)
            fallen = {b for a, b in attacks if a not in {b for _, b in attacks}}
            left -= fallen or {x for x in left if (x, x) in on and all((x, a) in on for a, b in on if b == x)}
        aside = reach({(a, b) for a in left for b in left if {*known[a].over} & {*known[b].prefers}})
        if not any(a == b for a, b in aside):
            return left, names
        able -= {a for a, b in aside if a == b}  # each sets aside the choice of the next


def sources(entry: Entry) -> set[str]:
    return {source for source, _ in entry.evidence}


def places(entry: Entry) -> set[tuple[str, str]]:
    """Source and place; "par. 3", "¶ 3" and "Paragraph 3" are one place."""
    written = {(s, re.sub(r"¶|\bpara?\b\.?", " paragraph ", where.casefold())) for s, where in entry.evidence}
    return {(s, " ".join(where.split())) for s, where in written}


def replaced(b: Entry, others: list[Entry]) -> bool:
    """Whether another comes after it, or its recorder coded every place again or, if on a single day, one source."""
    later = [a for a in others if a.by == b.by != "" and a.recorded > b.recorded != "" and a.days == b.days]
    each = [any(place in places(a) for a in later) for place in places(b)]
    anew = any(sources(a) & sources(b) for a in later) if single(b.days) else bool(each) and all(each)
    return anew or any(after(a.days, b.days) for a in others)


def what_is_left(entries: list[Entry]) -> dict[str, list[Entry]]:
    """The reported positions of each side that no other of its own replaces; the one that is shown comes last."""
    told, none = [e for e in entries if e.stance and not e.inferred], Days(date.min, date.min)
    left = [p for p in told if not replaced(p, [q for q in told if q.side == p.side])]
    left.sort(key=lambda p: ((p.days or none).last or date.max, (p.days or none).first or date.min, p.recorded, p.id))
    return {side: [p for p in left if p.side == side] for side in sorted({p.side for p in left})}


def conflict(live: list[Entry]) -> str:
    pairs = [(a, b) for a, b in product(live, live) if CAMP[a.stance] != CAMP[b.stance]]
    if any(a.by != b.by and places(a) & places(b) for a, b in pairs):
        return "readings"
    two = [(a, b) for a, b in pairs if a.evidence and b.evidence and sources(a) != sources(b)]
    return "sources" if any(single(a.days) and a.days == b.days for a, b in two) else "order" if pairs else ""


def camp(side: str, stands: dict[str, Entry], proposers: set[str], met: set[str]) -> str:
    if side not in stands:
        return "for" if side in proposers else ""
    return "for" if stands[side].id in met else CAMP[stands[side].stance]


def proposing(proposal: Proposal, entries: list[Entry]) -> set[str]:
    return {*proposal.proposers} or {e.side for e in entries if e.stance == "proposes" and not e.inferred}


def decide(stands: dict[str, Entry], proposal: Proposal, proposers: set[str], met: set[str]) -> tuple[str, list[Entry]]:
    """The status that the positions give, and the positions that give it."""
    if proposers and all(s in stands and stands[s].stance == "withdraws" for s in proposers):
        return "withdrawn", [stands[s] for s in proposers]
    camps = {side: camp(side, stands, proposers, met) for side in proposal.deciding}
    of = {c: [stands[s] for s in camps if camps[s] == c and s in stands] for c in ("for", "against", "partly")}
    pro, contra, silent = (list(camps.values()).count(c) for c in ("for", "against", ""))
    if proposal.majority:
        if 2 * silent > len(camps) or pro == contra:
            return "open", []
        return ("accepted", of["for"]) if pro > contra else ("rejected", of["against"])
    if contra:
        return "rejected", of["against"]
    if conditional := [p for p in of["partly"] if p.stance == "conditional"]:
        return "conditional", conditional
    return ("accepted", of["for"]) if camps and pro == len(camps) else ("open", [])


def tries(entries: list[Entry], proposal: Proposal, met: set[str]) -> list[tuple[str, list[Entry]]]:
    """What each choice between conflicting records gives."""
    live, proposers = what_is_left(entries), proposing(proposal, entries)
    each = product(*(ps if conflict(ps) else ps[-1:] for ps in live.values()))
    return [decide(dict(zip(live, chosen, strict=True)), proposal, proposers, met) for chosen in each]


def beside(outcomes: list[Entry], given: str, giving: list[Entry], unmet: str) -> str:
    """The status that follows from outcomes, none of them surely later, and from what the positions give."""
    stated = {o.status for o in outcomes}
    if len(stated) != 1 or given in {*stated, "open"}:
        return given if not stated else "conflicting" if len(stated) > 1 else stated.pop()
    dates = [o.days for o in outcomes if not o.in_file]
    if not dates:  # do the positions in the file contradict it, or was a condition met since?
        return "conflicting" if given == unmet else given
    by = max((d.first for d in dates if d and d.first), default=date.min)
    undo = [p for p in giving if not (p.days and p.days.last and p.days.last <= by)]
    surely = any(all(after(p.days, days) for days in dates) for p in undo)
    return given if surely else "conflicting" if undo else stated.pop()


def status(counted: list[Entry], proposal: Proposal, met: list[set[str]], day: date | None) -> tuple[str, bool]:
    """The status, and whether an outcome conflicts."""
    own = [e for e in proposal.entries if e.in_file and e.kind == "position"]
    early, every = tries(counted, proposal, met[0]), tries(counted, proposal, met[1])
    changed = {g for g, _ in tries(own, proposal, set())} != {g for g, _ in early}  # by something in the ledger
    summary = not changed and all(certain(p.days, day) for p in own)
    end = max((p.days.last or date.max for p in own if p.days), default=date.max)
    last = Days(end, end) if end < date.max else None
    stated = [e for e in counted if e.status not in {"", "open"} and (summary or not e.in_file)]
    dated = [replace(e, days=last) if e.in_file else e for e in stated]
    outcomes = [o for o in dated if not replaced(o, dated)]
    answers = {beside(outcomes, *found, unmet) for found, (unmet, _) in zip(every, early, strict=True)}
    return (*answers,)[0] if len(answers) == 1 else "conflicting", "conflicting" in answers


def relation(a: str, b: str) -> str:
    if "conflicting" in {a, b} or not a or not b:
        return "conflicting" if "conflicting" in {a, b} else "one-sided" if a or b else "unknown"
    same = {"for": "agree", "against": "both-against", "undecided": "undecided", "partly": "partial"}
    return same[a] if a == b else "differ" if {a, b} == {"for", "against"} else "partial"


def what_holds(sides: list[str], proposals: list[Proposal], day: date | None) -> dict[str, Holds]:
    """Where every proposal stands on a day: the least fixed point, since conditions may name other proposals."""
    before, found = dict[str, Holds](), {p.id: one(sides, p, set(), day) for p in proposals}
    while before != found:
        accepted = {i for i, holds in found.items() if holds.status == "accepted"}
        before, found = found, {p.id: one(sides, p, accepted, day) for p in proposals}
    return found


def one(sides: list[str], proposal: Proposal, accepted: set[str], day: date | None) -> Holds:
    acts, named = acting(proposal.entries)
    kept = [e for e in proposal.entries if not any(e.id in named[a] for a in acts)]
    counted = [e for e in kept if certain(e.days, day)]
    done = {e.names for e in counted if e.kind == "meets"}
    met = []
    for so_far in (set(), accepted):
        each = {
            e: [c in so_far if c else f"{e.id}#{n}" in done for n, c in enumerate(e.conditions, 1)] for e in counted
        }
        met.append({e.id for e, whether in each.items() if whether and all(whether)})
    stated, outcome = status(counted, proposal, met, day)
    live, proposers = what_is_left(counted), proposing(proposal, counted)
    kinds = {side: kind for side in live if (kind := conflict(live[side]))}
    stands = {side: ps[-1] for side, ps in live.items()}
    camps = {side: camp(side, stands, proposers, met[1]) for side in sides} | dict.fromkeys(kinds, "conflicting")
    there = [e for e in kept if not (day and e.days and e.days.first and e.days.first > day)]
    seen = {s: "conflicting" if s in kinds else CAMP[ps[-1].stance] for s, ps in live.items()}
    holding = next(filter(None, ([s for s in proposal.deciding if camps[s] == c] for c in HOLDING_UP)), [])
    told = [e for e in kept if e.stance or (not e.in_file and e.status not in {"", "open"})]
    return Holds(
        counted=not told or bool({*told} & {*there}),
        status=stated,
        live={side: {e.id for e in ps} for side, ps in live.items()},
        conflicts=kinds | ({"": "outcome"} if outcome else {}),
        held_up_by=() if stated in {"accepted", "withdrawn"} else tuple(holding),
        rulings={e.id for e in proposal.entries if e.kind == "ruling"} & acts,
        relations={(a, b): relation(seen.get(a, ""), seen.get(b, "")) for a, b in combinations(sides, 2)},
    )
