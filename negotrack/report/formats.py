"""The formats of the report. Each is loaded only when it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple, TypeAlias, cast

from negotrack.report.status import StatusReport

if TYPE_CHECKING:  # JSON and CSV do without documents
    from negotrack.report.document import Document

Renderer: TypeAlias = "Callable[[StatusReport, int, bool], str]"
Writer: TypeAlias = "Callable[[Document, int, bool], str]"


class Format(NamedTuple):
    """One format of the report.

    Attributes:
        module: the module whose ``render`` writes it.
        endings: the file endings that mean it.
    """

    module: str
    endings: tuple[str, ...]


FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        "text": Format("negotrack.report.text", (".txt",)),
        "markdown": Format("negotrack.report.markdown", (".md", ".markdown")),
        "html": Format("negotrack.report.html", (".html", ".htm")),
        "json": Format("negotrack.report.json", (".json",)),
        "csv": Format("negotrack.report.csv", (".csv",)),
    }
)


def render(report: StatusReport, name: str, *, width: int = 80, colour: bool = False) -> str:
    """Write a report in one of the formats.

    Args:
        report: the report.
        name: a key of ``FORMATS``.
        width: how many cells a line of text has.
        colour: whether text goes to a terminal that shows colour.
    """
    module = import_module(FORMATS[name].module)
    return cast("Renderer", module.render)(report, width, colour)


def write(page: Document, name: str, *, width: int = 80, colour: bool = False) -> str:
    """Write any document as ``text`` or ``markdown``.

    Args:
        page: the document.
        name: the format.
        width: how many cells a line of text has.
        colour: whether text goes to a terminal that shows colour.
    """
    module = import_module(FORMATS[name].module)
    return cast("Writer", module.write)(page, width, colour)


def format_of(path: str) -> str | None:
    """The format that a file's ending means, or None."""
    lowered = path.lower()
    return next((name for name, known in FORMATS.items() if lowered.endswith(known.endings)), None)
