"""The screens, and the forms and prompts that open over them; each is loaded when it is first opened."""

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
