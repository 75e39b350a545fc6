"""Annotations: adding, editing, confirming and deleting them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any

from negotrack.editing.adding import build, new_file
from negotrack.editing.targets import Opened
from negotrack.errors import UsageError
from negotrack.model.identifiers import WHOLE, new_identifier
from negotrack.model.layout import Kind, Location
from negotrack.model.negotiation import fingerprint
from negotrack.model.records import Annotation, hashtags
from negotrack.store.filechange import Change, FileChange, canonical
from negotrack.store.reader import Reader

LONGEST_ANNOTATION = 100_000
"""The most characters of an annotation's text."""


def add_annotations(
    reader: Reader,
    targets: Sequence[str],
    *,
    text: str,
    author: str,
    about: str | None = None,
    tags: Iterable[str] = (),
    more: Mapping[str, Any] = MappingProxyType({}),
) -> Change:
    """Return the change that adds an annotation to each target; ``_`` is the negotiation as a whole.

    Args:
        reader: the negotiation's reader.
        targets: the ids of proposals.
        text: the text, which is stored unchanged.
        author: the author.
        about: the id of the side it is about; None for the whole proposal.
        tags: tags besides those in the text.
        more: other keys, such as ``ask``, ``passage`` and ``release``.

    Raises:
        UsageError: the text is blank or too long, or there is no such target.
    """
    _check(text)
    now = datetime.now(UTC)
    files = []
    wanted = list(dict.fromkeys(targets))
    for target in wanted:
        where = Location(Kind.ANNOTATION, new_identifier(now), target)
        fields = {
            "author": author,
            "created": now.replace(microsecond=0),
            "about": about,
            "tags": _tags(tags, text),
            "fingerprint": _fingerprint(reader, target, about, wording="passage" in more),
            "text": text,
            **more,
        }
        files.append(new_file(where, build(where, Annotation, fields)))
    return Change(f"annotate {_named(wanted)}", tuple(files))


def edit_annotation(
    reader: Reader,
    opened: Opened,
    *,
    text: str,
    by: str,
    about: str | None = None,
    tags: Iterable[str] = (),
    more: Mapping[str, Any] = MappingProxyType({}),
) -> Change:
    """Return the change that gives an annotation a new text, tied to its target's current state; the author stays.

    Raises:
        UsageError: the text is blank or too long.
    """
    _check(text)
    passage = more.get("passage", opened.annotation.passage)
    known = _known_fingerprint(reader, opened, about, wording=passage is not None)
    other = by if by != opened.annotation.author else None
    updates = {"text": text, "about": about, "tags": _tags(tags, text), "edited": _now(), "edited_by": other}
    updates |= {"fingerprint": known, **more}
    return _replacement("edit", opened, updates)


def confirm_annotation(reader: Reader, opened: Opened, *, by: str) -> Change:
    """Return the change that records who confirmed that an annotation still holds."""
    annotation = opened.annotation
    known = _known_fingerprint(reader, opened, annotation.about, wording=annotation.passage is not None)
    confirmed = (*annotation.confirmed, {"by": by, "at": _now()})
    return _replacement("confirm", opened, {"confirmed": confirmed, "fingerprint": known})


def mark_ask(opened: Opened, *, done: bool) -> Change:
    """Return the change that records whether what an annotation asks for is done.

    Raises:
        UsageError: it asks for nothing.
    """
    ask = opened.annotation.ask
    if ask is None:
        raise UsageError("this annotation asks for nothing; write under ask what is to be done, in the editor")
    return _replacement("mark the ask of", opened, {"ask": ask.model_copy(update={"done": done})})


def delete_annotation(opened: Opened) -> Change:
    """Return the change that deletes an annotation."""
    label = f"delete the annotation of {_named([opened.place.proposal])}"
    return Change(label, (FileChange(opened.place.path, opened.content, None),))


def _replacement(what: str, opened: Opened, updates: Mapping[str, object]) -> Change:
    where = opened.place
    annotation = build(where, Annotation, {**dict(opened.annotation), **updates})
    label = f"{what} the annotation of {_named([where.proposal])}"
    return Change(label, (FileChange(where.path, opened.content, canonical(annotation), annotation),))


def _check(text: str) -> None:
    if not text.strip():
        raise UsageError("the annotation has no text; nothing was saved")
    if len(text) > LONGEST_ANNOTATION:
        raise UsageError(f"the annotation has {len(text):,} characters; at most {LONGEST_ANNOTATION:,} are allowed")


def _tags(tags: Iterable[str], text: str) -> tuple[str, ...]:
    given = (tag.strip().removeprefix("#") for tag in tags)
    return tuple(dict.fromkeys((*(tag for tag in given if tag), *hashtags(text))))


def _fingerprint(reader: Reader, target: str, about: str | None, *, wording: bool) -> str | None:
    """The fingerprint of a target's current state; None for the whole negotiation or a proposal that cannot be read."""
    if target == WHOLE:
        return None
    dossier = reader.dossier(target)
    if dossier is None and target not in reader.proposal_ids:
        raise UsageError(f"{target}: there is no such proposal; nothing was saved")
    return fingerprint(dossier, about, wording=wording) if dossier else None


def _known_fingerprint(reader: Reader, opened: Opened, about: str | None, *, wording: bool) -> str | None:
    """The same for an existing annotation; the one it has if its proposal is gone or cannot be read."""
    target = opened.place.proposal
    dossier = reader.dossier(target) if target != WHOLE else None
    return fingerprint(dossier, about, wording=wording) if dossier else opened.annotation.fingerprint


def _named(targets: Sequence[str]) -> str:
    if len(targets) == 1:
        return "the negotiation" if targets[0] == WHOLE else targets[0]
    return f"{len(targets)} proposals"


def _now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)
