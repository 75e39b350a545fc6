from __future__ import annotations

import pytest

from negotrack.errors import UsageError
from negotrack.ingest.columns import ImportRequest, resolve
from negotrack.ingest.guessing import Guess, guess
from negotrack.ingest.plan import ImportPlan, plan_new
from negotrack.ingest.preview import preview_page
from negotrack.ingest.rows import read_rows
from negotrack.ingest.table import read_delimited
from negotrack.model.written_dates import DateOrder
from negotrack.pages.writers import write_page
from tests.ingest.conftest import Write, read_table

SENTENCES = (
    "Nr;Issue;Government;Front;Civil society;Comment\n"
    "1;Integration;The Front lays down its arms first.;Accepts a joint command, for two years.;;Ask for the list.\n"
    "2;Monitors;accepts;No. Not armed ones.;Wants women among them.;\n"
)
VOTES = (
    "motion,title,day,Blue vote,Blue said,Red vote,Red said,House,source\n"
    'A,A customs union,2026-03-27,no,"34 aye, 234 no",aye,"226 aye, 12 no","260 aye, 246 no",Division 386\n'
    'B,No deal,2026-03-27,aye,"157 aye, 94 no",no,,"160 aye, 400 no",Division 387\n'
)


def guessed(text: str, known_sides: tuple[str, ...] = (), **given: object) -> Guess:
    return guess(read_delimited(text, "x.csv"), ImportRequest(**given), known_sides)  # type: ignore[arg-type]  # by name


def test_statements_and_comments_are_told_apart_by_the_names_of_their_columns() -> None:
    found = guessed(SENTENCES)
    assert list(found.roles.values()) == ["number", "title", "side", "side", "side", "comment"]
    assert found.words == {}
    request = found.request(ImportRequest())
    assert request == ImportRequest(
        fields={"number": "Nr", "title": "Issue"}, sides=("Government", "Front", "Civil society"), comments=("Comment",)
    )
    assert request.complete


def test_columns_of_votes_are_told_apart_from_the_columns_beside_them() -> None:
    found = guessed(VOTES)
    assert list(found.roles.values()) == [
        *("number", "title", "date", "side", "statement", "side", "statement", "skip", "source")
    ]
    assert found.term == "motion"
    assert found.request(ImportRequest()) == ImportRequest(
        fields={"number": "motion", "title": "title"},
        sides=("blue=Blue vote=Blue", "red=Red vote=Red"),
        statements=("blue=Blue said", "red=Red said"),
        dates=("day",),
        stances=("no=rejects,aye=accepts",),
        source="source",
    )


def test_if_some_sides_answer_in_sentences_a_column_of_sentences_is_a_side_too() -> None:
    rows = "1,accepts,No. Not on our roads.,Wants women there.\n2,accepts,no,\n"
    assert guessed(f"number,Union,Port,City\n{rows}").columns("side") == ["Union", "Port", "City"]


def test_what_was_given_is_neither_guessed_nor_called_left_out() -> None:
    given = ImportRequest(
        fields={"title": "House"}, sides=("Blue vote", "Red vote"), stances=("no=rejects,aye=accepts",)
    )
    found = guess(read_delimited(VOTES, "x.csv"), given)
    assert found.roles["House"] == found.roles["Blue vote"] == "given"
    aside = ImportRequest(comments=("Front",))
    assert guess(read_delimited(SENTENCES, "x.csv"), aside).columns("side") == ["Government", "Civil society"]
    assert guessed("title,A,B,number,date\nx,aye,no,,\n").roles["number"] == "skip"
    request = found.request(given)
    assert (request.fields["title"], request.sides, request.stances) == ("House", given.sides, given.stances)


def test_the_columns_of_known_sides_are_recognised_by_name() -> None:
    found = guessed("title,Québec,Other,Title2\nx,No. Not at all.,Yes we do so.,y\n", known_sides=("quebec", "Quebec"))
    assert found.columns("side") == ["Québec"]


def test_an_unknown_word_becomes_a_statement_to_code_and_never_a_stance() -> None:
    assert guessed("title,A,B\nx,aye,maybe\ny,no,no\n").words == {
        "aye": "accepts",
        "no": "rejects",
        "maybe": "not-coded",
    }


def test_a_first_column_without_a_known_name_is_the_number_or_the_title() -> None:
    assert guessed("x,A,B\nP1,aye,no\n").roles["x"] == "number"
    assert guessed("x,A,B\nA customs union for all,aye,no\n").roles["x"] == "title"


