"""The status report: one value, and one module for each format that it is written in."""

from typing import Any

from negotrack.report.formats import FORMATS, format_of, render
from negotrack.report.status import StatusReport, status_report

__all__ = ["FORMATS", "StatusReport", "format_of", "render", "schema", "status_report"]


def schema() -> dict[str, Any]:
    """The JSON Schema of a report in JSON."""
    from negotrack.report.json_schema import schema as described

    return described()
