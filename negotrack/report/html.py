"""The report as one HTML file: no script, nothing loaded from elsewhere, for a screen of any size and for paper."""

from __future__ import annotations

from jinja2 import Environment, PackageLoader, StrictUndefined

from negotrack.report.compose import document
from negotrack.report.document import RECORDED, Outline, Paragraph, Section, Table
from negotrack.report.picture import picture
from negotrack.report.room import is_whole, room
from negotrack.report.status import StatusReport


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
    environment.tests["whole"] = is_whole
    environment.tests["recorded"] = RECORDED.__contains__
    page = document(report)
    return environment.get_template("report.html").render(page=page, picture=picture(report), room=room(page))
