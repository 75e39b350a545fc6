"""Pages and data on standard output."""

from __future__ import annotations

from collections.abc import Mapping

from negotrack.cli.streams import coloured, columns, put
from negotrack.pages import writers
from negotrack.pages.blocks import Page
from negotrack.pages.writers import write_page


def put_page(page: Page, name: str) -> None:
    """Write a page to standard output, as text or Markdown."""
    put(write_page(page, name, width=columns(), colour=coloured()))


def put_json(data: Mapping[str, object], version: int | None = None) -> None:
    """Write data to standard output, as JSON.

    Args:
        data: the values by their keys.
        version: of the keys, which the data says of itself; that of the report unless given.
    """
    put(writers.json.written({"schema": version or writers.json.VERSION, **data}))
