"""Textual's text inputs, in which hidden characters are drawn as signs while the text itself is left alone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, cast, overload

from rich.cells import cell_len
from rich.highlighter import Highlighter
from rich.text import Text
from textual import events
from textual.binding import BindingsMap
from textual.document._document import DocumentBase
from textual.document._document_navigator import DocumentNavigator
from textual.document._wrapped_document import WrappedDocument
from textual.expand_tabs import expand_tabs_inline
from textual.message import Message
from textual.suggester import Suggester
from textual.widgets import Input, TextArea

from negotrack.pages.words import counted
from negotrack.text import safe

_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
TAB = 4
_JOINING = "\N{ARABIC LETTER MEEM}"
_LOST = re.compile("[\x00\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
"""Characters that Textual's document takes for line breaks, and would write back as a different one."""
_ASCII = 0x80
_EDITING = ("cursor_", "delete_", "home", "end")
"""How the actions begin that move the cursor or delete."""


@dataclass
class PasteAltered(Message):
    """A paste was altered or refused; ``words`` say how."""

    words: str


def drawn(line: str) -> str:
    """A line with one visible character for each hidden one, so that every character keeps its column."""
    return line if safe(line) == line else "".join(map(_drawn, line))


def _drawn(character: str) -> str:
    if character == "\t":
        return character
    # Between two joining letters, joiners have their proper use, and are kept.
    shown = safe(f"{_JOINING}{character}{_JOINING}")[1:-1]
    return shown if len(shown) == 1 else _REPLACEMENT


def _storable(text: str) -> tuple[str, int]:
    """A text with a visible sign for each character that a document cannot hold, and the number of those."""
    return _LOST.subn(lambda match: safe(match[0]), text)


def _typed(event: events.Key) -> str | None:
    """The character of a key that Textual ignores: a joiner, a direction mark, or another hidden one; else None."""
    character = event.character
    if character is None or event.is_printable or len(character) != 1 or ord(character) < _ASCII:
        return None
    return _storable(character)[0]


async def _edited(control: Input | TextArea, found: BindingsMap, event: events.Key) -> bool:
    """Run the action of a key that moves the cursor or deletes; False for another key.

    Left to Textual, the key would first go up to the application, from control to control; where drawing keeps one of
    them busy, characters that were typed after it would overtake it.
    """
    for binding in found.key_to_bindings.get(event.key, ()):
        if binding.action.startswith(_EDITING):
            event.stop()
            event.prevent_default()
            await control.run_action(binding.action)
            return True
    return False


class _DrawnLines:
    """The lines of a document as they are drawn, so that they are wrapped by their width on the screen."""

    def __init__(self, document: DocumentBase) -> None:
        self._document = document

    def __getattr__(self, name: str) -> Any:
        return getattr(self._document, name)

    @overload
    def __getitem__(self, index: int) -> str: ...

    @overload
    def __getitem__(self, index: slice) -> list[str]: ...

    def __getitem__(self, index: int | slice) -> str | list[str]:
        lines = self._document.lines[index]
        return drawn(lines) if isinstance(lines, str) else list(map(drawn, lines))

    @property
    def lines(self) -> _DrawnLines:
        """The lines, each drawn only when it is read."""
        return self

    def get_line(self, index: int) -> str:
        """One line."""
        return self[index]


class _DrawnHighlighter(Highlighter):
    def __init__(self, control: Input) -> None:
        self._control = control

    def highlight(self, text: Text) -> None:
        # Not from ``text``, from which some control characters have already been removed.
        text.plain = drawn(self._control.value)


