"""What a person can change: each request becomes one change of files, ready for the store to make."""

from typing import TYPE_CHECKING

from negotrack.on_demand import on_demand

if TYPE_CHECKING:
    from negotrack.editing import targets
else:
    __getattr__ = on_demand(__name__)
