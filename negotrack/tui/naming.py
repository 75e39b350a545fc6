"""What the things of a negotiation are called where somebody writes about them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import chain

from negotrack.model.identifiers import WHOLE
from negotrack.model.negotiation import Negotiation
from negotrack.pages.terms import Terms
from negotrack.pages.words import WHOLE_WORDS, counted
from negotrack.text import safe, width
from negotrack.tui.session import Session


def named(session: Session, targets: Sequence[str]) -> str:
    """What proposals are called together, ``_`` being the negotiation as a whole."""
    header = session.negotiation.header
    if len(targets) != 1:
        return safe(counted(len(targets), header.proposal_term, header.plural))
    if targets[0] == WHOLE:
        return WHOLE_WORDS
    standing = session.look(targets[0])
    return safe(Terms(session.negotiation).label(standing.dossier.proposal) if standing else targets[0])


def name_cells(negotiation: Negotiation) -> int:
    """The cells of the longest name of a side."""
    return max((width(safe(side.name)) for side in negotiation.sides), default=0)


def known_tags(negotiation: Negotiation) -> list[str]:
    """Every tag there is, the most frequent first."""
    annotations = chain(negotiation.annotations, *(each.annotations for each in negotiation.dossiers.values()))
    return [tag for tag, _ in Counter(tag for each in annotations for tag in each.tags).most_common()]
