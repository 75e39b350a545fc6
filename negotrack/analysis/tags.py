"""Tags of annotations: those that were given, and every ``#word`` of the text."""

from __future__ import annotations

import re

from negotrack.model.records import Annotation

_HASHTAG = re.compile(r"(?<![\w#/&])#([^\W\d_][\w-]*)")


def hashtags(text: str) -> tuple[str, ...]:
    """Every ``#word`` of a text, once, in order, without the sign."""
    return tuple(dict.fromkeys(_HASHTAG.findall(text))) if "#" in text else ()


def tags_of(annotation: Annotation) -> tuple[str, ...]:
    """The tags of an annotation, each once: those of its file, then those that stand only in its text."""
    return tuple(dict.fromkeys((*annotation.tags, *hashtags(annotation.text))))