class LineInput(Input):
    """One line of text. Pasted lines are joined; none is dropped."""

    DEFAULT_CSS = """
    LineInput {
        width: 1fr; height: 1; padding: 0; border: none; border-left: outer $divider; background: $panel;
        &:focus { border: none; border-left: outer $border; }
    }
    """

    def __init__(
        self,
        value: str = "",
        *,
        placeholder: str = "",
        suggester: Suggester | None = None,
    ) -> None:
        super().__init__(
            value,
            placeholder=placeholder,
            suggester=suggester,
            highlighter=_DrawnHighlighter(self),
            select_on_focus=False,
        )

    def put(self, text: str) -> None:
        """Replace the text."""
        self.value = text
        self.cursor_position = len(text)

    def _position_to_cell(self, position: int) -> int:
        return cell_len(expand_tabs_inline(drawn(self.value)[:position], TAB))

    async def _on_key(self, event: events.Key) -> None:
        if await _edited(self, self._bindings, event):
            return
        if (typed := _typed(event)) is None:
            return  # Textual then calls the handler of its own class
        event.prevent_default()
        self.replace(typed, *self.selection)

    def _on_paste(self, event: events.Paste) -> None:
        event.prevent_default()
        pasted = event.text.strip("\r\n")
        joined = re.sub(r"\s*[\r\n]+\s*", " ", pasted)
        self.replace(joined, *self.selection)
        if joined != pasted:
            lines = len(pasted.splitlines())
            self.post_message(PasteAltered(f"Pasted as one line; it had {counted(lines, 'line')}."))


class TextBox(TextArea):
    """Text of several lines, wrapped, with a maximum length.

    Attributes:
        longest: the maximum, in characters; a paste that would exceed it is refused as a whole.
    """

    DEFAULT_CSS = """
    TextBox {
        padding: 0; border: none; border-left: outer $divider; background: $panel; scrollbar-size-vertical: 1;
        height: auto; min-height: 1; max-height: 6;
        &:focus { border: none; border-left: outer $border; }
    }
    """

    def __init__(
        self,
        text: str = "",
        *,
        longest: int,
        placeholder: str = "",
        id: str | None = None,  # noqa: A002 - Textual's name for it
    ) -> None:
        super().__init__(
            text,
            language=None,
            soft_wrap=True,
            tab_behavior="focus",
            show_line_numbers=False,
            highlight_cursor_line=False,
            placeholder=placeholder,
            id=id,
        )
        self.longest = longest

    def _set_document(self, text: str, language: str | None) -> None:
        super()._set_document(text, language)
        seen = cast("DocumentBase", _DrawnLines(self.document))
        self.wrapped_document = WrappedDocument(seen, tab_width=self.indent_width)
        self.navigator = DocumentNavigator(self.wrapped_document)
        self._rewrap_and_refresh_virtual_size()

    def get_line(self, line_index: int) -> Text:
        """A line as it is drawn."""
        return Text(drawn(self.document.get_line(line_index)), end="", no_wrap=True)

    def _recompute_cursor_offset(self) -> None:
        # Undoing removes the scrollbar before it moves the cursor, which is then beyond the last line.
        if self.cursor_location[0] < self.document.line_count:
            super()._recompute_cursor_offset()  # type: ignore[no-untyped-call]

    def put(self, text: str) -> None:
        """Replace the whole text, in one step that can be undone."""
        self.history.checkpoint()
        self.replace(text, self.document.start, self.document.end)
        self.move_cursor(self.document.end)

    async def _on_key(self, event: events.Key) -> None:
        if await _edited(self, self._bindings, event):
            return
        if (typed := _typed(event)) is None:
            return  # Textual then calls the handler of its own class
        event.prevent_default()
        self.replace(typed, *self.selection, maintain_selection_offset=False)

    async def _on_paste(self, event: events.Paste) -> None:
        text, signs = _storable(event.text)
        length = len(self.text) - len(self.selected_text) + len(text)
        if length <= self.longest and not signs:
            return  # Textual pastes it
        event.prevent_default()
        if length > self.longest:
            would = f"the text would have {counted(length, 'character')}, and the limit is {self.longest:,}"
            self.post_message(PasteAltered(f"Not pasted: {would}."))
            return
        self.replace(text, *self.selection, maintain_selection_offset=False)
        hidden = counted(signs, "hidden character")
        self.post_message(PasteAltered(f"Pasted with {hidden} replaced by visible signs."))
