"""Controls to type into, in which hidden characters are drawn as signs and the text itself is left alone."""

from __future__ import annotations

from typing import Any, cast, overload

from rich.cells import cell_len
from rich.highlighter import Highlighter
from rich.text import Text
from textual import events
from textual.document._document import DocumentBase
from textual.document._document_navigator import DocumentNavigator
from textual.document._wrapped_document import WrappedDocument
from textual.expand_tabs import expand_tabs_inline
from textual.message import Message
from textual.suggester import Suggester
from textual.widgets import Input, TextArea

from negotrack.text import safe

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
TAB = 4
_JOINING = "\N{ARABIC LETTER MEEM}"


def drawn(line: str) -> str:
    """A line with one visible character for each hidden one, so that every column keeps its place."""
    return line if safe(line) == line else "".join(map(_drawn, line))


def _drawn(character: str) -> str:
    if character == "\t":
        return character
    # Between two letters that join, joiners are what they are meant to be, and stay.
    shown = safe(f"{_JOINING}{character}{_JOINING}")[1:-1]
    return shown if len(shown) == 1 else REPLACEMENT


class AsDrawn:
    """The lines of a document as they are drawn, so that they are wrapped where they end on the screen."""

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

    def __len__(self) -> int:
        return self._document.line_count

    @property
    def lines(self) -> AsDrawn:
        """The lines; only those that are asked for are made."""
        return self

    def get_line(self, index: int) -> str:
        """One line."""
        return self[index]


class _Drawn(Highlighter):
    def __init__(self, line: Input) -> None:
        self._line = line

    def highlight(self, text: Text) -> None:
        # Not what the text holds: some control characters have been taken out of it already.
        text.plain = drawn(self._line.value)


class Line(Input):
    """One line of text. Pasted lines are put together, none is dropped."""

    DEFAULT_CSS = """
    Line {
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
        id: str | None = None,  # noqa: A002 - Textual's name for it
    ) -> None:
        super().__init__(
            value,
            placeholder=placeholder,
            suggester=suggester,
            highlighter=_Drawn(self),
            select_on_focus=False,
            id=id,
        )

    def _position_to_cell(self, position: int) -> int:
        return cell_len(expand_tabs_inline(drawn(self.value)[:position], TAB))

    def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        self.replace(" ".join(event.text.split()), *self.selection)


class Paragraphs(TextArea):
    """Text of several lines, wrapped, up to a stated length.

    Attributes:
        longest: how many characters it takes; a paste that would make it longer is refused as a whole.
    """

    DEFAULT_CSS = """
    Paragraphs {
        padding: 0; border: none; border-left: outer $divider; background: $panel; scrollbar-size-vertical: 1;
        &:focus { border: none; border-left: outer $border; }
        &.-short { height: auto; min-height: 1; max-height: 6; }
    }
    """

    class Refused(Message):
        """A paste was not taken, because the text would have become too long."""

        def __init__(self, paragraphs: Paragraphs, length: int) -> None:
            super().__init__()
            self.paragraphs = paragraphs
            self.length = length

        @property
        def control(self) -> Paragraphs:
            """The control that the text was pasted into."""
            return self.paragraphs

    def __init__(
        self,
        text: str = "",
        *,
        longest: int,
        short: bool = False,
        id: str | None = None,  # noqa: A002 - Textual's name for it
    ) -> None:
        super().__init__(text, language=None, soft_wrap=True, tab_behavior="focus", show_line_numbers=False, id=id)
        self.longest = longest
        self.set_class(short, "-short")

    def _set_document(self, text: str, language: str | None) -> None:
        super()._set_document(text, language)
        seen = cast("DocumentBase", AsDrawn(self.document))
        self.wrapped_document = WrappedDocument(seen, tab_width=self.indent_width)
        self.navigator = DocumentNavigator(self.wrapped_document)
        self._rewrap_and_refresh_virtual_size()

    def get_line(self, line_index: int) -> Text:
        """A line as it is drawn."""
        return Text(drawn(self.document.get_line(line_index)), end="", no_wrap=True)

    def put(self, text: str) -> None:
        """Replace the whole text by another, as one step that can be undone."""
        self.history.checkpoint()
        self.replace(text, self.document.start, self.document.end)
        self.move_cursor(self.document.end)

    async def _on_paste(self, event: events.Paste) -> None:
        length = len(self.text) - len(self.selected_text) + len(event.text)
        if length > self.longest:
            event.stop()
            event.prevent_default()
            self.post_message(self.Refused(self, length))
