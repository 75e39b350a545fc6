"""A form with a text at its heart: kept as a draft while it is written, and gone on with in another program."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple, TypeVar

from negotrack.errors import EditorFailed, NegotrackError
from negotrack.pages.words import counted
from negotrack.tui.actions import Place
from negotrack.tui.forms.form import FormDrawer
from negotrack.tui.forms.inputs import TextBox
from negotrack.tui.widgets.keyline import bindings

T = TypeVar("T")
Outside = Callable[[str], str | None]
"""Edits text in another program: the new text, None where it was left as it was."""
DRAFT_SECONDS = 1.0
"""How often text that has changed is handed on as a draft."""


class FormDrafts(NamedTuple):
    """What keeps the text of a form.

    Attributes:
        keep: is given what is written every second while it changes.
        flush: writes before it returns what is still to be written.
    """

    keep: Callable[[Any], object]
    flush: Callable[[], None]


class TextForm(FormDrawer[T]):
    """A form that cannot be saved without its text, nor with more than one file of the kind may hold.

    Args:
        outside: edits the text in another program; raises NegotrackError where that fails.
        drafts: keeps the text while it is written.
    """

    PLACE = Place.EDITOR
    BINDINGS = bindings(Place.EDITOR)
    AUTO_FOCUS = "#text"
    DEFAULT_CSS = """
    TextForm #text { min-height: 4; max-height: 24; }
    TextForm.-low #text { min-height: 2; }
    """

    def __init__(
        self,
        title: str,
        task: str,
        text: str,
        *,
        longest: int,
        placeholder: str = "",
        outside: Outside | None,
        drafts: FormDrafts | None,
    ) -> None:
        super().__init__(title, task)
        self._original, self._outside, self._drafts = text, outside, drafts
        self._text = TextBox(text, longest=longest, placeholder=placeholder, id="text")
        self._loaded = self._text.text
        self._kept: Any = text
        self._came_back = "", ""

    @property
    def written(self) -> str:
        """The text; the control knows fewer kinds of line break than a file does, and what nobody touched stays."""
        return self._original if self._text.text == self._loaded else self._text.text

    def still_said(self) -> str:
        """What the other program said of the text that it left."""
        said, text = self._came_back
        return said if self._text.text == text else ""

    def checked(self) -> T | None:
        """What was entered, or a word of why it cannot be saved."""
        if (over := len(self.written) - self._text.longest) > 0:
            self.say(f"Not saved: {counted(over, 'character')} more than the {self._text.longest:,} that it may have.")
        elif not self.written.strip():
            self.say("Not saved: there is no text yet.")
            self._text.focus()
        else:
            return super().checked()
        return None

    @property
    def current(self) -> Any:
        """What is written now, as a draft holds it."""
        return self.written

    @property
    def is_kept(self) -> bool:
        """Whether what is written now is stored, or kept as a draft."""
        return bool(self.current == self._kept)

    def on_mount(self) -> None:
        """Begin at the end of the text, and look every second whether there is a draft to keep."""
        self._text.move_cursor(self._text.document.end)
        self.set_interval(DRAFT_SECONDS, self._look_for_draft)

    def keep_draft(self) -> None:
        """Keep what is written before anything else happens: the program ends, or steps aside."""
        self._hand_on()
        if self._drafts:
            self._drafts.flush()

    def _look_for_draft(self) -> None:
        if self.is_current:
            self._hand_on()

    def _hand_on(self) -> None:
        if self._drafts and not self.is_kept:
            self._kept = self.current
            self._drafts.keep(self._kept)

    def action_outside(self) -> None:
        """Go on writing in another program; what comes back is one step that can be undone."""
        self.post_message(self.Stayed())
        if self._outside is None:
            self.say("There is no other editor to go on in.")
            return
        self.keep_draft()
        said = ""
        try:
            text = self._outside(self.written)
        except EditorFailed as error:
            text, said = error.text or None, str(error)
        except NegotrackError as error:
            self.say(str(error))
            return
        if text is None or text == self.written:
            said = said or "The text came back as it was."
            self.say(said)
        else:
            self._text.put(text)  # also where it is too long, or the editor failed: what was written is never lost
        self._came_back = said, self._text.text
        self._text.focus()
