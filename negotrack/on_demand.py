"""Lazy imports: a module is loaded when it is first used, so that a command loads only what it needs."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from types import ModuleType


def on_demand(package: str) -> Callable[[str], ModuleType]:
    """Return a package's ``__getattr__``, which loads a module on the first access to ``package.module``.

    The package also imports these modules under ``TYPE_CHECKING``, so that type checkers and readers see them.
    """

    def load(name: str) -> ModuleType:
        try:
            return import_module(f"{package}.{name}")
        except ModuleNotFoundError as error:
            if error.name != f"{package}.{name}":
                raise
            raise AttributeError(f"module {package!r} has no attribute {name!r}") from None

    return load
