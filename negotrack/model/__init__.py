"""What a negotiation is: its records, its dates, the names of its files, and the rules of time. No disk, no screen."""

from typing import TYPE_CHECKING

from negotrack.on_demand import on_demand

if TYPE_CHECKING:
    from negotrack.model import dates, layout, negotiation, problems, records, snapshot, vocabulary, written_dates
else:
    __getattr__ = on_demand(__name__)
