"""Which wording of a proposal holds on a day."""

from __future__ import annotations

from datetime import date

from negotrack.model.dates import certain_by
from negotrack.model.negotiation import Dossier
from negotrack.model.records import Text


def texts_by(dossier: Dossier, day: date | None = None) -> tuple[Text, ...]:
    """The wordings that had surely been tabled by a day, undated first, the latest last."""
    found = (text for text in dossier.texts if certain_by(text.date, day))
    return tuple(sorted(found, key=_in_time))


def latest_text(dossier: Dossier, day: date | None = None) -> Text | None:
    """The newest wording by a day; None where none had been tabled."""
    return next(reversed(texts_by(dossier, day)), None) if dossier.texts else None


def _in_time(text: Text) -> tuple[bool, date, date, str]:
    if text.date is None:
        return False, date.min, date.min, text.id
    return True, text.date.latest, text.date.earliest, text.id
