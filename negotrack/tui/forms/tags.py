"""Tags as they are typed, with completion of those that are known."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from textual.content import Content
from textual.style import Style
from textual.suggester import Suggester

from negotrack.tui.forms.fields import TextField
from negotrack.tui.render import line

_OFFERED = 8


def split_tags(typed: str) -> tuple[str, ...]:
    """The tags in what was typed: between commas, or between spaces where there is no comma."""
    pieces = typed.split(",") if "," in typed else typed.split()
    tags = (piece.strip().removeprefix("#") for piece in pieces)
    return tuple(dict.fromkeys(tag for tag in tags if tag))


def joined_tags(tags: Sequence[str]) -> str:
    """Tags as a person would type them, so that splitting gives the same again."""
    if any(len(tag.split()) > 1 for tag in tags):
        return ", ".join(tags) + ("," if len(tags) == 1 else "")
    return " ".join(tags)


def completions(typed: str, known: Iterable[str]) -> list[str]:
    """What was typed with its last tag completed, one for each known tag that it may become."""
    begun = re.search(r"[^,]*\Z" if "," in typed else r"\S*\Z", typed)
    last = begun[0].strip() if begun else ""
    if not last.removeprefix("#"):
        return []
    before = typed[: len(typed) - len(last)]
    start, used = last.removeprefix("#").casefold(), {tag.casefold() for tag in split_tags(before)}
    return [
        before + tag
        for tag in known
        if tag.casefold().startswith(start) and tag.casefold() not in used and tag.casefold() != start
    ]


class _KnownTags(Suggester):
    def __init__(self, known: Sequence[str]) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._known = known

    async def get_suggestion(self, value: str) -> str | None:
        return next((whole for whole in completions(value, self._known) if whole.startswith(value)), None)


class TagField(TextField):
    """The tags of an annotation: what is typed here, and every ``#word`` of its text."""

    def __init__(self, tags: Sequence[str], known: Sequence[str]) -> None:
        self._known = tuple(dict.fromkeys(known))
        super().__init__(
            "Tags",
            joined_tags(tags),
            placeholder="words, or phrases between commas",
            suggester=_KnownTags(self._known),
        )

    @property
    def tags(self) -> tuple[str, ...]:
        """The tags that were typed."""
        return split_tags(self.entered)

    def review(self, in_text: Sequence[str]) -> None:
        """Offer known tags to complete, and name those of the text."""
        offered = completions(self.entered, self._known)[:_OFFERED] if self.control.has_focus else []
        if offered:
            self.show(reading=line("→ ") + line("  ").join(map(_offer, offered)))
        else:
            self.show(reading="in the text: " + " ".join(f"#{tag}" for tag in in_text) if in_text else "")


def _offer(whole: str) -> Content:
    return line(split_tags(whole)[-1]).stylize(Style.from_meta({"@click": ("take", (whole,))}))
