from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from negotrack.analysis.differences import differences
from negotrack.analysis.sides import compare
from negotrack.model.negotiation import Negotiation
from negotrack.model.records import LedgerEntry, Stake, Text
from negotrack.model.snapshot import snapshot
from negotrack.model.vocabulary import Reliability
from negotrack.pages.annotations import annotations_page
from negotrack.pages.blocks import Page
from negotrack.pages.brief import Occasion, brief_page
from negotrack.pages.comparison import board_page, comparison_page, pairs_page, reference_page
from negotrack.pages.differences import differences_page
from negotrack.pages.proposal_page import proposal_page
from negotrack.pages.readings import queue_page, readings_page
from negotrack.pages.report import report_page
from negotrack.pages.selection import Selection
from negotrack.pages.texts import text_columns_page, text_difference_page, texts_page
from negotrack.pages.timeline import timeline_page
from negotrack.pages.writers import FORMATS, write_page
from negotrack.store.reader import Reader
from tests.conftest import SHIPPED
from tests.golden import compare_with_golden
from tests.pages.conftest import MOMENT, note
from tests.pages.reports import TEXTS, report

GOLDEN = Path(__file__).parent / "golden"
FINGERPRINTS = """
import hashlib, sys
from pathlib import Path
from negotrack.model.snapshot import snapshot
from negotrack.pages.selection import Selection
from negotrack.pages.writers import FORMATS, write_report
from negotrack.store.reader import Reader
from tests.conftest import SHIPPED
now = snapshot(Reader(Path(sys.argv[1])).load().negotiation)
for name, known in FORMATS.items():
    if known.binary:
        continue
    print(name, hashlib.sha256(write_report(now, Selection(annotations=True), name).encode()).hexdigest())
"""


@pytest.mark.parametrize("name", TEXTS)
def test_the_shipped_negotiation_is_reported_as_ever(panjshir: Negotiation, name: str) -> None:
    ending = FORMATS[name].endings[0]
    compare_with_golden(GOLDEN / f"panjshir{ending}", report(panjshir, name))


@pytest.mark.parametrize(
    ("name", "day", "choices", "settings"),
    [
        ("terminal.txt", None, {"summary": True}, {"width": 100, "colour": True}),
        ("contested.txt", None, {"annotations": True}, {}),
        ("contested-narrow.txt", None, {"summary": True}, {"width": 44}),
        ("contested-2021-08-25.txt", date(2021, 8, 25), {"summary": True, "sides": ("taliban", "resistance")}, {}),
    ],
)
def test_a_contested_proposal_is_reported_as_ever(
    contested: Negotiation, name: str, day: date | None, choices: dict[str, Any], settings: dict[str, Any]
) -> None:
    compare_with_golden(GOLDEN / name, report(contested, "text", day, **choices, **settings))


def test_a_board_of_twelve_sides_is_reported_as_ever() -> None:
    convention = Reader(SHIPPED.with_name("federal-convention-1787")).load().negotiation
    compare_with_golden(GOLDEN / "convention.txt", report(convention, summary=True))


def entries(*tables: dict[str, Any]) -> tuple[LedgerEntry, ...]:
    """Entries of a ledger, recorded by Ana one after the other unless they say otherwise."""
    return tuple(
        LedgerEntry.model_validate(
            {"id": f"e{place}", "recorded": f"2026-11-2{place}T09:00:00Z", "recorded_by": "Ana", **table}
        )
        for place, table in enumerate(tables)
    )


