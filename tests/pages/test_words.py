from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from enum import StrEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negotrack.model.dates import Span, parse_span
from negotrack.model.entries import PositionEntry
from negotrack.model.negotiation import Dossier, Negotiation
from negotrack.model.problems import Problem
from negotrack.model.records import Evidence, Header, Position, Proposal, Side, Source
from negotrack.model.side_standing import NOT_REPORTED as NO_STANDING
from negotrack.model.side_standing import SideStanding
from negotrack.model.vocabulary import Basis, Certainty, ConflictKind, Relation, Reliability, Stance, Status
from negotrack.pages.days import date_words, day_words, moment_words, position_day, short_day_words, span_words
from negotrack.pages.glance import stored_words
from negotrack.pages.signs import (
    BASIS_WORDS,
    CREDIBILITY_WORDS,
    MARK_WORDS,
    RELATION_SIGNS,
    RELIABILITY_WORDS,
    STANCE_SIGNS,
    STATUS_SIGNS,
    Mark,
    basis_words,
    position_marks,
    stance_words,
)
from negotrack.pages.terms import MISSING_WORDS, NOT_JUDGED, Citations, Terms, place_words
from negotrack.pages.words import counted, listed, number_words, title_words, unreadable_words
from negotrack.text import width

TRT = Source(id="trt", title="The Battle", publisher="TRT World", reliability=Reliability.F)


def spans() -> st.SearchStrategy[Span]:
    part = st.dates(date(1000, 1, 1)).flatmap(
        lambda day: st.sampled_from([f"{day}", f"{day:%Y-%m}", f"{day:%Y}", f"{day}~", f"{day:%Y-%m}~"])
    )
    whole = st.one_of(part, st.tuples(part, part).map("/".join), part.map("../{}".format), part.map("{}/..".format))
    return whole.map(_span).filter(lambda span: span is not None).map(lambda span: span or Span("", None, None))


def _span(text: str) -> Span | None:
    try:
        return parse_span(text)
    except ValueError:
        return None


def proposal(**keys: object) -> Proposal:
    return Proposal.model_validate({"id": "a", "status": "open", **keys})


@pytest.mark.parametrize(
    ("words", "signs"), [(Stance, STANCE_SIGNS), (Status, STATUS_SIGNS), (Relation, RELATION_SIGNS)]
)
def test_every_stance_status_and_relation_has_its_own_sign_one_cell_wide(
    words: type[StrEnum], signs: dict[StrEnum, str]
) -> None:
    assert set(signs) == set(words)
    assert len(set(signs.values())) == len(words)
    assert all(width(sign) == 1 for sign in signs.values())


def test_every_mark_basis_and_grade_has_words() -> None:
    assert set(MARK_WORDS) == set(Mark)
    assert set(BASIS_WORDS) == set(Basis)
    assert set(RELIABILITY_WORDS) == set(Reliability)
    assert list(CREDIBILITY_WORDS) == [1, 2, 3, 4, 5, 6]


def test_the_words_for_missing_values_are_all_known_as_such() -> None:
    nothing = proposal()
    shown = {number_words(nothing), title_words(nothing), day_words(None), Citations({}).words([]), stance_words(None)}
    assert shown | {NOT_JUDGED} == MISSING_WORDS


@pytest.mark.parametrize(
    ("text", "long", "short"),
    [
        ("2021-08-24", "24 August 2021", "24 Aug 2021"),
        ("2021-08-30~", "about 30 August 2021", "about 30 Aug 2021"),
        ("2021-08", "August 2021", "Aug 2021"),
        ("2021~", "about 2021", "about 2021"),
        ("2021-08-17/2021-08-30~", "between 17 and about 30 August 2021", "17–about 30 Aug 2021"),
        ("2021-08-17~/2021-08-30", "between about 17 and 30 August 2021", "about 17 to 30 Aug 2021"),
        (
            "2021-08-17/2021-09-06",
            "between 17 August and 6 September 2021",
            "17 Aug to 6 Sep 2021",
        ),
        (
            "2021-12-30/2022-01-04",
            "between 30 December 2021 and 4 January 2022",
            "30 Dec 2021 to 4 Jan 2022",
        ),
        ("2021-08/2021-09", "between August and September 2021", "Aug to Sep 2021"),
        ("2021/2022", "between 2021 and 2022", "2021 to 2022"),
        ("2021-08-17/..", "on or after 17 August 2021", "from 17 Aug 2021"),
        ("../2021-08-24~", "on or before about 24 August 2021", "until about 24 Aug 2021"),
        ("2021-08-17/2021-08-17", "17 August 2021", "17 Aug 2021"),
    ],
)
def test_a_date_in_words_is_exactly_as_precise_as_the_record(text: str, long: str, short: str) -> None:
    span = parse_span(text)
    assert (day_words(span), short_day_words(span)) == (long, short)


