"""The HTML report as a browser shows it, on screens of several widths and on paper."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from negotrack.model.negotiation import Dossier, Negotiation
from negotrack.model.records import Side
from negotrack.store.reader import Reader
from tests.bench.generate import generate
from tests.pages import browser as chromium
from tests.pages import paper
from tests.pages.browser import Browser
from tests.pages.paper import A4, LETTER, POINTS, Sheet
from tests.pages.reports import report

pytestmark = pytest.mark.skipif(chromium.PROGRAM is None, reason="no Chromium on this machine")
needs_poppler = pytest.mark.skipif(paper.PROGRAM is None, reason="no pdftotext (poppler-utils) on this machine")

UNBROKEN = "Donaudampfschifffahrtsgesellschaftskapitänskajütenschlüsselbund" * 3
MARGIN = 14 / 25.4 * POINTS
"""The left and right margin of a printed page, in points."""
PRINTED = 688
"""The width between the margins of an A4 sheet, in CSS pixels."""
WIDTHS = (320, 360, 641, 768, 1025, 1280, 1440, 1920)
PAGES = ("shipped", "contested", "hostile", "long", "six", "six-long", "wide", "many", "none")


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    assert chromium.PROGRAM is not None
    started = Browser(chromium.PROGRAM, tmp_path_factory.mktemp("profile"))
    yield started
    started.close()


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The pages written so far, by name."""
    return {"": tmp_path_factory.mktemp("pages")}


@pytest.fixture(scope="module")
def press() -> dict[tuple[str, tuple[float, float]], list[Sheet]]:
    """The pages printed so far, by name and size."""
    return {}


@pytest.fixture
def sheets(
    browser: Browser,
    page: Path,
    name: str,
    size: tuple[float, float],
    press: dict[tuple[str, tuple[float, float]], list[Sheet]],
) -> list[Sheet]:
    """The page, printed on sheets of the given size."""
    if (name, size) not in press:
        browser.show(page)
        press[name, size] = paper.sheets(browser.paper(*size))
    return press[name, size]


@pytest.fixture
def negotiations(
    tmp_path: Path,
    panjshir: Negotiation,
    contested: Negotiation,
    hostile: Path,
    everywhere: Callable[[str], Negotiation],
) -> dict[str, Callable[[], Negotiation]]:
    """The negotiations that the pages report on, by name."""
    return {
        "shipped": lambda: panjshir,
        "contested": lambda: contested,
        "hostile": lambda: Reader(hostile).load().negotiation,
        "long": lambda: everywhere(UNBROKEN),
        "six": lambda: generated(tmp_path, 12, sides=6),
        "six-long": lambda: with_long_words(generated(tmp_path, 6, sides=6)),
        "wide": lambda: with_wide_columns(generated(tmp_path, 12, sides=3)),
        "many": lambda: generated(tmp_path, 100, sides=3),
        "none": lambda: replace(panjshir, dossiers={}),
    }


@pytest.fixture
def page(name: str, shelf: dict[str, Path], negotiations: dict[str, Callable[[], Negotiation]]) -> Path:
    """The page of the negotiation with the given name."""
    if name not in shelf:
        shelf[name] = written(shelf[""] / f"{name}.html", negotiations[name](), summary=name == "many")
    return shelf[name]


def generated(folder: Path, proposals: int, sides: int) -> Negotiation:
    return Reader(generate(folder / "generated", proposals, annotations=4, sides=sides)).load().negotiation


def with_long_words(talks: Negotiation) -> Negotiation:
    return renamed(talks, UNBROKEN, {"title": UNBROKEN, "topic": UNBROKEN})


def with_wide_columns(talks: Negotiation) -> Negotiation:
    """The talks with the longest names that fit in columns without breaking words."""
    return renamed(talks, "Mitbestimmung", {"number": "Zusatzprotokol", "topic": "Waffenruhe-Ost"})


def renamed(talks: Negotiation, name: str, proposal: dict[str, str]) -> Negotiation:
    sides = tuple(side.model_copy(update={"name": f"{place}{name}"}) for place, side in enumerate(talks.sides))
    dossiers = {
        key: replace(dossier, proposal=dossier.proposal.model_copy(update=proposal))
        for key, dossier in talks.dossiers.items()
    }
    return replace(talks, header=talks.header.model_copy(update={"sides": sides}), dossiers=dossiers)


def written(path: Path, talks: Negotiation, *, summary: bool = False) -> Path:
    path.write_text(report(talks, "html", annotations=True, summary=summary), encoding="utf-8")
    return path


@pytest.mark.parametrize("name", PAGES)
def test_the_page_loads_no_other_file_and_the_browser_reports_no_problem(browser: Browser, page: Path) -> None:
    browser.show(page)
    assert browser.requests == [page.as_uri()]
    assert browser.messages == []
    assert browser.value("document.scripts.length + document.images.length + document.styleSheets.length") == 1
    assert browser.value("performance.getEntriesByType('resource').length") == 0


