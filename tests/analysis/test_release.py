from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from negotrack.analysis.release import released
from negotrack.model.layout import Kind
from negotrack.model.negotiation import Dossier, Negotiation
from negotrack.model.records import Annotation, Header, LedgerEntry, Proposal, Side, Source, Stake, Text
from negotrack.model.vocabulary import Release, Status

AT = datetime(2026, 11, 22, tzinfo=UTC)
CITED = [
    {"source": "SECRET-source", "where": "SECRET-place", "quote": "SECRET-quote"},
    {"source": "open", "where": "1"},
]
PUBLIC = {"release": "public"}


def position(**keys: Any) -> dict[str, Any]:
    return {"side": "a", "stance": "accepts", "evidence": CITED, **keys}


def negotiation() -> Negotiation:
    secret = {"statement": "SECRET", "counter": "SECRET", "by": "SECRET", "id": "SECRET-id"}
    proposal = Proposal.model_validate(
        {"id": "p", "title": "Title", "status": "accepted", "positions": [position(**secret), position(**PUBLIC)]}
    )
    ledger = [
        {"id": "SECRET-1", **position(statement="SECRET")},
        {"id": "SECRET-2", "status": "rejected", "evidence": CITED},
        {"id": "SECRET-3", "retracts": "a-2", "because": "SECRET"},
        {"id": "l4", **position(side="b", **PUBLIC)},
        {"id": "l5", "holds_up": [{"proposal": "q", "evidence": CITED}], **PUBLIC},
    ]
    texts = [{"id": "SECRET-t", "text": "SECRET"}, {"id": "t", "text": "Clear", "evidence": CITED, **PUBLIC}]
    stake = {"side": "a", "kind": "red-line", "statement": "SECRET", "assessed_by": "SECRET"}
    note = {"author": "SECRET", "created": AT, "text": "SECRET"}
    return Negotiation(
        "n",
        Header.model_validate(
            {
                "title": "N",
                "sides": [{"id": "a", "name": "A"}, {"id": "b", "name": "B"}],
                "sources": [{"id": "SECRET-source", "title": "SECRET"}, {"id": "open", "title": "Open", **PUBLIC}],
                "people": [{"name": "Ann", "evidence": CITED}],
            }
        ),
        {
            "p": Dossier(
                proposal,
                tuple(LedgerEntry.model_validate(each) for each in ledger),
                (Annotation.model_validate({"id": "SECRET-n", **note}),),
                tuple(Text.model_validate(each) for each in texts),
                (Stake.model_validate({"id": "SECRET-s", **stake}),),
            )
        },
        annotations=(Annotation.model_validate({"id": "SECRET-w", **note}),),
        orphans={"SECRET-gone": (Annotation.model_validate({"id": "SECRET-o", **note}),)},
        added={Kind.SOURCE: {"SECRET-2": Source.model_validate({"id": "SECRET-2", "title": "SECRET"})}},
    )


def strings(value: object) -> Iterator[str]:
    if isinstance(value, Negotiation):
        yield from strings([getattr(value, name) for name in value.__dataclass_fields__])
    elif isinstance(value, Dossier):
        yield from strings([value.proposal, value.ledger, value.annotations, value.texts, value.stakes])
    elif isinstance(value, dict):
        yield from strings([*value.keys(), *value.values()])
    elif isinstance(value, list | tuple):
        for each in value:
            yield from strings(each)
    else:
        yield repr(value)


def test_nothing_internal_is_left_in_a_public_negotiation() -> None:
    found = released(negotiation(), Release.PUBLIC)
    assert found.withheld
    assert "SECRET" in "".join(strings(negotiation()))
    assert "SECRET" not in "".join(strings(found.negotiation))


def test_public_records_are_kept_with_their_public_evidence() -> None:
    dossier = released(negotiation(), Release.PUBLIC).negotiation.dossiers["p"]
    assert [entry.evidence[0].where for entry in dossier.positions] == ["1", "1"]
    assert [text.text for text in dossier.texts] == ["Clear"]
    assert [each.where for link in dossier.ledger[-1].holds_up for each in link.evidence] == ["1"]


def test_the_status_in_a_file_is_withheld_if_any_of_its_positions_is() -> None:
    assert released(negotiation(), Release.PUBLIC).negotiation.dossiers["p"].proposal.status is Status.OPEN


@pytest.mark.parametrize("level", Release)
def test_nothing_is_withheld_where_there_is_nothing_to_withhold(level: Release) -> None:
    header = Header(title="N", sides=(Side(id="a", name="A"), Side(id="b", name="B")))
    assert not released(Negotiation("n", header), level).withheld
