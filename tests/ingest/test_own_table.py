from __future__ import annotations

import csv
import io

from hypothesis import given
from hypothesis import strategies as st

from negotrack.ingest.plan import ImportPlan, plan_new
from negotrack.ingest.reports import is_own_table, read_csv_report
from negotrack.ingest.table import read_delimited
from negotrack.pages.writers.csv import LEADING, OF_A_SIDE

HEADER = [*LEADING, *(f"{side}.{key}" for side in ("a", "b") for key in OF_A_SIDE)]
CELLS = st.one_of(
    st.sampled_from(
        [
            "",
            " ",
            "not reported",
            "not judged",
            "accepts",
            "rejects",
            "open",
            "6",
            "9" * 5000,
            "2026-03",
            "a; b",
            ";; ",
            "'=1",
        ]
    ),
    st.text(max_size=5),
)
ROWS = st.lists(st.lists(CELLS, min_size=len(HEADER), max_size=len(HEADER)), min_size=1, max_size=3)


def written(rows: list[list[str]]) -> str:
    text = io.StringIO(newline="")
    csv.writer(text, quoting=csv.QUOTE_ALL).writerows([HEADER, *rows])
    return text.getvalue()


def planned(rows: list[list[str]]) -> ImportPlan:
    table = read_delimited(written(rows), "report.csv")
    assert is_own_table(table)
    return plan_new(read_csv_report(table), title="Talks", by="analyst")


def row(**cells: str) -> list[str]:
    return [cells.get(name.replace(".", "_"), "not reported") for name in HEADER]


@given(ROWS.filter(lambda rows: any(cell.strip() for cells in rows for cell in cells)))
def test_a_report_that_was_edited_by_hand_is_read_or_its_mistakes_are_reported(rows: list[list[str]]) -> None:
    plan = planned(rows)
    assert plan.problems or len(plan.rows) == sum(any(cell.strip() for cell in cells) for cells in rows)
    assert all("\n" not in str(trouble) for trouble in plan.problems)


def test_guards_against_formulas_and_words_for_gaps_are_removed_again() -> None:
    plan = planned([row(id="a", title="'=1+1", summary="''@x", topic="'quoted'", status="open")])
    proposal = plan.rows[0].proposal
    assert (proposal.title, proposal.summary, proposal.topic) == ("=1+1", "'@x", "'quoted'")
    assert (proposal.number, proposal.proposed_by, proposal.positions) == (None, None, ())


def test_several_pieces_of_evidence_are_split_again() -> None:
    said = {
        "a_stance": "accepts",
        "a_source": "x; y",
        "a_credibility": "not judged; 6",
        "a_where": "p; 1;; not reported",
    }
    plan = planned([row(id="a", status="open", **said)])
    (position,) = plan.rows[0].proposal.positions
    assert [(each.source, each.where, each.credibility) for each in position.evidence] == [
        ("x", "p; 1", None),
        ("y", None, 6),
    ]


def test_evidence_that_cannot_be_split_and_repeated_ids_are_refused() -> None:
    said = {"a_stance": "accepts", "a_source": "x; y", "a_credibility": "1; 2", "a_where": "page 3"}
    plan = planned([row(id="a", status="open", **said)])
    assert list(map(str, plan.problems)) == [
        "row 2, column 'a.where': does not say one thing for each of 2 sources, with '; ' between them"
    ]
    twice = planned([row(id="a", status="open"), row(id="a", status="open")])
    assert list(map(str, twice.problems)) == [
        "row 3, column 'id': 'a' is also in row 2",
        "row 3: would go into the same file as row 2",
    ]


def test_proposals_with_conflicting_reports_are_mentioned_in_a_note() -> None:
    said = {"a": "yes", "b": "no", "c": "no"}
    plan = planned([row(id=name, status="open", conflicting=conflicting) for name, conflicting in said.items()])
    assert plan.notes[2].startswith("1 proposal with conflicting reports; ")
