"""The id that is proposed while a record is entered."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from negotrack.editing.adding import proposed_identifier


class ProposedIdentifier:
    """Proposes an id that ends in random letters, and the same one as long as what it is made of is the same."""

    def __init__(self) -> None:
        self._last = ""

    def of(self, what: str, given: Mapping[str, Any]) -> str:
        """An id made of number and title, or of publisher and date."""
        found = proposed_identifier(what, given)
        if found.rpartition("-")[0] != self._last.rpartition("-")[0]:
            self._last = found
        return self._last
