"""What comes first: what the report covers, the figures with what is not settled beside them, what they rest on."""

from __future__ import annotations

from collections.abc import Sequence

from negotrack.analysis.statements import Acceptances
from negotrack.analysis.totals import Totals
from negotrack.model.vocabulary import Relation
from negotrack.report.document import Paragraph, Tone
from negotrack.report.status import StatusReport
from negotrack.report.words import Words
from negotrack.text import safe
from negotrack.wording import counted, date_words, listed, number_words

_NUMBERS_NAMED = 8
_FILES_NAMED = 3


def facts(report: StatusReport, words: Words) -> tuple[str, ...]:
    """What the report covers, one line each."""
    names = [safe(side.name) for side in report.sides]
    shown = ""
    if report.statuses:
        shown = f"Shown: {words.plural} that are {' or '.join(report.statuses)}; the figures are those of all."
    return tuple(line for line in (_sides(names), _covered(report), shown) if line)


def lead(report: StatusReport, words: Words) -> tuple[Paragraph, ...]:
    """The figures, what they rest on, and what the negotiation is about."""
    figures = " ".join([_outcomes(report, words), *_uncounted(report, words)])
    paragraphs = [
        Paragraph(f"{figures}\n{_not_settled(report)} {_relations(report)}".strip()),
        Paragraph(_missing_files(report), Tone.AGAINST),
        Paragraph(rests_on(report.acceptances, words)),
        Paragraph(safe(report.negotiation.header.summary or "", multiline=True).strip(), recorded=True),
    ]
    return tuple(paragraph for paragraph in paragraphs if paragraph.text)


def _sides(names: Sequence[str]) -> str:
    if len(names) < 2:
        return f"Sides: {names[0]}; no other is known." if names else "Sides: not known."
    if len(names) == 2:
        return f"Sides: {', '.join(names)}."
    return f"Sides compared: {listed(names[:2])}. Beside them: {', '.join(names[2:])}."


def _covered(report: StatusReport) -> str:
    if report.as_of is not None:
        return f"As of: {date_words(report.as_of)}. What is dated later is left out."
    if report.latest is None:
        return "As of: all records; none is dated."
    return f"As of: all records, the latest of {date_words(report.latest)}."


def _outcomes(report: StatusReport, words: Words) -> str:
    totals = report.totals
    if not totals.proposals:
        return f"No {words.plural} to report on."
    outcomes = []
    for status, number in totals.by_status.items():
        if number:
            outcomes.append(f"{number:,} {status}{of_them_contested(totals.contested_by_status[status])}")
    recorded = words.count(totals.proposals)
    claimed = report.gaps.claimed
    if claimed is not None and claimed != totals.proposals:
        recorded = f"{recorded} on record, of {claimed:,} that there are said to be"
    return f"{recorded}, {totals.described:,} described, {totals.numbered:,} numbered: {', '.join(outcomes)}."


def of_them_contested(number: int) -> str:
    """What has to be said behind a number of which some are contested."""
    return f" ({number:,} contested)" if number else ""


def _uncounted(report: StatusReport, words: Words) -> list[str]:
    number = report.totals.uncounted
    return [f"{words.count(number)} of a later day left out."] if number else []


def _not_settled(report: StatusReport) -> str:
    total = report.totals.unsettled
    if not total:
        return "Not settled: none."
    numbers = [number_words(row.proposal) for row in report.unsettled if row.proposal.number is not None]
    named = [f"number {numbers[0]}" if len(numbers) == 1 else f"numbers {listed(numbers)}"] if numbers else []
    if total > len(numbers):
        named.append(f"{total - len(numbers):,} whose number is unknown" if total > 1 else "number unknown")
    which = f", {listed(named)}" if len(numbers) <= _NUMBERS_NAMED else ""
    contested = report.totals.contested
    how = f"; {f'{contested:,} of them' if total > 1 else 'it is'} contested" if contested else ""
    return f"Not settled: {total:,}{which}{how}."


def _relations(report: StatusReport) -> str:
    if len(report.pair) < 2:
        return ""
    found = report.totals.relations
    both = [
        f"{verb} {found[relation]:,}{of_them_contested(report.totals.contested_relations[relation])}"
        for relation, verb in (
            (Relation.AGREE, "agree on"),
            (Relation.DIFFER, "differ on"),
            (Relation.PARTIAL, "are partly apart on"),
        )
        if found[relation]
    ]
    who = "The sides" if len(report.sides) == 2 else listed([safe(side.name) for side in report.pair])
    pieces = [f"{who} {listed(both)}"] if both else []
    if found[Relation.ONE_SIDED]:
        pieces.append(f"on {found[Relation.ONE_SIDED]:,} only one of them is reported")
    if found[Relation.UNKNOWN]:
        pieces.append(f"on {found[Relation.UNKNOWN]:,} neither is reported")
    said = "; ".join(pieces)
    return f"{said[0].upper()}{said[1:]}.{only_possible(report.totals)}" if said else ""


def only_possible(totals: Totals) -> str:
    """What has to be said of relations to which a position counts that may be of a later day."""
    number = totals.possible
    both = sum(totals.relations[each] for each in (Relation.AGREE, Relation.DIFFER, Relation.PARTIAL))
    if not number:
        return ""
    where = f"On {number:,} of these {both:,}" if number < both else "On all of these" if both > 1 else "There"
    return f" {where} it is only possible: a position may be of a later day."


def _missing_files(report: StatusReport) -> str:
    files = report.unreadable
    others = len({(each.file, each.line, each.key, each.message) for each in report.problems if not each.unreadable})
    sentences = []
    if files:
        named = ", ".join(safe(file) for file in files[:_FILES_NAMED])
        more = ", …" if len(files) > _FILES_NAMED else ""
        hold = "it holds" if len(files) == 1 else "they hold"
        could = f"{counted(len(files), 'file')} could not be read"
        sentences.append(f"{could}, and what {hold} is in no figure: {named}{more}.")
    if others:
        sentences.append(f"{counted(others, 'problem')} found in the files; the command check lists them.")
    return " ".join(sentences)


def rests_on(found: Acceptances, words: Words) -> str:
    """What the acceptances rest on, where that has to be said; else nothing."""
    sentences = []
    if found.collective:
        whole = found.collective == found.accepted
        share = _share(found.collective, found)
        noun = "acceptance rests" if found.accepted == 1 else "acceptances rest"
        which = f"{share[0].upper()}{share[1:]} {noun}"
        if len(found.statements) == 1:
            cited = words.citations.words(found.statements[0].evidence)
            rests = f"{which} on one statement about the whole set ({cited})"
        else:
            rests = f"{which} on {counted(len(found.statements), 'statement')} about whole sets"
        single = f"; none is reported of a {words.singular} by itself" if whole else ""
        sentences.append(f"{rests}{single}.")
    if found.unsupported:
        sentences.append(f"For {_share(found.unsupported, found)} accepted no side is reported to have agreed.")
    if found.undescribed:
        sentences.append(f"For {_share(found.undescribed, found)} accepted the contents are not reported.")
    return " ".join(sentences)


def _share(number: int, found: Acceptances) -> str:
    if number < found.accepted:
        return f"{number:,} of the {found.accepted:,}"
    return f"all {number:,}" if number > 1 else "the one"
