"""The command ``add``."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from negotrack.cli.context import Context, note, put
from negotrack.cli.parser import Parser, example
from negotrack.cli.values import cited, credibility, number, span, word
from negotrack.editing.adding import ADDABLE, add
from negotrack.editing.targets import find_side
from negotrack.model.vocabulary import EventKind, Reliability, Status

_TEXT = {"metavar": "TEXT"}
_OPTIONS: dict[str, dict[str, Any]] = {
    "number": {"metavar": "N", "type": number, "help": 'a whole number, or a label as "3 bis"; left out: unknown'},
    "title": {**_TEXT, "help": "left out of a proposal: contents not reported"},
    "proposed_by": {
        "metavar": "SIDE",
        "action": "append",
        "default": [],
        "help": "a side or a person; may be repeated",
    },
    "status": {"metavar": "S", "type": word(Status), "default": Status.OPEN, "help": "open unless given"},
    "summary": {**_TEXT, "help": "its contents, in your words"},
    "topic": {**_TEXT, "help": "what it is about; groups what belongs together"},
    "counters": {"metavar": "ID", "help": "the proposal that this one answers"},
    "publisher": _TEXT,
    "date": {"metavar": "D", "type": span, "help": "a day, or a span as 2021-08-17/2021-08-30~"},
    "url": {"metavar": "URL"},
    "reliability": {
        "metavar": "L",
        "type": word(Reliability),
        "help": "A to F; F: cannot be judged; left out: not judged",
    },
    "note": _TEXT,
    "kind": {"metavar": "K", "type": word(EventKind), "help": "meeting, statement or event"},
    "place": _TEXT,
    "outcome": _TEXT,
    "evidence": {"metavar": "ID[@WHERE]", "action": "append", "default": [], "help": "where it can be checked"},
    "claim": {**_TEXT, "help": "what is claimed"},
    "by": {"metavar": "NAME", "help": "who claims it"},
    "name": {"metavar": "NAME", "help": "of a person, or what a delegation is called"},
    "side": {"metavar": "SIDE", "help": "left out for a mediator"},
    "role": _TEXT,
    "mandate": {**_TEXT, "help": "what they were sent to do, and by whom"},
}
_REQUIRED = {"source": ("title",), "event": ("title",), "claim": ("topic", "claim", "by"), "person": ("name",)}
_KEYS = {
    "proposal": ("number", "title", "proposed_by", "status", "summary", "topic", "counters"),
    "source": ("title", "publisher", "date", "url", "reliability", "note"),
    "event": ("title", "kind", "date", "place", "outcome", "note", "evidence"),
    "claim": ("topic", "claim", "by", "date", "note", "evidence"),
    "person": ("name", "side", "role", "mandate", "note", "evidence"),
}


def configure(parser: Parser) -> None:
    """Say what the command takes."""
    kinds = parser.add_subparsers(dest="what", metavar="WHAT", title="what to add", required=True, parser_class=Parser)
    for what, keys in _KEYS.items():
        kind = kinds.add_parser(what, help=f"a {what}: {', '.join(keys)}", description=f"Add a {what}.")
        for key in keys:
            _add(kind, what, key)
        kind.add_argument("--id", metavar="ID", help="its id; made of what else is given otherwise")
        kind.epilog = example(_EXAMPLES[what])
    parser.epilog = example(*_EXAMPLES.values())


def run(context: Context) -> int:
    """Add one record in a file of its own."""
    given, negotiation = context.arguments, context.negotiation
    fields: dict[str, Any] = {key: getattr(given, key) for key in _KEYS[given.what]}
    if given.what == "proposal":
        fields["proposed_by"] = tuple(_proposer(context, name) for name in given.proposed_by)
    if given.what == "person" and given.side:
        fields["side"] = find_side(negotiation, given.side)
    if "evidence" in fields:
        fields["evidence"] = tuple(cited(named, given.credibility) for named in given.evidence)
    change = add(negotiation, given.what, fields, given.id)
    context.make(change)
    where = change.files[0].path
    put(f"added {context.folder / where}")
    if given.what == "proposal":
        note(f"no position is recorded yet: negotrack record {Path(where).stem} --side … --stance … --source …")
    return 0


def _add(parser: argparse.ArgumentParser, what: str, key: str) -> None:
    option = _OPTIONS[key]
    flag = f"--{'by' if key == 'proposed_by' else 'source' if key == 'evidence' else key}"
    parser.add_argument(flag, dest=key, required=key in _REQUIRED.get(what, ()), **option)
    if key == "evidence":
        parser.add_argument("--credibility", metavar="N", type=credibility, help="1 to 6; left out: not judged")


def _proposer(context: Context, named: str) -> str:
    if any(person.name == named for person in context.negotiation.people):
        return named
    return find_side(context.negotiation, named)


_EXAMPLES = {
    "proposal": 'negotrack add proposal --number 13 --title "An exchange of prisoners" --by resistance',
    "source": 'negotrack add source --title "Statement of the delegation" --date 2021-09-07 --reliability C',
    "event": 'negotrack add event --title "A third meeting" --kind meeting --date 2021-09-08',
    "claim": 'negotrack add claim --topic "Prisoners" --claim "forty" --by "a local official"',
    "person": 'negotrack add person --name "A. Example" --side resistance --role spokesperson',
}
assert set(_EXAMPLES) == set(_KEYS) == set(ADDABLE)  # noqa: S101 - three tables of one set of words
