"""What is shown where no proposal is: the negotiation itself, and what is missing or cannot be read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from negotrack.model.negotiation import Negotiation
from negotrack.model.problems import Problem
from negotrack.model.records import Evidence
from negotrack.tui.render import DIM, EMPTY, HEADING, STRONG, WARNING, Line, line, paragraph
from negotrack.wording import NOT_REPORTED, Citations


def whole(negotiation: Negotiation, cells: int) -> list[Line]:
    """The negotiation itself: what it is about, and who takes part."""
    header = negotiation.header
    lines = paragraph(header.title, cells, STRONG)
    lines += paragraph(header.summary, cells) if header.summary else [line((f"summary {NOT_REPORTED}", DIM))]
    lines += [EMPTY, line(("Sides", HEADING))]
    for side in header.sides:
        lines += paragraph(side.name + (f": {side.note}" if side.note else ""), cells, indent=2)
    if negotiation.people:
        lines += [EMPTY, line(("Who talked", HEADING))]
    citations = Citations(negotiation.sources)
    for person in negotiation.people:
        where = negotiation.side_name(person.side) if person.side else "neither side"
        said = ", ".join(each for each in (person.role, person.mandate, person.note) if each)
        lines += paragraph(f"{person.name} ({where})" + (f": {said}" if said else ""), cells, indent=2)
        lines += _checked(person.evidence, citations, cells)
    return lines


def _checked(evidence: Sequence[Evidence], citations: Citations, cells: int) -> Iterator[Line]:
    """Where it is said, and in which words."""
    if evidence:
        yield from paragraph(citations.words(evidence), cells, DIM, indent=4)
    for each in evidence:
        if each.quote:
            yield from paragraph(f"“{each.quote}”", cells, DIM, indent=4)


def unreadable(identifier: str, problems: Iterable[Problem], cells: int) -> list[Line]:
    """A proposal whose file cannot be read."""
    lines = paragraph(f"The file of {identifier} could not be read; it was not changed.", cells, WARNING)
    for problem in problems:
        lines += [EMPTY, *paragraph(str(problem), cells)]
    return lines


def orphaned(identifier: str, cells: int) -> list[Line]:
    """Annotations whose proposal is not there."""
    words = f"There is no proposal {identifier}, or no more. What was written about it is kept, and shown here."
    return paragraph(words, cells, WARNING)
