"""The command ``add``."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from negotrack.cli.arguments import LIST, RELEASE, add_evidence, evidence, span, word
from negotrack.cli.context import Context
from negotrack.cli.main import Parser, example
from negotrack.cli.streams import note
from negotrack.editing.adding import ADDABLE, add
from negotrack.editing.targets import find_party, find_proposal, find_side
from negotrack.model.identifiers import number_or_label
from negotrack.model.vocabulary import EventKind, Reliability, Status
from negotrack.store.validate import MODELS

_TEXT = {"metavar": "TEXT"}
_OPTIONS: dict[str, Mapping[str, Any]] = {
    "number": {
        "metavar": "N",
        "type": number_or_label,
        "help": 'a whole number, or a label such as "3 bis"; unknown if left out',
    },
    "title": {**_TEXT, "help": "what it is called"},
    "proposed_by": {"metavar": "SIDE", **LIST, "help": "a side or a person; may be repeated"},
    "status": {"metavar": "S", "type": word(Status), "default": Status.OPEN, "help": "open by default"},
    "summary": {**_TEXT, "help": "its contents, in your words"},
    "topic": {**_TEXT, "help": "what it is about; groups related records"},
    "counters": {"metavar": "ID", "help": "the proposal that this one answers"},
    "publisher": {**_TEXT, "help": "who published it"},
    "date": {"metavar": "D", "type": span, "help": "a day, or a span such as 2021-08-17/2021-08-30~"},
    "url": {"metavar": "URL", "help": "its address"},
    "reliability": {
        "metavar": "L",
        "type": word(Reliability),
        "help": "A to F; F means that it cannot be judged; not judged if left out",
    },
    "note": {**_TEXT, "help": "anything else worth knowing"},
    "kind": {"metavar": "K", "type": word(EventKind), "help": ", ".join(EventKind)},
    "place": {**_TEXT, "help": "where it was, or will be"},
    "outcome": {**_TEXT, "help": "what came of it"},
    "holds_up": {"metavar": "ID", **LIST, "help": "a proposal that waits for this one; may be repeated"},
    "proposals": {"metavar": "PROPOSAL", **LIST, "help": "a proposal in it; give two or more"},
    "owner": {"metavar": "SIDE", **LIST, "help": "a side or a person who ties them together; may be repeated"},
    "all_or_nothing": {"action": "store_true", "help": "no part of it can be had without the rest"},
    "release": RELEASE,
    "claim": {**_TEXT, "help": "what is claimed"},
    "by": {"metavar": "NAME", "help": "who claims it"},
    "name": {"metavar": "NAME", "help": "the name of the person or delegation"},
    "side": {"metavar": "SIDE", "help": "left out for a mediator"},
    "role": {**_TEXT, "help": "such as spokesperson, or delegation"},
    "mandate": {**_TEXT, "help": "what they were sent to do, and by whom"},
}
_FLAGS = {"proposed_by": "by", "proposals": "proposal", "evidence": "source"}
_OF_A_PROPOSAL = {"title": "what is proposed; leave it out if the contents are not reported"}
"""The help of options that mean something else for a proposal."""
_MODELS = {what: MODELS[kind] for what, kind in ADDABLE.items()}
_KEYS = {what: [key for key in model.model_fields if key in {*_OPTIONS, "evidence"}] for what, model in _MODELS.items()}


def configure(parser: Parser) -> None:
    """Define the arguments of the command."""
    kinds = parser.add_subparsers(dest="what", metavar="KIND", title="what to add", required=True, parser_class=Parser)
    for what, keys in _KEYS.items():
        one = f"an {what}" if what[0] in "aeiou" else f"a {what}"
        flags = ", ".join(map(_flag, keys))
        kind = kinds.add_parser(what, help=f"{one}: {flags}", description=f"Add {one}.")
        for key in keys:
            _add(kind, what, key)
        kind.add_argument("--id", metavar="ID", help="its id; by default made from the other options")
        kind.epilog = example(_EXAMPLES[what])
    parser.epilog = example(*_EXAMPLES.values())


def run(context: Context) -> int:
    """Add one record, in a file of its own."""
    given, negotiation = context.arguments, context.negotiation
    fields: dict[str, Any] = {key: getattr(given, key) for key in _KEYS[given.what]}
    if given.what == "proposal":
        fields["proposed_by"] = tuple(find_party(negotiation, name) for name in given.proposed_by)
        fields["counters"] = find_proposal(negotiation, given.counters) if given.counters else None
        fields["holds_up"] = tuple({"proposal": find_proposal(negotiation, each)} for each in given.holds_up)
    if given.what == "person" and given.side:
        fields["side"] = find_side(negotiation, given.side)
    if given.what == "package":
        fields["proposals"] = tuple(find_proposal(negotiation, each) for each in given.proposals)
        fields["owner"] = tuple(find_party(negotiation, each) for each in given.owner)
    if "evidence" in fields:
        fields["evidence"] = evidence(given.evidence, negotiation.sources)
    change = add(negotiation, given.what, fields, given.id)
    context.make(change)
    if given.what == "proposal":
        identifier = Path(change.files[0].path).stem
        note(f"no position is recorded on it yet; next: negotrack record {identifier} --side … --stance … --source …")
    return 0


def _add(parser: argparse.ArgumentParser, what: str, key: str) -> None:
    if key == "evidence":
        add_evidence(parser)
        return
    options = dict(_OPTIONS[key])
    if what == "proposal":
        options["help"] = _OF_A_PROPOSAL.get(key, options["help"])
    parser.add_argument(_flag(key), dest=key, required=_MODELS[what].model_fields[key].is_required(), **options)


def _flag(key: str) -> str:
    return f"--{_FLAGS.get(key, key).replace('_', '-')}"


_EXAMPLES = {
    "proposal": 'negotrack add proposal --number 13 --title "An exchange of prisoners" --by resistance',
    "source": 'negotrack add source --title "Statement of the delegation" --date 2021-09-07 --reliability C',
    "event": 'negotrack add event --title "A third meeting" --kind meeting --date 2021-09-08',
    "claim": 'negotrack add claim --topic "Prisoners" --claim "forty" --by "a local official"',
    "package": 'negotrack add package --title "Arms and posts" --proposal no-dis --proposal local --all-or-nothing',
    "person": 'negotrack add person --name "A. Example" --side resistance --role spokesperson',
}
