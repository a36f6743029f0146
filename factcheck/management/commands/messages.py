from collections.abc import Iterable

from babel.messages.catalog import Message
from django.core.management.base import BaseCommand

from .. import translations


class Command(BaseCommand):
    help = "Bring the catalogues of public pages up to date with templates and code, and compile them."

    def handle(self, **options: object) -> None:
        for language in translations.languages():
            catalogue = translations.updated_catalogue(language)
            translations.write(language, catalogue)
            missing = [
                message
                for message in catalogue
                if message.id and not any(_texts(message))
            ]
            self.stdout.write(
                f"{language}: {len(catalogue)} texts, {len(missing)} without translation"
            )


def _texts(message: Message) -> Iterable[str]:
    """The translation of a text, or those of its singular and plural."""
    said = message.string
    return [said or ""] if isinstance(said, str | None) else said