@pytest.mark.parametrize("name", ["shipped"])
def test_an_injected_script_is_not_run_and_an_injected_picture_not_loaded(
    browser: Browser, page: Path, tmp_path: Path
) -> None:
    (tmp_path / "picture.png").write_bytes(b"")
    evil = "<script>document.title = 'run'</script><img src=picture.png><p onclick=x style='width: 3000px'>wide</p>"
    smuggled = tmp_path / "smuggled.html"
    smuggled.write_text(page.read_text(encoding="utf-8").replace("</main>", f"{evil}</main>"), encoding="utf-8")
    browser.show(smuggled)
    assert browser.value("document.title") == "Panjshir talks, August 2021: status report"
    assert any("Content Security Policy" in message for message in browser.messages)
    assert len(browser.messages) >= 2
    assert browser.value("document.documentElement.scrollWidth") > 3000


@pytest.mark.parametrize("name", PAGES)
def test_the_page_never_needs_sideways_scrolling(browser: Browser, page: Path) -> None:
    browser.show(page)
    needed = {}
    for width in WIDTHS:
        browser.lay_out(width=width)
        needed[width] = browser.value("document.documentElement.scrollWidth")
    assert needed == {width: width for width in WIDTHS}


@pytest.mark.parametrize("name", PAGES)
def test_the_page_is_never_too_wide_for_paper(browser: Browser, page: Path) -> None:
    browser.show(page)
    browser.lay_out(width=PRINTED, paper=True)
    assert browser.value("document.documentElement.scrollWidth") == PRINTED


@pytest.mark.parametrize("name", ["shipped"])
def test_dark_mode_applies_on_a_screen_but_never_on_paper(browser: Browser, page: Path) -> None:
    browser.show(page)
    backgrounds = []
    for dark, on_paper in ((False, False), (True, False), (True, True)):
        browser.lay_out(dark=dark, paper=on_paper)
        backgrounds.append(browser.value("getComputedStyle(document.body).backgroundColor"))
    assert backgrounds == ["rgb(255, 255, 255)", "rgb(20, 23, 26)", "rgb(255, 255, 255)"]


@needs_poppler
@pytest.mark.parametrize("size", [A4, LETTER])
@pytest.mark.parametrize("name", ["shipped"])
def test_the_shipped_report_prints_on_a_few_numbered_sheets(sheets: list[Sheet], size: tuple[float, float]) -> None:
    assert 2 <= len(sheets) <= 5
    for number, sheet in enumerate(sheets, 1):
        assert (sheet.width, sheet.height) == pytest.approx([side * POINTS for side in size], abs=1)
        foot = [word.text for word in sheet.words if word.top > sheet.height - 15 / 25.4 * POINTS]
        assert foot == [str(number), "/", str(len(sheets))]
    assert "Outstanding (1)" in sheets[0].text
    assert "All suggestions (12)" in sheets[0].text


@needs_poppler
@pytest.mark.parametrize("size", [A4, LETTER])
@pytest.mark.parametrize("name", PAGES)
def test_no_word_is_cut_off_on_paper(sheets: list[Sheet]) -> None:
    for sheet in sheets:
        for word in sheet.words:
            assert MARGIN - 1 <= word.left <= word.right <= sheet.width - MARGIN + 1, word
            assert 0 < word.top < word.bottom < sheet.height, word


@needs_poppler
@pytest.mark.parametrize("size", [A4, LETTER])
@pytest.mark.parametrize("name", PAGES)
def test_no_printed_sheet_but_the_last_is_nearly_empty(sheets: list[Sheet]) -> None:
    *filled, _ = sheets
    for sheet in filled:
        lowest = max(word.bottom for word in sheet.words if word.top < sheet.height - 15 / 25.4 * POINTS)
        assert lowest > sheet.height / 3


@needs_poppler
@pytest.mark.parametrize("size", [A4, LETTER])
@pytest.mark.parametrize("number", [2, 12, 28])
def test_column_heads_of_the_board_are_repeated_on_every_sheet(
    browser: Browser, tmp_path: Path, panjshir: Negotiation, number: int, size: tuple[float, float]
) -> None:
    sides = tuple(Side(id=f"s{place}", name=f"Side {place}", short=f"S{place}") for place in range(number))
    proposal = panjshir.dossiers["no-disarming"].proposal
    dossiers = {
        f"p{place}": Dossier(proposal.model_copy(update={"id": f"p{place}", "title": f"Row{place}"}))
        for place in range(100)
    }
    talks = replace(panjshir, header=panjshir.header.model_copy(update={"sides": sides}), dossiers=dossiers)
    browser.show(written(tmp_path / "board.html", talks, summary=True))
    sheets = paper.sheets(browser.paper(*size))
    heads = [f"Side {place}" if number == 2 else f"S{place}" for place in range(number)]
    boards = [sheet for sheet in sheets if " Row" in sheet.text and "suggestion S" in sheet.text]
    assert len(boards) >= 3
    groups = [heads[start : start + 14] for start in range(0, number, 14)]
    for sheet in boards:
        assert any(all(head in sheet.text for head in group) for group in groups)
    assert all(any(all(head in sheet.text for head in group) for sheet in boards) for group in groups)
