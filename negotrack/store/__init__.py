"""Loading and saving records as TOML: problems are values, writes are atomic, and changes go in a journal."""

from typing import TYPE_CHECKING

from negotrack.on_demand import on_demand

if TYPE_CHECKING:
    from negotrack.store import (
        access,
        begin,
        changes,
        drafts,
        export,
        git,
        lines,
        locate,
        parse,
        problems,
        reader,
        state,
        watch,
    )
else:
    __getattr__ = on_demand(__name__)
