from __future__ import annotations

from collections.abc import Callable
from typing import Any

from negotrack.analysis.figures import acceptances, collective_statements
from negotrack.model.snapshot import snapshot as view
from negotrack.model.vocabulary import Stance

Build = Callable[..., Any]
ARTICLE = [{"source": "paper", "where": "paragraph 12", "credibility": 6}]
PROPOSES = {"side": "resistance", "stance": "proposes"}


def accepts(basis: str = "collective", **keys: object) -> dict[str, object]:
    return {"side": "taliban", "stance": "accepts", "basis": basis, "evidence": ARTICLE, **keys}


def test_positions_of_one_side_with_the_same_evidence_are_one_statement(dossier: Build, negotiation: Build) -> None:
    talks = negotiation(
        *(dossier(name, PROPOSES, accepts(), status="accepted") for name in "abc"),
        dossier("d", PROPOSES, accepts(evidence=[{"source": "paper", "where": "paragraph 13"}]), status="accepted"),
        dossier("e", {**PROPOSES, "basis": "collective", "evidence": ARTICLE}),
    )
    found = [(each.side, each.stance, "".join(each.proposals)) for each in collective_statements(view(talks)).values()]
    assert found == [
        ("taliban", Stance.ACCEPTS, "abc"),
        ("taliban", Stance.ACCEPTS, "d"),
        ("resistance", Stance.PROPOSES, "e"),
    ]


def test_without_evidence_only_the_same_words_are_one_statement(dossier: Build, negotiation: Build) -> None:
    said = [accepts(evidence=[], statement=words) for words in ("all", "all", "most")]
    talks = negotiation(*(dossier(f"p{rank}", PROPOSES, each) for rank, each in enumerate(said)))
    assert [each.proposals for each in collective_statements(view(talks)).values()] == [("p0", "p1"), ("p2",)]


def test_only_what_no_side_accepted_by_itself_rests_on_a_collective_statement(
    dossier: Build, negotiation: Build
) -> None:
    talks = negotiation(
        dossier("a", PROPOSES, accepts(), status="accepted"),
        dossier("b", PROPOSES, accepts(), status="accepted", title="B"),
        dossier("c", PROPOSES, accepts("reported"), status="accepted", title="C"),
        dossier("d", PROPOSES, status="accepted", title="D"),
        dossier("e", PROPOSES, accepts(), {"side": "resistance", "stance": "rejects", "date": "2021-09-01"}, title="E"),
    )
    found = acceptances(view(talks))
    assert (found.accepted, found.collective, found.unsupported, found.undescribed) == (4, 2, 1, 1)
    assert [each.proposals for each in found.statements] == [("a", "b", "e")]


def test_a_collective_condition_that_is_met_is_a_statement_that_acceptances_rest_on(
    dossier: Build, negotiation: Build
) -> None:
    waits = accepts(stance="conditional", conditions=[{"proposal": "q"}])
    talks = negotiation(
        dossier("q", PROPOSES, accepts("reported", evidence=[{"source": "paper"}]), title="Q"),
        *(dossier(name, PROPOSES, waits, title=name) for name in "ab"),
    )
    found = acceptances(view(talks))
    assert (found.accepted, found.collective, found.unsupported) == (3, 2, 0)
    assert [(each.stance, each.proposals) for each in found.statements] == [(Stance.CONDITIONAL, ("a", "b"))]
