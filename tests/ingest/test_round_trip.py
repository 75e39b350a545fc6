"""What a report carries is imported again as it was."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from negotrack.ingest.plan import ImportPlan, plan_added, plan_new
from negotrack.ingest.reading import read_input
from negotrack.ingest.reports import is_own_table, read_csv_report, read_json_report
from negotrack.model.layout import KEYED, Kind, Location
from negotrack.model.negotiation import Negotiation
from negotrack.model.snapshot import snapshot
from negotrack.model.vocabulary import Basis, Form, Release, Stance, Status
from negotrack.pages.selection import Selection
from negotrack.pages.writers import write_report
from negotrack.store.filechange import canonical
from negotrack.store.reader import Reader
from negotrack.store.validate import MODELS
from negotrack.text import safe
from tests.ingest.conftest import read, write_plan

SIDES = ("union", "port", "city")
DATES = ("2026-03-09", "2026-03", "2026", "2026-03-01/2026-04~", "../2026-03-09", "2026-03-09~/..")
ANYTHING = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
WRITTEN = ANYTHING.filter(str.strip)
MOMENT = st.datetimes(datetime(2000, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - hypothesis adds the zone


NUMBERS = st.one_of(
    st.integers(0, 999), st.sampled_from(["3 bis", "X7", "07", " é ", "6", "-6", '"6"', "number unknown"])
)


def tables(required: dict[str, st.SearchStrategy[Any]], **optional: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.fixed_dictionaries(required, optional=optional)


def evidence(text: st.SearchStrategy[str]) -> st.SearchStrategy[Any]:
    cited = st.sampled_from(["courier-1", "Radio.2", "no id; at all"])
    return st.lists(tables({"source": cited}, where=text, credibility=st.integers(1, 6), quote=text), max_size=3)


def positions(text: st.SearchStrategy[str]) -> st.SearchStrategy[Any]:
    return tables(
        {"side": st.sampled_from(SIDES), "stance": st.sampled_from(Stance)},
        statement=text,
        counter=text,
        by=text,
        form=st.sampled_from(Form),
        date=st.sampled_from(DATES),
        basis=st.sampled_from(Basis),
        evidence=evidence(text),
    )


def recorded() -> st.SearchStrategy[Any]:
    """A ledger entry of any kind."""
    shared = {"recorded": MOMENT, "recorded_by": WRITTEN}
    reason = {"because": WRITTEN, **shared}
    found = positions(WRITTEN).flatmap(
        lambda found: tables(
            {**{key: st.just(value) for key, value in found.items()}, **shared},
            deduced=st.booleans(),
            release=st.sampled_from(Release),
        )
    )
    return st.one_of(
        found,
        tables({"status": st.sampled_from(Status).filter(lambda each: each is not Status.CONFLICTING), **shared}),
        tables({"prefers": st.just(["union-1"]), "over": st.just(["union-2", "port-1"]), **reason}),
        tables({"retracts": WRITTEN, **reason}),
        tables({"meets": st.just("union-1#1"), **shared}, evidence=evidence(WRITTEN)),
    )


def proposals(text: st.SearchStrategy[str]) -> st.SearchStrategy[Any]:
    return tables(
        {"status": st.sampled_from([each for each in Status if each is not Status.CONFLICTING])},
        number=NUMBERS,
        title=text,
        proposed_by=st.lists(
            st.sampled_from([*SIDES, "I. Marlow", "Marlow; and sons", '"Red" Ann;', "=a\nb; c"]),
            min_size=1,
            max_size=2,
            unique=True,
        ),
        summary=text,
        topic=text,
        counters=st.just("1-wages"),
        positions=st.lists(positions(text), max_size=5),
    )


def remarks(text: st.SearchStrategy[str]) -> st.SearchStrategy[Any]:
    return tables(
        {"author": text, "created": MOMENT, "text": text},
        edited=MOMENT,
        about=st.sampled_from(SIDES),
        tags=st.lists(text, max_size=2),
        fingerprint=text,
        confirmed=st.lists(tables({"by": text, "at": MOMENT}), max_size=2),
        ask=tables({}, to=text, due=st.sampled_from(DATES), done=st.booleans()),
        passage=tables({"text": text, "quote": text}, before=ANYTHING),
        release=st.sampled_from(Release),
    )


@st.composite
def negotiations(draw: st.DrawFn) -> dict[Location, dict[str, Any]]:
    """The tables of a whole negotiation, with any text in every key that takes text."""
    source = tables({"title": WRITTEN}, publisher=ANYTHING, date=st.sampled_from(DATES), note=ANYTHING)
    claim = tables({"topic": WRITTEN, "claim": WRITTEN, "by": WRITTEN}, evidence=evidence(WRITTEN))
    header = tables(
        {"title": WRITTEN, "sides": st.just([{"id": side, "name": f"The {side}"} for side in SIDES])},
        summary=ANYTHING,
        proposal_term=WRITTEN,
        proposal_terms=WRITTEN,
        claimed_count=st.integers(0, 99),
        people=st.lists(tables({"name": WRITTEN}, side=st.sampled_from(SIDES), evidence=evidence(WRITTEN)), max_size=2),
        sources=source.map(lambda found: [{"id": "courier-1", **found}]),
        events=st.lists(tables({"title": WRITTEN}, date=st.sampled_from(DATES), place=ANYTHING), max_size=2),
        claims=st.lists(claim, max_size=2),
    )
    text = tables({"text": WRITTEN}, label=WRITTEN, date=st.sampled_from(DATES), agreed=st.booleans())
    stake = tables(
        {"side": st.sampled_from(SIDES), "kind": st.just("red-line"), "statement": WRITTEN, "assessed_by": WRITTEN}
    )
    package = tables({"title": WRITTEN, "proposals": st.just(["1-wages", "2-nights"])}, all_or_nothing=st.booleans())
    files = {
        Location(Kind.HEADER, "negotiation"): header,
        Location(Kind.PROPOSAL, "1-wages"): proposals(WRITTEN),
        Location(Kind.PROPOSAL, "2-nights"): proposals(WRITTEN),
        Location(Kind.LEDGER, "20261122T121530Z-7f3k2m9qxa", "1-wages"): recorded(),
        Location(Kind.TEXT, "20261122T121530Z-7f3k2m9qxb", "1-wages"): text,
        Location(Kind.STAKE, "20261122T121530Z-7f3k2m9qxc", "1-wages"): stake,
        Location(Kind.PACKAGE, "both"): package,
        Location(Kind.ANNOTATION, "a", "1-wages"): remarks(WRITTEN),
        Location(Kind.ANNOTATION, "b", "_"): remarks(WRITTEN),
        Location(Kind.ANNOTATION, "c", "gone"): remarks(WRITTEN),
        Location(Kind.SOURCE, "Radio.2"): source,
        Location(Kind.CLAIM, "d"): claim,
    }
    kept = draw(st.sets(st.sampled_from([*files]))) | {Location(Kind.HEADER, "negotiation")}
    return {where: draw(found) for where, found in files.items() if where in kept}


def put(folder: Path, files: dict[Location, dict[str, Any]]) -> Negotiation:
    """Write a negotiation and read it."""
    for where, found in files.items():
        named = {"id": where.identifier} if where.kind in KEYED else {}
        path = folder / where.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(canonical(MODELS[where.kind].model_validate({**found, **named})))
    return read(folder)


def back(negotiation: Negotiation, name: str, folder: Path) -> Negotiation:
    """A negotiation exported as a report and imported again."""
    path = folder / f"report.{name}"
    written = write_report(snapshot(negotiation), Selection(annotations=True), name)
    path.write_text(written, encoding="utf-8", newline="")
    write_plan(plan_new(material(path), title="back", by="analyst"), folder / "back")
    return read(folder / "back")


def material(path: Path) -> ImportPlan:
    found = read_input(path)
    if isinstance(found, dict):
        return read_json_report(path.name, found)
    assert is_own_table(found)
    return read_csv_report(found)


@settings(max_examples=25)
@given(negotiations())
def test_a_json_report_is_imported_as_an_equal_negotiation(files: dict[Location, dict[str, Any]]) -> None:
    with tempfile.TemporaryDirectory() as name:
        before = put(Path(name) / "talks", files)
        after = back(before, "json", Path(name))
    assert replace(after, id=before.id) == before


def test_records_of_a_proposal_that_is_gone_are_imported_again_from_json(tmp_path: Path) -> None:
    files: dict[Location, dict[str, Any]] = {
        Location(Kind.HEADER, "negotiation"): {
            "title": "Port strike",
            "sides": [{"id": side, "name": f"The {side}"} for side in SIDES],
        },
        Location(Kind.LEDGER, "20261122T121530Z-7f3k2m9qxa", "gone"): {
            "status": "open",
            "recorded": datetime(2026, 11, 22, tzinfo=UTC),
            "recorded_by": "ana",
        },
        Location(Kind.TEXT, "20261122T121530Z-7f3k2m9qxb", "gone"): {"text": "Five per cent."},
        Location(Kind.STAKE, "20261122T121530Z-7f3k2m9qxc", "gone"): {
            "side": "union",
            "kind": "red-line",
            "statement": "Nothing below four.",
            "assessed_by": "ana",
        },
    }
    before = put(tmp_path / "talks", files)
    assert set(before.strays) == {Kind.LEDGER, Kind.TEXT, Kind.STAKE}
    assert replace(back(before, "json", tmp_path), id=before.id) == before


def test_records_that_the_negotiation_already_has_in_any_file_are_not_added_again(tmp_path: Path) -> None:
    header: dict[str, Any] = {"title": "Port strike", "sides": [{"id": side, "name": f"The {side}"} for side in SIDES]}
    claim = {"topic": "Wages", "claim": "Five per cent.", "by": "A", "evidence": [{"source": "Radio.2"}]}
    claims: dict[Location, dict[str, Any]] = {Location(Kind.CLAIM, name): claim for name in ("known", "broken", "new")}
    source: dict[Location, dict[str, Any]] = {Location(Kind.SOURCE, "Radio.2"): {"title": "Radio"}}
    said = {"side": "union", "stance": "accepts", "recorded_by": "ana"}
    entries: list[dict[Location, dict[str, Any]]] = [
        {Location(Kind.LEDGER, f"2026112{day}T121530Z-7f3k2m9qxa", "1"): said} for day in (1, 2)
    ]
    proposal: dict[Location, dict[str, Any]] = {Location(Kind.PROPOSAL, "1"): {"status": "open"}}
    carried: dict[Location, dict[str, Any]] = {**source, **claims, **proposal, **entries[0]}
    before = put(tmp_path / "talks", {Location(Kind.HEADER, "negotiation"): header, **carried})
    path = tmp_path / "report.json"
    path.write_text(write_report(snapshot(before), Selection(annotations=True), "json"), encoding="utf-8")
    folder = tmp_path / "other"
    listed = {**header, "sources": [{"id": "Radio.2", "title": "Radio"}]}
    there = {Location(Kind.CLAIM, "known"): claim, **proposal, **entries[1]}
    put(folder, {Location(Kind.HEADER, "negotiation"): listed, **there})
    (folder / "claims" / "broken.toml").write_text("[")
    assert material(path).notes == ("a report of this program with 7 records",)
    plan = plan_added(material(path), Reader(folder).load().negotiation, folder, by="analyst")
    assert [each.path for each in plan.change.files] == ["claims/new.toml"]
    assert plan.differences[:1] == ("claims/broken.toml: differs from what report.json carries; not changed",)


def test_hostile_text_is_imported_again_from_json(hostile: Path, tmp_path: Path) -> None:
    before = Reader(hostile).load().negotiation
    assert replace(back(before, "json", tmp_path), id=before.id) == before


def test_the_shipped_negotiation_is_imported_again_from_json(negotiation: Path, tmp_path: Path) -> None:
    before = read(negotiation)
    assert replace(back(before, "json", tmp_path), id=before.id) == before


SHOWN = st.one_of(
    st.sampled_from(
        ["=1+1", "'=1+1", "''@x", "-", "+1", "＝1", "'quoted'", "a; b", "x;", "a,b", 'say "no"', "two\nlines", "  x "]
    ),
    ANYTHING.map(lambda text: f"{text}.").filter(lambda text: safe(text, multiline=True) == text),
)
"""Text that a report shows as it is, or guards against being taken for a formula."""


@settings(max_examples=30)
@given(st.lists(proposals(SHOWN), min_size=1, max_size=3))
def test_a_csv_report_is_imported_with_every_proposal_and_current_position(found: list[dict[str, Any]]) -> None:
    files = {Location(Kind.PROPOSAL, f"{count}-term"): each for count, each in enumerate(found, 1)}
    header = {"title": "Talks", "sides": [{"id": side, "name": side.title()} for side in SIDES]}
    with tempfile.TemporaryDirectory() as name:
        before = put(Path(name) / "talks", {Location(Kind.HEADER, "negotiation"): header, **files})
        after = back(before, "csv", Path(name))
    assert after.side_ids == before.side_ids
    assert current(after) == current(before)
    statuses = {key: each.status for key, each in snapshot(before).known.items() if not each.conflicting}
    assert {key: snapshot(after).known[key].status for key in statuses} == statuses


def current(negotiation: Negotiation) -> dict[str, Any]:
    """The proposals and current positions of a negotiation."""
    return {
        standing.dossier.id: (
            [getattr(standing.dossier.proposal, key) for key in KEYS],
            {side: held.current and held.current.position for side, held in standing.sides.items()},
        )
        for standing in snapshot(negotiation).standings
    }


KEYS = ("number", "title", "proposed_by", "summary", "topic", "counters")
