from datetime import date
from pathlib import Path

import pytest

from negotrack.analysis.search import parse
from negotrack.model.vocabulary import Status
from negotrack.tui.session import Session
from tests.conftest import SHIPPED

SIX = "06-surrender-after-government"


def rewrite(path: Path, old: str, new: str) -> None:
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


def record(negotiation: Path, identifier: str = SIX) -> Path:
    return negotiation / "proposals" / f"{identifier}.toml"


def test_the_ids_are_known_before_any_proposal_is_read(negotiation: Path) -> None:
    session = Session(negotiation)
    assert len(session.ids) == 12
    assert session.negotiation.header.title.startswith("Panjshir")
    assert all(session.known.get(each) is None for each in session.ids)
    assert session.totals is None


def test_a_proposal_is_read_when_it_is_asked_for(negotiation: Path) -> None:
    session = Session(negotiation)
    standing = session.look(SIX)
    assert standing
    assert standing.status is Status.REJECTED
    assert session.known.get(SIX) is standing
    assert session.search(parse("surrender")) == [SIX]
    assert session.stops
    rewrite(negotiation / "negotiation.toml", 'title = "Panjshir', 'title = "The Panjshir')
    assert session.refresh()
    assert session.negotiation.header.title.startswith("The Panjshir")


def test_after_the_background_work_there_are_totals_gaps_and_a_search_index(negotiation: Path) -> None:
    session = Session(negotiation)
    assert session.progress == (0, 12)
    session.look(SIX)
    assert session.named(("not-there",)) == "not-there"
    steps = [step for step in session.work() if step]
    assert steps[:11] == [(done, 12) for done in range(2, 13)]
    session.finish()
    assert session.progress is None
    assert session.totals
    assert session.totals.proposals == 12
    assert session.derived
    assert len(session.derived.gaps.contents) == 8
    assert session.search(parse("national hero")) == ["national-hero"]


def test_as_of_a_day_before_the_first_proposal_the_list_is_empty(negotiation: Path) -> None:
    session = Session(negotiation)
    session.show(date(2021, 8, 16))
    session.finish()
    assert session.ids == ()
    session.show(None)
    session.finish()
    assert len(session.ids) == 12


def test_after_an_outside_change_only_the_changed_proposal_is_worked_out_again(negotiation: Path) -> None:
    session = Session(negotiation)
    session.finish()
    before = {each: session.known.get(each) for each in session.ids}
    rewrite(record(negotiation), "Surrender of the province", "Handover of the province")
    assert session.refresh()
    session.finish()
    changed = [each for each in session.ids if session.known.get(each) is not before[each]]
    assert changed == [SIX]


def test_a_refresh_finds_nothing_to_do_if_nothing_changed(negotiation: Path) -> None:
    session = Session(negotiation)
    session.finish()
    assert not session.refresh()


def test_a_file_that_can_no_longer_be_read_keeps_its_last_good_record(negotiation: Path) -> None:
    session = Session(negotiation)
    session.finish()
    record(negotiation).write_text("number = = 6", encoding="utf-8")
    session.refresh()
    session.finish()
    assert session.unreadable == 1
    assert session.problems[0].file == f"proposals/{SIX}.toml"
    standing = session.known.get(SIX)
    assert standing
    assert standing.status is Status.REJECTED


def test_a_file_that_could_never_be_read_is_listed_as_missing(negotiation: Path) -> None:
    record(negotiation).write_text("number = = 6", encoding="utf-8")
    session = Session(negotiation)
    session.finish()
    assert session.look(SIX) is None
    assert SIX in session.missing
    assert SIX in session.ids
    assert session.totals
    assert session.totals.proposals == 11


def test_a_removed_proposal_leaves_the_list(negotiation: Path) -> None:
    session = Session(negotiation)
    session.finish()
    record(negotiation).unlink()
    session.refresh()
    session.finish()
    assert SIX not in session.ids
    assert not session.is_listed(SIX)


