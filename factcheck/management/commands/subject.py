import json
from collections.abc import Iterable

from django.core.management.base import CommandError, CommandParser

from factcheck import workflow
from factcheck.management.migrated import MigratedCommand


class Command(MigratedCommand):
    help = "List everything that is held about a person, for whoever must answer a request for it. Changes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", help="A name, a login, an address or a phrase.")
        parser.add_argument("--json", action="store_true", help="as JSON")

    def handle(self, *, name: str, json: bool, **options: object) -> None:
        try:
            held = workflow.personal_data_about(name)
        except ValueError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(_as_json(held) if json else "\n".join(_as_text(held)))


def _as_json(held: workflow.PersonalData) -> str:
    return json.dumps(held.plain(), ensure_ascii=False, indent=2)


def _as_text(held: workflow.PersonalData) -> Iterable[str]:
    yield f"Under “{held.name}”"
    yield from _part(
        "In the ledger",
        (f"line {r.seq}, {r.kind}, {r.field}: {r.context}" for r in held.ledger),
    )
    yield from _part(
        "At the desk",
        (f"{r.table} {r.row}, {r.field}: {r.context}" for r in held.tables),
    )
    yield from _part(
        "By accounts",
        (f"{d.login}: {d.rows} of {d.table} as {d.field}" for d in held.accounts),
    )
    yield from _part("In stored files", held.files)
    yield from _part("What cannot be searched from here", held.elsewhere)


def _part(title: str, lines: Iterable[str]) -> Iterable[str]:
    lines = list(lines)
    yield f"\n{title}: {len(lines) or 'nothing'}"
    yield from (f"- {line}" for line in lines)
