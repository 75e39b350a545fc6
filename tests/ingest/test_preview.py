"""What an import would make, before it does."""

from __future__ import annotations

import pytest

from negotrack.ingest.columns import ImportRequest, resolve
from negotrack.ingest.guessing import preview_page
from negotrack.ingest.plan import ImportPlan, plan_new
from negotrack.ingest.rows import read_rows
from negotrack.pages.writers import write_page
from tests.ingest.conftest import Write, read_table


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
def test_what_is_to_be_coded_is_counted(write: Write, cells: tuple[str, str], said: str | None) -> None:
    table = read_table(write(f"title,Union,Port\nWages,{','.join(cells)}\n"))
    mapping = resolve(ImportRequest(fields={"title": "title"}, sides=("Union", "Port")), table)
    page = shown(plan_new(read_rows(table, mapping), title="Talks", by="analyst"))
    assert ("to be coded" in page) is (said is not None)
    assert (said or "") in page
    assert "None." not in page


def test_a_file_without_a_proposal_makes_no_row() -> None:
    assert "\nROWS AS THEY WOULD BE\n\nNone." in shown(ImportPlan("talks.json", (), (), ()))