def test_a_deduced_date_is_shown_as_deduced() -> None:
    keys = {"side": "taliban", "stance": "accepts", "deduced": True}
    position = Position.model_validate({**keys, "date": "2021-08-17/2021-08-30~"})
    assert position_day(position) == "between 17 and about 30 August 2021, deduced"
    assert position_day(position, short_day_words) == "17–about 30 Aug 2021, deduced"
    assert position_day(Position.model_validate(keys)) == "day not reported"


def test_a_missing_date_is_shown_as_not_reported() -> None:
    assert day_words(None) == short_day_words(None) == "day not reported"


@given(spans())
def test_a_date_in_words_names_both_of_its_years(span: Span) -> None:
    for words in (day_words(span), span_words(span), short_day_words(span)):
        for end in (span.first, span.last):
            assert end is None or str(end.year) in words


@given(spans(), spans())
def test_different_dates_have_different_words(one: Span, other: Span) -> None:
    assert (span_words(one) == span_words(other)) is (_meaning(one) == _meaning(other))
    assert (short_day_words(one) == short_day_words(other)) is (_meaning(one) == _meaning(other))


def _meaning(span: Span) -> tuple[str, ...]:
    left, _, right = span.text.partition("/")
    return (left,) if left == right else (left, right) if right else (left,)


def test_times_are_shown_in_utc() -> None:
    moment = datetime(2026, 11, 25, 11, 12, tzinfo=timezone(timedelta(hours=2)))
    assert moment_words(moment) == moment_words(moment.astimezone(UTC)) == "25 Nov 2026 09:12 UTC"
    assert date_words(date(2021, 9, 6)) == "6 September 2021"


@pytest.mark.parametrize(
    ("number", "words"), [(0, "0 articles"), (1, "1 article"), (2, "2 articles"), (10_000, "10,000 articles")]
)
def test_a_count_is_shown_with_its_noun_in_singular_or_plural(number: int, words: str) -> None:
    assert counted(number, "article") == words


def test_an_irregular_plural_can_be_given() -> None:
    assert counted(2, "motion carried", "motions carried") == "2 motions carried"


def test_listed_words_are_joined_with_commas_and_and() -> None:
    assert [listed("abc"[:count]) for count in range(4)] == ["", "a", "a and b", "a, b and c"]


@pytest.mark.parametrize(
    ("keys", "label"),
    [
        ({"number": 6, "title": "Surrender"}, "6  Surrender"),
        ({"number": "3 bis"}, "3 bis  contents not reported"),
        ({"title": "No disarming"}, "No disarming"),
        ({}, "contents not reported (a)"),
    ],
)
def test_a_proposal_is_labelled_with_its_number_title_or_id(
    panjshir: Negotiation, keys: dict[str, object], label: str
) -> None:
    told = proposal(**keys)
    alone = replace(panjshir, dossiers={told.id: Dossier(told)})
    assert Terms(alone).label(told) == label
    among_numbered = f"{'' if told.number else 'number unknown  '}{label}"
    assert Terms(panjshir).label(told) == among_numbered


@pytest.mark.parametrize(
    ("reliability", "credibility", "words"),
    [
        ("F", 6, "F6"),
        ("A", 1, "A1"),
        ("F", None, "reliability F"),
        (None, 2, "credibility 2"),
        (None, None, ""),
    ],
)
def test_a_grade_shows_only_what_has_been_judged(reliability: str | None, credibility: int | None, words: str) -> None:
    source = Source.model_validate({"id": "a", "title": "A", "reliability": reliability})
    assert Citations({"a": source}).grade(Evidence(source="a", credibility=credibility)) == words


