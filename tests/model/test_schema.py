from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import tomli

from negotrack.model.records import schema_of
from tests.conftest import SHIPPED
from tests.pages.json_schema import faults


def wrong(kind: str, table: dict[str, Any]) -> list[str]:
    schema = schema_of(kind)
    return faults(table, schema, schema)


def as_json(value: Any) -> Any:
    """A value as an editor checks it against a schema: dates are text."""
    if isinstance(value, dict):
        return {key: as_json(each) for key, each in value.items()}
    if isinstance(value, list):
        return [as_json(each) for each in value]
    return value.isoformat() if isinstance(value, date) else value


@pytest.mark.parametrize("path", sorted(SHIPPED.rglob("*.toml")), ids=lambda path: path.stem)
def test_every_shipped_file_matches_its_schema(path: Path) -> None:
    kind = "proposal" if path.parent.name == "proposals" else "negotiation"
    assert wrong(kind, as_json(tomli.loads(path.read_text(encoding="utf-8")))) == []


@pytest.mark.parametrize("names", ["union", ["union", "port"]])
def test_the_schema_allows_one_proposer_or_a_list(names: object) -> None:
    assert wrong("proposal", {"status": "open", "proposed_by": names}) == []


@pytest.mark.parametrize(
    "table",
    [
        {"status": "opne"},
        {"status": "open", "titel": "x"},
        {"status": "open", "proposed_by": []},
        {
            "status": "open",
            "positions": [
                {"side": "a", "stance": "accepts", "evidence": [{"source": "paper", "credibility": 7}]},
            ],
        },
    ],
)
def test_the_schema_refuses_what_the_program_refuses(table: dict[str, Any]) -> None:
    assert wrong("proposal", table)
