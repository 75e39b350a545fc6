"""Finding what a person names, or refusing it with what could have been meant."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from negotrack.editing.annotating import add_annotations
from negotrack.editing.targets import find_and_read, find_party, find_proposal, find_record, find_side, party
from negotrack.errors import UnknownError, UsageError
from negotrack.model.identifiers import WHOLE
from negotrack.model.layout import Kind
from negotrack.model.negotiation import Negotiation
from negotrack.store.access import content
from negotrack.store.changes import apply
from negotrack.store.reader import Reader


@pytest.fixture
def known(negotiation: Path) -> Negotiation:
    return Reader(negotiation).load().negotiation


@pytest.mark.parametrize(
    ("named", "found"),
    [
        ("no-disarming", "no-disarming"),
        ("6", "06-surrender-after-government"),
        ("06", "06-surrender-after-government"),
        ("no", "no-disarming"),
        ("unreported-c", "unreported-c"),
    ],
)
def test_a_proposal_is_found_by_id_number_or_the_beginning_of_its_id(
    known: Negotiation, negotiation: Path, named: str, found: str
) -> None:
    assert find_proposal(known, named) == found
    assert find_and_read(Reader(negotiation), named) == found


def test_only_the_proposals_that_a_name_may_mean_are_read(negotiation: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []

    def noted(path: str) -> tuple[bytes, os.stat_result]:
        opened.append(Path(path).stem)
        return content(path)

    monkeypatch.setattr("negotrack.store.folder.content", noted)
    for named in ("no-disarming", "6", "06", "no-dis"):
        opened.clear()
        found = find_and_read(Reader(negotiation), named)
        assert set(opened) == {found}


def test_a_name_is_taken_as_an_id_first_then_as_a_number_then_as_the_beginning_of_an_id(tmp_path: Path) -> None:
    (tmp_path / "proposals").mkdir()
    for name, number in (("1", 2), ("2x", 7), ("x", 1)):
        (tmp_path / "proposals" / f"{name}.toml").write_text(f'status = "open"\nnumber = {number}\n')
    known = Reader(tmp_path).load().negotiation
    for named, found in (("1", "1"), ("2", "1"), ("7", "2x"), ("2x", "2x")):
        assert find_proposal(known, named) == find_and_read(Reader(tmp_path), named) == found


def test_an_unreadable_file_does_not_stop_the_search_for_a_number(negotiation: Path) -> None:
    (negotiation / "proposals" / "no-disarming.toml").write_text("title = [")
    with pytest.raises(UnknownError, match="no suggestion '99'"):
        find_and_read(Reader(negotiation), "99")


def test_an_ambiguous_name_is_refused_with_at_most_six_candidates(negotiation: Path) -> None:
    for gone, more in (("h", ", …"), ("g", "")):
        (negotiation / "proposals" / f"unreported-{gone}.toml").unlink()
        listed = ", ".join(f"unreported-{letter}" for letter in "abcdef")
        with pytest.raises(UsageError, match=f"suggestions: {listed}{more}; write more of the id"):
            find_and_read(Reader(negotiation), "unreported")


@pytest.mark.parametrize(
    ("named", "found"), [("taliban", "taliban"), ("TALIBAN", "taliban"), ("Resistance", "resistance")]
)
def test_a_side_is_found_by_id_or_name(known: Negotiation, named: str, found: str) -> None:
    assert find_side(known, named) == found


def test_an_unknown_side_is_refused_with_the_known_ones(known: Negotiation) -> None:
    with pytest.raises(
        UsageError, match=r"no side 'talban' \(did you mean 'taliban'\?\); the sides are resistance, taliban"
    ):
        find_side(known, "talban")


def test_an_annotation_is_found_by_its_id_or_an_unambiguous_part_of_it(negotiation: Path) -> None:
    reader = Reader(negotiation)
    ids = {}
    for target in ("no-disarming", WHOLE):
        change = add_annotations(reader, [target], text="x", author="a")
        apply(negotiation, change)
        ids[target] = Path(change.files[0].path).stem
    reader = Reader(negotiation)
    for target, identifier in ids.items():
        for named in (identifier, identifier[-6:]):
            assert find_record(reader, Kind.ANNOTATION, named) == (target, identifier)
    with pytest.raises(UsageError, match="names 2 annotations; write more of the id"):
        find_record(reader, Kind.ANNOTATION, "2")
    for named in ("", "gone"):
        with pytest.raises(UsageError, match=f"^no annotation '{named}'; negotrack annotations lists them"):
            find_record(reader, Kind.ANNOTATION, named)
    with pytest.raises(UsageError, match=r"^no ledger entry 'gone'$"):
        find_record(reader, Kind.LEDGER, "gone")


def test_a_party_is_a_person_of_exactly_that_name_or_a_side_by_id_or_name(known: Negotiation) -> None:
    header = known.header
    like_a_side = header.people[0].model_copy(update={"name": "TALIBAN"})
    talks = replace(known, header=header.model_copy(update={"people": (*header.people, like_a_side)}))
    names = (header.people[0].name, "TALIBAN", "taliban", "Taliban", "nobody")
    assert [party(talks, each) for each in names] == [header.people[0].name, "TALIBAN", "taliban", "taliban", None]
    with pytest.raises(UnknownError, match=r"no side 'nobody'.*; if it is a person, add them first"):
        find_party(talks, "nobody")
