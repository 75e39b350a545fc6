"""The formats that pages are written in. Each is loaded only when it is asked for, and each makes text safe itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple, TypeAlias, cast

from negotrack import pages
from negotrack.on_demand import on_demand
from negotrack.pages.selection import Selection

if TYPE_CHECKING:  # JSON and CSV do without pages
    from negotrack.model.snapshot import Snapshot
    from negotrack.pages.blocks import Page
    from negotrack.pages.writers import csv, json, json_schema, sheet
else:
    __getattr__ = on_demand(__name__)

PageWriter: TypeAlias = "Callable[[Page, int, bool], str]"
PageBytesWriter: TypeAlias = "Callable[[Page], bytes]"
DataWriter: TypeAlias = "Callable[[Snapshot, Selection], str]"
BytesWriter: TypeAlias = "Callable[[Snapshot, Selection], bytes]"


class Format(NamedTuple):
    """One format.

    Attributes:
        module: the module that writes it: a page with ``write_page``, or a snapshot with ``write_report``.
        endings: the file endings that mean it.
        data: it is written from a snapshot, not from a page.
        binary: it is bytes and no text, for a file alone.
    """

    module: str
    endings: tuple[str, ...]
    data: bool = False
    binary: bool = False


FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        "text": Format("negotrack.pages.writers.text", (".txt",)),
        "markdown": Format("negotrack.pages.writers.markdown", (".md", ".markdown")),
        "html": Format("negotrack.pages.writers.html", (".html", ".htm")),
        "json": Format("negotrack.pages.writers.json", (".json",), data=True),
        "csv": Format("negotrack.pages.writers.csv", (".csv",), data=True),
        "docx": Format("negotrack.pages.writers.docx", (".docx",), binary=True),
        "xlsx": Format("negotrack.pages.writers.xlsx", (".xlsx",), data=True, binary=True),
    }
)


def write_report(
    snapshot: Snapshot, selection: Selection | None = None, name: str = "text", *, width: int = 80, colour: bool = False
) -> str:
    """Write the status report.

    Args:
        snapshot: what holds by a day.
        selection: what of it is shown; everything but annotations unless given.
        name: a key of ``FORMATS``.
        width: how many cells a line of text has.
        colour: whether text goes to a terminal that shows colour.
    """
    chosen = selection or Selection()
    if FORMATS[name].data:
        return cast("DataWriter", import_module(FORMATS[name].module).write_report)(snapshot, chosen)
    return write_page(pages.report.report_page(snapshot, chosen), name, width=width, colour=colour)


def report_bytes(snapshot: Snapshot, selection: Selection | None = None, name: str = "text") -> bytes:
    """The status report as the bytes of a file, in any of the formats."""
    chosen = selection or Selection()
    if not FORMATS[name].binary:
        return write_report(snapshot, chosen, name).encode()
    if FORMATS[name].data:
        return cast("BytesWriter", import_module(FORMATS[name].module).write_report)(snapshot, chosen)
    return page_bytes(pages.report.report_page(snapshot, chosen), name)


def page_bytes(page: Page, name: str = "text") -> bytes:
    """Any page as the bytes of a file, in a format that pages have."""
    if FORMATS[name].binary:
        return cast("PageBytesWriter", import_module(FORMATS[name].module).write_page)(page)
    return write_page(page, name).encode()


def write_page(page: Page, name: str = "text", *, width: int = 80, colour: bool = False) -> str:
    """Write any page as ``text``, ``markdown`` or ``html``.

    Args:
        page: the page.
        name: the format.
        width: how many cells a line of text has.
        colour: whether text goes to a terminal that shows colour.
    """
    return cast("PageWriter", import_module(FORMATS[name].module).write_page)(page, width, colour)


def format_of(path: str) -> str | None:
    """The format that a file's ending means, or None."""
    lowered = path.lower()
    return next((name for name, known in FORMATS.items() if lowered.endswith(known.endings)), None)
