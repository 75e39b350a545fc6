"""The command ``schema``."""

from __future__ import annotations

from negotrack import pages
from negotrack.cli.context import Context
from negotrack.cli.main import Parser, example
from negotrack.cli.streams import put
from negotrack.model.records import FILES, schema_of, schema_text


def configure(parser: Parser) -> None:
    """Define the arguments of the command."""
    parser.add_argument("kind", metavar="KIND", choices=[*FILES, "report"], help=", ".join([*FILES, "report"]))
    parser.epilog = example("negotrack schema proposal", "negotrack schema report")


def run(context: Context) -> int:
    """Print one JSON Schema."""
    kind = context.arguments.kind
    described = pages.writers.json_schema.schema() if kind == "report" else schema_of(kind)
    put(schema_text(described))
    return 0
