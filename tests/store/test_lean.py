"""Records that share memory are still independent of each other."""

from __future__ import annotations

import pickle
from pathlib import Path

from negotrack.model.records import Proposal
from negotrack.store.reader import Reader


def test_records_with_the_same_keys_share_one_set_of_key_names(negotiation: Path) -> None:
    dossiers = Reader(negotiation).load().negotiation.dossiers
    one, other = dossiers["unreported-a"].proposal, dossiers["unreported-b"].proposal
    assert one.positions[0].model_fields_set is other.positions[0].model_fields_set


def test_changing_a_copy_of_a_record_leaves_the_original_as_it_was(negotiation: Path) -> None:
    proposal = Reader(negotiation).load().negotiation.dossiers["unreported-a"].proposal
    before = set(proposal.model_fields_set)
    copy = proposal.model_copy(update={"title": "now described"})
    assert "title" in copy.model_fields_set
    assert proposal.model_fields_set == before
    again = pickle.loads(pickle.dumps(proposal))
    assert again == proposal == Proposal.model_validate(proposal.model_dump() | {"id": proposal.id})
