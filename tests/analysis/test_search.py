from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negotrack.analysis.search import FilterKey, FilterScope, Index, Term, match_annotation, parse
from negotrack.model.negotiation import Dossier, Negotiation, fingerprint
from negotrack.model.records import Annotation, LedgerEntry, Side
from negotrack.model.snapshot import snapshot as view
from negotrack.model.vocabulary import Relation, Status

Entries = Callable[..., LedgerEntry]
Annotations = Callable[..., Annotation]
Dossiers = Callable[..., Dossier]
Negotiations = Callable[..., Negotiation]

HEADER = {
    "sides": [
        {"id": "resistance", "name": "National Resistance"},
        {"id": "taliban", "name": "Taliban"},
        {"id": "envoy", "name": "Envoy"},
    ]
}


def held(side: str, stance: str, **keys: Any) -> dict[str, Any]:
    return {"side": side, "stance": stance, **keys}


@pytest.fixture(scope="module")
def talks(negotiation: Negotiations, dossier: Dossiers, entry: Entries, annotation: Annotations) -> Negotiation:
    surrender = dossier(
        "06-surrender",
        held("resistance", "proposes", statement="Once a government is formed.", date="2021-08-20"),
        held("taliban", "rejects", counter="Officials\nfirst.", by="Mawlawi Hassan", date="2021-08-25/2021-08-30"),
        number=6,
        title="Surrender of the province",
        summary="À terme, the province.",
        topic="Handover of power",
        status="rejected",
        proposed_by="resistance",
    )
    notes = [
        annotation("n1", "Ask the mediator. #Gate", author="Désk", fingerprint=fingerprint(surrender)),
        annotation("n2", "About the order.", about="taliban", tags=["counter"], fingerprint="000000000000"),
    ]
    arms = dossier(
        "no-disarming",
        held("resistance", "proposes"),
        held("taliban", "accepts", basis="collective"),
        title="No disarming",
        status="accepted",
        proposed_by="Mawlawi Fayez",
        ledger=[entry(side="taliban", stance="rejects", statement="Arms are handed in.")],
        annotations=[annotation("n3", "Old.", created="2026-01-01T23:30:00-02:00", fingerprint=None)],
    )
    hero = dossier("hero", held("taliban", "conditional"), number="3 bis", title="National hero", status="open")
    blank = dossier("unreported-a", status="accepted")
    surrender = Dossier(surrender.proposal, annotations=tuple(notes))
    return negotiation(surrender, arms, hero, blank, header=HEADER)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", "06-surrender no-disarming hero unreported-a"),
        ("SURRENDER province", "06-surrender"),
        ("surrender hero", ""),
        ("a terme", "06-surrender"),
        ("handover", "06-surrender"),
        ('"officials first"', "06-surrender"),
        ('"first officials"', ""),
        ('"province officials"', ""),
        ("hassan", "06-surrender"),
        ("handed", "no-disarming"),
        ("bis", "hero"),
        ("unreported", "unreported-a"),
        ("mediator", "06-surrender"),
        ("desk", "06-surrender"),
        ("#gate", "06-surrender"),
        ("-province", "no-disarming hero unreported-a"),
        ("-province -hero", "no-disarming unreported-a"),
        ("status:accepted", "unreported-a"),
        ("status:cond,rej", "06-surrender hero"),
        ("-status:accepted", "06-surrender no-disarming hero"),
        ("side:taliban", "06-surrender no-disarming hero"),
        ("-side:taliban", "unreported-a"),
        ("side:national", "06-surrender no-disarming"),
        ("side:envoy", ""),
        ("side:nobody", ""),
        ("stance:proposes", "06-surrender no-disarming"),
        ("stance:rejects,conditional", "06-surrender no-disarming hero"),
        ("side:taliban stance:proposes", ""),
        ("side:taliban stance:rejects", "06-surrender no-disarming"),
        ("side:taliban -stance:rejects", "hero"),
        ("side:taliban side:resistance stance:rejects,proposes", "06-surrender no-disarming"),
        ("side:taliban side:resistance stance:rejects", ""),
        ("side:nobody stance:rejects", ""),
        ("tag:gate", "06-surrender"),
        ("tag:count", "06-surrender"),
        ("tag:ate", ""),
        ("author:desk", "06-surrender"),
        ("author:analyst", "06-surrender no-disarming"),
        ("topic:power", "06-surrender"),
        ("number:6", "06-surrender"),
        ("number:3", ""),
        ('number:"3 BIS"', "hero"),
        ("by:mawlawi", "06-surrender no-disarming"),
        ("by:resistance", "06-surrender"),
        ("relation:differ", "06-surrender"),
        ("relation:conflicting", "no-disarming"),
        ("relation:one-sided", "hero"),
        ("relation:unknown", "unreported-a"),
        ("-relation:unknown,one", "06-surrender no-disarming"),
        ("is:stale", "06-surrender"),
        ("is:outstanding", "06-surrender no-disarming hero"),
        ("is:conflicting", "no-disarming"),
        ("is:annotated", "06-surrender no-disarming"),
        ("-is:annotated", "hero unreported-a"),
        ("is:described", "06-surrender no-disarming hero"),
        ("is:numbered", "06-surrender hero"),
        ("is:possible", ""),
        ("is:conflicting,numbered", "06-surrender no-disarming hero"),
        ("since:2026-11-22", "06-surrender"),
        ("since:2026-11-23", ""),
        ("since:2026-01-02", "06-surrender no-disarming"),
        ("status:nonsense hero", "hero"),
    ],
)
def test_a_filter_finds_proposals(talks: Negotiation, text: str, found: str) -> None:
    assert Index(view(talks)).match(parse(text)) == found.split()


