from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from negotrack.analysis.totals import totals
from negotrack.analysis.view import view
from negotrack.model.fingerprint import fingerprint
from negotrack.model.negotiation import Dossier
from negotrack.model.vocabulary import Relation, Status

Build = Callable[..., Any]


def position(side: str, stance: str, **keys: object) -> dict[str, object]:
    return {"side": side, "stance": stance, **keys}


def test_a_total_counts_outcomes_relations_and_what_is_missing(dossier: Build, negotiation: Build) -> None:
    proposes = position("resistance", "proposes")
    talks = negotiation(
        dossier("a", proposes, position("taliban", "accepts"), status="accepted", title="A", number=1),
        dossier("b", proposes, position("taliban", "rejects"), status="rejected", title="B"),
        dossier("c", proposes, position("taliban", "defers"), number="3 bis"),
        dossier("d", proposes),
        dossier("e"),
    )
    figures = totals(view(talks), "resistance", "taliban")
    assert (figures.proposals, figures.described, figures.numbered, figures.unsettled) == (5, 2, 2, 4)
    assert figures.by_status == {
        Status.OPEN: 3,
        Status.ACCEPTED: 1,
        Status.CONDITIONAL: 0,
        Status.REJECTED: 1,
        Status.WITHDRAWN: 0,
    }
    assert figures.relations == dict.fromkeys(Relation, 1)


def test_a_contested_proposal_is_not_settled_even_where_it_is_accepted(dossier: Build, negotiation: Build) -> None:
    contested = dossier(
        "a",
        position("resistance", "proposes"),
        position("taliban", "accepts", date="2021-08-17/2021-08-30~"),
        position("taliban", "rejects", date="2021-08-24", basis="inferred"),
        status="accepted",
    )
    figures = totals(view(negotiation(contested)), "resistance", "taliban")
    assert (figures.contested, figures.unsettled) == (1, 1)
    assert figures.contested_by_status[Status.ACCEPTED] == figures.by_status[Status.ACCEPTED] == 1


def test_a_proposal_of_a_later_day_is_told_apart(dossier: Build, negotiation: Build) -> None:
    talks = negotiation(
        dossier("a", position("resistance", "proposes", date="2021-08-24")),
        dossier("b", position("resistance", "proposes", date="2021-08-26")),
    )
    figures = totals(view(talks, date(2021, 8, 25)), "resistance", "taliban")
    assert (figures.proposals, figures.uncounted) == (1, 1)


def test_every_annotation_is_counted_wherever_it_is(dossier: Build, negotiation: Build, annotation: Build) -> None:
    bare: Dossier = dossier("a")
    fresh, stale = annotation("n1", fingerprint=fingerprint(bare)), annotation("n2", fingerprint="0" * 12)
    talks = negotiation(
        dossier("a", annotations=[fresh, stale]),
        annotations=(annotation("n3"),),
        orphans={"lost": (annotation("n4"),)},
    )
    figures = totals(view(talks), "resistance", "taliban")
    assert (figures.annotations, figures.stale_annotations) == (4, 1)
