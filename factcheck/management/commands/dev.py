import sys

from django.conf import settings
from django.core.management import CommandError

from . import demo

WORKER_COMMAND = [sys.executable, "-m", *demo.WORKER, "--loglevel", "INFO"]


class Command(demo.Command):
    help = "Run site and worker for development: seeded, and both restarted when a file of the code changes."
    worker = [
        "watchfiles",
        "--filter",
        "python",
        "--sigint-timeout",
        "20",  # seconds for a worker to end what it has in hand
        " ".join(WORKER_COMMAND),
        "factcheck",
        "timeline",
    ]
    site = ["django", "runserver"]
    environment = {
        "DEBUG": "1",
        "DEBUG_TOOLBAR": "1",
        "DJANGO_SETTINGS_MODULE": "factcheck.config.settings",
    }

    def handle(self, *, port: str, **options: object) -> None:
        if not settings.DEBUG:
            raise CommandError("Set DEBUG=1, as `make dev` does.")
        super().handle(port=port, **options)

    def site_arguments(self, port: int) -> list[str]:
        return [*self.site, f"127.0.0.1:{port}"]

    def welcome(self, url: str, passwords: dict[str, str]) -> None:
        super().welcome(url, passwords)
        for program in ("site", "worker"):
            self.echo(f"  What the {program} prints: {demo.log_file(program)}")
        self.echo("  How to debug each: docs/developers.md, Debugging")
