"""Pages and data on standard output."""

from __future__ import annotations

from negotrack.cli.streams import coloured, columns, put
from negotrack.pages import writers
from negotrack.pages.blocks import Page
from negotrack.pages.writers import write_page


def put_page(page: Page, name: str) -> None:
    """Write a page to standard output, as text or Markdown."""
    put(write_page(page, name, width=columns(), colour=coloured()))


def put_json(data: object) -> None:
    """Write data to standard output, as JSON."""
    put(writers.json.written(data))
