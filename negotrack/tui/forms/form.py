"""The frame of every form: its context, its fields, what follows from them, and saving only what is valid."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar, TypeVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Collapsible, Input, Select, Static, TextArea
from textual.widgets._collapsible import CollapsibleTitle

from negotrack.tui.actions import Place
from negotrack.tui.body import WIDE, beside_cells
from negotrack.tui.forms.drawer import Drawer, ScrollingFields
from negotrack.tui.forms.fields import Field
from negotrack.tui.forms.inputs import PasteAltered
from negotrack.tui.forms.letters import Letters
from negotrack.tui.forms.question import Answer, Question
from negotrack.tui.render import DIM, EMPTY, WARNING, Line, line
from negotrack.tui.widgets.keyline import KeyLine, bindings

T = TypeVar("T")
_SAVE, _DISCARD = "save", "discard"
_LOW = 16
"""Rows below which a form has no border."""
_AROUND = 4
"""Width of the border and its padding, in cells."""


class More(Collapsible):
    """The rarely used fields; they are created only when the user expands them, because each takes time.

    Args:
        fields: creates them.
    """

    DEFAULT_CSS = """
    More, More:ansi {
        border-top: none; padding: 0; background: transparent;
        &:focus-within { background-tint: $foreground 0%; }
        & > Contents { padding: 0; }
        & > CollapsibleTitle { width: 1fr; padding: 0; text-wrap: nowrap; text-overflow: ellipsis; }
    }
    """

    def __init__(self, fields: Callable[[], Iterable[Widget]], title: str, *, is_open: bool = False) -> None:
        self._fields: Callable[[], Iterable[Widget]] | None = None if is_open else fields
        super().__init__(
            *(fields() if is_open else ()),
            title=title,
            collapsed=not is_open,
            collapsed_symbol="▸",
            expanded_symbol="▾",
        )
        self.set_class(not is_open, "-collapsed", update=False)  # otherwise it is styled twice

    async def on_collapsible_expanded(self) -> None:
        """Mount the fields, and focus the first one."""
        if self._fields is not None:
            fields, self._fields = [*self._fields()], None
            await self.query_one(Collapsible.Contents).mount_all(fields)
        if self.query_one(CollapsibleTitle).has_focus:
            # After Textual has scrolled to the whole section, which may be taller than the form.
            self.call_after_refresh(self.call_after_refresh, self.screen.focus_next)


class FormDrawer(ModalScreen[T | None]):
    """Returns what was entered if it is valid; None if the form is closed without saving.

    A drawer beside the record that it changes; a small form is a box in the middle, and enter saves it.

    Args:
        title: what it is about, by the name that the user knows.
        task: what the user does here, shown above the fields.

    Attributes:
        PLACE: the place whose key bindings it shows.
        SMALL: it is a small form.
        MOVING: the keys that move the focus; keys pressed right after them wait until it has moved.
        GIVE_UP: the answer that closes the form without saving.
    """

    PLACE: ClassVar[Place] = Place.FORM
    SMALL: ClassVar[bool] = False
    MOVING: ClassVar[frozenset[str]] = frozenset({"tab", "shift+tab"})
    GIVE_UP: ClassVar[str] = "Discard it"
    BINDINGS = bindings(Place.FORM)
    AUTO_FOCUS = "LineInput, TextBox, Letters, Select"
    DEFAULT_CSS = """
    FormDrawer {
        background: transparent; align: right bottom;
        & > #drawer {
            width: 1fr; height: auto; max-height: 100%; padding: 0 1;
            border: round $primary; border-title-color: $foreground; border-title-style: bold;
            border-subtitle-color: $muted; background: $background;
        }
        &.-small { align: center middle; }
        &.-small.-wide.-high > #drawer { width: 76; }
        &.-low > #drawer { border: none; border-top: solid $primary; padding: 0; }
        & #fields {
            height: auto; scrollbar-size-vertical: 1; border-title-color: $muted; border-title-style: none;
        }
        & #fields.-titled { border-top: solid $divider; }
        & SelectOverlay { max-height: 12; }
        &.-low SelectOverlay { max-height: 9; }
        & KeyLine { dock: bottom; }
        & #context, & #outcome, & #message { height: auto; }
        & #context { max-height: 50%; }
    }
    """

    class Stayed(Message):
        """A key that may close the form, or open something over it, has done neither."""

    def __init__(self, title: str, task: str = "") -> None:
        super().__init__()
        self._heading, self._task_title = title, task
        self._was_shown = False
        self._width = 0
        self.set_class(self.SMALL, "-small", update=False)

    def compose(self) -> ComposeResult:
        """The frame around the fields."""
        # Not with Textual's breakpoints: those are applied after the first layout, and then everything is styled again.
        self.update_classes(_layout(self.app.size), update=False)
        self._width = self.app.size.width
        with Drawer(id="drawer") as drawer:
            if not self.SMALL:
                drawer.styles.width = beside_cells(self.app.size)
            drawer.border_title = line(self._heading)
            yield _empty("context")
            with ScrollingFields(id="fields", can_focus=False) as fields:
                if self._task_title:
                    fields.border_title = self._task_title
                    fields.add_class("-titled", update=False)
                yield from self.fields()
            yield _empty("outcome")
            yield _empty("message")
        yield KeyLine(self.PLACE)

    def fields(self) -> Iterable[Widget]:
        """The fields of the form."""
        raise NotImplementedError

    def review(self) -> T | None:
        """What was entered, or None while something is wrong; shows beside each field how it was understood."""
        raise NotImplementedError

    def has_unsaved_input(self) -> bool:
        """Whether closing the form would lose anything."""
        return not self.SMALL and any(field.is_changed for field in self.query(Field))

    def on_mount(self) -> None:
        """Review the initial values."""
        self.reread()

    def on_screen_resume(self, event: events.ScreenResume) -> None:
        """Do not style the form again when it opens: it has just been styled."""
        event.refresh_styles, self._was_shown = event.refresh_styles and self._was_shown, True

    def on_resize(self, event: events.Resize) -> None:
        """Fit the form to the new size."""
        if event.size == self.outer_size:
            # When a screen opens, Textual lays it out and sends it its size; without this, it would then lay out the
            # screen and the one below it again.
            event.prevent_default()
        self.update_classes(_layout(event.size))
        if not self.SMALL:
            self.query_one("#drawer").styles.width = beside_cells(event.size)
        if event.size.width != self._width:  # the context was laid out for the old width
            self._width = event.size.width
            self.call_after_refresh(self._review_again)

    def _review_again(self) -> None:
        if self.is_attached:  # it may have been closed meanwhile
            self.review()

    @on(Input.Changed)
    @on(TextArea.Changed)
    @on(Select.Changed)
    @on(Letters.Changed)
    def reread(self) -> None:
        """Review the form again after every change."""
        self.say(self.kept_message())
        self.review()
        self._show_needed()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Scroll to the focused widget after the layout: the note of a field may have moved it."""
        self.call_after_refresh(event.widget.scroll_visible, animate=False)

    @on(Collapsible.Expanded)
    def _read_more(self) -> None:
        self.call_after_refresh(self.reread)

    @on(Input.Submitted)
    def go_on(self) -> None:
        """Save a small form; in a larger one, focus the next field."""
        if self.SMALL:
            self.action_save()
        else:
            self.focus_next()

    def on_key(self, event: events.Key) -> None:
        """Do the same on enter in a choice by letters, which submits nothing."""
        if event.key == "enter" and isinstance(self.focused, Letters):
            event.stop()
            self.go_on()

    @on(PasteAltered)
    def show_paste_message(self, event: PasteAltered) -> None:
        """Show how a paste was altered, or why it was refused."""
        self.say(event.words)

    def say(self, words: str | Content = EMPTY) -> None:
        """Show a message below the fields, or clear it."""
        self._show("message", line((words, WARNING)) if isinstance(words, str) else words)

    def kept_message(self) -> str:
        """The message that stays after a change."""
        return ""

    def show_outcome(self, words: Content) -> None:
        """Show below the fields what will follow from what was entered."""
        self._show("outcome", words)

    def show_context(self, lines: Sequence[Line]) -> None:
        """Show what the form is about, above its fields."""
        self._show("context", Content("\n").join(lines))

    @property
    def room(self) -> int:
        """Width of a line above or below the fields, in cells."""
        drawer = self.query_one("#drawer")
        return drawer.content_size.width or beside_cells(self.app.size) - _AROUND

    def action_finish(self) -> None:
        """Save a small form with the key that goes to the next field of a larger one."""
        self.action_save()

    def action_save(self) -> None:
        """Return what was entered, or show what is wrong with it."""
        self._return(self.checked())

    def _return(self, value: T | None) -> None:
        if value is not None:
            self.dismiss(value)
        else:
            self.post_message(self.Stayed())

    def checked(self) -> T | None:
        """What was entered; None, with a message about what is wrong, if it cannot be saved."""
        value = self.review()
        wrong = self.problems()
        for field in wrong:
            field.insist()
        if wrong:
            self.say(f"Not saved: {', '.join(field.label.lower() for field in wrong)}.")
            wrong[0].control.focus()
            return None
        if value is None:
            self.say("Not saved.")
        return value

    def offer(self, field: Field, *, wanted: bool, after: Field) -> None:
        """Show or hide a field that is not always wanted; it is mounted when first wanted, because each takes time."""
        if wanted and not field.is_attached:
            self.query_one("#fields").mount(field, after=after)
        field.display = wanted

    def problems(self) -> list[Field]:
        """The fields that have a problem."""
        return [field for field in self.query(Field) if field.problem]

    @work
    async def action_back(self) -> None:
        """Close the form without saving; ask first if something would be lost."""
        if not self.has_unsaved_input():
            self.dismiss(None)
            return
        answers = [Answer("s", "Save it", _SAVE), Answer("d", self.GIVE_UP, _DISCARD)]
        answer = await self.app.push_screen_wait(
            Question("Not saved", "What you wrote is not saved.", answers, back="Go on writing")
        )
        if answer == _SAVE:
            self.action_save()
        elif answer == _DISCARD:
            self.dismiss(None)

    def _show(self, name: str, words: Content) -> None:
        shown = self.query_one(f"#{name}", Static)
        if shown.content != words:
            shown.display = bool(words)
            shown.update(words)

    def _show_needed(self) -> None:
        needed = [field.label.lower() for field in self.query(Field) if field.needed and field.problem]
        words = line((f"needed: {', '.join(needed)}", DIM)) if needed else ""
        self.query_one("#drawer").border_subtitle = words


