"""The public form of the site's record."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from factcheck import models

from .base import PartSerializer, RecordSerializer
from .fields import ProseField, words_field


class LogoSerializer(PartSerializer):
    """The site's logo, or null while it has none."""

    sha256 = serializers.CharField()
    media_type = serializers.CharField()
    width = serializers.IntegerField()
    height = serializers.IntegerField()

    def get_attribute(self, instance: models.Site) -> models.Logo | None:
        return getattr(instance, "logo", None)


class SiteSerializer(RecordSerializer):
    SCHEMA = 1
    SINCE: ClassVar = {"noindex": 1, "names": 1}

    name = serializers.CharField(label=_("Name"))
    description = ProseField(has_language=True, label=_("Description"))
    language = serializers.CharField(label=_("Language"))
    languages = words_field(label=_("Languages of the site"))
    publisher = serializers.CharField(label=_("Publisher"))
    address = serializers.CharField(label=_("Postal address"))
    email = serializers.CharField(label=_("E-mail"))
    phone = serializers.CharField(label=_("Telephone"))
    form_url = serializers.CharField(label=_("Form"))
    who_pays = ProseField(has_language=True, label=_("Who pays"))
    corrections_policy = ProseField(has_language=True, label=_("Corrections policy"))
    how_we_work = ProseField(has_language=True, label=_("How we work"))
    privacy = ProseField(has_language=True, label=_("Privacy"))
    accessibility = ProseField(has_language=True, label=_("Accessibility"))
    licence = serializers.CharField(label=_("Licence"))
    licence_url = serializers.CharField(label=_("Address of the licence"))
    accent = serializers.CharField(
        label=_("Accent colour"), help_text="On light paper, as #rrggbb, or empty."
    )
    accent_dark = serializers.CharField(
        label=_("Accent colour on dark paper"),
        help_text="Empty for the nearest tone of `accent` that can be read there.",
    )
    logo = LogoSerializer(allow_null=True, label=_("Logo"))
