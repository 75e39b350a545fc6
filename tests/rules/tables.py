"""Talks as the tables of their files, to be read by the program and by the plain statement of the rules."""

import calendar
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import tomli_w

from negotrack.model.negotiation import Dossier, Negotiation
from negotrack.model.records import Header, LedgerEntry, Proposal
from tests.rules import entries as bare

Table = Mapping[str, Any]


@dataclass(frozen=True)
class Talks:
    """One negotiation as the tables of its files; those of the ledger are by proposal and by id."""

    header: Table
    proposals: Mapping[str, Table]
    ledger: Mapping[str, Mapping[str, Table]]

    @property
    def entries(self) -> list[tuple[str, str, Table]]:
        """Every entry of the ledger, with its proposal and its id."""
        return [(proposal, name, table) for proposal, found in self.ledger.items() for name, table in found.items()]


def negotiation(talks: Talks) -> Negotiation:
    """The talks as the program reads them."""
    dossiers = {
        name: Dossier(
            Proposal.model_validate({**table, "id": name}),
            tuple(LedgerEntry.model_validate({**entry, "id": i}) for i, entry in talks.ledger.get(name, {}).items()),
        )
        for name, table in talks.proposals.items()
    }
    return Negotiation("talks", Header.model_validate(talks.header), dossiers)


def files(talks: Talks) -> Iterator[tuple[str, str]]:
    """The files of the folder ``positions``, each with its path and its text."""
    yield "talks/negotiation.toml", tomli_w.dumps(talks.header)
    for name, table in talks.proposals.items():
        yield f"talks/proposals/{name}.toml", tomli_w.dumps(table)
    for proposal, name, table in talks.entries:
        yield f"talks/ledger/{proposal}/{name}.toml", tomli_w.dumps(table)


def write(talks: Talks, folder: Path) -> None:
    for name, text in files(talks):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def read(folder: Path) -> Talks:
    """The tables of a negotiation on disk."""

    def tables(where: Path) -> dict[str, Table]:
        return {path.stem: tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(where.glob("*.toml"))}

    proposals = tables(folder / "proposals")
    ledger = {name: tables(folder / "ledger" / name) for name in proposals}
    return Talks(tomllib.loads((folder / "negotiation.toml").read_text(encoding="utf-8")), proposals, ledger)


def plainly(talks: Talks) -> tuple[list[str], list[bare.Proposal]]:
    """The talks as the plain statement reads them: the ids of the sides, and every proposal."""
    sides = talks.header["sides"]
    ids = [side["id"] for side in sides]
    people = {person["name"]: person["side"] for person in talks.header.get("people", []) if "side" in person}
    found = []
    for name, table in talks.proposals.items():
        decision = table.get("decision", talks.header.get("decision", "all"))
        deciding = decision if isinstance(decision, list) else [s["id"] for s in sides if s.get("decides", True)]
        proposed_by = table.get("proposed_by", [])
        proposers = [people.get(n, n) for n in ([proposed_by] if isinstance(proposed_by, str) else proposed_by)]
        ledger = talks.ledger.get(name, {}).items()
        entries = [
            *_in_file(table),
            *(_entry(i, {**entry, "recorded_by": _one_name(talks, entry)}) for i, entry in ledger),
        ]
        proposal = bare.Proposal(name, tuple(proposers), tuple(deciding), decision == "majority", tuple(entries))
        found.append(proposal)
    return ids, found


def _one_name(talks: Talks, entry: Table) -> str:
    """The main name of a recorder who goes by several."""
    given = str(entry.get("recorded_by", ""))
    return next((name for name, others in talks.header.get("analysts", {}).items() if given in others), given)


def days_that_matter(talks: Talks) -> list[date | None]:
    """None, for all records, and every day on which something may begin or end, each with the day before it."""
    dated = [*(e["date"] for _, _, e in talks.entries if "date" in e)]
    dated += [p["date"] for table in talks.proposals.values() for p in table.get("positions", []) if "date" in p]
    spans = [span for each in dated if (span := days(each))]
    ends = {day for span in spans for day in (span.first, span.last) if day}
    ends |= {span.last + timedelta(7) for span in spans if span.last and span.about}
    return [None, *sorted({day - timedelta(n) for day in ends for n in (0, 1)})]


def days(written: object) -> bare.Days | None:
    """The span that a date in a file means."""
    if written is None or isinstance(written, date):
        return bare.Days(written, written) if written else None
    first, _, last = str(written).partition("/")
    begin, end = _span(first), _span(last or first)
    return bare.Days(begin[0], end[1], about=end[2], about_first=begin[2])


def _span(text: str) -> tuple[date | None, date | None, bool]:
    if text == "..":
        return None, None, False
    parts = [int(part) for part in text.rstrip("~").split("-")]
    first = date(*[*parts, 1, 1][:3])
    months = {1: 12, 2: first.month}.get(len(parts), first.month)
    last = date(first.year, months, calendar.monthrange(first.year, months)[1]) if len(parts) < 3 else first
    return first, last, text.endswith("~")


def _in_file(table: Table) -> Iterator[bare.Entry]:
    seen = Counter[str]()
    for position in table.get("positions", []):
        seen[position["side"]] += 1
        name = position.get("id", f"{position['side']}-{seen[position['side']]}")
        yield _entry(name, position, in_file=True)
    yield bare.Entry("outcome", "status", status=table.get("status", "open"), in_file=True)


def _entry(name: str, table: Table, *, in_file: bool = False) -> bare.Entry:
    kinds = {"side": "position", "status": "outcome", "prefers": "ruling", "retracts": "retraction", "meets": "meets"}
    recorded = table.get("recorded")
    return bare.Entry(
        kind=next(kind for key, kind in kinds.items() if key in table),
        id=name,
        side=table.get("side", ""),
        stance=table.get("stance", ""),
        status=table.get("status", ""),
        days=days(table.get("date")),
        evidence=tuple((each["source"], each.get("where", "")) for each in table.get("evidence", [])),
        inferred=table.get("basis") == "inferred" or table.get("stance") == "not-coded",
        conditions=tuple(each.get("proposal", "") for each in table.get("conditions", [])),
        recorded=recorded.astimezone(UTC).isoformat() if isinstance(recorded, datetime) else "",
        by=table.get("recorded_by", ""),
        in_file=in_file,
        prefers=tuple(table.get("prefers", [])),
        over=tuple(table.get("over", [])),
        names=table.get("retracts", table.get("meets", "")),
    )
