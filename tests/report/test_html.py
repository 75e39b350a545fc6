from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest

from negotrack.analysis.view import view
from negotrack.model.negotiation import Dossier, Negotiation
from negotrack.report import render, status_report
from negotrack.report.picture import Picture, picture
from tests.report.page import Page


def html(negotiation: Negotiation, **choices: Any) -> str:
    return render(status_report(view(negotiation), **choices), "html")


def test_the_page_loads_nothing_and_runs_nothing(contested: Negotiation) -> None:
    text = html(contested, annotations=True)
    page = Page(text)
    assert not {"script", "link", "img", "iframe", "object", "form"} & {name for name, _ in page.elements}
    assert not [name for _, attributes in page.elements for name in attributes if name.startswith("on")]
    assert "url(" not in text
    assert "@import" not in text


def test_every_link_leads_to_a_place_on_the_page(contested: Negotiation) -> None:
    page = Page(html(contested))
    identifiers = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
    targets = [attributes["href"] for attributes in page.all("a")]
    assert len(identifiers) == len(set(identifiers))
    assert "#row-06-surrender-after-government" in targets
    assert "#item-06-surrender-after-government" in targets
    assert {target and target.removeprefix("#") for target in targets} <= set(identifiers)


def test_the_summary_has_no_link_to_what_it_leaves_out(contested: Negotiation) -> None:
    page = Page(html(contested, summary=True))
    identifiers = {f"#{attributes['id']}" for _, attributes in page.elements if "id" in attributes}
    assert {attributes["href"] for attributes in page.all("a")} <= identifiers


def test_every_heading_of_a_table_says_what_it_is_the_heading_of(contested: Negotiation) -> None:
    page = Page(html(contested, annotations=True))
    assert {attributes["scope"] for attributes in page.all("th")} == {"col", "row", "rowgroup"}
    assert [name for name, _ in page.elements if name in {"h1", "h2", "h3"}][:3] == ["h1", "h2", "h3"]


def test_the_picture_says_in_words_what_it_shows(panjshir: Negotiation) -> None:
    text = html(panjshir)
    assert 'role="img" aria-labelledby="picture-title picture-words"' in text
    assert "Where Resistance and Taliban stand on 12 suggestions" in text
    assert "not settled (1): Resistance proposes 1; Taliban rejects 1." in text
    assert "settled, contents not reported (8): Resistance proposes 8; Taliban accepts 8." in text


def test_what_is_not_settled_is_set_apart(contested: Negotiation) -> None:
    drawn = draw(contested)
    lefts = sorted({shape.x for shape in drawn.shapes})
    gaps = [right - left for left, right in pairwise(lefts)]
    assert len(lefts) == 12
    assert [place for place, gap in enumerate(gaps, 1) if gap > min(gaps)] == [2, 4]
    assert sum("!" in shape.sign for shape in drawn.shapes) == 1


@pytest.mark.parametrize("number", [1, 15, 96, 97, 2000])
def test_shapes_stay_inside_the_picture_and_do_not_overlap(panjshir: Negotiation, number: int) -> None:
    source = list(panjshir.dossiers.values())
    dossiers = {}
    for place in range(number):
        dossier = source[place % len(source)]
        proposal = dossier.proposal.model_copy(update={"id": f"p{place}"})
        dossiers[proposal.id] = Dossier(proposal)
    drawn = draw(replace(panjshir, dossiers=dossiers))
    boxes = [(shape.x, shape.y, shape.x + shape.width, shape.y + shape.height) for shape in drawn.shapes]
    assert all(0 <= left < right <= 360.01 and 0 <= top < bottom <= drawn.height for left, top, right, bottom in boxes)
    lines: dict[float, list[tuple[float, float]]] = {}
    for left, top, right, _ in boxes:
        lines.setdefault(top, []).append((left, right))
    for line in lines.values():
        line.sort()
        assert all(one[1] <= other[0] + 0.01 for one, other in pairwise(line))
    assert len(drawn.shapes) == 2 * number or number > 96


def test_a_page_without_proposals_has_no_picture(panjshir: Negotiation) -> None:
    assert "<svg" not in html(replace(panjshir, dossiers={}))


def test_colours_have_enough_contrast_in_light_and_in_dark(panjshir: Negotiation) -> None:
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
        assert contrast(palette["ink"], palette["paper"]) >= 7
        assert contrast(palette["quiet"], palette["paper"]) >= 4.5


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    parts = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def draw(negotiation: Negotiation) -> Picture:
    drawn = picture(status_report(view(negotiation)))
    assert drawn is not None
    return drawn
