"""A PDF, parsed by poppler: the sheet and position of every word."""

from __future__ import annotations

import re
import shutil
import subprocess
from html import unescape
from typing import NamedTuple

PROGRAM = shutil.which("pdftotext")
"""The path of poppler's program; None if there is none."""

A4 = (210 / 25.4, 297 / 25.4)
LETTER = (8.5, 11.0)
POINTS = 72.0
"""Points per inch."""

_PAGE = re.compile(r'<page width="([\d.]+)" height="([\d.]+)">(.*?)</page>', re.DOTALL)
_WORD = re.compile(r'<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">(.*?)</word>', re.DOTALL)


class Word(NamedTuple):
    """A word and the box around it, in points from the top left corner of its sheet."""

    left: float
    top: float
    right: float
    bottom: float
    text: str


class Sheet(NamedTuple):
    """One sheet of paper, with its size in points."""

    width: float
    height: float
    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        """All words of the sheet, separated by spaces."""
        return " ".join(word.text for word in self.words)


def sheets(pdf: bytes) -> list[Sheet]:
    """The sheets of a PDF."""
    assert PROGRAM is not None
    done = subprocess.run([PROGRAM, "-bbox", "-", "-"], input=pdf, capture_output=True, check=True)
    return [
        Sheet(float(width), float(height), tuple(_words(inside)))
        for width, height, inside in _PAGE.findall(done.stdout.decode())
    ]


def _words(inside: str) -> list[Word]:
    return [
        Word(float(left), float(top), float(right), float(bottom), unescape(text))
        for left, top, right, bottom, text in _WORD.findall(inside)
    ]
