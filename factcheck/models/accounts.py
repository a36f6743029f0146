from collections.abc import Iterator

from django.contrib.auth.models import AbstractUser
from django.db import models


class User(AbstractUser):
    """A person of the desk."""

    desk_name = models.CharField(
        max_length=80,
        blank=True,
        help_text="The name that readers see beside what this person edited and approved.",
    )

    session_generation = models.PositiveIntegerField(default=0, editable=False)

    # Every session keeps this hash and ends when it is no longer the person's: so raising one number ends them all,
    # wherever they are stored and whether or not anybody listed them.
    def get_session_auth_hash(self) -> str:
        return f"{super().get_session_auth_hash()}.{self.session_generation}"

    def get_session_auth_fallback_hash(self) -> Iterator[str]:
        for hash_ in super().get_session_auth_fallback_hash():
            yield f"{hash_}.{self.session_generation}"

    def public_name(self) -> str:
        """The name printed in the ledger: the desk name, never the login or an address."""
        return self.desk_name or "the desk"
