from django.core.management.base import BaseCommand

from factcheck import imports


class Command(BaseCommand):
    help = "Wake the worker for every job that a lost message or a killed worker left behind."

    def handle(self, **options: object) -> None:
        self.stdout.write(f"{imports.sweep()} jobs sent again.")
