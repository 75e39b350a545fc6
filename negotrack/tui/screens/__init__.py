"""The screens, and the forms and prompts that come up over them; each is loaded when somebody opens it."""

from typing import TYPE_CHECKING

from negotrack.on_demand import on_demand

if TYPE_CHECKING:
    from negotrack.tui.screens import (
        choose,
        compare,
        compare_pairs,
        gaps,
        meeting,
        overlays,
        paned,
        prompts,
        readings,
        report,
        report_options,
        texts,
        timeline,
    )
else:
    __getattr__ = on_demand(__name__)
