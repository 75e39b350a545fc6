from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
from collections.abc import Callable
from datetime import date
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from negotrack.analysis.differences import differences
from negotrack.analysis.sides import compare
from negotrack.model.negotiation import Negotiation
from negotrack.model.snapshot import snapshot
from negotrack.pages.annotations import annotations_page
from negotrack.pages.blocks import Page, Paragraph, Section
from negotrack.pages.comparison import board_page, comparison_page, pairs_page, reference_page
from negotrack.pages.differences import differences_page
from negotrack.pages.proposal_page import proposal_page
from negotrack.pages.report import report_page
from negotrack.pages.selection import Selection
from negotrack.pages.timeline import timeline_page
from negotrack.pages.writers import write_page
from negotrack.store.reader import Reader
from negotrack.text import width
from tests.pages.reports import TEXTS, report

Everywhere = Callable[[str], Negotiation]
HIDDEN = "\x00\x07\x1b\x7f\x9b\u200b\u200d\u202e\u2066\u2028\ufeff\U000e0041"
EVIL = [
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)> '><p id=x>",
    "</style></title></svg><a href=javascript:alert(1)>x</a>",
    "&lt;b&gt; &#60;b&#62; {{ 7 * 7 }} {% raw %}",
    "*em* **strong** __under__ _under_ ~~gone~~ `code` ``code``",
    "[link](http://example.com) ![picture](http://example.com/x.png) [x]: http://example.com [^1]",
    "<http://example.com> http://example.com www.example.com https://a.b/c?d=e&f mailto:a@example.com a@example.com",
    "# heading",
    "## heading ##",
    "- item",
    "+ item",
    "* item",
    "12. item",
    "3) item",
    "> quote",
    "| a | b |",
    "---",
    "===",
    "***",
    "```",
    "~~~",
    "    code",
    "\tcode",
    "\\",
    "trailing\\",
    "$x^2$ :smile: @somebody",
    "first line\n\n# heading\n- item\n> quote\n---\n| a |\n| - |\n```\nlast line",
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    "'=1+1",
    ";=1+1",
    'a\r\n=1+1,"=1",\'',
    f"a{HIDDEN}b",
]


def benign(text: str) -> str:
    """Lines of harmless letters, one for each line of a text; empty lines stay empty."""
    return re.sub(r"[^\n]*\S[^\n]*", "letters", text.replace("\r\n", "\n"))


def rendered(negotiation: Negotiation, name: str) -> str:
    return report(negotiation, name, annotations=True)


def hides_or_acts(text: str) -> list[str]:
    return [
        each
        for each in sorted(set(text))
        if each != "\n" and (unicodedata.category(each) in {"Cc", "Cs", "Zl", "Zp"} or each in HIDDEN)
    ]


class Structure(HTMLParser):
    """The elements of a page with the names of their attributes, and the targets of its links."""

    def __init__(self) -> None:
        super().__init__()
        self.elements: list[tuple[str, ...]] = []
        self.targets: list[str | None] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, *(name for name, _ in attrs)))
        self.targets += [value for name, value in attrs if name in {"href", "src"}]

    def handle_endtag(self, tag: str) -> None:
        self.elements.append((f"/{tag}",))


def structure(page: str) -> Structure:
    parser = Structure()
    parser.feed(page)
    parser.close()
    return parser


def shape(markdown: str) -> list[str]:
    """The kinds of the tokens of a Markdown text; adjacent texts count as one."""
    parser = MarkdownIt("gfm-like", {"linkify": True, "html": True})
    kinds: list[str] = []
    for token in parser.parse(markdown):
        for part in token.children if token.children is not None else [token]:
            kind = "text" if part.type == "text_special" else part.type
            if kind != "text" or kinds[-1:] != ["text"]:
                kinds.append(kind)
    return kinds


def test_only_texts_marked_as_recorded_keep_their_line_breaks() -> None:
    blocks = (Paragraph("c\nd"), Paragraph("e\nf", recorded=True))
    shown = write_page(Page("T", "Text", (), (), (Section("a\nb", blocks),)))
    assert shown.rstrip().endswith("\nA⏎B\n\nc⏎d\n\ne\nf")


@cache
def every_page(everywhere: Everywhere, text: str) -> dict[str, Page]:
    """Every kind of page of a negotiation with the proposals a and b that has one text everywhere."""
    negotiation = everywhere(text)
    before, now = snapshot(negotiation, date(2026, 1, 1)), snapshot(negotiation)
    notes = list(negotiation.all_annotations())
    return {
        "report": report_page(now, Selection(annotations=True)),
        "show": proposal_page(now, "a"),
        "timeline": timeline_page(now, "a"),
        "compare": comparison_page(now, compare(now, "one", "other")),
        "board": board_page(now, now.negotiation.sides),
        "pairs": pairs_page(now),
        "reference": reference_page(now, "one"),
        "diff": differences_page(before, now, differences(before, now), since="then", until="now"),
        "annotations": annotations_page(now, notes),
    }


