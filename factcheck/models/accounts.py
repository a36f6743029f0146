from django.contrib.auth.models import AbstractUser
from django.db import models


class User(AbstractUser):
    """A person of the desk."""

    desk_name = models.CharField(
        max_length=80,
        blank=True,
        help_text="The name that readers see beside what this person edited and approved.",
    )

    def public_name(self) -> str:
        """The name printed in the ledger: the desk name, never the login or an address."""
        return self.desk_name or "the desk"
