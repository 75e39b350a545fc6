"""Old names of the snapshot, until nothing uses them."""

from negotrack.model.snapshot import Snapshot as View
from negotrack.model.snapshot import snapshot as view
from negotrack.model.snapshot import stale_annotations

__all__ = ["View", "stale_annotations", "view"]
