"""The report as one HTML file: no script, nothing loaded from elsewhere, for a screen of any size and for paper."""

from __future__ import annotations

from jinja2 import Environment, PackageLoader, StrictUndefined

from negotrack.report.compose import document
from negotrack.report.document import Document, Outline, Paragraph, Section, Table
from negotrack.report.picture import picture
from negotrack.report.status import StatusReport

_BREAKPOINTS = {7: 52, 8: 64, 9: 70, 10: 78, 11: 88}
"""Up to which width of the screen, in rem, proposals are shown as cards, by the columns that a table would have."""
_LEAST = 40
_ALWAYS = 999
_ON_PAPER = 8
"""The most columns that there is room for on paper; with more, proposals are cards there too."""


def render(report: StatusReport, _cells: int, _colour: bool) -> str:  # noqa: FBT001 - one shape for every format
    """Write a report as HTML."""
    environment = Environment(
        loader=PackageLoader("negotrack.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    for kind in (Paragraph, Table, Outline, Section):
        environment.tests[kind.__name__.lower()] = lambda block, kind=kind: isinstance(block, kind)
    page = document(report)
    columns = _columns(page)
    return environment.get_template("report.html").render(
        page=page,
        picture=picture(report),
        breakpoint=_BREAKPOINTS.get(columns, _ALWAYS if columns > _ON_PAPER else _LEAST),
        crowd=columns > _ON_PAPER,
    )


def _columns(page: Document) -> int:
    """The columns of the widest table of the first page."""
    blocks = [block for section in page.page for block in section.blocks]
    return max((len(block.columns) for block in blocks if isinstance(block, Table)), default=0)
