"""Modules that are loaded when they are first used, so that nobody waits for what is not shown."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from types import ModuleType


def on_demand(package: str) -> Callable[[str], ModuleType]:
    """The ``__getattr__`` of a package: it loads a module of the package when somebody first says ``package.module``.

    The package imports these modules where ``TYPE_CHECKING``, so that they are as well known to a type checker, and to
    a reader, as if they were loaded at once.
    """

    def load(name: str) -> ModuleType:
        try:
            return import_module(f"{package}.{name}")
        except ModuleNotFoundError as error:
            if error.name != f"{package}.{name}":
                raise
            raise AttributeError(f"module {package!r} has no attribute {name!r}") from None

    return load
