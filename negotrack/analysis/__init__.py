"""Pure functions over the model: what follows from the records, at a day, for two sides."""

from typing import TYPE_CHECKING

from negotrack.on_demand import on_demand

if TYPE_CHECKING:
    from negotrack.analysis import consistency, differences, figures, links, readings, release, search, wordings
else:
    __getattr__ = on_demand(__name__)