def _empty(name: str) -> Static:
    """A hidden widget for text that may be shown later."""
    found = Static(id=name)
    found.display = False
    return found


def _layout(size: Size) -> dict[str, bool]:
    """The CSS classes for the size of the window, and whether a form has each."""
    return {"-wide": size.width >= WIDE, "-low": size.height < _LOW, "-high": size.height >= _LOW}


class SmallForm(FormDrawer[T]):
    """A form of few fields in the middle of the screen; enter saves it."""

    SMALL = True
    PLACE = Place.POPUP
    BINDINGS = bindings(Place.POPUP)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entered:
    """What was entered in a form that can be filled in several times in a row.

    Attributes:
        next: the user goes on to the next record.
    """

    next: bool = False


E = TypeVar("E", bound=Entered)


class RecordForm(FormDrawer[E]):
    """A form that can be filled in several times in a row, unless it corrects one record.

    Args:
        title: what it is about, by the name that the user knows.
        task: what the user does here.
        corrects: the id of the record that is corrected; None for a new one.
    """

    PLACE = Place.RECORD
    BINDINGS = bindings(Place.RECORD)

    def __init__(self, title: str, task: str, *, corrects: str | None) -> None:
        super().__init__(title, task)
        self.corrects = corrects

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to go on with the next record only if there is one."""
        del parameters
        return action != "save_next" or self.corrects is None

    def action_save_next(self) -> None:
        """Save, and go on to the next record."""
        entered = self.checked()
        self._return(entered and replace(entered, next=True))
