"""Parties at the desk."""

from django.contrib import admin

from factcheck import models
from factcheck.records import forms

from .base import FILTERS, RecordAdmin
from .forms import desk_form
from .inlines import StackedPart


class RoleInline(StackedPart):
    model = models.PartyRole
    form = forms.PartyRoleForm
    fk_name = "party"
    autocomplete_fields = ["organization"]
    verbose_name_plural = "offices held"
    fields = [("title", "organization", "position"), ("held_from", "held_to")]


@admin.register(models.Party)
class PartyAdmin(RecordAdmin):
    form = desk_form(forms.PartyForm)
    search_fields = ["name", "aliases", "slug"]
    list_filter = [*FILTERS, "publicity", "party_kind"]
    prepopulated_fields = {"slug": ["name"]}
    inlines = [RoleInline]
    fieldsets = [
        (None, {"fields": ["name", ("party_kind", "slug"), "description", "noindex"]}),
        (
            "People who are not public",
            {
                "fields": [
                    "publicity",
                    "shown_as",
                    "show_full_name",
                    "full_name_reason",
                ],
                "description": "A private person and a minor have no page, and every page that shows them stays out of "
                "search engines. An address that would say the name is replaced when you save.",
            },
        ),
        (
            "Known as",
            {
                "fields": ["aliases", "wikidata_id"],
                "description": "Imports find a party by its name, its other spellings and its Wikidata number.",
            },
        ),
    ]

    @staticmethod
    def option_kind(party: models.Party) -> str:
        return party.get_party_kind_display().lower()
