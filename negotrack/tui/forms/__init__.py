"""The parts of forms: fields with their labels, the parsing of what was typed, and the frame around them."""

from typing import TYPE_CHECKING

from negotrack.on_demand import on_demand

if TYPE_CHECKING:
    from negotrack.tui.forms import question
else:
    __getattr__ = on_demand(__name__)
