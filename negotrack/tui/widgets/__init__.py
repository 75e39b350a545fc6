"""The controls of the main screen; each draws only what is visible."""

from typing import TYPE_CHECKING

from negotrack.on_demand import on_demand

if TYPE_CHECKING:
    from negotrack.tui.widgets import day_strip, prompt
else:
    __getattr__ = on_demand(__name__)
