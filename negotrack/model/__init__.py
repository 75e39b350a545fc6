"""What a negotiation is: its records, its dates, and the rules of time. No files, no screen."""

from typing import TYPE_CHECKING

from negotrack.on_demand import on_demand

if TYPE_CHECKING:
    from negotrack.model import dates, negotiation, problems, records, snapshot, vocabulary, written_dates
else:
    __getattr__ = on_demand(__name__)
