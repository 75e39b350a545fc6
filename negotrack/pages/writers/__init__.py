"""The formats for pages, each loaded only when it is asked for; a page is made safe to show here, before it is written.

JSON, CSV and workbooks are written from a snapshot, not from a page, and make their texts safe by their own rules.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from types import MappingProxyType, ModuleType
from typing import TYPE_CHECKING, Any, NamedTuple

from negotrack import pages
from negotrack.on_demand import on_demand
from negotrack.pages.selection import Selection
from negotrack.text import safe

if TYPE_CHECKING:  # JSON and CSV do without pages
    from negotrack.model.snapshot import Snapshot
    from negotrack.pages.blocks import Page
    from negotrack.pages.writers import csv, json, json_schema
else:
    __getattr__ = on_demand(__name__)


class Format(NamedTuple):
    """A format. The module of its name writes a page by ``write_page``, or a snapshot by ``write_report``.

    Attributes:
        endings: the file endings that stand for it.
        data: whether it is written from a snapshot, not from a page.
        binary: whether it is bytes rather than text, and so written only to a file.
    """

    endings: tuple[str, ...]
    data: bool = False
    binary: bool = False


FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        "text": Format((".txt",)),
        "markdown": Format((".md", ".markdown")),
        "html": Format((".html", ".htm")),
        "json": Format((".json",), data=True),
        "csv": Format((".csv",), data=True),
        "docx": Format((".docx",), binary=True),
        "xlsx": Format((".xlsx",), data=True, binary=True),
    }
)


def write_report(
    snapshot: Snapshot, selection: Selection | None = None, name: str = "text", *, width: int = 80, colour: bool = False
) -> str:
    """Write the status report in any text format, with the default selection unless one is given."""
    chosen = selection or Selection()
    if FORMATS[name].data:
        text: str = _writer(name).write_report(snapshot, chosen)
        return text
    return write_page(pages.report.report_page(snapshot, chosen), name, width=width, colour=colour)


def report_bytes(snapshot: Snapshot, selection: Selection, name: str) -> bytes:
    """The status report as the bytes of a file, in any format."""
    if not FORMATS[name].data:
        return page_bytes(pages.report.report_page(snapshot, selection), name)
    if not FORMATS[name].binary:
        return write_report(snapshot, selection, name).encode()
    content: bytes = _writer(name).write_report(snapshot, selection)
    return content


def write_page(page: Page, name: str = "text", *, width: int = 80, colour: bool = False) -> str:
    """Write any page as ``text`` of a width in cells, ``markdown`` or ``html``."""
    text: str = _writer(name).write_page(_safe(page), width, colour)
    return text


def page_bytes(page: Page, name: str) -> bytes:
    """Any page as the bytes of a file, in any format that is not ``data``."""
    if not FORMATS[name].binary:
        return write_page(page, name).encode()
    content: bytes = _writer(name).write_page(_safe(page))
    return content


def format_of(path: str) -> str | None:
    """The format that the ending of a path stands for, or None."""
    lowered = path.lower()
    return next((name for name, known in FORMATS.items() if lowered.endswith(known.endings)), None)


def _writer(name: str) -> ModuleType:
    return import_module(f"{__name__}.{name}")


def _safe(value: Any, *, multiline: bool = False) -> Any:
    """A page, or a value in one, with every text made safe; the same object if all are already, as is nearly always so.

    The text of a record keeps its lines.
    """
    if type(value) is str:
        return safe(value, multiline=multiline)
    if not isinstance(value, tuple):
        return value
    kind = type(value)
    lines = multiline if kind is tuple else bool(getattr(value, "recorded", False))
    found: list[Any] | None = None
    for place, each in enumerate(value):
        new = _safe(each, multiline=lines)
        if new is not each:
            found = found or list(value)
            found[place] = new
    if found is None:
        return value
    return tuple(found) if kind is tuple else kind._make(found)  # type: ignore[attr-defined]  # a named tuple
