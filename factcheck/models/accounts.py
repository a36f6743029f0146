from collections.abc import Iterator

from django.contrib.auth.models import AbstractUser
from django.core.exceptions import ValidationError
from django.db import models

from factcheck.text import invisible


class User(AbstractUser):
    """A person of the desk."""

    desk_name = models.CharField(
        max_length=80,
        blank=True,
        help_text="Kept sealed with what this person edited and approved; readers see it where the desk signs.",
    )

    declines_byline = models.BooleanField(
        "keep my name sealed",
        default=False,
        help_text="Where the desk signs with names, this person stands in the public record by role alone.",
    )

    session_generation = models.PositiveIntegerField(default=0, editable=False)

    def __str__(self) -> str:
        """What colleagues call this person, on every page of the desk."""
        return self.desk_name or self.get_username()

    def clean(self) -> None:
        """The name that readers see is one that they can see. Raises ValidationError."""
        super().clean()
        if refusal := invisible.refusal(self.desk_name):
            raise ValidationError({"desk_name": refusal})
        self.desk_name = (
            ""
            if invisible.is_blank(self.desk_name)
            else invisible.tidied(self.desk_name)
        )

    # Every session keeps this hash and ends when it is no longer the person's: so raising one number ends them all,
    # wherever they are stored and whether or not anybody listed them.
    def get_session_auth_hash(self) -> str:
        return f"{super().get_session_auth_hash()}.{self.session_generation}"

    def get_session_auth_fallback_hash(self) -> Iterator[str]:
        for hash_ in super().get_session_auth_fallback_hash():
            yield f"{hash_}.{self.session_generation}"

    def public_name(self) -> str:
        """The name that goes into the ledger, sealed or open: the desk name, never the login or an address."""
        return self.desk_name or "the desk"
