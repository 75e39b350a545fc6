"""Pure functions over the model: what follows from the records, as of a day, for two sides."""

from collections.abc import Hashable, Iterable
from typing import TYPE_CHECKING, TypeVar

from negotrack.on_demand import on_demand

if TYPE_CHECKING:
    from negotrack.analysis import consistency, differences, figures, links, readings, release, search, wordings
else:
    __getattr__ = on_demand(__name__)

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


def by_key(found: Iterable[tuple[K, V]]) -> dict[K, tuple[V, ...]]:
    """The values grouped by key, with keys and values in order of appearance."""
    groups: dict[K, list[V]] = {}
    for key, value in found:
        groups.setdefault(key, []).append(value)
    return {key: tuple(values) for key, values in groups.items()}
