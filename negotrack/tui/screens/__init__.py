"""The screens: each takes plain values, and returns one."""

from typing import TYPE_CHECKING

from negotrack.on_demand import on_demand

if TYPE_CHECKING:
    from negotrack.tui.screens import (
        choose,
        compare,
        compare_pairs,
        gaps,
        meeting,
        paned,
        prompts,
        reading,
        readings,
        report,
        report_options,
        texts,
        timeline,
    )
else:
    __getattr__ = on_demand(__name__)
