"""The sources of what is imported: those that are known already, and new ones made of titles."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePath

from negotrack.ingest.material import Names
from negotrack.ingest.stances import folded
from negotrack.model.identifiers import fault, slug
from negotrack.model.records import Source


class Sources:
    """Sources by what a table calls them.

    Attributes:
        made: the new ones, in the order in which they were asked for.
    """

    def __init__(self, known: Mapping[str, Source]) -> None:
        self._ids: dict[str, str] = {}
        for identifier, source in known.items():
            self._ids.setdefault(folded(source.title), identifier)
        self._ids |= {folded(identifier): identifier for identifier in known}
        self._names = Names(known)
        self.made: list[Source] = []

    def named(self, title: str) -> str:
        """The id of the source with an id or a title; a new one where there is none."""
        return self._named(title.strip(), slug(title))

    def cited(self, identifier: str) -> str:
        """An id that a record cites, as it is; a source is made of it where there is none and it can be one."""
        if identifier not in self._names and fault(identifier) is None:
            self._names.take(identifier)
            self.made.append(Source(id=identifier, title=identifier))
        return identifier

    def file(self, name: str) -> str:
        """The id of the source that the imported file itself is."""
        return self._named(name, slug(PurePath(name).stem))

    def _named(self, title: str, wanted: str) -> str:
        key = folded(title)
        if key not in self._ids:
            identifier = self._names.take(wanted or "source")
            self.made.append(Source(id=identifier, title=title))
            self._ids[key] = identifier
        return self._ids[key]
