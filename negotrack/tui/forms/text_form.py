"""A form around a text, which is kept as a draft while it is written and can be edited in another program."""

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
"""Edits text in another program; returns the new text, or None if it was not changed."""
DRAFT_SECONDS = 1.0
"""Interval at which changed text is kept as a draft."""


class FormDrafts(NamedTuple):
    """The functions that keep the text of a form as a draft.

    Attributes:
        keep: called every second with the current content, if it has changed.
        flush: writes what is still pending, before it returns.
    """

    keep: Callable[[Any], object]
    flush: Callable[[], None]


class TextForm(FormDrawer[T]):
    """A form that cannot be saved without its text, or with a text longer than its file may hold.

    Args:
        outside: edits the text in another program; raises NegotrackError if that fails.
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
        """The text; unless it was edited, as it was given, because the control knows fewer kinds of line break."""
        return self._original if self._text.text == self._loaded else self._text.text

    def kept_message(self) -> str:
        """The message about the text that came back from the other program, until it is changed."""
        said, text = self._came_back
        return said if self._text.text == text else ""

    def checked(self) -> T | None:
        """What was entered; None, with a message that says why, if it cannot be saved."""
        if (over := len(self.written) - self._text.longest) > 0:
            self.say(f"Not saved: the text is {counted(over, 'character')} over the limit of {self._text.longest:,}.")
        elif not self.written.strip():
            self.say("Not saved: there is no text yet.")
            self._text.focus()
        else:
            return super().checked()
        return None

    @property
    def current(self) -> Any:
        """The current content, as a draft holds it."""
        return self.written

    @property
    def is_kept(self) -> bool:
        """Whether the current content is stored, or kept as a draft."""
        return bool(self.current == self._kept)

    def on_mount(self) -> None:
        """Put the cursor at the end of the text, and keep a draft every second if there is something new."""
        self._text.move_cursor(self._text.document.end)
        self.set_interval(DRAFT_SECONDS, self._look_for_draft)

    def keep_draft(self) -> None:
        """Write the draft now, because the program is about to end or be suspended."""
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
        """Go on writing in another program; its text comes in as one step that can be undone."""
        self.post_message(self.Stayed())
        if self._outside is None:
            self.say("There is no other editor to open the text in.")
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
            said = said or "The text came back unchanged."
            self.say(said)
        else:
            self._text.put(text)  # even if it is too long, or the editor failed: no text is ever lost
        self._came_back = said, self._text.text
        self._text.focus()
