"""Counts, lists and sentences, and what a proposal is called if its number or its contents are not reported."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from negotrack.model.problems import Problem
from negotrack.model.records import Proposal

NOT_REPORTED = "not reported"
PUT_FORWARD = "put it forward"
"""What is shown of a side that counts as for its own proposal, without a position that says so."""
NUMBER_UNKNOWN = "number unknown"
CONTENTS_NOT_REPORTED = "contents not reported"
WHOLE_WORDS = "the negotiation as a whole"
BLIND = "Blind: what others coded is shown only once your own coding is saved. The files are open to anyone."
"""Shown if statements are coded blind: the program hides codings, but cannot keep anyone from opening the files."""

_FILES_NAMED = 3
_LINE_BREAK = re.compile(r"[ \t]*\r?\n\s*")


def counted(number: int, singular: str, plural: str | None = None) -> str:
    """A number with its noun: ``1 suggestion``, ``12 suggestions``."""
    noun = singular if number == 1 else plural or f"{singular}s"
    return f"{number:,} {noun}"


def listed(words: Sequence[str]) -> str:
    """Words as a list: ``a``, ``a and b``, ``a, b and c``."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"


def number_words(proposal: Proposal) -> str:
    """The number or label of a proposal, or that it is unknown."""
    return NUMBER_UNKNOWN if proposal.number is None else str(proposal.number)


def title_words(proposal: Proposal) -> str:
    """The title of a proposal, or that its contents are not reported."""
    return CONTENTS_NOT_REPORTED if proposal.title is None else proposal.title


def sentence(*parts: str) -> str:
    """Parts as sentences in a row, each ending in one full stop; empty parts are left out."""
    stripped = (part.rstrip() for part in parts if part.strip())
    return " ".join(part if part.endswith((".", "!", "?", ":", "…")) else f"{part}." for part in stripped)


def person_words(name: str | None) -> str:
    """The name of the person who recorded something, even if it was left out."""
    return name or "an unnamed person"


def inline(text: str | None) -> str:
    """A record's text for use inside a sentence: all on one line."""
    return _LINE_BREAK.sub(" ", text.strip()) if text else ""


def unreadable_words(problems: Iterable[Problem]) -> str:
    """Which files could not be read, and what that means for the figures, in sentences; empty if all could."""
    kept = {problem.file: problem.kept for problem in problems if problem.unreadable}
    missing = [file for file, is_kept in kept.items() if not is_kept]
    last_read = [file for file, is_kept in kept.items() if is_kept]
    holds = "it holds" if len(missing) == 1 else "they hold"
    counts = "counts as it was" if len(last_read) == 1 else "count as they were"
    return sentence(
        _unread(missing, f"could not be read, and what {holds} is in no figure"),
        _unread(last_read, f"can no longer be read, and {counts} last read"),
    )


def all_read(problems: Iterable[Problem]) -> bool:
    """Whether every file counts, at least as it was last read."""
    return not any(problem.unreadable and not problem.kept for problem in problems)


def _unread(files: Sequence[str], what: str) -> str:
    if not files:
        return ""
    more = ", …" if len(files) > _FILES_NAMED else ""
    return f"{counted(len(files), 'file')} {what}: {', '.join(files[:_FILES_NAMED])}{more}"


def capitalized(text: str) -> str:
    """A text with a capital first letter; the rest stays as it is."""
    return f"{text[:1].upper()}{text[1:]}"


def are(number: int) -> str:
    """The verb for a number of things: ``is`` or ``are``."""
    return "is" if number == 1 else "are"
