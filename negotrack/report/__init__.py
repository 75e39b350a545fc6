"""The status report: one value, and one module for each format that it is written in."""

from negotrack.report.formats import FORMATS, format_of, render
from negotrack.report.json_schema import schema
from negotrack.report.status import StatusReport, status_report

__all__ = ["FORMATS", "StatusReport", "format_of", "render", "schema", "status_report"]
