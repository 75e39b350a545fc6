"""The screens: each takes plain values, and returns one."""

from typing import TYPE_CHECKING

from negotrack.on_demand import on_demand

if TYPE_CHECKING:
    from negotrack.tui.screens import (
        choose,
        clipboard,
        compare,
        compare_pairs,
        gaps,
        help,
        meeting,
        messages,
        prompts,
        readings,
        report,
        report_options,
        requests,
        small_forms,
        texts,
        timeline,
        welcome,
    )
else:
    __getattr__ = on_demand(__name__)