def test_an_unknown_source_is_cited_by_its_id_without_a_grade() -> None:
    assert Citations({}).words([Evidence(source="lost", where="page 3")]) == "lost, p. 3"


@pytest.mark.parametrize(
    ("places", "words"),
    [
        (["paragraph 12"], "par. 12"),
        (["paragraph 12", "paragraph 10"], "par. 10, 12"),
        (["paragraphs 12 and 14", "paragraph 3", "paragraph 12"], "par. 3, 12, 14"),
        (["pages 3–4"], "pp. 3–4"),
        (["minute 3", "minute 5"], "minutes 3, 5"),
        (["paragraph 1", "page 2"], "paragraph 1; page 2"),
        (["minute 14", "the caption"], "minute 14; the caption"),
        ([], ""),
    ],
)
def test_places_of_the_same_kind_are_merged_in_a_citation(places: list[str], words: str) -> None:
    assert place_words(places) == words


def test_several_places_in_one_source_are_cited_together() -> None:
    evidence = [Evidence(source="trt", where=f"paragraph {number}", credibility=6) for number in (10, 12)]
    assert Citations({"trt": TRT}).words(evidence) == "TRT World, par. 10, 12, F6"


def test_evidence_of_different_credibility_is_cited_separately() -> None:
    evidence = [
        Evidence(source="trt", where="paragraph 10", credibility=2),
        Evidence(source="trt", where="paragraph 12"),
    ]
    words = Citations({"trt": TRT}).words(evidence)
    assert words == "TRT World, par. 10, F2; TRT World, par. 12, reliability F"


def test_each_source_is_named_only_once_and_in_order() -> None:
    evidence = [Evidence(source=source, where="page 1") for source in ("trt", "lost", "trt")]
    assert Citations({"trt": TRT}).words(evidence, places=False) == "TRT World, reliability F; lost"


def test_a_position_without_evidence_says_so() -> None:
    assert Citations({}).words([]) == "no source given"


def test_sources_with_the_same_publisher_are_told_apart_by_date_or_id() -> None:
    sources = {
        identifier: Source.model_validate({"id": identifier, "title": "T", "publisher": "Courier", "date": day})
        for identifier, day in {"a": "2021-09-06", "b": "2021-09-07", "c": "2021-09-07", "d": None}.items()
    }
    citations = Citations(sources | {"e": TRT})
    assert [citations.name(identifier) for identifier in "abcde"] == [
        "Courier, 6 September 2021",
        "Courier, 7 September 2021 (b)",
        "Courier, 7 September 2021 (c)",
        "Courier",
        "TRT World",
    ]


def test_marks_show_what_the_stance_alone_would_hide() -> None:
    position = Position(side="a", stance=Stance.REJECTS, counter="later", basis=Basis.COLLECTIVE)
    held = PositionEntry("taliban-1", position)
    assert position_marks(NO_STANDING, dated=True) == ()
    assert position_marks(SideStanding(held, Certainty.CERTAIN), dated=False) == (Mark.COUNTER, Mark.COLLECTIVE)
    doubtful = SideStanding(held, Certainty.POSSIBLE, (held, held), ConflictKind.ORDER)
    assert "".join(position_marks(doubtful, dated=True)) == "+*?°‼"
    inferred = PositionEntry("taliban-1", position.model_copy(update={"counter": None, "basis": Basis.INFERRED}))
    assert position_marks(SideStanding(inferred, Certainty.CERTAIN), dated=False) == (Mark.INFERRED,)


def test_missing_stance_and_basis_have_words_and_a_counter_offer_is_mentioned() -> None:
    assert stance_words(None) == "not reported"
    assert stance_words(Position(side="a", stance=Stance.REJECTS, counter="later")) == "rejects, offers instead"
    assert stance_words(Position(side="a", stance=Stance.NEUTRAL)) == "neutral"
    assert (basis_words(None), basis_words(Basis.COLLECTIVE)) == ("basis not judged", "one statement about several")


