from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from negotrack.model.negotiation import Negotiation
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
    """As many lines of letters as a text has, empty ones included."""
    return re.sub(r"[^\n]*\S[^\n]*", "letters", text.replace("\r\n", "\n"))


def rendered(negotiation: Negotiation, name: str) -> str:
    return report(negotiation, name, annotations=True)


def hides_or_acts(text: str) -> list[str]:
    return [
        each
        for each in text
        if each != "\n" and (unicodedata.category(each) in {"Cc", "Cs", "Zl", "Zp"} or each in HIDDEN)
    ]


class Structure(HTMLParser):
    """The elements of a page with the names of their attributes, and where its links lead."""

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
    """The kinds of token of a text in Markdown, texts in a row taken as one."""
    parser = MarkdownIt("gfm-like", {"linkify": True, "html": True})
    kinds: list[str] = []
    for token in parser.parse(markdown):
        for part in token.children if token.children is not None else [token]:
            kind = "text" if part.type == "text_special" else part.type
            if kind != "text" or kinds[-1:] != ["text"]:
                kinds.append(kind)
    return kinds


@pytest.mark.parametrize("evil", EVIL)
def test_no_text_of_a_record_becomes_an_element_or_an_attribute(everywhere: Everywhere, evil: str) -> None:
    page = structure(rendered(everywhere(evil), "html"))
    assert page.elements == structure(rendered(everywhere(benign(evil)), "html")).elements
    assert all(target and target.startswith("#") for target in page.targets)


@pytest.mark.parametrize("evil", EVIL)
def test_no_text_of_a_record_becomes_markdown(everywhere: Everywhere, evil: str) -> None:
    assert shape(rendered(everywhere(evil), "markdown")) == shape(rendered(everywhere(benign(evil)), "markdown"))


@pytest.mark.parametrize("evil", EVIL)
def test_no_cell_is_blank_or_a_live_formula(everywhere: Everywhere, evil: str) -> None:
    rows = list(csv.reader(io.StringIO(rendered(everywhere(evil), "csv"))))
    assert len(rows) == 3
    assert len({len(row) for row in rows}) == 1
    assert all(cell and cell[0] not in "=+-@\t\r" for row in rows for cell in row)


def test_what_was_guarded_can_be_read_back(everywhere: Everywhere) -> None:
    for formula in ("=1+1", "'=1+1", "-5", "''@x"):
        _, row, _ = csv.reader(io.StringIO(rendered(everywhere(formula), "csv")))
        assert row[2] == f"'{formula}"
    _, row, _ = csv.reader(io.StringIO(rendered(everywhere("'tis"), "csv")))
    assert row[1] == "'tis"


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize("evil", EVIL)
def test_nothing_in_a_report_hides_or_acts_on_a_terminal(everywhere: Everywhere, evil: str, name: str) -> None:
    assert hides_or_acts(rendered(everywhere(evil), name)) == []


def test_on_a_terminal_the_only_codes_are_the_report_s_own(everywhere: Everywhere) -> None:
    shown = report(everywhere("\x1b[31mred\x1b]0;title\x07"), annotations=True, colour=True)
    assert hides_or_acts(re.sub(r"\x1b\[(?:0|1|2|3[1236])m", "", shown)) == []


@pytest.mark.parametrize("evil", EVIL)
def test_json_gives_back_every_text_exactly(everywhere: Everywhere, evil: str) -> None:
    data = json.loads(rendered(everywhere(evil), "json"))
    assert data["negotiation"]["title"] == data["proposals"][0]["positions"]["one"]["statement"] == evil
    assert data["record"]["annotations"]["a"]["n1"]["text"] == evil


@pytest.mark.parametrize("cells", [40, 57, 80, 120])
@pytest.mark.parametrize("evil", [*EVIL, "漢字" * 60, "a" * 300])
def test_no_line_is_longer_than_it_may_be(everywhere: Everywhere, evil: str, cells: int) -> None:
    written = report(everywhere(evil), annotations=True, width=cells)
    assert max(width(line) for line in written.split("\n")) <= cells


@pytest.mark.parametrize("name", TEXTS)
def test_a_hostile_folder_can_be_reported(hostile: Path, name: str) -> None:
    loaded = Reader(hostile).load()
    written = report(loaded.negotiation, name, annotations=True, problems=loaded.problems)
    assert hides_or_acts(written) == []
