"""The record that signs the site, at the desk: there is one, and administrators write it."""

from django.contrib import admin
from django.http import HttpRequest
from django.utils.html import format_html

from factcheck import models
from factcheck.records import forms

from .base import RecordAdmin
from .forms import desk_form
from .inlines import StackedPart


class LogoInline(StackedPart):
    model = models.Logo
    form = forms.LogoForm
    max_num = 1
    readonly_fields = ["held"]
    fields = ["file", "held"]

    @admin.display(description="held")
    def held(self, logo: models.Logo) -> str:
        if not logo.sha256:
            return "–"
        size = f"{logo.width} × {logo.height}"
        return format_html(
            "{}, {} <small>{}</small>", logo.media_type, size, logo.sha256[:12]
        )


@admin.register(models.Site)
class SiteAdmin(RecordAdmin):
    form = desk_form(forms.SiteForm)
    search_fields = ["name", "slug"]
    prepopulated_fields = {"slug": ["name"]}
    inlines = [LogoInline]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    "name",
                    "description",
                    ("language", "languages"),
                    ("slug", "noindex"),
                ]
            },
        ),
        ("Who answers for it", {"fields": ["publisher", "address", "who_pays"]}),
        ("Contact", {"fields": ["email", "phone", "form_url"]}),
        (
            "Rules",
            {
                "fields": [
                    "corrections_policy",
                    "how_we_work",
                    "privacy",
                    "accessibility",
                ],
                "description": "Each has a page of its own, which the foot of every page leads to.",
            },
        ),
        ("Licence", {"fields": [("licence", "licence_url")]}),
        (
            "Colour",
            {
                "fields": [("accent", "accent_dark")],
                "description": "Only colours that text can be read in (WCAG, 4.5 to 1) are taken.",
            },
        ),
    ]

    def has_add_permission(self, request: HttpRequest) -> bool:
        """While there is none: the site has one record."""
        return super().has_add_permission(request) and not models.Site.objects.exists()
