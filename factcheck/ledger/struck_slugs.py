"""Addresses that had to go: a neutral one in their place, and of the old one a keyed hash alone."""

import hashlib
import hmac
from uuid import UUID

from django.conf import settings

from factcheck.models import StruckSlug


def neutral_slug(uid: UUID) -> str:
    """The address of a record whose own names what must go."""
    return f"removed-{uid.hex[:12]}"


def keyed_hash(kind: str, slug: str) -> str:
    """What is kept of a struck address; whoever holds the database alone cannot try names against it."""
    return hmac.new(
        settings.ADDRESS_KEY.encode(), f"{kind}/{slug}".encode(), hashlib.sha256
    ).hexdigest()


def struck(kind: str, slug: str) -> StruckSlug | None:
    """The record that this address was taken from; None for any other address."""
    return (
        StruckSlug.objects.filter(kind=kind, hash=keyed_hash(kind, slug)).first()
        if slug
        else None
    )
