"""Reads documents as `python -m factcheck.text.reading` does, from a process that has the readers loaded already.

A process of its own for each document costs a third of a second before it reads the first letter, and the tests hand
in a thousand. Here one process a run loads the readers, and forks for each document: what is forked is bounded, reads
its standard input and ends as the product's own process does, since it runs that very module.

Tests of hostile documents and files take the fixture `cold_reader`, the product's own process;
`tests/reading/test_a_process_of_its_own.py` holds the two against each other.
"""

import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from typing import BinaryIO

TESTS = Path(__file__).parent.parent
MODULE = "factcheck.text.reading"
LONGEST = 64 * 1024


class WarmReader:
    """Stands in for the module `subprocess` in what starts readers; whatever is no reader is started as ever."""

    TimeoutExpired = subprocess.TimeoutExpired

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.process: subprocess.Popen | None = None
        self.line: socket.socket

    def run(
        self, order: list[str], *, input: bytes, timeout: float, **options: bool
    ) -> subprocess.CompletedProcess:
        """As `subprocess.run(order, input=input, capture_output=True, timeout=timeout)`."""
        with (
            self.lock,
            tempfile.TemporaryFile() as stdin,
            tempfile.TemporaryFile() as stdout,
            tempfile.TemporaryFile() as stderr,
        ):
            stdin.write(input)
            stdin.seek(0)
            code = self._exchange(order, timeout, (stdin, stdout, stderr))
            stdout.seek(0)
            stderr.seek(0)
            return subprocess.CompletedProcess(
                order, code, stdout.read(), stderr.read()
            )

    def _exchange(
        self, order: list[str], timeout: float, files: tuple[BinaryIO, ...]
    ) -> int:
        if self.process is None:
            self._start()
        self.line.settimeout(timeout)
        arguments = json.dumps(order[order.index(MODULE) + 1 :]).encode()
        socket.send_fds(self.line, [arguments], [file.fileno() for file in files])
        try:
            return int(self.line.recv(LONGEST))
        except TimeoutError:
            self.stop()
            raise self.TimeoutExpired(order, timeout) from None

    def _start(self) -> None:
        self.line, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "support.reader_server", str(theirs.fileno())],
                pass_fds=[theirs.fileno()],
                env=os.environ | {"PYTHONPATH": f"{TESTS.parent}:{TESTS}"},
                start_new_session=True,
            )

    def stop(self) -> None:
        """End the process and whatever it forked."""
        if self.process is None:
            return
        self.line.close()
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self.process = None
