from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from negotrack.model.identifiers import WHOLE
from negotrack.model.layout import AROUND
from negotrack.model.negotiation import Dossier, Negotiation
from negotrack.model.problems import Problem
from negotrack.model.records import (
    Annotation,
    Header,
    LedgerEntry,
    Proposal,
    Record,
    Stake,
    Text,
)
from negotrack.pages.writers.json_schema import schema
from negotrack.store.reader import Reader
from negotrack.store.validate import MODELS
from tests.pages.json_schema import faults
from tests.pages.reports import report

ALWAYS = {
    *("schema", "negotiation", "as_of", "phase", "sides", "problems", "totals", "outstanding", "proposals"),
    *("people", "sources", "events", "claims", "gaps"),
}


def data(negotiation: Negotiation, day: date | None = None, **choices: Any) -> dict[str, Any]:
    parsed = json.loads(report(negotiation, "json", day, **choices))
    assert isinstance(parsed, dict)
    return parsed


def rebuilt(identifier: str, record: dict[str, Any]) -> Negotiation:
    def read(model: type[Record], table: dict[str, Any], name: str) -> Any:
        return model.model_validate({**table, "id": name} if "id" in model.model_fields else table)

    def many(model: type[Record], tables: dict[str, Any]) -> tuple[Any, ...]:
        return tuple(read(model, table, name) for name, table in tables.items())

    def added(model: type[Record], kind: str) -> dict[str, Any]:
        return {name: read(model, table, name) for name, table in record[kind].items()}

    notes, ledger = record["annotations"], record["ledger"]
    return Negotiation(
        identifier,
        Header.model_validate(record["negotiation"]),
        {
            name: Dossier(
                read(Proposal, table, name),
                many(LedgerEntry, ledger.get(name, {})),
                many(Annotation, notes.get(name, {})),
                many(Text, record["texts"].get(name, {})),
                many(Stake, record["stakes"].get(name, {})),
            )
            for name, table in record["proposals"].items()
        },
        annotations=many(Annotation, notes.get(WHOLE, {})),
        orphans={
            name: many(Annotation, tables)
            for name, tables in notes.items()
            if name != WHOLE and name not in record["proposals"]
        },
        added={kind: found for kind in AROUND if (found := added(MODELS[kind], kind))},
    )


def test_the_json_report_has_the_keys_that_other_programs_rely_on(panjshir: Negotiation) -> None:
    report = data(panjshir)
    assert set(report) >= ALWAYS
    assert set(report["negotiation"]) >= {"id", "title", "proposal_term", "claimed_count"}
    proposal = report["proposals"][0]
    assert {key: proposal[key] for key in ("id", "number", "status", "proposed_by", "held_up_by", "relation")} == {
        "id": "06-surrender-after-government",
        "number": 6,
        "status": "rejected",
        "proposed_by": ["resistance"],
        "held_up_by": ["taliban"],
        "relation": "differ",
    }
    assert set(proposal["positions"]["taliban"]) >= {
        *("stance", "statement", "counter", "date", "basis", "certainty", "evidence")
    }


def test_json_does_not_escape_accented_letters(panjshir: Negotiation) -> None:
    header = panjshir.header.model_copy(update={"title": "Pourparlers à Québec"})
    assert '"title": "Pourparlers à Québec"' in report(replace(panjshir, header=header), "json")


def test_the_json_report_has_the_right_figures_for_the_shipped_negotiation(panjshir: Negotiation) -> None:
    report = data(panjshir)
    assert report["totals"]["by_status"] == {
        "open": 0,
        "accepted": 11,
        "conditional": 0,
        "rejected": 1,
        "withdrawn": 0,
        "conflicting": 0,
    }
    assert {name: count for name, count in report["totals"]["relations"].items() if count} == {"agree": 11, "differ": 1}
    assert report["outstanding"] == ["06-surrender-after-government"]
    assert [report["gaps"][key] for key in ("contents", "numbers", "days", "sides")] == [8, 11, 24, 0]


