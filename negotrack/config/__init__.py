"""The user's settings: one TOML file, of which every mistake is named and the rest is used."""

from negotrack.config.identity import author
from negotrack.config.keys import clashes
from negotrack.config.settings import STARTS, THEMES, TOOLKIT_THEMES, Settings, load, path

__all__ = ["STARTS", "THEMES", "TOOLKIT_THEMES", "Settings", "author", "clashes", "load", "path"]
