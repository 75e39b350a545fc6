"""Agreeing on what the columns of a table are: shown and corrected on a terminal, and in a pipe put as a command."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Mapping, Sequence

from negotrack.cli.streams import note, put
from negotrack.errors import NegotrackError
from negotrack.ingest.columns import ImportRequest
from negotrack.ingest.guessing import Guess
from negotrack.ingest.plan import ImportPlan
from negotrack.text import safe

Show = Callable[[Guess], None]
Plan = Callable[[Guess], ImportPlan]
_YES = {"", "y", "yes"}
_NO = {"n", "no", "q", "quit"}
_SHOWN = 10
"""How many problems are listed before the columns are asked for again."""


def agree(guess: Guess, folder: str, show: Show, plan: Plan) -> tuple[Guess, ImportPlan] | None:
    """Show what the columns are taken for until the person agrees; None where nothing is to be written.

    Args:
        guess: what they are taken for.
        folder: where the negotiation would be.
        show: shows the guess with the first rows as they would be.
        plan: works out the whole import.
    """
    _put(guess, show)
    while (answer := _answer(f"Import into {safe(folder)}? enter: yes, q: no > ").casefold()) not in _NO:
        try:
            if answer not in _YES:
                guess = guess.corrected(answer)
                _put(guess, show)
                continue
            found = plan(guess)
        except NegotrackError as error:
            note(str(error))
            continue
        if not found.problems:
            return guess, found
        for problem in found.problems[:_SHOWN]:
            note(str(problem))
        if len(found.problems) > _SHOWN:
            note(f"and {len(found.problems) - _SHOWN:,} more like these")
    note("nothing was written")
    return None


def _put(guess: Guess, show: Show) -> None:
    show(guess)
    put("")
    if guess.unclear_order:
        put("The dates do not say which comes first: write dmy where it is the day, mdy where it is the month.")
    put("To correct: a column's number and what it is, as 6 skip, 3 side NAME, 5 statement 3; or aye=accepts.")


def command_line(request: ImportRequest, file: str, folder: str, options: Mapping[str, str | None]) -> str:
    """The whole command that would import a table as the request says.

    Args:
        request: which column is what.
        file: the table.
        folder: where the negotiation would be.
        options: every other option that has a value, by its name.
    """
    several: Mapping[str, Sequence[str]] = {
        "to": (folder,),
        **{key.replace("_", "-"): (column,) for key, column in request.fields.items()},
        "side": request.sides,
        "statement": request.statements,
        "counter": request.counters,
        "date": request.dates,
        "date-order": (request.date_order,) if request.date_order else (),
        "stance": request.stances,
        "source": (request.source,) if request.source else (),
        "comment": request.comments,
        **{key: (value,) for key, value in options.items() if value is not None},
    }
    words = [word for key, values in several.items() for value in values for word in (f"--{key}", value)]
    return shlex.join(["negotrack", "import", file, *words])


def _answer(question: str) -> str:
    """What the person types; a no where the input has ended."""
    try:
        return input(question).strip()
    except EOFError:
        put("")
        return "no"