def test_only_proposals_that_count_by_the_day_are_found(talks: Negotiation) -> None:
    assert Index(view(talks, date(2021, 8, 1))).match(parse("")) == ["no-disarming", "hero", "unreported-a"]
    index = Index(view(talks, date(2021, 8, 26)))
    assert index.match(parse("is:possible")) == ["06-surrender"]


def test_a_relation_is_filtered_for_the_given_pair(talks: Negotiation) -> None:
    index = Index(view(talks), ("taliban", "envoy"))
    assert index.match(parse("relation:one-sided")) == ["06-surrender", "hero"]


def test_a_changed_proposal_is_found_and_the_others_are_not_indexed_again(
    talks: Negotiation, negotiation: Negotiations, annotation: Annotations
) -> None:
    index = Index(view(talks))
    before = dict(index._texts)
    hero = talks.dossiers["hero"]
    changed = Dossier(hero.proposal, annotations=(annotation("n9", "Entirely new."),))
    rest = [dossier for dossier in talks.dossiers.values() if dossier.id not in {"hero", "unreported-a"}]
    index.prepare(changed)
    prepared = index._texts["hero"]
    index.prepare(changed)
    assert index._texts["hero"] is prepared is not before["hero"]
    index.update(view(negotiation(*rest, changed, header=HEADER)))
    assert index._texts["hero"] is prepared
    assert index.match(parse('"entirely new"')) == ["hero"]
    assert index.match(parse("")) == ["06-surrender", "no-disarming", "hero"]
    assert [identifier for identifier, text in index._texts.items() if before.get(identifier) is not text] == ["hero"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", "n1 n2 n3"),
        ("mediator", "n1"),
        ("surrender", ""),
        ("-order", "n1 n3"),
        ("#gate", "n1"),
        ("tag:counter", "n2"),
        ("-tag:counter", "n1 n3"),
        ("author:desk", "n1"),
        ("since:2026-11-22", "n1 n2"),
        ("is:stale", "n2"),
        ("is:annotated", "n1 n2 n3"),
        ("status:rejected", "n1 n2"),
        ("number:6", "n1 n2"),
        ("side:taliban stance:rejects", "n1 n2 n3"),
        ("relation:conflicting is:conflicting", "n3"),
    ],
)
def test_a_filter_finds_single_annotations(talks: Negotiation, text: str, found: str) -> None:
    frame = FilterScope.of(talks)
    matched = [
        annotation.id
        for standing in view(talks).known.values()
        for annotation in standing.dossier.annotations
        if match_annotation(parse(text), standing, annotation, frame)
    ]
    assert matched == found.split()


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("whole", True),
        ("-other", True),
        ("is:annotated", True),
        ("status:open", False),
        ("-status:open", True),
        ("is:stale", False),
    ],
)
def test_an_annotation_on_the_whole_negotiation_is_matched_without_a_proposal(
    annotation: Annotations, text: str, *, holds: bool
) -> None:
    assert match_annotation(parse(text), None, annotation("n1", "On the whole.")) is holds


def test_typing_a_filter_reads_no_text_of_a_proposal_again(talks: Negotiation, monkeypatch: pytest.MonkeyPatch) -> None:
    index = Index(view(talks))
    monkeypatch.setattr("negotrack.analysis.search.of_dossier", lambda _dossier: pytest.fail("read again"))
    typed = "province status:rej"
    for end in range(1, len(typed) + 1):
        index.match(parse(typed[:end]))


SIDES = (Side(id="resistance", name="National Resistance"), Side(id="taliban", name="Taliban"))


