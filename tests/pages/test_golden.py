from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Any

import pytest

from negotrack.analysis.differences import differences
from negotrack.analysis.figures import gaps
from negotrack.analysis.links import links
from negotrack.analysis.sides import compare, pairs
from negotrack.analysis.timeline import timeline
from negotrack.model.negotiation import Dossier, Negotiation
from negotrack.model.problems import Problem
from negotrack.model.records import Header, LedgerEntry, Proposal, Stake, Text
from negotrack.model.snapshot import Snapshot, snapshot
from negotrack.model.vocabulary import Release, Reliability
from negotrack.pages.annotations import annotations_page
from negotrack.pages.background import claim_blocks, exchange_words, missing_cells, waiting_blocks, waiting_words
from negotrack.pages.blocks import Block, Page, Paragraph, Section
from negotrack.pages.brief import Occasion, brief_page
from negotrack.pages.comparison import (
    board_page,
    comparison_page,
    pair_blocks,
    pairs_page,
    reference_page,
    rests_on_briefly,
)
from negotrack.pages.differences import differences_page
from negotrack.pages.glance import nothing_words, outstanding_briefly, status_cells
from negotrack.pages.panels import orphan_blocks, proposal_blocks, slide, unreadable_blocks, whole_blocks
from negotrack.pages.proposal_page import proposal_page
from negotrack.pages.readings import queue_page, readings_page
from negotrack.pages.report import report_page
from negotrack.pages.selection import Selection
from negotrack.pages.terms import Terms
from negotrack.pages.texts import text_columns_page, text_difference_page, texts_page
from negotrack.pages.timeline import day_title, happened_blocks, happenings, outcome_blocks, taken_blocks, timeline_page
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
from negotrack.model.snapshot import Snapshot, snapshot
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
def test_the_report_on_the_shipped_negotiation_matches_the_stored_file(panjshir: Negotiation, name: str) -> None:
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
def test_the_report_on_a_contested_proposal_matches_the_stored_file(
    contested: Negotiation, name: str, day: date | None, choices: dict[str, Any], settings: dict[str, Any]
) -> None:
    compare_with_golden(GOLDEN / name, report(contested, "text", day, **choices, **settings))


def test_the_report_with_a_board_of_twelve_sides_matches_the_stored_file() -> None:
    convention = Reader(SHIPPED.with_name("federal-convention-1787")).load().negotiation
    compare_with_golden(GOLDEN / "convention.txt", report(convention, summary=True))


def entries(*tables: dict[str, Any]) -> tuple[LedgerEntry, ...]:
    """Ledger entries, recorded by Ana one after the other by default."""
    return tuple(
        LedgerEntry.model_validate(
            {"id": f"e{place}", "recorded": f"2026-11-2{place}T09:00:00Z", "recorded_by": "Ana", **table}
        )
        for place, table in enumerate(tables)
    )


def with_everything(contested: Negotiation) -> Negotiation:
    """A negotiation with every kind of record that a page can show."""
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
    """Every kind of page, of all records and as of a day."""
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


def on_the_screen(talks: Negotiation) -> Iterator[Page]:
    """The blocks that only the screen shows, put on pages."""
    now, then = snapshot(talks), snapshot(talks, date(2021, 8, 25))
    terms = Terms(talks)
    for view in (now, then):
        moments, found = timeline(view), links(view)
        blocks: dict[str, Sequence[Block]] = {
            f"Panel of {key}": proposal_blocks(view, view.known[key], found, talks.sides)
            for key in ("no-disarming", "national-hero", "06-surrender-after-government", "local-authorities")
        }
        blocks |= {f"Slide of {key}": slide_blocks(view, key) for key in ("no-disarming", "unreported-a")}
        blocks["The whole"] = whole_blocks(view)
        blocks["Happened"] = happened_blocks(view, moments)
        blocks["Taken"] = taken_blocks(view, moments, "taliban")
        blocks["Outcomes"] = outcome_blocks(view, moments)
        lines = (f"{each.when} | {each.cell.words} | {each.cell.tone}" for each in happenings(moments, talks))
        titles = (day_title(day, moments) for day in (None, date(2021, 8, 17), date(2021, 8, 18)))
        blocks["In a line"] = paragraphs(*lines, *titles)
        waiting = [block for each in found.blockers for block in waiting_blocks(view, each, terms)]
        rings = (exchange_words(path, terms) for path in found.cycles)
        blocks["Waiting"] = [*paragraphs(*map(waiting_words, found.blockers), *rings), *waiting]
        blocks["Claims"] = [block for each in talks.claims[::11] for block in claim_blocks(each, terms)]
        (counts,), compared = pairs(view).all(), compare(view, "resistance", "taliban")
        blocks["The pair"] = [*pair_blocks(view, counts, compared), *paragraphs(rests_on_briefly(compared))]
        cells = (*missing_cells(gaps(view)), *status_cells(view.by_status.items()))
        standings = (view.outstanding, view.standings[:2], view.standings[:1])
        blocks["Briefly"] = paragraphs(
            *(f"{each.words} | {each.tone}" for each in cells), *map(outstanding_briefly, standings)
        )
        yield page_of_blocks("By its day" if view.day else "All records", blocks)
    empty = [nothing_words(talks, *each) for each in (("is:open", None), ("", date(2021, 8, 1)), ("", None))]
    said = (" ".join((words, *chain.from_iterable(hints))) for words, hints in empty)
    unread = unreadable_blocks("gone", [Problem("proposals/gone.toml", "no value", line=3)])
    yield page_of_blocks("Nothing", {"No list": paragraphs(*said), "No file": [*unread, *orphan_blocks("gone")]})