@pytest.mark.parametrize("day", [None, date(2021, 8, 25), date(2021, 8, 1)])
def test_a_json_report_conforms_to_its_schema(
    contested: Negotiation, panjshir: Negotiation, everywhere: Callable[[str], Negotiation], day: date | None
) -> None:
    problem = Problem("proposals/a.toml", "no value", key="title", line=3, unreadable=True)
    for negotiation in (contested, panjshir, everywhere("A text.")):
        report = data(negotiation, day, annotations=True, problems=[problem])
        assert faults(report, schema(), schema()) == []
        assert report["$schema"] == schema()["$id"]


def test_a_json_report_on_hostile_records_conforms_to_its_schema(hostile: Path) -> None:
    loaded = Reader(hostile).load()
    assert faults(data(loaded.negotiation, annotations=True, problems=loaded.problems), schema(), schema()) == []


def test_the_schema_rejects_every_wrong_value(panjshir: Negotiation) -> None:
    report = data(panjshir)
    report["proposals"][0]["status"] = "lost"
    report["proposals"][1]["positions"]["taliban"]["certainty"] = None
    del report["totals"]["described"]
    report["as_of"] = "yesterday"
    report["totals"]["numbered"] = -1
    report["totals"]["conflicting"] = True
    report["compared"] = ["a", "b", "c"]
    assert len(faults(report, schema(), schema())) == 7


def test_an_equal_negotiation_can_be_built_from_a_report_with_annotations(
    contested: Negotiation, panjshir: Negotiation, everywhere: Callable[[str], Negotiation]
) -> None:
    for negotiation in (contested, panjshir, everywhere("\u202e\x1b[31m\r\n 漢字 \U000e0041")):
        report = data(negotiation, annotations=True)
        assert rebuilt(report["negotiation"]["id"], report["record"]) == negotiation


def test_annotations_and_the_full_record_are_left_out_unless_requested(contested: Negotiation) -> None:
    without, with_them = data(contested), data(contested, annotations=True)
    assert "record" not in without
    assert not any(proposal["annotations"] for proposal in without["proposals"])
    assert without["totals"] == with_them["totals"]
    notes = [note for proposal in with_them["proposals"] for note in proposal["annotations"]]
    assert [(note["id"], note["stale"], note["about"], note["tags"]) for note in notes] == [
        ("n1", True, "taliban", ["ask"])
    ]


def test_a_side_without_a_position_is_null(panjshir: Negotiation) -> None:
    assert data(panjshir, date(2021, 8, 1))["proposals"] == []
    bare = Dossier(Proposal.model_validate({"id": "a", "status": "open"}))
    talks = Negotiation("talks", panjshir.header, {"a": bare})
    assert data(talks)["proposals"][0]["positions"] == {"resistance": None, "taliban": None}


def test_the_counts_by_status_and_by_relation_add_up_to_all_proposals(
    contested: Negotiation, panjshir: Negotiation
) -> None:
    for talks, day in ((contested, None), (panjshir, date(2021, 8, 25)), (panjshir, date(2021, 8, 1))):
        totals = data(talks, day)["totals"]
        assert sum(totals["by_status"].values()) == sum(totals["relations"].values()) == totals["proposals"]


def test_conflicts_are_listed_with_their_kind_and_all_conflicting_entries(contested: Negotiation) -> None:
    report = data(contested)
    proposal = next(each for each in report["proposals"] if each["id"] == "no-disarming")
    entry = "20261122T121530Z-7f3k2m9qxa"
    assert (proposal["status"], proposal["relation"]) == ("conflicting", "conflicting")
    assert proposal["conflicts"] == [{"side": "taliban", "kind": "order", "entries": [entry, "taliban-1"]}]
    side = proposal["positions"]["taliban"]
    assert [(each["stance"], each["id"]) for each in side["conflicting"]] == [
        ("rejects", entry),
        ("accepts", "taliban-1"),
    ]
    assert (report["totals"]["conflicting"], report["outstanding"][-1]) == (1, "no-disarming")


def test_the_phase_of_the_talks_is_the_one_as_of_the_day(panjshir: Negotiation) -> None:
    assert data(panjshir)["phase"]["phase"] == "failed"
    assert data(panjshir, date(2021, 8, 25))["phase"] is None
