"""Who signs the site, as of the moment that is read: what its record says, and before it has a line the settings.

Every line of the record is read in one query, and again only when something is appended, held or released.
"""

from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from uuid import UUID

from django.conf import settings
from django.db import DatabaseError
from django.urls import reverse

from factcheck import ledger
from factcheck.ledger import View, payload_of
from factcheck.models import Publication
from factcheck.records import accents

KIND = "site"


@dataclass(frozen=True)
class SiteLogo:
    """The logo of the site; width and height are in pixels."""

    sha256: str
    media_type: str
    width: int
    height: int

    @property
    def url(self) -> str:
        return reverse("picture", args=[self.sha256])


@dataclass(frozen=True)
class SiteContact:
    """Where the desk can be reached; each is empty where it cannot be reached so."""

    email: str = ""
    phone: str = ""
    form_url: str = ""


@dataclass(frozen=True)
class SiteLicence:
    """Under which others may use what the desk wrote; the name is empty where nobody said."""

    name: str = ""
    url: str = ""


@dataclass(frozen=True)
class PublishedSite:
    """What a page says of the site that it is part of. `uid` is None where no line of its record stands."""

    name: str
    uid: UUID | None = None
    seq: int = 0
    published_at: datetime | None = None
    description: str = ""
    language: str = settings.LANGUAGE_CODE
    languages: tuple[str, ...] = ()
    publisher: str = ""
    address: str = ""
    contact: SiteContact = field(default_factory=SiteContact)
    who_pays: str = ""
    corrections_policy: str = ""
    how_we_work: str = ""
    privacy: str = ""
    accessibility: str = ""
    licence: SiteLicence = field(default_factory=SiteLicence)
    accent: str = ""
    accent_dark: str = ""
    logo: SiteLogo | None = None
    is_left_out: bool = False

    @property
    def is_published(self) -> bool:
        return self.uid is not None

    @property
    def logo_url(self) -> str:
        return self.logo.url if self.logo else ""

    @property
    def accent_url(self) -> str:
        """The address of the style sheet with the accent; empty where the site has none."""
        if not self.accent:
            return ""
        colours = accents.pair(self.accent, self.accent_dark)
        if not accents.is_readable(*colours):
            return ""
        return reverse("site_accent", args=[each[1:] for each in colours])


def site_at(view: View) -> PublishedSite:
    """The site as its record had it at the moment of the view."""
    lines = standing_lines(view)
    return _of_line(lines[0]) if lines else from_settings()


def standing_lines(view: View) -> list[Publication]:
    """The line of the site's record that stands at the moment of the view; none where none does."""
    line = _line(view)
    return [line] if line and line.happened_key else []


def site_now() -> PublishedSite:
    """The site as it is now, for what is shown outside any view; the settings' where no database answers."""
    try:
        return site_at(ledger.current())
    except DatabaseError:
        return from_settings()


def from_settings() -> PublishedSite:
    """The site before its record has a line, and while the record is held or withdrawn."""
    return PublishedSite(settings.SITE_NAME)


def uids(view: View) -> tuple[UUID, ...]:
    """The uid of the site's record, also where no line of it stands any more; none before its first line."""
    line = _line(view)
    return (line.uid,) if line else ()


def _line(view: View) -> Publication | None:
    """The last line of the record at the moment of the view, that of a withdrawal included."""
    lines = _lines(view.head_hash, view.operations_seq)
    return next((line for line in lines if line.seq <= view.seq), None)


@lru_cache(maxsize=4)
def _lines(_head_hash: str, _operations_seq: int) -> tuple[Publication, ...]:
    """Every line of the site's record, the last one first."""
    return tuple(Publication.objects.filter(kind=KIND).order_by("-seq"))


def _of_line(line: Publication) -> PublishedSite:
    payload = payload_of(line)
    plain = (
        "name",
        "description",
        "language",
        "publisher",
        "address",
        "who_pays",
        "corrections_policy",
        "how_we_work",
        "privacy",
        "accessibility",
        "accent",
        "accent_dark",
    )
    return PublishedSite(
        uid=line.uid,
        seq=line.seq,
        published_at=line.published_at,
        languages=tuple(payload["languages"]),
        contact=SiteContact(payload["email"], payload["phone"], payload["form_url"]),
        licence=SiteLicence(payload["licence"], payload["licence_url"]),
        logo=_logo(payload["logo"]),
        is_left_out=payload["noindex"],
        **{name: payload[name] for name in plain},
    )


def _logo(logo: dict | None) -> SiteLogo | None:
    if logo is None:
        return None
    return SiteLogo(logo["sha256"], logo["media_type"], logo["width"], logo["height"])
