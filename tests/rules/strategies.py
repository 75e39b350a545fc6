"""Talks of every kind, drawn from few sides, sources, days and recorders, so that records meet."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from tests.rules.tables import Table, Talks

SIDES = ("alpha", "beta", "gamma", "delta", "epsilon", "zeta")
STANCES = (
    "proposes",
    "accepts",
    "conditional",
    "counters",
    "defers",
    "neutral",
    "divided",
    "rejects",
    "withdraws",
    "not-coded",
)
USUAL = ("accepts", "rejects", "conditional")
STATUSES = ("accepted", "conditional", "rejected", "withdrawn", "open")
PLACES = ("par. 3", "paragraph 3", "¶ 3", "par. 4", "")

moments = st.integers(0, 4).map(lambda n: datetime(2026, 4, 1, 10, tzinfo=UTC) + timedelta(minutes=n))
days = st.integers(1, 9).map(lambda day: date(2026, 3, day))


@st.composite
def spans(draw: st.DrawFn) -> date | str:
    """A single day most of the time, otherwise a span of another kind."""
    one, other = sorted((draw(days), draw(days)))
    about, about_too = (draw(st.sampled_from(("", "", "~"))) for _ in range(2))
    kinds: tuple[date | str, ...] = (
        one,
        one,
        one,
        f"{one}~",
        f"{one}{about}/{other}{about_too}",
        f"{one}/{other}",
        f"{one}/..",
        f"../{other}",
    )
    return draw(st.sampled_from((*kinds, "2026-03", "2026~")))


@st.composite
def evidence(draw: st.DrawFn) -> list[Table]:
    sources = draw(st.lists(st.sampled_from(("one", "two", "three")), max_size=2))
    places = [draw(st.sampled_from(PLACES)) for _ in sources]
    return [{"source": s, "where": w} if w else {"source": s} for s, w in zip(sources, places, strict=True)]


@st.composite
def dated(draw: st.DrawFn) -> dict[str, Any]:
    keys: dict[str, Any] = {"evidence": draw(evidence())}
    if draw(st.integers(0, 5)):
        keys["date"] = draw(spans())
    return keys


@st.composite
def positions(draw: st.DrawFn, sides: tuple[str, ...], proposals: tuple[str, ...]) -> dict[str, Any]:
    stance = draw(st.sampled_from((*STANCES, *USUAL, *USUAL)))
    keys = {"side": draw(st.sampled_from(sides)), "stance": stance, **draw(dated())}
    if not draw(st.integers(0, 9)):
        keys["basis"] = "inferred"
    if stance == "conditional":
        conditions = st.sampled_from([{"text": "first things first"}, *({"proposal": p} for p in proposals)])
        keys["conditions"] = draw(st.lists(conditions, max_size=2))
    return keys


@st.composite
def written(draw: st.DrawFn, sides: tuple[str, ...], proposals: tuple[str, ...]) -> dict[str, Any]:
    """The table of a proposal's own file."""
    keys: dict[str, Any] = {"title": "What is asked for"}
    keys["positions"] = draw(st.lists(positions(sides, proposals), max_size=3))
    if draw(st.integers(0, 2)):
        keys["proposed_by"] = draw(
            st.lists(st.sampled_from((*sides, "An envoy", "A spokesman")), min_size=1, max_size=2, unique=True)
        )
    if draw(st.booleans()):
        keys["status"] = draw(st.sampled_from(STATUSES))
    if not draw(st.integers(0, 3)):
        keys["decision"] = draw(decisions(sides))
    return keys


def decisions(sides: tuple[str, ...]) -> st.SearchStrategy[str | list[str]]:
    lists = st.lists(st.sampled_from(sides), min_size=1, max_size=len(sides), unique=True)
    return st.sampled_from(("all", "majority")) | lists


@st.composite
def later(
    draw: st.DrawFn, name: str, sides: tuple[str, ...], proposals: tuple[str, ...], own: Table
) -> dict[str, Table]:
    """The ledger of a proposal, by id."""
    names = [f"{name}e{n}" for n in draw(st.permutations(range(draw(st.integers(0, 7)))))]
    kinds = [draw(st.sampled_from("ppppoorrtm")) for _ in names]
    in_file = [f"{p['side']}-1" for p in own["positions"]]
    facts = [each for each, kind in zip(names, kinds, strict=True) if kind in "po"] + in_file
    rulings = [each for each, kind in zip(names, kinds, strict=True) if kind == "r"]
    some = st.sampled_from((*facts, *facts, "status"))
    any_of_them = st.sampled_from((*facts, *rulings, *rulings, "status"))
    found: dict[str, Table] = {}
    for identifier, kind in zip(names, kinds, strict=True):
        entry: dict[str, Any] = {}
        if draw(st.integers(0, 9)):
            entry["recorded"] = draw(moments)
        if draw(st.integers(0, 9)):
            entry["recorded_by"] = draw(st.sampled_from(("Ann", "A. Smith", "Ben")))
        if kind == "p":
            entry |= draw(positions(sides, proposals))
        elif kind == "o":
            entry |= {"status": draw(st.sampled_from(STATUSES)), **draw(dated())}
        elif kind == "r":
            prefers, over = (draw(st.lists(each, min_size=1, max_size=2)) for each in (some, any_of_them))
            entry |= {"prefers": prefers, "over": over, "because": "it is the better one"}
        elif kind == "t":
            entry |= {"retracts": draw(st.sampled_from((*names, *in_file, "status"))), "because": "it was a mistake"}
        else:
            entry |= {
                "meets": f"{draw(st.sampled_from((*facts, 'status')))}#{draw(st.integers(1, 2))}",
                **draw(dated()),
            }
        found[identifier] = entry
    return found


@st.composite
def talks(draw: st.DrawFn, most: int = 3) -> Talks:
    """Two to six sides, and a few proposals with all their records."""
    sides = SIDES[: draw(st.integers(2, 6))]
    proposals = tuple(f"p{n}" for n in range(1, draw(st.integers(1, most)) + 1))
    header: dict[str, Any] = {"title": "Talks", "sources": [{"id": s, "title": s} for s in ("one", "two", "three")]}
    header["analysts"] = {"Ann": ["A. Smith"]}
    header["people"] = [{"name": "An envoy"}, {"name": "A spokesman", "side": "alpha"}]
    header["sides"] = [{"id": s, "name": s.title(), "decides": bool(draw(st.integers(0, 7)))} for s in sides]
    if draw(st.booleans()):
        header["decision"] = draw(decisions(sides))
    own: Mapping[str, dict[str, Any]] = {name: draw(written(sides, proposals)) for name in proposals}
    return Talks(header, own, {name: draw(later(name, sides, proposals, own[name])) for name in proposals})
