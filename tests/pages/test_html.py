from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Any

import pytest

from negotrack.model.negotiation import Negotiation
from negotrack.model.records import Header
from negotrack.store.reader import Reader
from tests.pages.page import Page
from tests.pages.reports import report

CHOICES: list[dict[str, Any]] = [{}, {"annotations": True}, {"summary": True}, {"statuses": ["accepted"]}]


@pytest.fixture(params=["panjshir", "contested", "hostile", "everywhere", "empty"])
def talks(request: pytest.FixtureRequest, panjshir: Negotiation) -> Negotiation:
    """A negotiation of each kind."""
    name: str = request.param
    if name == "empty":
        return replace(panjshir, dossiers={}, header=Header(title="Talks", sides=panjshir.header.sides))
    found = request.getfixturevalue(name)
    if name == "hostile":
        return Reader(found).load().negotiation
    talks: Negotiation = found("<h1> </table>") if name == "everywhere" else found
    return talks


def html(negotiation: Negotiation, **choices: Any) -> str:
    return report(negotiation, "html", **choices)


def test_the_page_loads_no_other_file_and_runs_no_script(contested: Negotiation) -> None:
    text = html(contested, annotations=True)
    page = Page(text)
    assert not {"script", "link", "img", "iframe", "object", "form"} & {name for name, _ in page.elements}
    assert not [name for _, attributes in page.elements for name in attributes if name.startswith("on")]
    assert "url(" not in text
    assert "@import" not in text


@pytest.mark.parametrize("choices", CHOICES)
def test_every_link_on_the_page_has_its_target_on_the_page(talks: Negotiation, choices: dict[str, Any]) -> None:
    page = Page(html(talks, **choices))
    identifiers = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
    targets = {attributes["href"] for attributes in page.all("a")}
    assert len(identifiers) == len(set(identifiers))
    assert targets <= {f"#{identifier}" for identifier in identifiers}
    assert {f"#part-{number}" for number in range(1, len(page.all("h2")) + 1)} <= targets


def test_an_outstanding_proposal_and_its_row_on_the_board_link_to_each_other(contested: Negotiation) -> None:
    targets = [attributes["href"] for attributes in Page(html(contested)).all("a")]
    for place in ("row", "item"):
        assert targets.count(f"#{place}-06-surrender-after-government") == 1


def test_rows_of_proposals_that_share_one_item_link_to_that_item(panjshir: Negotiation) -> None:
    page = Page(report(panjshir, "html", date(2021, 8, 25)))
    identifiers = {attributes["id"] for _, attributes in page.elements if "id" in attributes}
    targets = {attributes["href"] for attributes in page.all("a")}
    assert "#item-unreported-a" in targets
    assert {f"{kind}-unreported-{letter}" for kind in ("item", "row") for letter in "abcdefgh"} <= identifiers
    assert targets <= {f"#{identifier}" for identifier in identifiers}


@pytest.mark.parametrize("choices", CHOICES)
def test_the_page_has_one_title_and_its_headings_skip_no_level(talks: Negotiation, choices: dict[str, Any]) -> None:
    page = Page(html(talks, **choices))
    levels = [int(name[1]) for name, _ in page.elements if re.fullmatch("h[1-6]", name)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(deeper <= level + 1 for level, deeper in pairwise(levels))


@pytest.mark.parametrize("choices", CHOICES)
def test_every_table_heading_has_a_scope_and_every_row_a_heading(talks: Negotiation, choices: dict[str, Any]) -> None:
    tables = html(talks, **choices).split("<table")[1:]
    assert bool(tables) is bool(talks.dossiers)
    for table in tables:
        parts = Page(f"<table{table.partition('</table>')[0]}</table>")
        scopes = [attributes["scope"] for attributes in parts.all("th")]
        assert set(scopes) in ({"col", "row"}, {"row", "rowgroup"})
        assert scopes.count("row") == sum(1 for name, _ in parts.elements if name == "tr") - len(parts.all("thead"))


def test_names_written_from_right_to_left_do_not_change_the_direction_of_our_own_sentences(
    panjshir: Negotiation,
) -> None:
    sides = tuple(side.model_copy(update={"name": "مقاومت"}) for side in panjshir.header.sides)
    source = panjshir.header.sources[0].model_copy(update={"publisher": "رادیو"})
    header = panjshir.header.model_copy(update={"sides": sides, "sources": (source,), "summary": "خلاصه"})
    text = html(replace(panjshir, header=header))
    assert '<p class="plain">رادیو, “The Battle' in text
    assert '<p class="missing">Between 17 and about 30 August 2021, deduced; رادیو.</p>' in text
    assert "<bdi>مقاومت</bdi></th>" in text
    assert '<p class="plain" dir="auto">خلاصه</p>' in text
    assert '<th role="rowheader" scope="row">offers</th><td role="cell" dir="auto">' in text
    assert '<td role="cell" dir="auto">Did not agree to this one' in text


def test_colours_have_enough_contrast_in_light_and_dark_mode(panjshir: Negotiation) -> None:
    """Words on the page, on a shape of their own tone, and in the row highlighted by a link."""
    style = html(panjshir)
    palettes = [
        dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", block))
        for block in re.split("color-scheme: (?:light|dark);", style)[1:]
    ]
    assert [len(palette) for palette in palettes] == [14, 14]
    for palette in palettes:
        for tone in ("for", "partly", "undecided", "against", "missing"):
            assert contrast(palette[tone], palette["paper"]) >= 4.5
            assert contrast(palette[tone], palette[f"{tone}-soft"]) >= 4.5
            assert contrast(palette[tone], palette["partly-soft"]) >= 4.5
        assert contrast(palette["ink"], palette["paper"]) >= 7
        assert contrast(palette["quiet"], palette["paper"]) >= 4.5


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    parts = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
