from __future__ import annotations

import csv
import io

import pytest

from negotrack.model.negotiation import Negotiation
from negotrack.model.records import Position
from negotrack.pages.terms import MISSING_WORDS
from negotrack.pages.writers import FORMATS, format_of
from negotrack.pages.writers.fields import FIELDS
from negotrack.pages.writers.markdown import escape
from tests.pages.reports import report


@pytest.mark.parametrize(
    ("path", "name"), [("a.md", "markdown"), ("A.HTML", "html"), ("b.c.json", "json"), ("csv", None), ("a.doc", None)]
)
def test_the_format_of_a_file_follows_from_its_extension(path: str, name: str | None) -> None:
    assert format_of(path) == name


def test_no_two_formats_share_an_extension() -> None:
    endings = [ending for known in FORMATS.values() for ending in known.endings]
    assert len(endings) == len(set(endings))


def test_csv_has_a_row_for_every_proposal_and_columns_for_every_side(panjshir: Negotiation) -> None:
    rows = list(csv.DictReader(io.StringIO(report(panjshir, "csv"))))
    assert len(rows) == 12
    first, last = rows[0], rows[-1]
    assert (first["number"], first["status"], first["taliban.stance"]) == ("6", "rejected", "rejects")
    assert first["taliban.date"] == "2021-08-17/2021-08-30~"
    assert (first["resistance.source"], first["resistance.where"]) == ("trt-2021-09-06", "paragraphs 10 and 12")
    assert {last["number"], last["title"], last["resistance.statement"], last["topic"]} <= MISSING_WORDS


def test_csv_shows_conflicting_records_and_who_holds_a_proposal_up(contested: Negotiation) -> None:
    rows = csv.DictReader(io.StringIO(report(contested, "csv")))
    row = next(each for each in rows if each["id"] == "no-disarming")
    assert (row["conflicting"], row["held_up_by"], row["taliban.stance"]) == ("yes", "taliban", "accepts")
    assert row["taliban.conflicting"] == "rejects (2021-08-24)"


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("No disarming, 24 August 2021.", "No disarming, 24 August 2021."),
        ("1. first", r"1\. first"),
        ("- a", r"\- a"),
        ("-5 degrees", "-5 degrees"),
        ("= agree", "= agree"),
        ("===", r"\==="),
        ("a_b|c*", r"a\_b\|c\*"),
        ("www.example.com", r"www\.example\.com"),
        ("http://x", r"http\:\/\/x"),
    ],
)
def test_markdown_is_escaped_only_if_needed(text: str, escaped: str) -> None:
    assert escape(text) == escaped


def test_markdown_keeps_line_breaks_and_paragraph_breaks(panjshir: Negotiation) -> None:
    header = panjshir.header.model_copy(update={"summary": "one\ntwo\n\nthree"})
    talks = Negotiation("talks", header, panjshir.dossiers)
    assert "\n\none\\\ntwo\n\nthree\n\n" in report(talks, "markdown")


def test_csv_fields_cover_every_key_of_a_position_except_id_side_and_release() -> None:
    written = [field.key for field in FIELDS]
    assert len(written) == len(set(written))
    assert Position.model_fields.keys() - set(written) == {"id", "side", "release"}