def with_everything(contested: Negotiation) -> Negotiation:
    """A negotiation with something of every kind that a page tells of."""
    cited = {
        "evidence": [{"source": "trt-2021-09-06", "where": "paragraph 31", "credibility": 2, "quote": "It is so."}]
    }
    heard = {"evidence": [{"source": "radio", "where": "minute 3"}]}
    taliban, resistance = {"side": "taliban"}, {"side": "resistance"}
    waits = {"stance": "conditional", "conditions": [{"text": "a truce"}, {"proposal": "local-authorities"}]}
    answered = {"statement": "Not without a date.", "counter": "A date first.", "by": "a spokesman", "form": "spoken"}
    told = {
        "no-disarming": entries(
            {**taliban, "stance": "rejects", "date": "2021-08-24", "basis": "reported", **heard},
            {**taliban, **waits, "date": "2021-09-08", **answered, **cited},
            {"meets": "e1#1", "date": "2021-09-09", **heard},
            {**resistance, "stance": "divided", "basis": "inferred", **cited},
        ),
        "national-hero": entries(
            {**taliban, "stance": "rejects", "date": "2021-08-24", **heard},
            {"prefers": ["taliban-1"], "over": ["e0"], "because": "The radio misheard."},
            {**resistance, "stance": "defers", "date": "2021-09", **cited},
            {"retracts": "e2", "because": "It was another proposal."},
        ),
        "06-surrender-after-government": entries(
            {**taliban, "stance": "accepts", "date": "2021-09-06", **cited},
            {**taliban, "stance": "conditional", "date": "2021-09-06", "recorded_by": "Ben", **cited},
            {"status": "withdrawn", "date": "2021-09-10", **heard},
        ),
        "local-authorities": entries({**resistance, "stance": "withdraws", "date": "2021-09-07~", **heard}),
    }
    line = {"kind": "red-line", "statement": "No other army.", "crossed_by": ["resistance-1"], "date": "2021-08-20"}
    stakes = [
        {"id": "s", **taliban, **line, **cited},
        {"id": "t", **resistance, "kind": "interest", "statement": "A say.", "assessed_by": "Ana"},
    ]
    texts = [
        {"id": "a", "text": "They [shall/should] [Taliban: not] go.", "label": "One", "tabled_by": "taliban"},
        {"id": "b", "text": "They go by May [soon].", "label": "Two", "answers": "a", "date": "2021-09-01", **heard},
    ]
    ask = {"to": "the mediator", "due": "2026-12-01"}
    asked = note("n3", ask=ask, tags=["ask"], about="taliban", edited=MOMENT, edited_by="Ben")
    dossiers = {key: replace(each, ledger=told.get(key, ())) for key, each in contested.dossiers.items()}
    dossiers["no-disarming"] = replace(
        dossiers["no-disarming"],
        stakes=tuple(map(Stake.model_validate, stakes)),
        texts=tuple(map(Text.model_validate, texts)),
        annotations=(*dossiers["no-disarming"].annotations, asked),
    )
    for key in ("no-disarming", "local-authorities"):
        proposal = dossiers[key].proposal.model_copy(update={"topic": "The province"})
        dossiers[key] = replace(dossiers[key], proposal=proposal)
    sources = tuple(each.model_copy(update={"reliability": Reliability.B}) for each in contested.header.sources)
    return replace(contested, header=contested.header.model_copy(update={"sources": sources}), dossiers=dossiers)


def every_page(before: Negotiation, talks: Negotiation) -> Iterator[Page]:
    """Every page beside the report, of what is on record and as of a day."""
    was, now, then = snapshot(before), snapshot(talks), snapshot(talks, date(2021, 8, 25))
    for identifier in ("no-disarming", "national-hero", "06-surrender-after-government"):
        yield proposal_page(now, identifier)
    yield proposal_page(then, "no-disarming")
    yield timeline_page(now, "no-disarming")
    yield differences_page(was, now, differences(was, now), since="then", until="now")
    yield differences_page(then, now, differences(then, now), since="25 August 2021", until=None)
    for each in (now, then):
        yield comparison_page(each, compare(each, "resistance", "taliban"))
        yield board_page(each, talks.sides)
    yield pairs_page(now)
    yield reference_page(now, "taliban")
    yield brief_page(now, was, Occasion(date(2026, 11, 27), by="Ana", reader="the envoy"))
    yield readings_page(now)
    yield queue_page(now, "Ben")
    one, other = talks.dossiers["no-disarming"].texts
    yield texts_page(now, "no-disarming", one)
    yield text_difference_page(now, "no-disarming", one, other)
    yield text_difference_page(now, "no-disarming", one, one)
    yield text_columns_page(now, "no-disarming")
    yield annotations_page(now, list(talks.all_annotations()))
    yield report_page(now, Selection(stakes=True, readings=True, annotations=True))


def test_every_page_is_written_as_ever(contested: Negotiation) -> None:
    pages = every_page(contested, with_everything(contested))
    compare_with_golden(GOLDEN / "pages.txt", "\n".join(write_page(each, width=100, colour=True) for each in pages))


def test_the_bytes_depend_on_nothing_but_the_records() -> None:
    surroundings = [
        {"PYTHONHASHSEED": "0", "TZ": "UTC", "LC_ALL": "C"},
        {"PYTHONHASHSEED": "1", "TZ": "Asia/Kabul", "LC_ALL": "tr_TR.UTF-8"},
        {"PYTHONHASHSEED": "2", "TZ": "America/New_York", "LC_ALL": "fa_IR.UTF-8", "COLUMNS": "33"},
    ]
    outputs = {
        subprocess.run(
            [sys.executable, "-c", FINGERPRINTS, str(SHIPPED)],
            env={**os.environ, **added},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for added in surroundings
    }
    assert len(outputs) == 1
    assert outputs.pop().count("\n") == len(TEXTS)


def test_a_report_in_json_loads_nothing_that_is_slow() -> None:
    program = (
        "import sys; from negotrack.pages.writers import *; import negotrack.pages.writers.json;"
        "print([name for name in ('jinja2', 'wcwidth', 'rich', 'textual', 'difflib', 'negotrack.pages.blocks',"
        " 'negotrack.pages.words') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
