from pathlib import Path

import pytest
import tomli_w

from negotrack.tui.aside import dated, dates, legend, missing
from negotrack.tui.detail import Subject, detail
from negotrack.tui.notes import Note, block, folded
from negotrack.tui.selected import selected
from negotrack.tui.session import Session

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
    return "\n".join(line.plain for line in selected(session, identifier).make(cells))


def test_both_sides_stand_side_by_side_with_everything_that_is_known(session: Session) -> None:
    page = text(session, SIX, 70)
    assert "Resistance " in page.splitlines()[1]
    assert "│ Taliban" in page.splitlines()[1]
    for said in ("▲ proposes", "✗ rejects, offers instead", "Instead: Officials", "17–about 30 Aug 2021", "F6"):
        assert said in page
    assert "≠ the sides differ" in page.splitlines()[0]


def test_in_little_room_one_side_stands_below_the_other(session: Session) -> None:
    lines = text(session, SIX, 40).splitlines()
    assert "│" not in "".join(lines)
    assert lines.index("Resistance") < lines.index("Taliban")


@pytest.mark.parametrize("cells", [20, 33, 56, 80, 200])
def test_no_line_is_longer_than_its_room(session: Session, cells: int) -> None:
    for identifier in session.ids:
        assert all(line.cell_length <= cells for line in selected(session, identifier).make(cells))


def test_a_side_without_a_position_is_not_reported(session: Session, negotiation: Path) -> None:
    (negotiation / "proposals" / "new.toml").write_text('title = "New"\nstatus = "open"\n')
    read_again(session)
    page = text(session, "new", 70)
    assert page.count("· not reported") == 2
    assert "from        not reported" in page


def test_competing_positions_are_shown_one_after_the_other(session: Session, negotiation: Path) -> None:
    entry = {"side": "taliban", "stance": "rejects", "basis": "inferred", "date": "2021-08-24"}
    folder = negotiation / "ledger" / "no-disarming"
    folder.mkdir(parents=True)
    (folder / "a.toml").write_text(tomli_w.dumps(entry))
    read_again(session)
    page = text(session, "no-disarming", 100)
    assert "contested" in page
    assert "1 of 2 that compete" in page
    assert "2 of 2 that compete" in page
    assert "inferred by the record keeper" in page
    assert "no source given" in page


def test_positions_that_were_replaced_are_named_as_earlier(session: Session, negotiation: Path) -> None:
    folder = negotiation / "ledger" / SIX
    folder.mkdir(parents=True)
    evidence = [{"source": "trt-2021-09-06", "quote": "Their very words"}]
    entry = {"side": "taliban", "stance": "accepts", "date": "2021-10-01", "recorded_by": "ana", "evidence": evidence}
    (folder / "a.toml").write_text(tomli_w.dumps(entry))
    read_again(session)
    page = text(session, SIX, 120)
    assert "✓ accepts" in page
    assert "1 earlier position" in page
    assert "✗ rejects, offers instead, 17–about 30 Aug 2021" in page
    assert "“Their very words”" in page
    assert "by ana" in page


def test_links_are_shown_from_both_ends(session: Session, negotiation: Path) -> None:
    (negotiation / "proposals" / "new.toml").write_text(
        f'title = "Other way"\nstatus = "open"\ncounters = "{SIX}"\n'
        'holds_up = [{ proposal = "no-disarming", basis = "inferred" }]\n'
    )
    read_again(session)
    assert "answers     Surrender of the province" in text(session, "new", 100)
    assert "holds up    No disarming in the province (no-disarming), inferred" in text(session, "new", 100)
    assert "answered by Other way (new)" in text(session, SIX, 100)
    assert "waits on    Other way (new)" in text(session, "no-disarming", 100)