@cache
def parsed(everywhere: Everywhere, text: str, kind: str) -> Structure:
    """The structure of an HTML page."""
    return structure(write_page(every_page(everywhere, text)[kind], "html"))


@cache
def shaped(everywhere: Everywhere, text: str, kind: str) -> list[str]:
    """The kinds of the tokens of a Markdown page."""
    return shape(write_page(every_page(everywhere, text)[kind], "markdown"))


PAGES = ["report", "show", "timeline", "compare", "board", "pairs", "reference", "diff", "annotations"]


@pytest.mark.parametrize("kind", PAGES)
def test_no_text_of_a_record_becomes_an_html_element_or_attribute(everywhere: Everywhere, kind: str) -> None:
    for evil in EVIL:
        page = parsed(everywhere, evil, kind)
        assert page.elements == parsed(everywhere, benign(evil), kind).elements
        assert all(target and target.startswith("#") for target in page.targets)


@pytest.mark.parametrize("kind", PAGES)
def test_no_text_of_a_record_is_taken_for_markdown(everywhere: Everywhere, kind: str) -> None:
    for evil in EVIL:
        assert shaped(everywhere, evil, kind) == shaped(everywhere, benign(evil), kind), evil


@pytest.mark.parametrize("kind", PAGES)
@pytest.mark.parametrize("name", ["text", "markdown", "html"])
def test_no_page_contains_hidden_or_control_characters(everywhere: Everywhere, kind: str, name: str) -> None:
    for evil in EVIL:
        assert hides_or_acts(write_page(every_page(everywhere, evil)[kind], name)) == [], evil


@pytest.mark.parametrize("kind", PAGES)
def test_the_only_control_codes_on_a_terminal_are_the_colours_of_the_program(everywhere: Everywhere, kind: str) -> None:
    shown = write_page(every_page(everywhere, "\x1b[31mred\x1b]0;title\x07")[kind], "text", colour=True)
    assert hides_or_acts(re.sub(r"\x1b\[(?:0|1|2|3[1236])m", "", shown)) == []


@pytest.mark.parametrize("kind", PAGES)
def test_no_line_of_a_text_page_exceeds_the_given_width(everywhere: Everywhere, kind: str) -> None:
    for evil in (*EVIL, "漢字" * 60, "a" * 300):
        page = every_page(everywhere, evil)[kind]
        for cells in (40, 57, 80, 120):
            assert max(width(line) for line in write_page(page, width=cells).split("\n")) <= cells, evil


@pytest.mark.parametrize("evil", EVIL)
def test_no_csv_cell_is_blank_or_a_formula(everywhere: Everywhere, evil: str) -> None:
    rows = list(csv.reader(io.StringIO(rendered(everywhere(evil), "csv"))))
    assert len(rows) == 3
    assert len({len(row) for row in rows}) == 1
    assert all(cell and cell[0] not in "=+-@\t\r" for row in rows for cell in row)


def test_a_csv_text_that_looks_like_a_formula_gets_one_quote_in_front(everywhere: Everywhere) -> None:
    for formula in ("=1+1", "'=1+1", "-5", "''@x"):
        _, row, _ = csv.reader(io.StringIO(rendered(everywhere(formula), "csv")))
        assert row[2] == f"'{formula}"
    _, row, _ = csv.reader(io.StringIO(rendered(everywhere("'tis"), "csv")))
    assert row[1] == "'tis"


@pytest.mark.parametrize("name", ["json", "csv"])
@pytest.mark.parametrize("evil", EVIL)
def test_json_and_csv_reports_contain_no_hidden_or_control_characters(
    everywhere: Everywhere, evil: str, name: str
) -> None:
    assert hides_or_acts(rendered(everywhere(evil), name)) == []


@pytest.mark.parametrize("evil", EVIL)
def test_json_returns_every_text_exactly(everywhere: Everywhere, evil: str) -> None:
    data = json.loads(rendered(everywhere(evil), "json"))
    assert data["negotiation"]["title"] == data["proposals"][0]["positions"]["one"]["statement"] == evil
    assert data["record"]["annotations"]["a"]["n1"]["text"] == evil


@pytest.mark.parametrize("name", TEXTS)
def test_a_negotiation_full_of_hostile_text_can_be_reported_in_every_format(hostile: Path, name: str) -> None:
    loaded = Reader(hostile).load()
    written = report(loaded.negotiation, name, annotations=True, problems=loaded.problems)
    assert hides_or_acts(written) == []