@pytest.mark.parametrize(
    ("dates", "order", "unclear"),
    [
        (("27/3/2026", "3/4/2026"), DateOrder.DAY_FIRST, False),
        (("3/27/2026", "3/4/2026"), DateOrder.MONTH_FIRST, False),
        (("27/3/2026", "3/27/2026", "3/4/2026"), None, True),
        (("3/4/2026",), None, True),
        (("27/3/2026", "3 April 2026"), None, False),
        (("27-3-2026", "2026-03-28", "3.4.2026", "28 March 2026"), DateOrder.DAY_FIRST, False),
    ],
)
def test_the_order_of_day_and_month_is_taken_from_the_unambiguous_dates(
    dates: tuple[str, ...], order: DateOrder | None, *, unclear: bool
) -> None:
    rows = "".join(f"t{number},{date},aye,no\n" for number, date in enumerate(dates))
    found = guessed(f"title,on,A,B\n{rows}")
    assert found.columns("date") == ["on"]
    assert (found.date_order, found.unclear_order) == (order, unclear)


def test_a_column_named_date_holds_dates_even_if_they_are_written_as_numbers() -> None:
    found = guessed("title,date,A,B\nx,46108,aye,no\n")
    assert (found.columns("date"), found.unclear_order) == (["date"], False)


@pytest.mark.parametrize(("texts", "role"), [("Rejected", "status"), ("adjourned", "skip")])
def test_a_column_named_status_is_the_status_only_if_it_holds_known_ones(texts: str, role: str) -> None:
    assert guessed(f"title,status,A,B\nx,{texts},aye,no\n").roles["status"] == role


@pytest.mark.parametrize(
    ("texts", "role"), [("C-9 Vol. II.", "skip"), ("2024/11/0095", "number"), ("2024/11/00951", "skip")]
)
def test_a_column_named_number_is_the_number_only_if_it_holds_short_ones(texts: str, role: str) -> None:
    assert guessed(f"number,title,A,B\n{texts},x,aye,no\n").roles["number"] == role


def test_a_guess_is_corrected_by_column_number() -> None:
    found = guessed(SENTENCES)
    assert found.corrected("6 skip").columns("comment") == []
    assert found.corrected("1 title").roles["Issue"] == "skip"
    beside = found.corrected("5 statement 4")
    assert beside.request(ImportRequest()).statements == ("front=Civil society",)
    assert (
        found.corrected("4 side Northern Front").request(ImportRequest()).sides[1]
        == "northern-front=Front=Northern Front"
    )
    named = found.corrected("4 side Northern Front")
    assert named.corrected("5 statement 4").corrected("4 side").names == named.names == {"Front": "Northern Front"}
    assert found.corrected("Not armed=rejects").words == {"not armed": "rejects"}
    assert found.corrected("mdy").date_order is DateOrder.MONTH_FIRST
    assert guessed(VOTES).corrected("8 side").roles["House"] == "side"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("6", "write the number of a column and what it is"),
        ("6 sid", "did you mean 'side'"),
        ("7 side", "'7' is not the number of a column, 1 to 6"),
        ("x side", "'x' is not the number"),
        ("5 statement", "after statement, write the number of its side's column"),
        ("5 title 4", "after title, write nothing"),
    ],
)
def test_an_invalid_correction_is_refused(text: str, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        guessed(SENTENCES).corrected(text)


def test_a_table_without_sides_is_refused_with_a_list_of_its_columns() -> None:
    with pytest.raises(UsageError, match="give --side COLUMN for each; the columns are 'title', 'count'"):
        guessed("title,count\nx,1\ny,2\n")
    one = "title,Union,count\nx,accepts,1\ny,rejects,2\n"
    with pytest.raises(UsageError, match="give --side COLUMN for each"):
        guessed(one)
    assert guessed(one, ("Union",)).columns("side") == ["Union"]


def shown(plan: ImportPlan) -> str:
    return write_page(preview_page(plan, None))


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        (("accepts", "rejects"), None),
        (("We may.", "rejects"), "1 statement is to be coded: the filter stance:not-coded finds it."),
        (("We may.", "We may not."), "2 statements are to be coded: the filter stance:not-coded finds them."),
    ],
)
def test_statements_that_are_to_be_coded_are_counted(write: Write, cells: tuple[str, str], said: str | None) -> None:
    table = read_table(write(f"title,Union,Port\nWages,{','.join(cells)}\n"))
    mapping = resolve(ImportRequest(fields={"title": "title"}, sides=("Union", "Port")), table)
    page = shown(plan_new(read_rows(table, mapping), title="Talks", by="analyst"))
    assert ("to be coded" in page) is (said is not None)
    assert (said or "") in page
    assert "None." not in page


def test_the_preview_of_a_file_without_proposals_has_no_rows() -> None:
    assert "\nROWS AS THEY WOULD BE\n\nNone." in shown(ImportPlan("talks.json", (), (), ()))
