"""Parties at the desk."""

from django.contrib import admin

from factcheck import forms, models

from .parts import StackedPart
from .recordforms import desk_form
from .records import FILTERS, RecordAdmin


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
    list_filter = [*FILTERS, "party_kind"]
    prepopulated_fields = {"slug": ["name"]}
    inlines = [RoleInline]
    fieldsets = [
        (None, {"fields": ["name", ("party_kind", "slug"), "description"]}),
        (
            "Known as",
            {
                "fields": ["aliases", "wikidata_id"],
                "description": "Imports find a party by its name, its other spellings and its Wikidata number.",
            },
        ),
    ]
