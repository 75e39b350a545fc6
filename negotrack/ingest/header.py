"""The file negotiation.toml of a new negotiation, laid out for the person who goes on with it."""

from __future__ import annotations

from negotrack.model.records import Header, plain
from negotrack.text import safe


def header_content(header: Header, name: str) -> bytes:
    """The bytes of the file; every side and source stands in a block of its own, to be added to by hand.

    Args:
        header: a title, a word for proposals, sides and sources; it has nothing else yet.
        name: the name of the file that it was imported from.
    """
    import tomli_w

    table = plain(header)
    blocks = [(kind, record) for kind in ("sides", "sources") for record in table.pop(kind, ())]
    made = f"# Made by negotrack import of {safe(name)}; from now on it is written by hand.\n"
    text = made + tomli_w.dumps(table) + "".join(f"\n[[{kind}]]\n{tomli_w.dumps(record)}" for kind, record in blocks)
    return text.encode("utf-8")
