from django.core.management.base import BaseCommand

from .. import translations


class Command(BaseCommand):
    help = "Bring the catalogues of public pages up to date with templates and code, and compile them."

    def handle(self, **options):
        for language in translations.languages():
            catalogue = translations.updated_catalogue(language)
            translations.write(language, catalogue)
            missing = sum(
                1
                for message in catalogue
                if message.id and not any(_texts(message.string))
            )
            self.stdout.write(
                f"{language}: {len(catalogue)} texts, {missing} without translation"
            )


def _texts(said: str | tuple) -> tuple:
    return said if isinstance(said, tuple) else (said,)
