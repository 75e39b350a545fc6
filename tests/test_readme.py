import re
from pathlib import Path

from tests.readme import README, with_parts


def test_the_tables_of_commands_and_keys_are_those_of_the_program() -> None:
    text = README.read_text(encoding="utf-8")
    assert text == with_parts(text), "write them anew: python -m tests.readme"


def test_every_file_that_the_readme_links_to_is_there() -> None:
    text = README.read_text(encoding="utf-8")
    links = re.findall(r"\]\(([^)#:]+)\)", text)
    assert links
    assert [link for link in links if not (Path(README).parent / link).exists()] == []


def test_the_two_commands_that_do_all_the_set_up_are_there_word_for_word() -> None:
    text = README.read_text(encoding="utf-8")
    assert "python3 -m venv .venv && .venv/bin/pip install -e . && .venv/bin/negotrack\n" in text
    assert "python3 -m venv .venv && .venv/bin/pip install -e '.[test]' && .venv/bin/pytest\n" in text
