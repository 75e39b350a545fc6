"""Modules that are loaded on first use."""

import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

PACKAGE = "from negotrack.on_demand import on_demand\n__getattr__ = on_demand(__name__)\n"


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    folder = tmp_path / "larder"
    folder.mkdir()
    (folder / "__init__.py").write_text(PACKAGE)
    (folder / "bread.py").write_text("SLICES = 12\n")
    (folder / "broken.py").write_text("import larder.missing\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    yield import_module("larder")
    for name in [each for each in sys.modules if each.partition(".")[0] == "larder"]:
        del sys.modules[name]


def test_a_module_is_loaded_on_its_first_use(package: ModuleType) -> None:
    assert "larder.bread" not in sys.modules
    assert package.bread.SLICES == 12
    assert "bread" in vars(package)


def test_a_name_without_a_module_is_not_an_attribute(package: ModuleType) -> None:
    assert not hasattr(package, "butter")


def test_a_failing_import_inside_a_module_is_not_mistaken_for_a_missing_module(package: ModuleType) -> None:
    with pytest.raises(ModuleNotFoundError, match=r"larder\.missing"):
        _ = package.broken
