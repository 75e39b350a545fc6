"""Every sentence and sign that is shown, as pages of blocks, which a writer turns into text, HTML or a screen.

A page depends only on a snapshot and a selection. It contains the text of records as written; the writers make it
safe to show.
"""

from typing import TYPE_CHECKING

from negotrack.on_demand import on_demand

if TYPE_CHECKING:
    from negotrack.pages import (
        brief,
        comparison,
        differences,
        panels,
        proposal_page,
        readings,
        report,
        selection,
        standing,
        terms,
        texts,
        timeline,
        words,
        writers,
    )
else:
    __getattr__ = on_demand(__name__)
