"""Modules that are loaded when they are first used."""

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


def test_a_module_is_loaded_when_it_is_first_named(package: ModuleType) -> None:
    assert "larder.bread" not in sys.modules
    assert package.bread.SLICES == 12
    assert "bread" in vars(package)


def test_a_name_that_is_no_module_is_no_attribute(package: ModuleType) -> None:
    assert not hasattr(package, "butter")


def test_what_a_module_itself_lacks_is_not_taken_for_its_own_absence(package: ModuleType) -> None:
    with pytest.raises(ModuleNotFoundError, match=r"larder\.missing"):
        _ = package.broken