@pytest.mark.parametrize(
    ("what", "label", "kinds", "names", "said"),
    [
        ("done", "annotate 06", {"annotations"}, ["6"], "Annotation saved on 6"),
        ("done", "record accepts on 06", {"ledger", "sources"}, ["6"], "Position recorded on 6"),
        ("done", "record accepts on 5 proposals", {"ledger"}, [*"12345"], "Position recorded on 5 motions"),
        ("done", "add source reuters", {"sources"}, [], "Source added"),
        ("done", "add proposal bonus", {"proposals"}, ["13"], "Proposal 13 added"),
        ("undone", "add proposal bonus", {"proposals"}, ["13"], "Undone: proposal 13"),
        ("undone", "rename the talks", set(), ["13"], "Undone: rename the talks"),
        ("undone", "rule on 06", {"ledger"}, ["6"], "Undone: ruling recorded on 6"),
        ("undone", "take rejects back from 06", {"ledger"}, ["6"], "Undone: entry taken back on 6"),
        ("undone", "take wording draft-2 back", {"texts"}, ["6"], "Undone: wording taken back on 6"),
        ("undone", "take taliban-1 back from 06", {"ledger"}, ["6"], "Undone: entry taken back on 6"),
        ("undone", "annotate 06", {"annotations"}, ["6"], "Undone: annotation on 6"),
        ("undone", "edit the annotation of 06", {"annotations"}, ["6"], "Undone: edit of an annotation on 6"),
        (
            "undone",
            "confirm the annotation of 06",
            {"annotations"},
            ["6"],
            "Undone: confirmation of an annotation on 6",
        ),
        ("redone", "delete the annotation of 06", {"annotations"}, ["6"], "Redone: deletion of an annotation on 6"),
        ("undone", "mark the ask of the annotation of 06", {"annotations"}, ["6"], "Undone: ask marked on 6"),
        ("undone", "record accepts on 06", {"ledger"}, ["6"], "Undone: position on 6"),
        ("done", "record outcome accepted on 06", {"ledger"}, ["6"], "Outcome recorded on 6"),
        ("undone", "record outcome accepted on 06", {"ledger"}, ["6"], "Undone: outcome recorded on 6"),
        ("done", "record a condition met on 06", {"ledger"}, ["6"], "Condition recorded as met on 6"),
        ("undone", "record what waits on 06", {"ledger"}, ["6"], "Undone: hold-up recorded on 6"),
        ("done", "correct taliban-1 on 06", {"ledger"}, ["6"], "Entry corrected on 6"),
        ("undone", "correct taliban-1 on 06", {"ledger"}, ["6"], "Undone: correction of an entry on 6"),
        ("undone", "correct wording draft-2 of 06", {"texts"}, ["6"], "Undone: correction of a wording on 6"),
        ("undone", "text of 06", {"texts"}, ["6"], "Undone: wording on 6"),
        ("undone", "correct proposal 13-Bonus", {"proposals"}, ["Bonus"], "Undone: correction of proposal Bonus"),
        ("done", "remove source reuters", {"sources"}, [], "Source removed"),
        ("undone", "remove event talks", {"events"}, [], "Undone: removal of an event"),
        ("undone", "import july.csv", {"proposals", "ledger"}, [*"12345"], "Undone: import of july.csv"),
    ],
)
def test_a_change_is_confirmed_in_natural_words(
    what: str, label: str, kinds: set[str], names: list[str], said: str
) -> None:
    header = Header(title="Talks", sides=(Side(id="a", name="A"), Side(id="b", name="B")), proposal_term="motion")
    assert stored_words(what, label, kinds, names, header) == said


def test_unreadable_files_that_count_as_last_read_are_told_from_those_that_are_in_no_figure() -> None:
    lost = [Problem(f"proposals/{name}.toml", "is empty").of_unreadable() for name in "abcd"]
    kept = [each.of_kept() for each in lost]
    assert unreadable_words([]) == unreadable_words([Problem("a", "is odd")]) == ""
    assert unreadable_words([lost[0], kept[1]]) == (
        "1 file could not be read, and what it holds is in no figure: proposals/a.toml. "
        "1 file can no longer be read, and counts as it was last read: proposals/b.toml."
    )
    named = "proposals/a.toml, proposals/b.toml, proposals/c.toml, …"
    assert unreadable_words(lost) == f"4 files could not be read, and what they hold is in no figure: {named}"
    assert unreadable_words(kept[:2]) == (
        "2 files can no longer be read, and count as they were last read: proposals/a.toml, proposals/b.toml."
    )
