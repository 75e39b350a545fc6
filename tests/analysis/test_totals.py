from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from negotrack.analysis.figures import totals
from negotrack.model.fingerprint import fingerprint
from negotrack.model.negotiation import Dossier
from negotrack.model.snapshot import snapshot as view
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
    assert (figures.proposals, figures.described, figures.numbered, figures.outstanding) == (5, 2, 2, 4)
    assert (figures.by_status[Status.OPEN], figures.by_status[Status.ACCEPTED]) == (3, 1)
    assert sum(figures.by_status.values()) == sum(figures.relations.values()) == 5


def test_records_that_conflict_are_counted_apart_in_status_and_relation(dossier: Build, negotiation: Build) -> None:
    conflicting = dossier(
        "a",
        position("resistance", "proposes"),
        position("taliban", "accepts", date="2021-08-17/2021-08-30~"),
        position("taliban", "rejects", date="2021-08-24"),
        status="accepted",
    )
    figures = totals(view(negotiation(conflicting)), "resistance", "taliban")
    assert (figures.conflicting, figures.outstanding) == (1, 1)
    assert (figures.by_status[Status.CONFLICTING], figures.relations[Relation.CONFLICTING]) == (1, 1)


def test_what_a_side_only_may_have_said_by_a_day_is_in_no_relation(dossier: Build, negotiation: Build) -> None:
    answer = position("taliban", "accepts", date="2021-08-17/2021-08-30")
    record = dossier("a", position("resistance", "proposes"), answer)
    figures = totals(view(negotiation(record), date(2021, 8, 20)), "resistance", "taliban")
    assert (figures.possible, figures.relations[Relation.ONE_SIDED]) == (1, 1)


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
