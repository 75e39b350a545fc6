"""The shipped records: what the one source says, and nothing beyond it."""

from collections import Counter

from negotrack.analysis.consistency import consistency
from negotrack.analysis.view import view
from negotrack.model.vocabulary import Basis, Stance, Status
from negotrack.store.reader import Reader
from tests.conftest import SHIPPED

NEGOTIATION = Reader(SHIPPED).load().negotiation
STANDINGS = view(NEGOTIATION).standings
SIX = "06-surrender-after-government"


def test_there_are_twelve_four_of_them_described_and_one_numbered() -> None:
    proposals = [standing.dossier.proposal for standing in STANDINGS]
    assert NEGOTIATION.header.claimed_count == len(proposals) == 12
    assert sum(proposal.described for proposal in proposals) == 4
    assert [(proposal.id, proposal.number) for proposal in proposals if proposal.number is not None] == [(SIX, 6)]


def test_eleven_are_accepted_as_a_set_and_one_is_rejected_by_itself_with_a_counter() -> None:
    assert Counter(standing.status for standing in STANDINGS) == {Status.ACCEPTED: 11, Status.REJECTED: 1}
    replies = {standing.dossier.id: standing.of("taliban").current for standing in STANDINGS}
    six = replies.pop(SIX)
    assert six is not None
    assert (six.position.stance, six.position.basis) == (Stance.REJECTS, Basis.REPORTED)
    assert six.position.counter
    collective = {reply.position.model_copy(update={"side": ""}) for reply in replies.values() if reply}
    assert len(replies) == 11
    assert len(collective) == 1
    assert collective.pop().basis is Basis.COLLECTIVE


def test_every_position_names_its_paragraph_and_nothing_is_made_of_the_days() -> None:
    positions = [held.position for standing in STANDINGS for held in standing.dossier.held]
    assert len(positions) == 24
    assert {str(position.date) for position in positions} == {"2021-08-17/2021-08-30~"}
    assert all(evidence.where and evidence.credibility == 6 for each in positions for evidence in each.evidence)
    assert all(position.form is None for position in positions)
    assert sum(position.basis is Basis.COLLECTIVE for position in positions) == 19


def test_no_link_says_that_one_suggestion_held_up_the_rest_and_nothing_is_annotated() -> None:
    assert not any(standing.dossier.proposal.holds_up for standing in STANDINGS)
    assert not NEGOTIATION.annotations
    assert not any(standing.dossier.annotations or standing.dossier.ledger for standing in STANDINGS)


def test_events_claims_people_and_the_one_source_are_there_and_check_finds_nothing() -> None:
    assert len(NEGOTIATION.events) == 7
    assert len(NEGOTIATION.claims) == 14
    assert {person.side for person in NEGOTIATION.people} == {"resistance", "taliban", None}
    assert [source.reliability for source in NEGOTIATION.sources.values()] == ["F"]
    assert consistency(NEGOTIATION) == []
