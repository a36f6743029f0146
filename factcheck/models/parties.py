from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .base import Part, Record
from .fields import EdtfField, WordsField


class Party(Record):
    """Whoever can speak, claim or act; a group may be unnamed ("Danish officials")."""

    PATH = "/parties/{slug}/"

    class Kind(models.TextChoices):
        PERSON = "person", _("Person")
        ORGANIZATION = "organization", _("Organization")
        GOVERNMENT = "government", _("Government")
        ALLIANCE = "alliance", _("Alliance")
        OUTLET = "outlet", _("Outlet")
        GROUP = "group", _("Group")

    class Publicity(models.TextChoices):
        PUBLIC = "public", _("Public figure, or no person")
        PRIVATE = "private", _("Private person")
        MINOR = "minor", _("Minor")

    name = models.CharField(max_length=200)
    party_kind = models.CharField("kind", max_length=12, choices=Kind)
    aliases = WordsField(help_text="Other spellings, one a line.")
    wikidata_id = models.CharField(
        "Wikidata", max_length=20, blank=True, help_text="For example Q1234."
    )
    description = models.CharField(max_length=300, blank=True)
    publicity = models.CharField(
        "who it is to the public",
        max_length=8,
        choices=Publicity,
        default=Publicity.PUBLIC,
        help_text="Of a private person readers get the initials, of a minor the description below; neither has a page, "
        "stands in a list or is found by searching. Organizations and the like are public.",
    )
    shown_as = models.CharField(
        max_length=120,
        blank=True,
        help_text="What readers are told instead of the name. A minor needs one, such as “a pupil of the school”; "
        "a private person goes by initials where this is empty.",
    )
    show_full_name = models.BooleanField(
        default=False,
        help_text="Of a private person alone: readers get the name, with the reason below at hand.",
    )
    full_name_reason = models.CharField(
        "why the full name",
        max_length=300,
        blank=True,
        help_text="For the desk alone. Needed where the name is shown.",
    )

    class Meta(Record.Meta):
        verbose_name_plural = "parties"
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                name="party_that_is_no_person_is_public",
                condition=Q(publicity="public") | Q(party_kind="person"),
                violation_error_message="Only a person is a private person or a minor; an organization is public.",
            ),
            models.CheckConstraint(
                name="party_full_name_is_of_a_private_person",
                condition=Q(show_full_name=False) | Q(publicity="private"),
                violation_error_message="The full name is shown of a private person alone, never of a minor.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def has_page(self) -> bool:
        return self.publicity == self.Publicity.PUBLIC


class PartyRole(Part):
    """An office that a party held, from when to when."""

    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="roles")
    title = models.CharField(max_length=200)
    organization = models.ForeignKey(
        Party,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="office_holders",
    )
    held_from = EdtfField("from")
    held_to = EdtfField("to")

    def __str__(self) -> str:
        return self.title
