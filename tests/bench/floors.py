"""The floors: each task stripped to the bare minimum, which no program can beat."""

from __future__ import annotations

import os
import secrets
import time
from pathlib import Path

IMPORTS = """
import argparse, json, tomli
from pydantic import BaseModel
class Model(BaseModel):
    field: int
"""
"""What a command that reads TOML into a model has to import."""

SCREEN = """
from textual.app import App
from textual.widgets import DataTable, Footer, Header

class Bare(App):
    BINDINGS = [("j", "down", "down"), ("q", "quit", "quit")]
    def compose(self):
        yield Header()
        yield DataTable(cursor_type="row")
        yield Footer()
    def on_mount(self):
        table = self.query_one(DataTable)
        table.add_columns("number", "title", "status")
        for number in range(12):
            table.add_row(str(number), f"title of row {number}", "accepted")
    def action_down(self):
        self.query_one(DataTable).action_cursor_down()

Bare().run()
"""
"""A bare Textual application with as many rows as the shipped negotiation."""
SCREEN_SHOWS = "title of row 11"


def read_and_parse(folder: Path) -> float:
    """Seconds to read every proposal of a negotiation and parse it, in a bare loop."""
    import tomli

    started = time.perf_counter()
    for path in (folder / "proposals").iterdir():
        tomli.loads(path.read_bytes().decode())
    return time.perf_counter() - started


def save(folder: Path, content: bytes) -> float:
    """Seconds to save a file durably with nothing but the system calls that this takes."""
    started = time.perf_counter()
    path = folder / secrets.token_hex(8)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT)
    os.write(handle, content)
    os.fsync(handle)
    os.close(handle)
    path.rename(f"{path}.toml")
    handle = os.open(folder, os.O_RDONLY)
    os.fsync(handle)
    os.close(handle)
    return time.perf_counter() - started
