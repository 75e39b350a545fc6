from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from negotrack.model.layout import Kind
from negotrack.model.negotiation import Dossier, Negotiation, in_order
from negotrack.model.records import Claim, Event, Header, Person, Proposal, Source

HEADER = Header.model_validate(
    {
        "title": "Talks",
        "sides": [{"id": "a", "name": "The A"}, {"id": "b", "name": "The B"}],
        "people": [{"name": "First"}],
        "sources": [{"id": "s", "title": "S"}, {"id": "t", "title": "T"}],
        "events": [
            {"title": "Late", "date": "2021-09-01"},
            {"title": "Undated"},
            {"title": "Long", "date": "2021-08/.."},
        ],
        "claims": [{"topic": "T", "claim": "C", "by": "B"}],
    }
)


def test_records_with_a_file_of_their_own_are_listed_with_those_of_the_header() -> None:
    talks = Negotiation(
        "talks",
        HEADER,
        added={
            Kind.PERSON: {"p": Person(name="Second")},
            Kind.SOURCE: {"u": Source(id="u", title="U")},
            Kind.EVENT: {"e": Event.model_validate({"title": "Early", "date": "2021-08-01/2021-08-02"})},
            Kind.CLAIM: {"c": Claim(topic="T", claim="D", by="B")},
        },
    )
    assert [person.name for person in talks.people] == ["First", "Second"]
    assert list(talks.sources) == ["s", "t", "u"]
    assert [event.title for event in talks.events] == ["Undated", "Long", "Early", "Late"]
    assert [claim.claim for claim in talks.claims] == ["C", "D"]


def test_an_unknown_side_is_called_by_its_id() -> None:
    talks = Negotiation("talks", HEADER)
    assert talks.side_ids == ("a", "b")
    assert (talks.side_name("a"), talks.side_name("c")) == ("The A", "c")


def test_positions_of_the_ledger_come_after_those_of_the_file(dossier: Callable[..., Dossier]) -> None:
    entry = {"side": "b", "stance": "rejects"}
    record = dossier({"side": "a", "stance": "proposes"}, ledger=[{"status": "open"}, entry])
    assert [(each.id, each.side, each.in_file) for each in record.positions] == [("a-1", "a", True), ("e1", "b", False)]


def test_the_id_of_a_position_in_a_file_is_its_own_or_its_side_and_number(
    dossier: Callable[..., Dossier],
) -> None:
    sides = ({"side": side, "stance": "rejects"} for side in "aba")
    record = dossier(*sides, {"side": "a", "stance": "accepts", "id": "mine"})
    assert [each.id for each in record.positions] == ["a-1", "b-1", "a-2", "mine"]


def test_the_proposers_of_a_proposal_are_sides_people_of_sides_or_others() -> None:
    people = [{"name": "Speaker", "side": "a"}, {"name": "Envoy"}]
    talks = Negotiation("talks", Header.model_validate({**HEADER.model_dump(exclude_none=True), "people": people}))
    for names, sides, others in (
        ("b", ("b",), False),
        (["Speaker", "a"], ("a",), False),
        (["Envoy", "b"], ("b",), True),
    ):
        proposal = Proposal.model_validate({"id": "p", "proposed_by": names})
        assert (talks.proposer_sides(proposal), talks.proposed_by_others(proposal)) == (sides, others)


def test_entries_recorded_later_are_left_out_and_those_without_a_time_stay(dossier: Callable[..., Dossier]) -> None:
    position = {"side": "b", "stance": "rejects"}
    times = (None, "2026-01-01T12:00:00Z", "2026-01-01T12:00:01Z")
    record = dossier(ledger=[{**position, "recorded": each} for each in times])
    talks = Negotiation("talks", HEADER, {"p": record})
    for second, kept in ((0, 2), (1, 3)):
        known = talks.recorded_by(datetime(2026, 1, 1, 12, 0, second, tzinfo=UTC)).dossiers["p"]
        assert known.ledger == record.ledger[:kept]


def test_ids_are_put_in_natural_order() -> None:
    assert list(in_order({"b": 1, "10": 2, "9": 3})) == ["9", "10", "b"]
