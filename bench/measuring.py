"""One seeded site, served, and every target measured in alternating rounds."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from factcheck.management import processes

from .targets import Target, targets

CONNECTIONS = 4
YARDS = ("constant", "stored list", "stock DRF list")
SERVER = [
    "gunicorn",
    "factcheck.config.wsgi",
    "--worker-class",
    "gthread",
    "--workers",
    "1",
    "--threads",
    "4",
]
KEPT_ALIVE = ["--keep-alive", "30", "--log-level", "warning"]


@dataclass(frozen=True)
class Plan:
    """How long a run takes: so many rounds, so many seconds a target in each."""

    rounds: int
    seconds: float
    warm_up: float = 0.3


@dataclass(frozen=True)
class Result:
    """The medians of one target: `ratio` to what it is held against, `shares` of each of YARDS."""

    name: str
    per_second: float
    p50_ms: float
    p95_ms: float
    bytes: int
    against: str
    ratio: float | None
    budget: float
    shares: dict[str, float]
    fault: str = ""

    @property
    def met(self) -> bool | None:
        """Whether the budget is met; None where there is none, or nothing to compare."""
        return (
            None if not self.budget or self.ratio is None else self.ratio >= self.budget
        )


def seed(environment: dict[str, str], *asked: str) -> None:
    """Fill the scratch database as bench_seed is asked; what goes wrong there is raised with what was said."""
    order = [sys.executable, "manage.py", "bench_seed", *asked]
    done = subprocess.run(
        order, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(
            f"Seeding failed:\n{done.stdout[-2000:]}{done.stderr[-4000:]}"
        )


@contextmanager
def served(environment: dict[str, str], log: Path) -> Iterator[int]:
    """The port of one gthread worker with four threads."""
    port = processes.free_port()
    with processes.Supervisor() as supervisor:
        supervisor.start(
            "site",
            [*SERVER, *KEPT_ALIVE, "--bind", f"127.0.0.1:{port}"],
            log,
            **environment,
        )
        processes.wait_for_answer(f"http://127.0.0.1:{port}/healthz")
        yield port


@contextmanager
def client() -> Iterator:
    """Asks the load client, a process of its own, and gives its answer."""
    order = [sys.executable, "-m", "bench.client"]
    with subprocess.Popen(
        order, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:

        def ask(**question) -> dict:
            process.stdin.write(json.dumps(question) + "\n")
            process.stdin.flush()
            if not (answer := process.stdout.readline()):
                raise RuntimeError("The load client ended by itself.")
            return json.loads(answer)

        yield ask
        process.stdin.close()


def measure(port: int, plan: Plan) -> list[Result]:
    """Every target, round after round, so that what else the machine does falls on all of them."""
    found = targets(f"http://127.0.0.1:{port}")
    samples: dict[str, list[dict]] = {target.name: [] for target in found}
    with client() as ask:
        for number in range(plan.rounds + 1):
            seconds = plan.seconds if number else plan.warm_up
            for target in found:
                question = {
                    "port": port,
                    "path": target.path,
                    "headers": target.headers,
                    "connections": CONNECTIONS,
                }
                answer = ask(**question, seconds=seconds)
                if number:
                    samples[target.name].append(answer)
    return [result_of(target, samples) for target in found]


def result_of(target: Target, samples: dict[str, list[dict]]) -> Result:
    speeds = {
        name: [s["requests"] / s["seconds"] for s in answers]
        for name, answers in samples.items()
    }
    mine, statuses = (
        samples[target.name],
        {int(s) for answer in samples[target.name] for s in answer["statuses"]},
    )
    wrong = statuses - set(target.statuses)

    def over(other: str) -> float:
        return median(
            a / b for a, b in zip(speeds[target.name], speeds[other], strict=True)
        )

    return Result(
        target.name,
        median(speeds[target.name]),
        median(answer["p50_ms"] for answer in mine),
        median(answer["p95_ms"] for answer in mine),
        mine[0]["bytes"],
        target.against,
        over(target.against) if target.against and not wrong else None,
        target.budget,
        {yard: over(yard) for yard in YARDS},
        f"answered {sorted(wrong)}" if wrong else "",
    )