def page_of_blocks(kind: str, blocks: Mapping[str, Sequence[Block]]) -> Page:
    return Page("On the screen", kind, (), (), tuple(Section(title, tuple(each)) for title, each in blocks.items()))


def paragraphs(*lines: str) -> list[Block]:
    return [Paragraph(line) for line in lines]


def slide_blocks(view: Snapshot, identifier: str) -> list[Block]:
    """The contents of the meeting view of a proposal, one paragraph each."""
    found = slide(view, view.known[identifier], links(view), view.negotiation.sides)
    tiles = (f"{tile.name}: {tile.cell.words}" for tile in found.tiles)
    said = (f"{names}: {words}" for names, words in found.said.items())
    head = f"{found.number} | {found.title} | {found.status.words} | {found.holding}"
    return paragraphs(head, *tiles, *said, *found.moved, *found.waiting)


def positions(day: str | None, **stances: str | list[dict[str, str]]) -> list[dict[str, Any]]:
    """A position of each side, dated or not; a list in place of a stance gives the conditions of the side."""
    said = {
        "evidence": [{"source": "paper", "where": "page 2"}],
        "statement": "Said.\nTwice.",
        **({"date": day} if day else {}),
    }
    return [
        {
            "side": side,
            **({"stance": each} if isinstance(each, str) else {"stance": "conditional", "conditions": each}),
            **said,
        }
        for side, each in stances.items()
    ]


