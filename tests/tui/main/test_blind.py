"""In blind coding, the screen shows other analysts' codings of a statement only to those who have coded it."""

from pathlib import Path

from negotrack.editing.recording import PositionRequest, record
from negotrack.model.dates import parse_span
from negotrack.model.records import Evidence
from negotrack.model.vocabulary import Stance
from negotrack.pages.words import BLIND
from negotrack.store.changes import apply
from negotrack.store.reader import Reader
from negotrack.tui.background import SOON
from negotrack.tui.session import Session
from tests.tui.main.conftest import SIX, Opened

OTHER = "national-hero"
SAID = "nobody but Ben has coded this"


def make_blind(negotiation: Path) -> None:
    header = negotiation / "negotiation.toml"
    header.write_text(f"blind = true\n{header.read_text(encoding='utf-8')}", encoding="utf-8")


def code(negotiation: Path, by: str, statement: str) -> None:
    evidence = (Evidence(source="trt-2021-09-06", where="paragraph 31"),)
    request = PositionRequest(
        side="resistance", stance=Stance.ACCEPTS, date=parse_span("2021-09-06"), statement=statement, evidence=evidence
    )
    apply(negotiation, record(Reader(negotiation).load().negotiation, (SIX,), request, by=by))


async def test_in_blind_coding_others_codings_are_hidden_until_the_analyst_has_coded_the_proposal(
    negotiation: Path, opened: Opened
) -> None:
    make_blind(negotiation)
    code(negotiation, "Ben", SAID)
    async with opened() as shown:
        shown.main.go_to_proposal(SIX)
        await shown.settle()
        assert "blind" in shown.lines[0]
        assert SAID not in shown.main.words
        assert shown.main.session.find(SAID) == []
        assert all(SAID not in str(each) for each in shown.main.session.negotiation.dossiers.values())
        await shown.press("p")
        assert SAID not in shown.page
        await shown.press("escape")
        code(negotiation, "ana", "I read it so")
        shown.main.session.refresh()
        shown.main.upkeep.catch_up()
        await shown.settle()
        assert SAID in str(shown.main.session.negotiation.dossiers[SIX])
        assert shown.main.session.find(SAID) == [SIX]


async def test_in_blind_coding_a_warning_that_the_files_are_readable_is_shown_once(
    negotiation: Path, opened: Opened
) -> None:
    make_blind(negotiation)
    async with opened() as shown:
        await shown.pilot.pause(SOON + 0.2)
        assert [each.words for each in shown.app.notices.all].count(BLIND) == 1


def test_in_blind_coding_others_entries_are_read_but_unaffected_proposals_are_not_worked_out_again(
    negotiation: Path,
) -> None:
    make_blind(negotiation)
    code(negotiation, "Ben", SAID)
    session = Session(negotiation, who=lambda: "ana")
    session.finish()
    other, six = session.look(OTHER), session.look(SIX)
    code(negotiation, "Ben", "something else")
    assert session.refresh()
    session.finish()
    assert session.look(OTHER) is other
    assert six
    assert len(session.whole().known[SIX].dossier.ledger) == len(six.dossier.ledger) + 2
