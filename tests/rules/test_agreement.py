"""The program agrees with the plain statement of the rules on every day."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from negotrack.model.snapshot import snapshot
from negotrack.model.standing import Standing
from tests.rules.entries import Holds
from tests.rules.plain import what_holds
from tests.rules.strategies import days, talks
from tests.rules.tables import Talks, days_that_matter, negotiation, plainly, read


def program(found: Standing, sides: list[str]) -> Holds:
    """What the program says, in the words of the plain statement."""
    live = {side: {entry.id for entry in found.of(side).live} for side in sorted(found.sides)}
    return Holds(
        counted=found.counted,
        status=found.status.value,
        live={side: ids for side, ids in live.items() if ids},
        conflicts={conflict.side or "": conflict.kind.value for conflict in found.conflicts},
        held_up_by=found.held_up_by,
        rulings={ruling.id for ruling in found.dossier.counting.rulings},
        relations={(a, b): found.relation(a, b).value for n, a in enumerate(sides) for b in sides[n + 1 :]},
    )


SHIPPED = Path(__file__).parents[2] / "positions"


def agree(drawn: Talks, asked: Iterable[date | None]) -> None:
    sides, proposals = plainly(drawn)
    records = negotiation(drawn)
    for day in asked:
        found = snapshot(records, day).known
        stated = what_holds(sides, proposals, day)
        assert {name: program(standing, sides) for name, standing in found.items()} == stated, day


@given(talks())
@settings(max_examples=120)
def test_the_program_agrees_with_the_plain_rules_on_every_day(drawn: Talks) -> None:
    agree(drawn, days_that_matter(drawn))


@given(talks(), st.data())
@settings(max_examples=40)
def test_updating_a_snapshot_gives_the_same_as_a_new_one(drawn: Talks, data: st.DataObject) -> None:
    now = negotiation(drawn)
    changed = data.draw(st.sampled_from(sorted(now.dossiers)))
    bare = replace(now.dossiers[changed], ledger=())
    before = snapshot(replace(now, dossiers={**now.dossiers, changed: bare}), data.draw(st.none() | days))
    after = snapshot(now, before.day, previous=before)
    fresh = snapshot(now, before.day)
    assert {name: program(each, []) for name, each in after.known.items()} == {
        name: program(each, []) for name, each in fresh.known.items()
    }


@pytest.mark.parametrize("name", ["panjshir-2021", "federal-convention-1787"])
def test_the_program_agrees_with_the_plain_rules_on_the_shipped_negotiations(name: str) -> None:
    shipped = read(SHIPPED / name)
    agree(shipped, days_that_matter(shipped)[::4])
