"""Commands that need the tables of this very release."""

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

NOT_MIGRATED = (
    "The database is not the one of this release; run `manage.py migrate` first."
)


class MigratedCommand(BaseCommand):
    """A command that says so in one line where a migration has not been applied, or the database does not answer."""

    def execute(self, *args: object, **options: object) -> str | None:
        try:
            executor = MigrationExecutor(connection)
            newest = executor.loader.graph.leaf_nodes()
            is_behind = bool(executor.migration_plan(newest))
        except DatabaseError as error:
            first_line = str(error).strip().splitlines()[0]
            raise CommandError(
                f"The database does not answer ({first_line}); look at DATABASE_URL."
            ) from error
        if is_behind:
            raise CommandError(NOT_MIGRATED)
        return super().execute(*args, **options)
