"""The terminal interface: the only package that imports Textual."""

from typing import TYPE_CHECKING

from negotrack.on_demand import on_demand

if TYPE_CHECKING:
    from negotrack.tui import annotator, beside, changing, commands, external, recorder, start, visits
else:
    __getattr__ = on_demand(__name__)
