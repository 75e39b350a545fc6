"""What is said: every sentence and every sign, as pages of blocks that a writer turns into text, HTML or a screen.

A page is a function of a snapshot and a selection. It holds the text of records as it was written; making it safe
to show is the writers' part.
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
