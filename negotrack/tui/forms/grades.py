"""The Admiralty grades in words, to choose from. A grade that was not judged is none of them."""

from __future__ import annotations

from negotrack.model.vocabulary import Reliability

NOT_JUDGED = "not judged"

RELIABILITIES: tuple[tuple[str, Reliability | None], ...] = (
    (NOT_JUDGED, None),
    ("A  completely reliable", Reliability.A),
    ("B  usually reliable", Reliability.B),
    ("C  fairly reliable", Reliability.C),
    ("D  not usually reliable", Reliability.D),
    ("E  unreliable", Reliability.E),
    ("F  cannot be judged", Reliability.F),
)

CREDIBILITIES: tuple[tuple[str, int | None], ...] = (
    (NOT_JUDGED, None),
    ("1  confirmed by other sources", 1),
    ("2  probably true", 2),
    ("3  possibly true", 3),
    ("4  doubtful", 4),
    ("5  improbable", 5),
    ("6  cannot be judged", 6),
)
