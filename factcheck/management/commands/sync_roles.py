from django.core.management.base import BaseCommand

from factcheck import workflow


class Command(BaseCommand):
    help = "Make or mend the groups of the desk's roles, so that each has the permissions that this release gives it."

    def handle(self, **options: object) -> None:
        for role, count in workflow.sync_roles().items():
            self.stdout.write(f"{role}: {count} permissions")
