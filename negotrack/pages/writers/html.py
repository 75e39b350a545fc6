"""Pages as one HTML file, without scripts or anything loaded from elsewhere, for screens of any size and for paper."""

from __future__ import annotations

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined

from negotrack.pages.blocks import Board, Columns, Outline, Page, Paragraph, Section, Table, Wording
from negotrack.pages.writers.tables import MOST_IN_WORDS, MOST_ON_A_SHEET, key, parts


def write_page(page: Page, _cells: int, _colour: bool) -> str:  # noqa: FBT001 - one signature for every format
    """Write a page as HTML."""
    return _environment().get_template("page.html").render(page=page)


@cache
def _environment() -> Environment:
    """The template environment; kept, because compiling the template takes longer than writing a page."""
    environment = Environment(
        loader=PackageLoader("negotrack.pages.writers"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    for kind in (Paragraph, Wording, Table, Board, Outline, Columns, Section):
        environment.tests[kind.__name__.lower()] = lambda block, kind=kind: isinstance(block, kind)
    environment.filters["parts"] = lambda board: list(parts(board, MOST_ON_A_SHEET))
    environment.tests["few"] = lambda board: len(board.heads) <= MOST_IN_WORDS
    environment.filters["legend"] = _legend
    return environment


def _legend(board: Board) -> tuple[str, ...]:
    """What the signs mean, and the heads too unless the columns are wide enough for the names."""
    heads = () if len(board.heads) <= MOST_IN_WORDS else tuple(head.words for head in board.heads)
    return (*heads, *key(board))