def test_each_word_and_each_quoted_phrase_is_one_term() -> None:
    query = parse('Oslo  "Second   round" word')
    assert query.terms == (Term(None, ("oslo",)), Term(None, ("second round",)), Term(None, ("word",)))
    assert query.words == ("oslo", "second round", "word")


def test_a_minus_in_front_means_not() -> None:
    query = parse('-draft -"a phrase" -status:open one-sided')
    assert query.terms == (
        Term(None, ("draft",), negated=True),
        Term(None, ("a phrase",), negated=True),
        Term(FilterKey.STATUS, ("open",), negated=True),
        Term(None, ("one-sided",)),
    )
    assert query.words == ("one-sided",)


@pytest.mark.parametrize("text", ["", "   ", "-", '"', '""', '-""', '" '])
def test_an_empty_filter_has_no_terms_and_no_mistakes(text: str) -> None:
    assert (parse(text).terms, parse(text).mistakes) == ((), ())


def test_a_phrase_without_its_closing_quote_is_already_a_phrase() -> None:
    assert parse('"all except o').terms == (Term(None, ("all except o",)),)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("status:rejected", ("rejected",)),
        ("Status:REJ", ("rejected",)),
        ("status:rejected,open", ("rejected", "open")),
        ("stance:co", ("conditional", "counters")),
        ("relation:one-sided", ("one-sided",)),
        ('is:"stale"', ("stale",)),
        ("is:out,poss,", ("outstanding", "possible")),
        ("number:6", ("6",)),
        ('number:"3 bis"', ("3 bis",)),
        ("tag:#Gate", ("gate",)),
        ("author:Désk", ("desk",)),
        ("since:2026-11", ("2026-11-01",)),
    ],
)
def test_a_key_and_a_colon_filter_by_the_values_that_follow(text: str, values: tuple[str, ...]) -> None:
    (term,) = parse(text).terms
    assert term.values == values
    assert parse(text).mistakes == ()


@pytest.mark.parametrize(
    ("text", "mistake"),
    [
        ("staus:open", "'staus' cannot be asked for (did you mean 'status'?)"),
        ("http://example.org", "'http' cannot be asked for; to look for the text, put it in quotes: \"…\""),
        ("status:rejektd", "'rejektd' is not a value of status (did you mean 'rejected'?)"),
        ("relation:xyz", f"'xyz' is not a value of relation; write relation: and one of {', '.join(Relation)}"),
        ("status:", f"write status: and one of {', '.join(Status)}"),
        ("is:,", "write is: and one of stale, outstanding, conflicting, annotated, described, numbered, possible"),
        ("tag:", "write tag: and what to look for"),
        ("tag:#", "write tag: and what to look for"),
        ("since:yesterday", "'yesterday' is not a day; write since: and a day, such as 2026-11-22"),
        ("since:", "write since: and a day, such as 2026-11-22"),
        ("side:talban", "'talban' is not a side (did you mean 'taliban'?)"),
    ],
)
def test_a_mistake_is_named_and_the_rest_is_used(text: str, mistake: str) -> None:
    query = parse(f"before {text} after", SIDES)
    assert query.mistakes == (mistake,)
    assert query.words == ("before", "after")
    assert len(query.terms) == 2


@pytest.mark.parametrize("value", ["taliban", "TAL", "resistance", "national", '"national res"'])
def test_a_side_is_named_by_id_or_name_or_the_beginning_of_either(value: str) -> None:
    assert parse(f"side:{value}", SIDES).mistakes == ()


def test_any_side_is_accepted_if_the_sides_are_not_known() -> None:
    assert parse("side:nobody").mistakes == ()


def test_text_in_quotes_is_never_a_key() -> None:
    assert parse('"status:x"').words == ("status:x",)


def test_a_filter_of_a_hundred_thousand_characters_is_read() -> None:
    for text in ("a" * 100_000, "a:" * 50_000, '"' * 100_001, "-" * 100_000, "is:" + "x" * 100_000):
        assert all(len(mistake) < 300 for mistake in parse(text).mistakes)


SYNTAX = st.sampled_from([*'" :-,#“”', *(f"{key}:" for key in FilterKey), "status:rej", "since:2026-1", "is:st", "٣"])


@given(st.lists(st.one_of(SYNTAX, st.text(max_size=5))).map("".join))
def test_any_text_is_read_as_a_filter(text: str) -> None:
    query = parse(text, SIDES)
    assert query.text == text
    assert all("\n" not in mistake for mistake in query.mistakes)
    assert all(values and all(values) for _, values in ((term.key, term.values) for term in query.terms))