def test_three_sides_are_shown_in_pairs(session: Session, negotiation: Path) -> None:
    header = negotiation / "negotiation.toml"
    content = header.read_text(encoding="utf-8")
    header.write_text(content.replace("[[people]]", '[[sides]]\nid = "third"\nname = "Third"\n\n[[people]]', 1))
    read_again(session)
    assert "Third" in text(session, SIX, 70)


def test_a_file_that_cannot_be_read_shows_what_is_wrong_with_it(session: Session, negotiation: Path) -> None:
    (negotiation / "proposals" / "new.toml").write_text("status = 3\n")
    read_again(session)
    page = text(session, "new", 80)
    assert "could not be read" in page
    assert "proposals/new.toml:1" in page


def test_hostile_text_is_only_text_in_every_pane(hostile: Path) -> None:
    session = Session(hostile)
    session.finish()
    digest = session.digest
    assert digest
    lines = [line for identifier in ("_", *session.ids) for line in selected(session, identifier).make(60)]
    for identifier in session.ids:
        for note in selected(session, identifier).notes:
            lines += block(note, session.negotiation, 60, selected=True)
            lines += folded(note, session.negotiation, 60, selected=False)
    lines += missing(digest.gaps, session.negotiation, 40)
    lines += [dated(entry, 40) for entry in dates(digest.moments, session.negotiation)]
    standings = [standing for each in session.ids if (standing := session.look(each))]
    lines += legend([("1", side) for side in session.sides], standings, 40, dated=False)
    shown = "\n".join(line.plain for line in lines)
    assert "[bold red]x[/]" in shown
    for hidden in ("\x1b", "\u202e", "\u200b", "\x9b", "\0"):
        assert hidden not in shown


def test_a_subject_without_a_pair_says_nothing_of_a_relation(session: Session) -> None:
    standing = session.look(SIX)
    assert standing
    lines = detail(Subject(standing, session.negotiation, ("", "")), 80)
    assert "sides" not in lines[0].plain


def test_an_annotation_says_who_when_about_what_and_whether_it_holds(session: Session, negotiation: Path) -> None:
    folder = negotiation / "annotations" / SIX
    folder.mkdir(parents=True)
    (folder / "a.toml").write_text(
        'author = "ana"\ncreated = 2026-11-22T12:00:00Z\nedited = 2026-11-23T08:05:00Z\nabout = "taliban"\n'
        'tags = ["ask"]\nfingerprint = "000000000000"\ntext = "Is it so? #really"\n'
        'confirmed = [{ by = "ben", at = 2026-11-24T09:00:00Z }]\n'
    )
    read_again(session)
    [note] = selected(session, SIX).notes
    page = "\n".join(line.plain for line in block(note, session.negotiation, 100, selected=True))
    for said in ("ana", "23 Nov 2026 08:05 UTC, edited", "on Taliban", "#ask", "#really", "stale", "ben", "Is it so?"):
        assert said in page


def test_an_annotation_that_is_not_selected_among_many_takes_two_lines(session: Session, negotiation: Path) -> None:
    folder = negotiation / "annotations" / SIX
    folder.mkdir(parents=True)
    (folder / "a.toml").write_text('author = "ana"\ncreated = 2026-11-22T12:00:00Z\ntext = """\n1\n2\n3"""\n')
    read_again(session)
    [note] = selected(session, SIX).notes
    assert isinstance(note, Note)
    assert [line.plain for line in folded(note, session.negotiation, 60, selected=False)][1] == "  1"


def test_gaps_and_dates_are_those_of_the_shipped_records(session: Session) -> None:
    digest = session.digest
    assert digest
    gaps = [line.plain for line in missing(digest.gaps, session.negotiation, 60)]
    assert gaps[0] == "contents  8 of 12 suggestions"
    assert gaps[1] == "numbers   11 of 12 suggestions"
    days = [dated(entry, 60).plain for entry in dates(digest.moments, session.negotiation)]
    assert days[0].startswith("15 Aug 2021")
    assert any("Taliban ✓ accepts: 11" in day for day in days)
