"""The parts of the README that are generated from the program.

python -m tests.readme      rewrites them
"""

from __future__ import annotations

from pathlib import Path

from negotrack.cli.main import COMMANDS
from negotrack.tui.actions import ACTIONS, Group, key_words, where

README = Path(__file__).parents[1] / "README.md"


def parts() -> dict[str, str]:
    """The generated parts, by the name of their markers."""
    return {"commands": _commands(), "keys": _keys()}


def with_parts(text: str) -> str:
    """The text with every generated part up to date."""
    for name, part in parts().items():
        begins, ends = f"<!-- {name} -->\n", f"<!-- /{name} -->"
        before, _, rest = text.partition(begins)
        text = f"{before}{begins}{part}{ends}{rest.partition(ends)[2]}"
    return text


def _commands() -> str:
    rows = [f"| `{name}` | {does} |" for name, does in COMMANDS.items()]
    return "\n".join(["| command | does |", "|---|---|", "| (none) | opens the terminal interface |", *rows, ""])


def _keys() -> str:
    rows = ["| key | does | where |", "|---|---|---|"]
    for group in Group:
        for action in ACTIONS:
            if action.group is group:
                keys = " ".join(f"`{key_words(key)}`" for key in action.keys)
                rows.append(f"| {keys} | {action.description} | {where(action)} |")
    return "\n".join([*rows, ""])


if __name__ == "__main__":
    README.write_text(with_parts(README.read_text(encoding="utf-8")), encoding="utf-8")
