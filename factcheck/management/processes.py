"""Programs that run beside this one: started, watched, and ended with all that they started."""

import fcntl
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

GRACE = 10
"""Seconds that a program has to finish what it is doing."""


class ProcessDied(BaseException):
    """A program that should have gone on running has ended; the message names it and gives its last lines."""


class Interrupted(BaseException):
    """A signal told this program to end."""


@dataclass(frozen=True)
class Program:
    """A running program, leader of a process group of its own, and the file that it writes to."""

    name: str
    process: subprocess.Popen
    log: Path

    def check(self) -> None:
        """Raise ProcessDied when it has ended."""
        if (code := self.process.poll()) is not None:
            raise ProcessDied(
                f"The {self.name} ended by itself ({code}); {self.log} ends with:\n{self.last_lines()}"
            )

    def last_lines(self, count: int = 5) -> str:
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-count:])


def launch(name: str, arguments: list[str], log: Path, **environment: str) -> Program:
    """Run a module of this Python as a program of its own; what it prints goes to `log`."""
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", *arguments],
            env=os.environ | environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    return Program(name, process, log)


def stop(programs: list[Program], grace: float = GRACE) -> None:
    """Ask each to finish, wait, then end whatever is left of its group."""
    for program in programs:
        program.process.terminate()
    deadline = time.monotonic() + grace
    for program in programs:
        with suppress(subprocess.TimeoutExpired):
            program.process.wait(max(0, deadline - time.monotonic()))
        with suppress(ProcessLookupError):
            os.killpg(program.process.pid, signal.SIGKILL)
        program.process.wait()


class Supervisor:
    """Programs that live as long as a `with` block and no longer, however it ends.

    Inside the block the death of one of them raises ProcessDied at once, and a signal to end raises Interrupted.
    """

    ENDS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)

    def __init__(self) -> None:
        self.programs: list[Program] = []
        self.launching = self.should_end = False
        self.handlers_before: dict = {}

    def __enter__(self) -> "Supervisor":
        for number in self.ENDS:
            self.handlers_before[number] = signal.signal(number, self.on_end)
        self.handlers_before[signal.SIGCHLD] = signal.signal(
            signal.SIGCHLD, self.on_child
        )
        return self

    def __exit__(self, *_: object) -> None:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        for number in self.ENDS:
            signal.signal(number, signal.SIG_IGN)
        stop(self.programs)
        for number, handler in self.handlers_before.items():
            signal.signal(number, handler)

    def start(
        self, name: str, arguments: list[str], log: Path, **environment: str
    ) -> None:
        """Launch a program. A signal that comes meanwhile waits, so that none is started and then forgotten."""
        self.launching = True
        program = launch(name, arguments, log, **environment)
        self.programs.append(program)
        self.launching = False
        if self.should_end:
            raise Interrupted
        program.check()

    def on_end(self, *_: object) -> None:
        self.should_end = True
        if not self.launching:
            raise Interrupted

    def on_child(self, *_: object) -> None:
        for program in self.programs:
            program.check()


@contextmanager
def only_one(path: Path) -> Iterator[bool]:
    """Whether this is the only program that holds `path` just now."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True


def port_is_free(port: int, host: str = "127.0.0.1") -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def free_port(host: str = "127.0.0.1") -> int:
    """A port that nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind((host, 0))
        return probe.getsockname()[1]


def wait_for_answer(url: str, seconds: float = 30) -> None:
    """Return as soon as `url` answers, with whatever status. Raises TimeoutError."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            urllib.request.urlopen(url, timeout=2).close()
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError(f"{url} did not answer within {seconds:.0f} seconds.")
