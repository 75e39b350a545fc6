"""Old names, until nothing uses them."""

from negotrack.model.replacing import in_time as order
from negotrack.model.standing import certainty

__all__ = ["certainty", "order"]
