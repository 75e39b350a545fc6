"""Turning the rows of a table into proposals with positions; all problems are found before anything is written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePath
from typing import Any

from negotrack.analysis.folding import fold, fold_case
from negotrack.editing.targets import party
from negotrack.ingest.columns import TEXTS, ColumnMapping, SideColumns, suggested
from negotrack.ingest.plan import ImportPlan, PlannedRow, ProgressCallback
from negotrack.ingest.table import InputProblem, InputRow, InputTable, summary
from negotrack.model.dates import Span
from negotrack.model.identifiers import LONGEST_IDENTIFIER, fault, number_or_label, random_tail, slug
from negotrack.model.layout import Kind, Location
from negotrack.model.negotiation import Negotiation
from negotrack.model.records import Evidence, Header, Proposal, Source
from negotrack.model.vocabulary import Stance, Status
from negotrack.model.written_dates import UnclearOrderError, read_written
from negotrack.pages.words import counted
from negotrack.store.validate import check
from negotrack.suggestions import nearest, shown

_LONGEST_ADVICE = 400


def read_rows(
    table: InputTable,
    mapping: ColumnMapping,
    existing: Negotiation | None = None,
    progress: ProgressCallback | None = None,
) -> ImportPlan:
    """The plan for a table."""
    reader = _RowReader(table, mapping, existing)
    rows: list[PlannedRow] = []
    for done, row in enumerate(table.rows, 1):
        rows += reader.planned(row)
        if progress:
            progress("reading rows", done, len(table.rows))
    findings = reader.findings
    return ImportPlan(
        name=table.name,
        sides=tuple(columns.side for columns in mapping.sides),
        sources=tuple(reader.sources.added),
        rows=tuple(rows),
        notes=(*table.notes, *_left_out(table, mapping), *findings.notes),
        problems=findings.problems,
        advice=findings.advice,
    )


def _left_out(table: InputTable, mapping: ColumnMapping) -> Iterator[str]:
    """A note of the columns that are not empty but not used."""
    unused = [column for column in table.columns if column not in mapping.used]
    filled = [column for column in unused if any(table.cell(row, column) for row in table.rows)]
    if filled:
        yield f"left out: {', '.join(map(shown, filled))}; --comment COLUMN would make annotations of one"


def is_sentence(text: str) -> bool:
    """Whether a cell contains a statement, rather than a word for a stance."""
    words = text.split()
    return len(words) > 3 or len(text) > 30 or (len(words) > 1 and text.rstrip()[-1:] in ".!?…。！？")


class _Findings:
    """Everything found in one table: problems, which prevent the import, and remarks, which do not."""

    def __init__(self) -> None:
        self.wrong: list[InputProblem] = []
        self._remarks: defaultdict[str, list[InputProblem]] = defaultdict(list)
        self._words: defaultdict[str, list[InputProblem]] = defaultdict(list)

    def remark(self, kind: str, problem: InputProblem) -> None:
        """Add something for the user to check; only the first of each kind is reported in full."""
        self._remarks[kind].append(problem)

    def unknown(self, word: InputProblem) -> None:
        """Add a word that is not mapped to a stance."""
        self._words[fold(word.message)].append(word)

    @property
    def notes(self) -> tuple[str, ...]:
        """The remarks, one line per kind."""
        return tuple(map(summary, self._remarks.values()))

    @property
    def problems(self) -> tuple[InputProblem, ...]:
        """The problems: first the unknown words, the most frequent at the top, then the others."""
        return (*map(_unmapped, sorted(self._words.values(), key=len, reverse=True)), *self.wrong)

    @property
    def advice(self) -> str:
        """How to map the unknown words, without listing them if that gets too long; empty if there are none."""
        words = [found[0].message for found in self._words.values()]
        option = ",".join(f"{word}={suggested(word) or '…'}" for word in words)
        if len(option) > _LONGEST_ADVICE:
            return "map every word yourself with --stance, if these are the columns of the sides"
        return f'map every word yourself, as --stance "{option}"' if words else ""


def _unmapped(found: Sequence[InputProblem]) -> InputProblem:
    """The problem of one unknown word, for all places where it occurs."""
    meant = suggested(found[0].message)
    hint = f"; it may mean {meant}" if meant else ""
    times = f"{counted(len(found), 'time')}, first here" if len(found) > 1 else "once"
    return found[0]._replace(message=f"{shown(found[0].message)} is mapped to no stance ({times}){hint}")


class _Sources:
    """The sources that a table names: known ones, and new ones built from titles."""

    def __init__(self, existing: Negotiation | None) -> None:
        known = existing.sources if existing else {}
        self._ids: dict[str, str] = {
            fold_case(source.title): identifier for identifier, source in reversed([*known.items()])
        }
        self._ids |= {fold_case(identifier): identifier for identifier in known}
        self._names = _Names(known if existing else None)
        self.added: list[Source] = []

    def named(self, title: str, words: str) -> str:
        """The id of the source with this title or id; if there is none, that of a new one, built from ``words``."""
        key = fold_case(title)
        if key not in self._ids:
            self._ids[key] = self._names.take(slug(words) or "source")
            self.added.append(Source(id=self._ids[key], title=title))
        return self._ids[key]


class _Names:
    """Hands out ids that are unique, even ignoring case.

    In a new negotiation they are merely readable. In an existing one, two users may add records at the same time, so
    the ids get four random letters or digits.
    """

    def __init__(self, taken: Iterable[str] | None) -> None:
        self._taken = {each.casefold() for each in taken or ()}
        self._shared = taken is not None

    def take(self, wanted: str) -> str:
        """Return an unused id that begins with the one wanted."""
        free, count = f"{wanted}-{random_tail(4)}" if self._shared else wanted, 1
        while free.casefold() in self._taken:
            count += 1
            free = f"{wanted}-{count}"
        self._taken.add(free.casefold())
        return free


class _RowReader:
    """Reads the rows of a table, one by one."""

    def __init__(self, table: InputTable, mapping: ColumnMapping, existing: Negotiation | None) -> None:
        self._table = table
        self._mapping = mapping
        self.findings = _Findings()
        self.sources = _Sources(existing)
        self._ids = _Names(existing.dossiers if existing else None)
        self._places: dict[tuple[str, str], str] = {}
        numbers = map(self._number, table.rows)
        self._digits = max([2, *(len(str(number)) for number in numbers if isinstance(number, int))])
        header = Header.model_construct(title="", sides=tuple(columns.side for columns in mapping.sides))
        self._negotiation = existing or Negotiation("", header)
        self._parties: dict[str, str | None] = {}

    def planned(self, row: InputRow) -> Iterator[PlannedRow]:
        """The planned row; nothing if it has problems."""
        before = len(self.findings.wrong)
        identifier, named = self._identity(row)
        status = self._status(row)
        day = self._date(row, self._mapping.date) or self._mapping.day
        fields: dict[str, Any] = {
            **{key: self._cell(row, key) for key in ("title", "summary", "topic")},
            "id": identifier,
            "number": self._number(row),
            "proposed_by": self._proposers(row),
            "status": status,
            "positions": tuple(self._positions(row, day)),
        }
        if len(self.findings.wrong) > before:
            return
        # A number may be 0.
        given = {key: value for key, value in fields.items() if value not in (None, "", ())}
        proposal, problems = check(Location(Kind.PROPOSAL, identifier), given)
        for each in problems:
            self._wrong(row, "", f"{each.key} {each.message}")
        if not isinstance(proposal, Proposal):
            return
        judged = status is not None
        evidence = (self._evidence(row),) if judged else ()
        comments = tuple(filter(None, (self._table.cell(row, column) for column in self._mapping.comments)))
        yield PlannedRow(row.place, proposal, named, judged, day, evidence, comments)

    # The identity of a row.

    def _identity(self, row: InputRow) -> tuple[str, bool]:
        """The id of a row, and whether it identifies the row; if built from number and title, these identify it."""
        if given := self._word(row, "id"):
            identifier = self._given_id(row, given)
            if identifier:
                self._check_unique(row, "id", identifier)
            return identifier, True
        number, title = self._number(row), self._cell(row, "title")
        place = slug(f"{PurePath(self._table.name).stem} {row.place}")
        if number is None and not title:
            return place, True
        self._check_unique(row, *(("number", str(number)) if number is not None else ("title", title)))
        padded = f"{number:0{self._digits}}" if isinstance(number, int) else number or ""
        words = "-".join(filter(None, (slug(padded), slug(title))))
        return self._ids.take(words[: LONGEST_IDENTIFIER - 10].rstrip("-") or place), False

    def _given_id(self, row: InputRow, given: str) -> str:
        wrong = fault(given)
        if wrong is None:
            return given
        identifier = slug(given)
        if not identifier:
            self._wrong(row, self._mapping.fields["id"], f"no id can be made from {shown(given)}")
        self._remark(row, "id", f"{shown(given)} {wrong}; the id {identifier!r} was made from it")
        return identifier

    def _check_unique(self, row: InputRow, key: str, value: str) -> None:
        first = self._places.setdefault((key, fold_case(value)), row.place)
        if first != row.place:
            message = f"{shown(value.strip())} is also in {first}; a proposal has one row"
            self._wrong(row, self._mapping.fields[key], message)

    def _number(self, row: InputRow) -> int | str | None:
        word = self._word(row, "number")
        return number_or_label(word) if word else None

    def _status(self, row: InputRow) -> Status | None:
        word = self._cell(row, "status")
        known = [status.value for status in Status if status is not Status.CONFLICTING]
        if not word or fold(word) in known:
            return Status(fold(word)) if word else None
        message = f"{shown(word)} is not one of {', '.join(known)}{nearest(word, known)}"
        self._wrong(row, self._mapping.fields["status"], message)
        return None

    def _proposers(self, row: InputRow) -> tuple[str, ...]:
        """The ids of the sides that put the proposal forward, or the names as written."""
        text = self._word(row, "proposed_by")
        parts = [text] if self._party(text) else text.split(";")
        names = [part.strip() for part in parts if part.strip()]
        for name in names:
            if self._party(name) is None:
                message = f"{shown(name)} is neither a side nor a person of the negotiation; see negotrack check"
                self._remark(row, "proposed_by", message)
        return tuple(self._party(name) or name for name in names)

    def _party(self, name: str) -> str | None:
        """A side's id or a person's name; None if it is neither. Cached, as thousands of rows name the same few."""
        if name not in self._parties:
            self._parties[name] = party(self._negotiation, name)
        return self._parties[name]

    # Where the sides stand.

    def _positions(self, row: InputRow, day: Span | None) -> Iterator[dict[str, Any]]:
        """The positions of a row, as tables of its file; an empty cell gives none."""
        for columns in self._mapping.sides:
            texts = {key: self._table.cell(row, columns.others.get(key)) or None for key in TEXTS}
            stance = self._stance(row, columns, texts)
            if stance is None:
                continue
            position = {
                "side": columns.side.id,
                "stance": stance,
                **texts,
                "date": self._date(row, columns.others.get("date")) or day,
                "evidence": (self._evidence(row),),
            }
            yield {key: value for key, value in position.items() if value is not None}

    def _stance(self, row: InputRow, columns: SideColumns, texts: dict[str, str | None]) -> Stance | None:
        """The stance in a cell; a sentence becomes the statement, with the stance not coded until somebody codes it."""
        cell = self._table.cell(row, columns.stance)
        key = fold(cell)
        if cell and key not in self._mapping.words and not is_sentence(cell):
            self.findings.unknown(InputProblem(cell.strip(), row.place, columns.stance))
            return None
        stance = self._mapping.words.get(key, Stance.NOT_CODED) if cell else None
        if stance is Stance.NOT_CODED and key != Stance.NOT_CODED:
            texts["statement"] = "\n".join(filter(None, (cell.strip(), texts["statement"])))
        said = texts["statement"] or texts["counter"]
        return Stance.NOT_CODED if stance is None and said else stance

    def _date(self, row: InputRow, column: str | None) -> Span | None:
        text = self._table.cell(row, column)
        if column is None or not text:
            return None
        try:
            return read_written(text, self._mapping.date_order)
        except UnclearOrderError as error:
            advice = "say which comes first in this column with --date-order dmy or mdy"
            self._wrong(row, column, f"{shown(text)} {error}; {advice}")
        except ValueError as error:
            self._wrong(row, column, f"{shown(text)} {error}")
        return None

    def _evidence(self, row: InputRow) -> Evidence:
        title = self._table.cell(row, self._mapping.source) or self._mapping.source_title
        where = self._cell(row, "where")
        if title is None:  # the imported file itself is the source
            name = self._table.name
            return Evidence(source=self.sources.named(name, PurePath(name).stem), where=where or row.place)
        return Evidence(source=self.sources.named(title.strip(), title), where=where or None)

    def _cell(self, row: InputRow, key: str) -> str:
        return self._table.cell(row, self._mapping.fields.get(key))

    def _word(self, row: InputRow, key: str) -> str:
        return self._table.word(row, self._mapping.fields.get(key))

    def _wrong(self, row: InputRow, column: str, message: str) -> None:
        self.findings.wrong.append(InputProblem(message, row.place, column))

    def _remark(self, row: InputRow, key: str, message: str) -> None:
        self.findings.remark(key, InputProblem(message, row.place, self._mapping.fields[key]))
