"""Documents other than the status report, on standard output."""

from __future__ import annotations

from negotrack.cli.context import coloured, columns, put
from negotrack.report.document import Document
from negotrack.report.formats import write

FORMATS = ("text", "markdown")


def put_page(page: Document, name: str) -> None:
    """Write a document to standard output, as text or Markdown."""
    put(write(page, name, width=columns(), colour=coloured()))