def with_little() -> Negotiation:
    """A negotiation without numbers, where every optional key is missing from some record."""
    header = {
        "title": "Talks",
        "proposal_term": "motion",
        "blind": True,
        "sides": [
            {"id": "union", "name": "Union", "short": "U"},
            {"id": "port", "name": "The harbour authority", "note": "Owns it.\nAll."},
        ],
        "people": [{"name": "Bo", "side": "port"}, {"name": "Ed", "mandate": "To listen."}],
        "sources": [
            {"id": "paper", "title": "Paper", "reliability": "F", "url": "https://e.org", "date": "2026-04-15"}
        ],
        "events": [
            {"title": "A call", "outcome": "None.\nNone at all."},
            {"title": "A vote", "date": "2026-04-10", "evidence": [{"source": "paper"}]},
            {
                "title": "Round 2 in Rome",
                "place": "Rome",
                "date": "2026-05-01",
                "note": "Long.\nToo long.",
                "evidence": [{"source": "nowhere"}],
            },
        ],
        "claims": [{"topic": "Pay", "claim": "low", "by": "Union", "date": "2026-03-01", "note": "Roughly.\nAbout."}],
        "packages": [
            {
                "title": "Both\nof them",
                "proposals": ["hours", "pay"],
                "all_or_nothing": True,
                "owner": "union",
                "date": "2026-03",
            },
            {"title": "Loosely", "proposals": ["hours", "leave"]},
        ],
    }
    for_it = {"union": "proposes", "port": "accepts"}
    tables: dict[str, dict[str, Any]] = {
        "pay": {"title": "Pay", "positions": positions("2026-03-01", union="proposes", port=[{"proposal": "hours"}])},
        "hours": {
            "title": "Hours",
            "positions": positions(None, union="proposes", port=[{"proposal": "pay"}]),
            "counters": "pay",
        },
        "leave": {
            "title": "Leave",
            "topic": "Rest",
            "proposed_by": "union",
            "holds_up": [{"proposal": "rest"}, {"proposal": "pay"}],
        },
        "rest": {
            "title": "Rest",
            "topic": "Rest",
            "proposed_by": "a mediator",
            "summary": "A day.\nOr two.",
            "holds_up": [{"proposal": "leave", "basis": "reported"}],
        },
        "bonus": {"title": "Bonus", "positions": positions("2026-03-02", **for_it), "summary": "More.\nAnd more."},
        "shifts": {
            "title": "Shifts",
            "positions": positions(
                "2026-03-02", union="proposes", port=[{"proposal": "leave"}, {"text": "a truce\nof days"}]
            ),
        },
        "bare": {"positions": positions("2026-03-02", union="withdraws")},
        "worse": {"title": "Worse", "positions": positions("2026-03-03", union="rejects", port="rejects")},
        "later": {"title": "Later", "positions": positions("2026-03-03", union="neutral", port="defers")},
    }
    coded = {"recorded_by": "Ben", "evidence": [{"source": "paper", "where": "p. 2"}]}
    recorded: dict[str, Any] = {
        "bonus": entries(
            {**coded, "side": "port", "stance": "accepts", "date": "2026-03-02"},
            {"status": "accepted", "date": "2026-03-04", "form": "signed", "recorded_by": None, "recorded": None},
            {**coded, "side": "union", "stance": "proposes", "date": "2026-03-02"},
        ),
        "shifts": entries({"meets": "port-1#2", "date": "2026-03-05"}),
        "worse": entries(
            {**coded, "side": "port", "stance": "accepts", "date": "2026-03-03", "statement": "No.\nNever."}
        ),
        "later": entries(
            {"side": "union", "stance": "accepts", "date": "2026-03-10"},
            {"side": "port", "stance": "rejects", "date": "2026-03-12"},
            {"prefers": ["port-1"], "over": ["union-1"], "because": "So.", "recorded": None, "recorded_by": None},
            {"retracts": "e2", "because": "Not so."},
        ),
    }
    texts = [
        {"id": "a", "text": "We pay."},
        {"id": "b", "text": "We [all] pay [.", "agreed": True, "recorded": MOMENT},
        {"id": "c", "text": "We pay well.", "tabled_by": "port", "date": "2026-03-05"},
        {"id": "d", "text": "[]", "label": "Nothing", "date": "2026-03-06"},
    ]
    stakes = [
        {
            "id": "s",
            "side": "port",
            "kind": "red-line",
            "statement": "No pay cut.\nNone.",
            "assessed_by": "Ana",
            "crossed_by": ["union-1", "port-1"],
        },
        {
            "id": "t",
            "side": "union",
            "kind": "priority",
            "priority": "high",
            "date": "2026-04-01",
            "evidence": [{"source": "paper"}],
        },
    ]
    passages = [
        {"text": "d", "quote": "[]"},
        {"text": "a", "quote": "[]"},
        {"text": "a", "quote": "We pay."},
        {"text": "a", "quote": "gone"},
    ]
    about = [note(f"p{place}", passage=each, fingerprint="0" * 12) for place, each in enumerate(passages)]
    asked = [
        note("n1", ask={}, edited=MOMENT, text="Who? .\nAnd when?"),
        note("n2", ask={"to": "Bo", "done": True}),
        note("n3", text="x" * 101, ask={"due": "2026-05"}),
        note("n4", passage=passages[0]),
    ]
    notes = {"pay": asked, "bonus": about}
    dossiers = {
        key: Dossier(
            Proposal.model_validate({"id": key, **table}),
            ledger=recorded.get(key, ()),
            texts=tuple(map(Text.model_validate, {"bonus": texts, "hours": texts[:2:-1]}.get(key, ()))),
            stakes=tuple(map(Stake.model_validate, stakes)) if key == "bonus" else (),
            annotations=tuple(notes.get(key, ())),
        )
        for key, table in tables.items()
    }
    return Negotiation("talks", Header.model_validate(header), dossiers)


def with_many_sides() -> Negotiation:
    """A negotiation that decides by majority, except for one proposal, with one side without a say."""
    sides = [{"id": name, "name": f"Side {name.upper()}", "decides": name != "f"} for name in "abcdef"]
    tables: dict[str, dict[str, Any]] = {
        "p": {
            "number": 1,
            "title": "One",
            "positions": positions("2026-03-01", a="proposes", b="accepts", c="rejects"),
        },
        "q": {
            "number": 2,
            "decision": ["a", "b", "c"],
            "positions": positions("2026-03-01", a="proposes", b="accepts", c="not-coded"),
        },
        "r": {
            "number": "2a",
            "title": "Three",
            "positions": positions("2026-03-01", a="proposes", b="rejects", f="accepts"),
        },
    }
    heard = [{"date": "2026-03-01", "evidence": [{"source": source}]} for source in ("radio", "press")]
    ledgers = {
        "p": entries(
            {"side": "b", "stance": "rejects", **heard[0]}, {"prefers": ["b-1"], "over": ["nothing"], "because": "So."}
        ),
        "r": entries(
            {"side": "b", "stance": "accepts", **heard[0]},
            {"side": "b", "stance": "neutral", **heard[1]},
            {"prefers": ["e0"], "over": ["b-1"], "because": "So."},
        ),
    }
    dossiers = {
        key: Dossier(Proposal.model_validate({"id": key, **each}), ledgers.get(key, ())) for key, each in tables.items()
    }
    phases = [{"phase": "planned", "date": "2027-01-01"}]
    header = {"title": "Talks", "claimed_count": 5, "decision": "majority", "sides": sides, "phases": phases}
    return Negotiation("talks", Header.model_validate(header), dossiers)


