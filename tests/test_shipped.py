"""The shipped records of Panjshir: they contain what their one source says, and nothing more."""

from collections import Counter
from datetime import date

from negotrack.analysis.consistency import consistency
from negotrack.model.snapshot import snapshot
from negotrack.model.vocabulary import Basis, PhaseKind, Stance, Status
from negotrack.store.reader import Reader
from tests.conftest import SHIPPED

NEGOTIATION = Reader(SHIPPED).load().negotiation
STANDINGS = snapshot(NEGOTIATION).standings
SIX = "06-surrender-after-government"


def test_panjshir_has_twelve_suggestions_four_described_and_one_numbered() -> None:
    proposals = [standing.dossier.proposal for standing in STANDINGS]
    assert NEGOTIATION.header.claimed_count == len(proposals) == 12
    assert sum(proposal.described for proposal in proposals) == 4
    assert [(proposal.id, proposal.number) for proposal in proposals if proposal.number is not None] == [(SIX, 6)]


def test_eleven_suggestions_are_accepted_as_a_set_and_one_is_rejected_with_a_counter_offer() -> None:
    assert Counter(standing.status for standing in STANDINGS) == {Status.ACCEPTED: 11, Status.REJECTED: 1}
    assert [(each.id, each.held_up_by) for each in STANDINGS if each.outstanding] == [(SIX, ("taliban",))]
    replies = {standing.id: standing.of("taliban").current for standing in STANDINGS}
    six = replies.pop(SIX)
    assert six is not None
    assert (six.stance, six.position.basis) == (Stance.REJECTS, Basis.REPORTED)
    assert six.position.counter
    collective = {reply.position.model_copy(update={"side": ""}) for reply in replies.values() if reply}
    assert len(replies) == 11
    assert len(collective) == 1
    assert collective.pop().basis is Basis.COLLECTIVE


def test_everything_is_open_until_the_span_of_days_is_surely_over_and_nothing_exists_before_it() -> None:
    def statuses(day: date) -> Counter[Status]:
        return Counter(standing.status for standing in snapshot(NEGOTIATION, day).standings)

    assert statuses(date(2021, 8, 16)) == {}
    assert statuses(date(2021, 9, 5)) == {Status.OPEN: 12}
    assert statuses(date(2021, 9, 6)) == {Status.ACCEPTED: 11, Status.REJECTED: 1}


def test_every_position_cites_its_paragraph_and_is_marked_as_having_a_deduced_date() -> None:
    positions = [entry.position for standing in STANDINGS for entry in standing.dossier.positions]
    assert len(positions) == 24
    assert {(str(position.date), position.deduced) for position in positions} == {("2021-08-17/2021-08-30~", True)}
    assert all(evidence.where for position in positions for evidence in position.evidence)
    assert all(position.form is None for position in positions)
    assert sum(position.basis is Basis.COLLECTIVE for position in positions) == 19


def test_neither_the_source_nor_its_statements_are_graded() -> None:
    assert [source.reliability for source in NEGOTIATION.sources.values()] == [None]
    evidence = [
        each for dossier in NEGOTIATION.dossiers.values() for entry in dossier.positions for each in entry.evidence
    ]
    assert {each.credibility for each in evidence} == {None}


def test_the_shipped_records_have_no_links_annotations_or_ledger_entries() -> None:
    assert not any(standing.dossier.proposal.holds_up for standing in STANDINGS)
    assert not NEGOTIATION.annotations
    assert not any(standing.dossier.annotations or standing.dossier.ledger for standing in STANDINGS)


def test_events_claims_people_and_phase_match_the_source_and_are_consistent() -> None:
    assert len(NEGOTIATION.events) == 12
    assert Counter(claim.topic for claim in NEGOTIATION.claims) == {
        "Reply to the suggestions": 1,
        "Outcome of the talks": 3,
        "Why the talks failed": 2,
        "Taliban fighters in the attack": 2,
        "Resistance fighters": 2,
        "Casualties": 2,
        "Control of the province": 6,
    }
    assert [(person.name, person.side) for person in NEGOTIATION.people if person.role == "leader"] == [
        ("Ahmad Massoud", "resistance")
    ]
    assert [person.name for person in NEGOTIATION.people if person.side is None] == ["Mawlawi Mazharudin Fayez"]
    assert [phase.phase for phase in NEGOTIATION.header.phases] == [PhaseKind.FAILED]
    assert consistency(NEGOTIATION) == []
