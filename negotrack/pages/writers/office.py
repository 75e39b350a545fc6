"""What office files share: fill colours, and times that are cleared so that the same page gives the same bytes."""

from __future__ import annotations

import re
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from negotrack.pages.blocks import Tone

GROUNDS = {
    Tone.FOR: "E3F1E4",
    Tone.PARTLY: "FBEFD5",
    Tone.UNDECIDED: "E1ECF6",
    Tone.AGAINST: "FCE8E6",
    Tone.CONFLICT: "FCE8E6",
    Tone.MISSING: "F2F2F2",
}
"""The fill colours of cells, by tone."""
_LONG_AGO = (1980, 1, 1, 0, 0, 0)
_TIMES = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(<)")


def without_times(archive: bytes) -> bytes:
    """An archive with every time in it set to the start of 1980, the earliest that an archive can store."""
    written = BytesIO()
    with ZipFile(BytesIO(archive)) as source, ZipFile(written, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "docProps/core.xml":
                content = _TIMES.sub(rb"\g<1>1980-01-01T00:00:00Z\g<2>", content)
            entry = ZipInfo(name, _LONG_AGO)
            entry.compress_type = ZIP_DEFLATED
            target.writestr(entry, content)
    return written.getvalue()
