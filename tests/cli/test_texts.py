import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from docx import Document

Command = Callable[..., Any]
DRAFT = "The Parties [shall/should] [Taliban: withdraw] by 1 May."
NEXT = "The Parties shall withdraw by 1 June."


def test_a_wording_can_be_added_and_shown_with_its_brackets_counted(negotrack: Command) -> None:
    added = negotrack("text", "6", "-m", DRAFT, "--label", "Draft 1", "--by", "taliban", "--date", "2021-08-20")
    assert (added.code, "/texts/06-surrender-after-government/" in added.out) == (0, True)
    shown = negotrack("text", "6", "--brackets").out
    assert "DRAFT 1: 62% of 8 words clean" in shown
    assert "2 brackets, 1 with options: 2 words whose side is not named; 1 word wanted by Taliban." in shown.replace(
        "\n", " "
    )


def test_a_wording_can_be_read_from_standard_input_and_tabled_by_anyone(negotrack: Command) -> None:
    assert negotrack("text", "6", "--file", "-", "--by", "The chair", typed=DRAFT).code == 0
    (text,) = json.loads(negotrack("text", "6", "--list", "--format", "json").out)["texts"]
    assert (text["tabled_by"], text["text"], text["clean"]) == (["The chair"], DRAFT, 5)


def test_a_difference_between_wordings_marks_changed_words_and_lists_deleted_text(negotrack: Command) -> None:
    for label, text in (("one", DRAFT), ("two", NEXT)):
        negotrack("text", "6", "-m", text, "--label", label, "--date", "2021-08-20")
    shown = negotrack("text", "6", "--diff", "one", "two").out
    assert "{-May-}{+June+}" in shown
    assert "NO LONGER IN THE TEXT" in shown
    assert negotrack("text", "6", "--diff").out == shown
    page = negotrack("text", "6", "--diff", "one", "two", "--format", "html").out
    assert "<del>May</del><ins>June</ins>" in page


def test_a_list_of_wordings_with_long_names_still_fits_eighty_columns(negotrack: Command) -> None:
    long = "the second reading of the draft as it was put"
    negotrack("text", "6", "-m", DRAFT, "--label", long, "--date", "2021-08-20")
    negotrack("text", "6", "-m", NEXT, "--by", f"{long} before", "--date", "2021-08-21")
    shown = negotrack("text", "6", "--list").out
    (heads,) = [line.split() for line in shown.splitlines() if line.startswith("day")]
    assert heads == ["day", "wording", "tabled", "by", "clean"]
    assert max(map(len, shown.splitlines())) <= 80


def test_wordings_side_by_side_are_written_to_a_file_in_the_format_of_its_extension(
    negotrack: Command, tmp_path: Path
) -> None:
    negotrack("text", "6", "-m", "They go.", "--label", "Last draft", "--agreed", "--date", "2021-08-18")
    negotrack("text", "6", "-m", DRAFT, "--by", "taliban", "--date", "2021-08-20")
    negotrack("text", "6", "-m", NEXT, "--by", "The chair", "--date", "2021-08-21")
    columns = negotrack("text", "6", "--columns", "--format", "html").out
    places = [columns.index(each) for each in ("Last agreed", "Taliban</", "Compromise")]
    assert places == sorted(places)
    html, paper = tmp_path / "texts.html", tmp_path / "texts.docx"
    assert negotrack("text", "6", "--columns", "-o", str(html)).code == 0
    assert html.read_text(encoding="utf-8") == columns
    assert negotrack("text", "6", "--columns", "-o", str(paper)).code == 0
    (table,) = Document(str(paper)).tables
    assert [cell.text.partition("\n")[0] for cell in table.rows[0].cells] == ["Last agreed", "Taliban", "Compromise"]
    paper.write_text("somebody else's", encoding="utf-8")
    assert negotrack("text", "6", "--columns", "-o", str(paper)).code != 0
    assert paper.read_text(encoding="utf-8") == "somebody else's"
    assert negotrack("text", "6", "--columns", "-o", str(paper), "--force").code == 0


def test_wordings_cannot_be_written_to_a_workbook_or_while_adding_one(negotrack: Command, tmp_path: Path) -> None:
    path = tmp_path / "texts.xlsx"
    refused = negotrack("text", "6", "--list", "-o", str(path))
    assert (refused.code, "ends in .txt, .md, .html or .docx" in refused.err) == (2, True)
    assert "-o writes what is read" in negotrack("text", "6", "-m", "x", "-o", str(path)).err
    assert not path.exists()


def test_wordings_can_be_sent_to_standard_output_by_name(negotrack: Command, tmp_path: Path) -> None:
    page = negotrack("text", "6", "--list")
    assert negotrack("text", "6", "--list", "-o", "-") == page
    assert not (tmp_path / "-").exists()


