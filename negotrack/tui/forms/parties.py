"""Who did something: any number of the sides, by their letters, and others by name."""

from __future__ import annotations

from collections.abc import Iterable

from textual.app import ComposeResult
from textual.suggester import SuggestFromList

from negotrack.editing.targets import find_side
from negotrack.errors import UnknownError
from negotrack.model.negotiation import Negotiation
from negotrack.pages.terms import Terms
from negotrack.tui.forms.choices import MOST_LETTERED, side_choices
from negotrack.tui.forms.fields import Field
from negotrack.tui.forms.inputs import LineInput
from negotrack.tui.forms.letters import Letters


class PartiesField(Field):
    """Sides to choose from, as far as they have letters, above a line for whoever else it was.

    Args:
        label: what is asked for.
        negotiation: its sides and people.
        given: the ids and names to begin with.
        placeholder: an example of somebody else.
        none: what it means that there is nobody.
    """

    DEFAULT_CSS = """
    PartiesField LineInput { width: 1fr; }
    """

    def __init__(
        self, label: str, negotiation: Negotiation, given: Iterable[str] = (), *, placeholder: str = "", none: str = ""
    ) -> None:
        self._negotiation, self._given, self._none = negotiation, tuple(given), none
        sides = negotiation.sides if len(negotiation.sides) <= MOST_LETTERED else []
        own = tuple(side.id for side in sides if side.id in self._given)
        self.letters: Letters[str | None] | None = Letters(side_choices(sides), own, several=True) if sides else None
        others = ", ".join(name for name in self._given if name not in own)
        suggester = SuggestFromList([person.name for person in negotiation.people])
        self.input = LineInput(others, placeholder=placeholder, suggester=suggester)
        super().__init__(label, self.letters or self.input)

    def compose(self) -> ComposeResult:
        """The letters of the sides, and the line below them."""
        if self.letters:
            yield self.letters
        yield self.input

    @property
    def entered(self) -> tuple[tuple[str, ...], str]:
        """The sides that are chosen, and what was typed."""
        return (self.letters.value if self.letters else ()), self.input.value

    def read(self) -> tuple[str, ...] | None:
        """The ids of sides, and the names of others; says how what was typed is understood. None where nobody is."""
        sides, typed = self.entered
        people = {person.name for person in self._negotiation.people}
        names = [typed] if typed.strip() in people else typed.split(",")  # a name can have a comma
        others = [self._named(name) for name in filter(None, map(str.strip, names))]
        # What nobody changed stays as it is recorded, whatever commas a name has.
        found = tuple(dict.fromkeys((*sides, *others))) if self.is_changed else self._given
        terms = Terms(self._negotiation)
        self.show(reading="; ".join(terms.side(each) for each in others) if found else self._none)
        return found or None

    def _named(self, name: str) -> str:
        """A side by whatever names it, else a name as it is."""
        try:
            return find_side(self._negotiation, name)
        except UnknownError:
            return name
