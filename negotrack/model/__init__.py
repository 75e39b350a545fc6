"""The model of a negotiation: its records, dates and file names, and the rules of time. No disk, no screen."""

from typing import TYPE_CHECKING

from negotrack.on_demand import on_demand

if TYPE_CHECKING:
    from negotrack.model import dates, layout, negotiation, problems, records, snapshot, vocabulary, written_dates
else:
    __getattr__ = on_demand(__name__)
