"""A headless Chromium, driven through the pipes of its DevTools protocol; only what the browser tests need."""

from __future__ import annotations

import base64
import fcntl
import json
import os
import select
import shutil
import time
from pathlib import Path
from typing import Any

PROGRAM = shutil.which("chromium")
"""The path of the browser; None if there is none."""

_OPTIONS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-dev-shm-usage", "--hide-scrollbars"),
    *("--no-first-run", "--no-default-browser-check", "--disable-extensions", "--disable-component-update"),
    *("--disable-background-networking", "--disable-sync", "--disable-default-apps", "--remote-debugging-pipe"),
)
_OBSERVED = ("Page", "Network", "Runtime", "Log", "Audits")
_TELLING = {
    *("Runtime.consoleAPICalled", "Runtime.exceptionThrown", "Log.entryAdded", "Audits.issueAdded"),
}
_PATIENCE = 60.0
_FREE = 10
"""The first descriptor that cannot clash with those where the browser expects its pipes."""


class Browser:
    """A running browser with one tab.

    Attributes:
        requests: the addresses that the page has requested.
        messages: console messages, errors and issues that the browser has reported for the page.
    """

    def __init__(self, program: str, profile: Path) -> None:
        theirs_in, self._out = _pipe()
        self._in, theirs_out = _pipe()
        self._process = _start([program, *_OPTIONS, f"--user-data-dir={profile}"], profile, theirs_in, theirs_out)
        self._session: dict[str, str] = {}
        self._received = b""
        self._number = 0
        self._loaded: set[str] = set()
        self.requests: list[str] = []
        self.messages: list[str] = []
        target = self.send("Target.createTarget", url="about:blank")["targetId"]
        self._session = {"sessionId": self.send("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]}
        for domain in _OBSERVED:
            self.send(f"{domain}.enable")
        self.send("Page.setLifecycleEventsEnabled", enabled=True)

    def close(self) -> None:
        """Quit the browser."""
        self._session = {}
        self.send("Browser.close")
        os.close(self._out)
        os.close(self._in)
        os.waitpid(self._process, 0)

    def show(self, page: Path) -> None:
        """Open a page."""
        self.lay_out()
        self.requests, self.messages = [], []
        loader = self.send("Page.navigate", url=page.as_uri())["loaderId"]
        while loader not in self._loaded:
            self._observe(self._receive())

    def lay_out(self, *, width: int = 1280, dark: bool = False, paper: bool = False) -> None:
        """Lay out the page for a window of a given width, or for paper of that width."""
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.send("Emulation.setDeviceMetricsOverride", width=width, height=900, deviceScaleFactor=1, mobile=False)
        self.send("Emulation.setEmulatedMedia", media="print" if paper else "", features=[scheme])

    def value(self, expression: str) -> Any:
        """The value of a JavaScript expression on the page."""
        answer = self.send("Runtime.evaluate", expression=expression, returnByValue=True)
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")

    def paper(self, width: float, height: float) -> bytes:
        """The page as a PDF, as the print dialog writes it; width and height of the sheet are in inches."""
        return base64.b64decode(self.send("Page.printToPDF", paperWidth=width, paperHeight=height)["data"])

    def send(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Call a method of the protocol and wait for its result."""
        self._number += 1
        message = {"id": self._number, "method": method, "params": parameters, **self._session}
        data = json.dumps(message).encode() + b"\0"
        while data:
            data = data[os.write(self._out, data) :]
        while True:
            answer = self._receive()
            if answer.get("id") == self._number:
                assert "error" not in answer, (method, answer["error"])
                return dict(answer["result"])
            self._observe(answer)

    def _observe(self, event: dict[str, Any]) -> None:
        method, told = event.get("method"), event.get("params", {})
        if method == "Network.requestWillBeSent":
            self.requests.append(told["request"]["url"])
        elif method in _TELLING:
            self.messages.append(f"{method}: {json.dumps(told)}")
        elif method == "Page.lifecycleEvent" and told["name"] == "load":
            self._loaded.add(told["loaderId"])

    def _receive(self) -> dict[str, Any]:
        deadline = time.monotonic() + _PATIENCE
        while b"\0" not in self._received:
            if not select.select([self._in], [], [], max(0.0, deadline - time.monotonic()))[0]:
                raise TimeoutError("the browser does not answer")
            more = os.read(self._in, 1 << 20)
            if not more:
                raise EOFError("the browser has ended")
            self._received += more
        message, _, self._received = self._received.partition(b"\0")
        return dict(json.loads(message))


def _pipe() -> tuple[int, int]:
    """The two ends of a pipe: one to read from and one to write to."""
    ends = os.pipe()
    moved = [fcntl.fcntl(end, fcntl.F_DUPFD_CLOEXEC, _FREE) for end in ends]
    for end in ends:
        os.close(end)
    return moved[0], moved[1]


def _start(command: list[str], home: Path, reading: int, writing: int) -> int:
    """Start a browser that reads from descriptor 3 and writes to descriptor 4; return its process id."""
    actions = [
        (os.POSIX_SPAWN_DUP2, reading, 3),
        (os.POSIX_SPAWN_DUP2, writing, 4),
        *((os.POSIX_SPAWN_OPEN, standard, os.devnull, os.O_RDWR, 0) for standard in (1, 2)),
    ]
    process = os.posix_spawn(command[0], command, {**os.environ, "HOME": str(home)}, file_actions=actions)
    os.close(reading)
    os.close(writing)
    return process
