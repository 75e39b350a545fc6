"""Tables on the disk, and negotiations made of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from negotrack.ingest.additions import plan_added
from negotrack.ingest.carry_out import carry_out, is_there
from negotrack.ingest.mapping import Request
from negotrack.ingest.plan import Plan, plan_new
from negotrack.ingest.reading import read_table
from negotrack.ingest.resolve import resolve
from negotrack.ingest.rows import read_rows
from negotrack.model.negotiation import Negotiation
from negotrack.store.reader import Reader

Write = Callable[..., Path]
Import = Callable[..., Plan]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write a table: text, or bytes as they are."""

    def written(content: str | bytes, name: str = "votes.csv") -> Path:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return written


@pytest.fixture
def imported(tmp_path: Path) -> Import:
    """Import a table into the folder ``talks`` of the test, as the command does; returns what was planned."""

    def run(path: Path, *, title: str = "title", **request: Any) -> Plan:
        folder = tmp_path / "talks"
        there = read(folder) if is_there(folder) else None
        table = read_table(path)
        fields = {"title": title, **request.pop("fields", {})}
        wanted = Request(fields=fields, sides=request.pop("sides", ("Union", "Port")), **request)
        material = read_rows(table, resolve(wanted, table, there), there)
        plan = plan_added(material, there, by="analyst") if there else plan_new(material, title="Talks")
        assert not plan.troubles
        carry_out(plan, folder)
        return plan

    return run


def read(folder: Path) -> Negotiation:
    """The negotiation in a folder, all of whose files can be read."""
    loaded = Reader(folder).load()
    assert loaded.problems == ()
    return loaded.negotiation


def stances(negotiation: Negotiation) -> dict[str, dict[str, str]]:
    """The stance of every position by proposal and side; of several the last."""
    return {
        key: {held.position.side: held.position.stance.value for held in dossier.held}
        for key, dossier in negotiation.dossiers.items()
    }
