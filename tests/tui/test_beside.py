from datetime import UTC, datetime
from pathlib import Path

import pytest
import tomli_w
from textual.content import Content

from negotrack.model.dates import parse_span
from negotrack.model.records import Annotation, Ask, Confirmation, Passage
from negotrack.model.vocabulary import Release
from negotrack.store.drafts import Draft
from negotrack.tui.beside import selected
from negotrack.tui.session import Session
from negotrack.tui.widgets.annotations import ShownAnnotation, beside_words, block, folded, nothing
from tests.golden import compare_with_golden
from tests.tui.painting import painted

SIX = "06-surrender-after-government"


@pytest.fixture
def session(negotiation: Path) -> Session:
    session = Session(negotiation)
    session.finish()
    return session


def read_again(session: Session) -> None:
    session.refresh()
    session.finish()


def text(session: Session, identifier: str, cells: int) -> str:
    return "\n".join(line.plain for line in selected(session, identifier).in_full(cells))


def test_a_proposal_shows_its_outcome_first_and_the_sides_next_to_each_other(session: Session) -> None:
    lines = text(session, SIX, 100).splitlines()
    assert lines[0] == "✗ rejected   held up by Taliban"
    assert lines[2].split("│")[0].split() == ["Resistance", "▲", "proposes"]
    assert lines[2].split("│")[1].split() == ["Taliban", "✗", "rejects"]
    assert "↳ The Taliban first announce" in "\n".join(lines)


def test_the_date_source_and_paragraph_are_on_one_line_below_the_statement(session: Session) -> None:
    assert "17–about 30 Aug 2021, deduced · TRT World, par. 10, 12" in text(session, SIX, 200)


def test_in_a_narrow_panel_the_sides_are_shown_one_below_the_other(session: Session) -> None:
    lines = text(session, SIX, 40).splitlines()
    assert "│" not in "".join(lines)
    assert lines.index("Resistance  ▲ proposes") < lines.index("Taliban  ✗ rejects")


def test_the_title_of_a_proposal_is_shown_only_once(session: Session) -> None:
    shown = selected(session, SIX)
    for cells in (50, 200):
        lines = "\n".join(line.plain for line in shown.in_full(cells)).replace("\n", " ")
        assert (shown.heading(cells) + lines).count("Surrender of the province after the Taliban form") == 1


@pytest.mark.parametrize("cells", [20, 33, 56, 80, 200])
def test_no_line_of_a_proposal_is_wider_than_the_panel(session: Session, cells: int) -> None:
    for identifier in session.ids:
        assert all(line.cell_length <= cells for line in selected(session, identifier).in_full(cells))


def test_a_side_without_a_position_is_shown_as_not_reported(session: Session, negotiation: Path) -> None:
    (negotiation / "proposals" / "new.toml").write_text('title = "New"\nstatus = "open"\n')
    read_again(session)
    assert text(session, "new", 70).count("· not reported") == 2


def test_all_conflicting_records_are_shown_with_the_kind_of_conflict(session: Session, negotiation: Path) -> None:
    path = negotiation / "ledger" / "national-hero" / "20260101T000000000000Z-aaaaaaaaaa.toml"
    path.parent.mkdir(parents=True)
    keys = {"side": "taliban", "stance": "rejects", "date": "2021-08-24", "recorded": "2026-01-01T00:00:00Z"}
    path.write_bytes(tomli_w.dumps({**keys, "recorded_by": "ana"}).encode())
    read_again(session)
    page = text(session, "national-hero", 100)
    assert "‼ conflicting" in page
    assert "The days in which they may lie overlap" in page
    assert "✗ rejects" in page
    assert "✓ accepts" in page


def test_a_file_that_cannot_be_read_has_a_page_that_says_so(session: Session, negotiation: Path) -> None:
    (negotiation / "proposals" / "broken.toml").write_text("title = ")
    read_again(session)
    assert "could not be read; it was not changed" in text(session, "broken", 80)


def test_an_annotation_shows_its_author_time_and_side_and_only_its_first_line_when_folded(
    session: Session, negotiation: Path
) -> None:
    folder = negotiation / "annotations" / SIX
    folder.mkdir(parents=True)
    (folder / "a.toml").write_text(
        'author = "ana"\ncreated = 2026-11-22T12:00:00Z\nabout = "taliban"\ntext = "First.\\nSecond. #tag"\n'
    )
    read_again(session)
    [note] = selected(session, SIX).notes
    assert isinstance(note, ShownAnnotation)
    full = [line.plain for line in block(note, session.negotiation, 80, selected=True)]
    assert full[0] == "▸ ana · 22 Nov 2026 12:00 UTC · on Taliban  #tag"
    assert "  Second. #tag" in full
    assert [line.plain.strip() for line in folded(note, session.negotiation, 80)][1] == "First."


def test_annotations_match_the_stored_picture_at_every_width(session: Session) -> None:
    moment = datetime(2026, 11, 22, 12, tzinfo=UTC)
    plain = Annotation(id="a", author="ana", created=moment, text="Short.\n")
    said = [Confirmation(by=by, at=moment) for by in ("ben", "cem")]
    ask = Ask(to="the mediator", due=parse_span("2026-12-01"))
    many = {
        "tags": ("gate", "order"),
        "about": "taliban",
        "edited": moment,
        "edited_by": "ben",
        "confirmed": tuple(said),
    }
    passage = Passage(text="w", quote="They go.")
    text = "  What the first of its lines says at some length.\nAnd the second."
    full = plain.model_copy(update={**many, "ask": ask, "passage": passage, "text": text})
    done = plain.model_copy(update={"ask": ask.model_copy(update={"done": True}), "edited": moment})
    long = plain.model_copy(update={"author": "somebody of a long name", "tags": ("counter",)})
    notes = [ShownAnnotation(SIX, plain), ShownAnnotation(SIX, full, stale=True), ShownAnnotation("_", done)]
    notes += [ShownAnnotation(SIX, long, stale=True)]
    shown = []
    for cells in (24, 38, 60, 100):
        for selected_one in (False, True):
            for note in notes:
                shown += block(note, session.negotiation, cells, selected=selected_one)
        shown += [line for note in notes for line in folded(note, session.negotiation, cells)]
        shown += [*nothing(cells, "a"), *nothing(cells, ""), *nothing(cells, "a", pending=True)]
    kept = [
        Draft((SIX,), "", passage=passage),
        Draft((), "", release=Release.PUBLIC, passage=passage),
        Draft((SIX,), ""),
    ]
    shown += [Content(beside_words(each, session.negotiation)) for each in kept]
    compare_with_golden(Path(__file__).parent / "snapshots" / "annotations.txt", painted(shown))