def test_as_of_a_day_only_wordings_up_to_that_day_are_listed(negotrack: Command) -> None:
    negotrack("text", "6", "-m", DRAFT, "--label", "early", "--date", "2021-08-18")
    negotrack("text", "6", "-m", NEXT, "--label", "late", "--date", "2021-09-01")
    assert "EARLY" in negotrack("text", "6", "--list", "--as-of", "2021-08-20").out
    assert "LATE" in negotrack("text", "6", "--list").out
    ran = negotrack("text", "6", "--read", "soon")
    there = "no wording of 06-surrender-after-government is named 'soon'; there are 'early', 'late'"
    assert (ran.code, there in ran.err) == (2, True)
    negotrack("text", "6", "-m", NEXT, "--label", "late", "--date", "2021-09-02")
    assert (
        "more than one wording of 06-surrender-after-government is named 'late'; there are 20"
        in negotrack("text", "6", "--read", "late").err
    )


def test_a_wording_that_cannot_be_tabled_or_found_is_reported(negotrack: Command) -> None:
    assert negotrack("text", "6", "-m", " ").code == 2
    assert "no source 'nobody'" in negotrack("text", "6", "-m", "x", "--source", "nobody").err
    assert "has no wording; a difference takes two" in negotrack("text", "6", "--diff").err
    assert "there is none" in negotrack("text", "6", "--read", "gone").err
    missing = negotrack("text", "6", "--file", "gone.txt")
    assert (missing.code, "gone.txt: cannot be read: " in missing.err) == (2, True)


def test_an_unclosed_bracket_is_reported_with_line_and_column(negotrack: Command) -> None:
    negotrack("text", "6", "-m", "one\ntwo [three")
    assert "Line 2, column 5: [ is never closed; it counts as text." in negotrack("text", "6", "--list").out


def test_no_share_of_clean_text_is_stated_where_a_bracket_has_no_partner(negotrack: Command) -> None:
    for label, wording in (("one", "They go."), ("two", "The quota is [35/30 per cent."), ("three", "They] go now.")):
        negotrack("text", "6", "-m", wording, "--label", label, "--date", "2021-08-20")
    shown = {
        words: " ".join(negotrack(*words.split()).out.split())
        for words in ("text 6 --diff one two", "text 6 --diff one three", "text 6 --read two", "show 6")
    }
    for words in ("text 6 --diff one two", "text 6 --diff one three"):
        assert "clean: 100% of 2 words before, not known (unbalanced bracket) after" in shown[words]
    assert "TWO: clean share not known (unbalanced bracket)" in shown["text 6 --read two"]
    assert "THREE: clean share not known (unbalanced bracket)" in shown["show 6"]
    assert not [page for page in shown.values() if "of 7 words" in page or "of 3 words" in page]


def test_an_annotation_on_a_passage_goes_stale_when_a_newer_wording_moves_the_passage(negotrack: Command) -> None:
    negotrack("text", "6", "-m", "Each side withdraws by 1 May. They report.", "--date", "2021-08-20")
    words = ("annotate", "6", "-m", "Ask for the date.", "--passage", "withdraws by 1 May", "--ask", "the chair")
    assert negotrack(*words).code == 0
    assert "About “withdraws by 1 May”." in negotrack("show", "6").out
    negotrack("text", "6", "-m", "They report. Each side withdraws by 1 May.", "--date", "2021-08-25")
    shown = " ".join(negotrack("annotations", "6").out.split())
    assert "moved or changed in the newest wording" in shown
    assert "stale" in shown


def test_a_passage_must_occur_in_the_newest_wording(negotrack: Command) -> None:
    assert "none is on record" in negotrack("annotate", "6", "-m", "x", "--passage", "words").err
    negotrack("text", "6", "-m", "Each side withdraws.")
    assert "does not contain these words" in negotrack("annotate", "6", "-m", "x", "--passage", "of no wording").err


def test_an_ask_is_listed_as_open_until_it_is_done(negotrack: Command) -> None:
    negotrack("annotate", "6", "-m", "Get the list.", "--ask", "the chair", "--due", "1 Dec 2021")
    listed = negotrack("annotations", "--asks").out
    assert "Ask to the chair, due 1 Dec 2021: open." in listed
    identifier = next(line.strip() for line in listed.splitlines() if line.strip().startswith("20"))
    assert negotrack("annotate", "--done", identifier).code == 0
    assert "Get the list." not in negotrack("annotations", "--asks").out
    assert "Ask to the chair, due 1 Dec 2021: done." in negotrack("annotations").out
    negotrack("annotate", ".", "-m", "Only said.")
    (plain,) = Path("positions/panjshir-2021/annotations/_").iterdir()
    ran = negotrack("annotate", "--done", plain.stem)
    assert (ran.code, "this annotation asks for nothing" in ran.err) == (2, True)


def test_side_by_side_a_compromise_is_no_longer_shown_once_a_later_text_is_agreed(negotrack: Command) -> None:
    negotrack("text", "6", "-m", "The chair's draft.", "--by", "The chair", "--date", "2021-08-18")
    negotrack("text", "6", "-m", "Theirs.", "--by", "taliban", "--date", "2021-08-19")
    assert "Compromise" in negotrack("text", "6", "--columns").out
    assert "the wording is empty; nothing was recorded" in negotrack("text", "6", "-m", "").err
    negotrack("text", "6", "-m", "Agreed.", "--agreed", "--date", "2021-08-20")
    shown = negotrack("text", "6", "--columns").out
    assert "Last agreed" in shown
    assert "Compromise" not in shown
