"""Tables on disk, and negotiations imported from them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from negotrack.ingest.columns import ImportRequest, resolve
from negotrack.ingest.plan import ImportPlan, plan_added, plan_new
from negotrack.ingest.reading import read_input
from negotrack.ingest.rows import read_rows
from negotrack.ingest.table import InputTable
from negotrack.model.negotiation import Negotiation
from negotrack.store.begin import create_negotiation, negotiation_exists
from negotrack.store.changes import apply
from negotrack.store.reader import Reader

Write = Callable[..., Path]
Import = Callable[..., ImportPlan]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes a table, given as text or as bytes, and returns its path."""

    def written(content: str | bytes, name: str = "votes.csv") -> Path:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return written


@pytest.fixture
def imported(tmp_path: Path) -> Import:
    """Imports a table into the folder ``talks`` of the test, as the command does, and returns the plan."""

    def run(path: Path, *, title: str = "title", **request: Any) -> ImportPlan:
        folder = tmp_path / "talks"
        there = read(folder) if negotiation_exists(folder) else None
        table = read_table(path)
        fields = {"title": title, **request.pop("fields", {})}
        wanted = ImportRequest(fields=fields, sides=request.pop("sides", ("Union", "Port")), **request)
        material = read_rows(table, resolve(wanted, table, there), there)
        plan = (
            plan_added(material, there, folder, by="analyst")
            if there
            else plan_new(material, title="Talks", by="analyst")
        )
        assert not plan.problems
        write_plan(plan, folder)
        return plan

    return run


def read_table(path: Path) -> InputTable:
    """The table in a file."""
    found = read_input(path)
    assert isinstance(found, InputTable)
    return found


def write_plan(plan: ImportPlan, folder: Path) -> None:
    """Write what was planned, as the command does."""
    assert not plan.problems
    if plan.new:
        create_negotiation(folder, plan.change.files)
    else:
        apply(folder, plan.change)


def read(folder: Path) -> Negotiation:
    """The negotiation in a folder; all of its files must be readable."""
    loaded = Reader(folder).load()
    assert loaded.problems == ()
    return loaded.negotiation


def stances(negotiation: Negotiation) -> dict[str, dict[str, str]]:
    """The stance of each side by proposal; the last one if there are several."""
    return {
        key: {entry.side: entry.stance.value for entry in dossier.positions}
        for key, dossier in negotiation.dossiers.items()
    }
