import os
import signal
import socket
import time
from pathlib import Path

import pytest

from factcheck.management import processes

pytestmark = pytest.mark.slow

PARENT_OF_ONE = """
import subprocess, sys, time
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
print(child.pid, flush=True)
time.sleep(60)
"""


STUBBORN = """
import signal, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
print("ready", flush=True)
time.sleep(60)
"""


@pytest.fixture
def module(tmp_path, monkeypatch):
    """Write a module that a program can run."""
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))

    def write(name, code):
        (tmp_path / f"{name}.py").write_text(code)
        return [name]

    return write


def wait_until(condition):
    deadline = time.monotonic() + 10
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.02)
    return condition()


def first_line(path):
    wait_until(lambda: path.read_text().endswith("\n"))
    return path.read_text().strip()


def is_running(pid):
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"


def test_what_a_program_started_ends_with_it(module, tmp_path):
    with processes.Supervisor() as supervisor:
        supervisor.start("parent", module("parent", PARENT_OF_ONE), tmp_path / "log")
        grandchild = int(first_line(tmp_path / "log"))
        assert is_running(grandchild)

    assert supervisor.programs[0].process.returncode is not None
    assert wait_until(lambda: not is_running(grandchild))


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_everything(module, tmp_path, number):
    before = signal.getsignal(number)
    supervisor = processes.Supervisor()

    def run():
        with supervisor:
            supervisor.start(
                "sleeper",
                module("sleeper", "import time; time.sleep(60)"),
                tmp_path / "log",
            )
            os.kill(os.getpid(), number)

    pytest.raises(processes.Interrupted, run)
    assert supervisor.programs[0].process.returncode is not None
    assert signal.getsignal(number) is before


def test_a_signal_while_starting_forgets_no_program(module, tmp_path, monkeypatch):
    launch = processes.launch

    def interrupted_launch(*arguments, **environment):
        os.kill(os.getpid(), signal.SIGTERM)
        return launch(*arguments, **environment)

    monkeypatch.setattr(processes, "launch", interrupted_launch)
    with pytest.raises(processes.Interrupted), processes.Supervisor() as supervisor:
        supervisor.start(
            "sleeper",
            module("sleeper", "import time; time.sleep(60)"),
            tmp_path / "log",
        )

    assert supervisor.programs[0].process.returncode is not None


def test_the_death_of_a_program_shows_its_last_words(module, tmp_path):
    def run():
        with processes.Supervisor() as supervisor:
            supervisor.start(
                "worker",
                module("dying", "raise SystemExit('no such broker')"),
                tmp_path / "log",
            )
            time.sleep(10)

    with pytest.raises(processes.ProcessDied, match="no such broker"):
        run()


def test_a_program_that_will_not_end_is_ended(module, tmp_path):
    program = processes.launch(
        "stubborn", module("stubborn", STUBBORN), tmp_path / "log"
    )
    first_line(tmp_path / "log")

    processes.stop([program], grace=0.2)

    assert program.process.returncode == -signal.SIGKILL


def test_a_taken_port_is_noticed():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert not processes.port_is_free(port)

    assert processes.port_is_free(port)


def test_only_one_holds_the_lock(tmp_path):
    with (
        processes.only_one(tmp_path / "lock") as first,
        processes.only_one(tmp_path / "lock") as second,
    ):
        assert (first, second) == (True, False)