def test_a_changed_side_is_renamed_everywhere_and_replaced_in_the_chosen_pair(negotiation: Path) -> None:
    session = Session(negotiation)
    session.finish()
    session.compare(("taliban", "resistance"))
    rewrite(negotiation / "negotiation.toml", 'name = "Taliban"', 'name = "Kabul"')
    session.refresh()
    session.finish()
    assert [side.name for side in session.sides] == ["Resistance", "Kabul"]
    assert session.pair == ("taliban", "resistance")
    assert session.look("_") is None
    session.refer_to("taliban")
    rewrite(negotiation / "negotiation.toml", 'id = "taliban"', 'id = "kabul"')
    session.refresh()
    assert session.pair == ("resistance", "kabul")
    session.finish()
    assert (session.reference, [side.id for side in session.sides]) == ("", ["resistance", "kabul"])


def test_the_reference_side_comes_first_and_the_others_are_compared_with_it(negotiation: Path) -> None:
    session = Session(negotiation)
    session.refer_to("taliban")
    assert [side.id for side in session.sides] == ["taliban", "resistance"]
    session.finish()
    assert session.agreements == ({"resistance": 11}, "agree with Ta")
    rewrite(record(negotiation), 'stance = "rejects"', 'stance = "accepts"')
    session.refresh()
    session.finish()
    assert session.agreements == ({"resistance": 12}, "agree with Ta")
    many = Session(SHIPPED.parent / "federal-convention-1787")
    many.finish()
    many.refer_to("virginia")
    assert [side.id for side in many.sides][:3] == ["virginia", "pennsylvania", "north-carolina"]
    assert len(many.sides) == 12
    many.refer_to("")
    assert many.sides == list(many.negotiation.sides)


def test_the_name_of_the_author_is_looked_up_once_and_only_when_needed(negotiation: Path) -> None:
    asked = []

    def who() -> str:
        asked.append(1)
        return "ana"

    session = Session(negotiation, who=who)
    session.finish()
    assert asked == []
    assert (session.author, session.author) == ("ana", "ana")
    assert asked == [1]


@pytest.mark.parametrize("broken", ["title = 1", "", "sides = 3"])
def test_a_negotiation_is_still_shown_if_its_header_cannot_be_read(negotiation: Path, broken: str) -> None:
    (negotiation / "negotiation.toml").write_text(broken, encoding="utf-8")
    session = Session(negotiation)
    session.finish()
    assert len(session.ids) == 12
    assert session.unreadable == 1


def test_derived_results_are_worked_out_again_when_any_fact_changes_but_not_for_an_annotation(
    negotiation: Path,
) -> None:
    session = Session(negotiation)
    session.finish()

    def change_facts() -> bool:
        before, derived = session.facts, session.derived
        session.refresh()
        session.finish()
        assert (session.facts is before) is (session.derived is derived)
        return session.facts is not before

    assert not change_facts()
    note = negotiation / "annotations" / SIX / "a.toml"
    note.parent.mkdir(parents=True)
    note.write_text('author = "ana"\ncreated = 2026-11-22T12:00:00Z\ntext = "x"\n', encoding="utf-8")
    assert not change_facts()
    assert session.known.get(SIX) == session.view.known[SIX]
    assert session.view.known[SIX].dossier.annotations
    rewrite(record(negotiation), 'title = "Surrender', 'title = "The surrender')
    assert change_facts()
    rewrite(negotiation / "negotiation.toml", 'title = "Panjshir', 'title = "The Panjshir')
    assert change_facts()
    (negotiation / "proposals" / "new.toml").write_text('title = "New"\n', encoding="utf-8")
    assert change_facts()
    (negotiation / "proposals" / "new.toml").unlink()
    assert change_facts()
    (negotiation / "events").mkdir(exist_ok=True)
    (negotiation / "events" / "talk.toml").write_text('title = "A talk"\ndate = "2021-08-17"\n', encoding="utf-8")
    assert change_facts()
    session.show(date(2021, 8, 25))
    assert change_facts()
    rewrite(record(negotiation), 'title = "The surrender', 'title = "Surrender')
    session.refresh()
    session.show(None)
    session.show(date(2021, 8, 25))
    assert change_facts()
