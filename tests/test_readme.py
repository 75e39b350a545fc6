import re
from pathlib import Path

from tests.readme import README, with_parts


def test_the_tables_of_commands_and_keys_in_the_readme_are_up_to_date() -> None:
    text = README.read_text(encoding="utf-8")
    assert text == with_parts(text), "write them anew: python -m tests.readme"


def test_every_file_linked_in_the_readme_exists() -> None:
    text = README.read_text(encoding="utf-8")
    links = re.findall(r"\]\(([^)#:]+)\)", text)
    assert links
    assert [link for link in links if not (Path(README).parent / link).exists()] == []


def test_the_readme_contains_both_set_up_commands_word_for_word() -> None:
    text = README.read_text(encoding="utf-8")
    assert "python3 -m venv .venv && .venv/bin/pip install -e . && .venv/bin/negotrack\n" in text
    assert "python3 -m venv .venv && .venv/bin/pip install -e '.[test]' && .venv/bin/pytest\n" in text
