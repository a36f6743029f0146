from django.db import models

from .base import Part, Record
from .fields import EdtfField, WordsField


class Party(Record):
    """Whoever can speak, claim or act; a group may be unnamed ("Danish officials")."""

    class Kind(models.TextChoices):
        PERSON = "person"
        ORGANIZATION = "organization"
        GOVERNMENT = "government"
        ALLIANCE = "alliance"
        OUTLET = "outlet"
        GROUP = "group"

    name = models.CharField(max_length=200)
    party_kind = models.CharField("kind", max_length=12, choices=Kind)
    aliases = WordsField(help_text="Other spellings, one a line.")
    wikidata_id = models.CharField("Wikidata", max_length=20, blank=True, help_text="For example Q1234.")
    description = models.CharField(max_length=300, blank=True)

    class Meta(Record.Meta):
        verbose_name_plural = "parties"

    def __str__(self):
        return self.name


class PartyRole(Part):
    """An office that a party held, from when to when."""

    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="roles")
    title = models.CharField(max_length=200)
    organization = models.ForeignKey(
        Party, on_delete=models.PROTECT, null=True, blank=True, related_name="office_holders"
    )
    held_from = EdtfField("from")
    held_to = EdtfField("to")

    def __str__(self):
        return self.title
