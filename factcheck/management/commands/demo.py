import os
import signal
from pathlib import Path

from django.conf import settings
from django.core.management import (
    BaseCommand,
    CommandError,
    CommandParser,
    call_command,
)

from factcheck import ledger

from .. import demo_accounts, demo_address, demo_work, processes, seeding

SEEDS = settings.BASE_DIR / "seeds"
DOSSIERS = ("site", "scale", "vestvik", "greenland")
"""In the order of their moments, which never go backwards."""
WAITING = SEEDS / "vestvik" / "waiting"
WORKER = [
    "celery",
    "--app",
    "factcheck.config.celery",
    "--quiet",
    "worker",
    "--beat",
    "--concurrency",
    "2",
]
SITE = ["gunicorn", "factcheck.config.wsgi", "--workers", "2", "--threads", "4"]
SITE += ["--config", "python:factcheck.config.server"]


class Command(BaseCommand):
    help = "Run the whole product on this machine: site, worker, and two disputes to look at."
    worker = WORKER
    site = SITE
    environment: dict[str, str] = {"DEMO": "1"}

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", default="8000")

    def handle(self, *, port: str, **options: object) -> None:
        refuse_a_public_site()
        number = free_port(port)
        try:
            with (
                processes.only_one(settings.VAR_ROOT / "demo.lock") as alone,
                processes.Supervisor() as supervisor,
            ):
                refuse_a_second_run(alone)
                self.run(supervisor, number)
        except processes.Interrupted:
            self.echo("Stopped. Everything is kept: run it again to go on.")
        except (processes.ProcessDied, TimeoutError) as problem:
            raise CommandError(str(problem)) from None

    def run(self, supervisor: processes.Supervisor, port: int) -> None:
        self.echo("Preparing the database and the static files.")
        call_command("migrate", verbosity=0, interactive=False)
        call_command("collectstatic", verbosity=0, interactive=False)
        ledger.ensure_key_file()
        accounts, passwords = demo_accounts.prepare(
            settings.VAR_ROOT / "demo-accounts.json"
        )
        url = demo_address.keep(settings.VAR_ROOT, port)
        environment = {"SITE_URL": os.environ.get("SITE_URL") or url} | self.environment
        # off, since it prints its passwords anyway
        environment["REQUIRE_MFA"] = os.environ.get("REQUIRE_MFA") or "off"
        supervisor.start("worker", self.worker, log_file("worker"), **environment)
        self.seed(accounts)
        supervisor.start(
            "site",
            self.site_arguments(port),
            log_file("site"),
            **environment,
        )
        processes.wait_for_answer(f"{url}/healthz")
        self.welcome(url, passwords)
        while True:
            signal.pause()

    def site_arguments(self, port: int) -> list[str]:
        """What is run as `python -m ...` to answer at the port."""
        return [*self.site, "--bind", f"127.0.0.1:{port}"]

    def seed(self, accounts: dict) -> None:
        """Bring the disputes in, or go on where an interrupted run stopped."""
        finished = settings.VAR_ROOT / "demo-seeded"
        if finished.exists() and ledger.current().lines("dispute").exists():
            return
        self.echo("Importing two disputes; this is done once.")
        for name in DOSSIERS:
            seeding.apply_steps(SEEDS / name, accounts, self.echo)
        demo_work.leave(WAITING, accounts)
        finished.touch()

    def welcome(self, url: str, passwords: dict[str, str]) -> None:
        self.echo(
            f"\n  Readers   {url}/\n  Editors   {url}/admin/\n  API       {url}/api/v1/docs/\n"
        )
        for login, password in passwords.items():
            self.echo(f"  {login:<10} {password}")
        self.echo("\nThe site is running. Control-C stops it.")

    def echo(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()


def refuse_a_public_site() -> None:
    if not settings.LOCAL:
        raise CommandError(
            "The demonstration is for this machine alone: leave SITE_URL and ALLOWED_HOSTS unset."
        )


def free_port(written: str) -> int:
    """The port as a number. Raises CommandError when it is none, or taken."""
    is_number = written.isascii() and written.isdigit() and len(written) < 6
    if not is_number or not 0 < int(written) < 2**16:
        raise CommandError(
            f"{written} is not a port. Choose one from 1 to 65535, such as: make demo PORT=8001"
        )
    port = int(written)
    if not processes.port_is_free(port):
        raise CommandError(
            f"Port {port} is taken. Choose another one, such as: make demo PORT={port + 1}"
        )
    return port


def refuse_a_second_run(alone: bool) -> None:
    if not alone:
        raise CommandError(
            "The demonstration already runs in this folder. Stop it first, or use its address."
        )


def log_file(name: str) -> Path:
    return settings.VAR_ROOT / "log" / f"{name}.log"