def reworded(talks: Negotiation) -> Negotiation:
    """The same negotiation with other texts in one proposal."""
    dossier = talks.dossiers["hours"]
    said = {"statement": "Said.\nOnce.", "counter": "Less.\nMuch less."}
    positions = tuple(each.model_copy(update=said) for each in dossier.proposal.positions)
    proposal = dossier.proposal.model_copy(update={"summary": "More.\nAnd less.", "positions": positions})
    return replace(talks, dossiers={**talks.dossiers, "hours": replace(dossier, proposal=proposal)})


def nearly_nothing() -> Iterator[Page]:
    """The pages of negotiations with little on record."""
    little, many = with_little(), with_many_sides()
    now, then = snapshot(little), snapshot(little, date(2026, 3, 2))
    every = Selection(stakes=True, readings=True, annotations=True)
    for each in (now, then, snapshot(little, date(2026, 1, 1)), snapshot(many), snapshot(replace(many, dossiers={}))):
        yield report_page(each, every._replace(level=Release.PUBLIC if each is now else None))
        yield brief_page(each, each if each is now else None, Occasion(date(2026, 4, 1), follows=(1, date(2026, 3, 1))))
        yield board_page(each, each.negotiation.sides)
        yield queue_page(each, "record keeper")
    for key in ("pay", "bonus", "rest", "bare"):
        yield proposal_page(now, key)
    yield proposal_page(snapshot(many), "p")
    yield differences_page(then, now, differences(then, now), since="then", until="now")
    yield annotations_page(now, list(little.all_annotations())[:1])
    yield readings_page(now)
    yield texts_page(now, "pay")
    first, agreed, *_ = little.dossiers["bonus"].texts
    for text in (None, first, agreed):
        yield texts_page(now, "bonus", text)
    for key in ("pay", "bonus", "hours"):
        yield text_columns_page(now, key)
    yield timeline_page(now, "bonus")
    yield reference_page(snapshot(many), "b")
    other = snapshot(reworded(little))
    yield differences_page(now, other, differences(now, other), since="then", until="now")
    yield differences_page(now, now, differences(now, now), since="then", until="now")
    for each in (now, then):
        yield comparison_page(each, compare(each, "union", "port"))
    known, found = links(now), compare(now, "union", "port")
    blocks: dict[str, Sequence[Block]] = {
        key: proposal_blocks(now, now.known[key], known, little.sides) for key in ("pay", "bonus", "leave", "shifts")
    }
    blocks |= {"Slide": slide_blocks(now, "later"), "Happened": happened_blocks(now, timeline(now))}
    (counts,) = pairs(now).all()
    blocks["The pair"] = [*pair_blocks(now, counts, found), *paragraphs(rests_on_briefly(found))]
    waiting = [block for each in known.blockers for block in waiting_blocks(now, each, Terms(little))]
    rings = (exchange_words(path, Terms(little)) for path in known.cycles)
    blocks["Waiting"] = [*paragraphs(*map(waiting_words, known.blockers), *rings), *waiting]
    blocks["Briefly"] = paragraphs(*(each.words for each in missing_cells(gaps(now))))
    blocks["The whole"] = whole_blocks(now)
    yield page_of_blocks("With little", blocks)
    undated = {"a": Dossier(Proposal(id="a", title="A", proposed_by=("union",)))}
    header = little.header.model_copy(update={"summary": "Of little.", "events": (), "claims": ()})
    yield report_page(snapshot(replace(little, header=header, dossiers=undated), date(2026, 1, 1)), Selection())


def test_every_page_matches_the_stored_file(contested: Negotiation) -> None:
    talks = with_everything(contested)
    pages = (*every_page(contested, talks), *on_the_screen(talks), *nearly_nothing())
    compare_with_golden(GOLDEN / "pages.txt", "\n".join(write_page(each, width=100, colour=True) for each in pages))


def test_reports_do_not_depend_on_hash_seed_time_zone_locale_or_window_width() -> None:
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


def test_a_json_report_loads_no_slow_module() -> None:
    program = (
        "import sys; from negotrack.pages.writers import *; import negotrack.pages.writers.json;"
        "print([name for name in ('jinja2', 'wcwidth', 'rich', 'textual', 'difflib', 'negotrack.pages.blocks',"
        " 'negotrack.pages.words') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
