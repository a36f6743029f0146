"""In which language the texts of a record are, so that a page in another one can say so (WCAG 2.2, 3.1.2)."""

from collections.abc import Callable

from django.conf import settings
from django.utils.translation import get_language

from factcheck.records import registry

from .dates_and_numbers import page_language

# Of what the desk writes in records that name no language and stand in no dispute.
DESK = settings.LANGUAGE_CODE


def text_language(kind: str, payload: dict, of_dispute: Callable[[str], str]) -> str:
    """The language of what the desk says in a record. `of_dispute` gives that of a dispute by its uid, or nothing."""
    if not registry.get(kind).is_work and payload.get("language"):
        return payload["language"]
    dispute = payload.get("dispute")
    return (of_dispute(dispute) if dispute else "") or DESK


def title(kind: str, payload: dict) -> str:
    """What a page calls a record: in the page's own language, where the record has words for it."""
    return _translated(kind, payload) or registry.get(kind).title(payload)


def _translated(kind: str, payload: dict) -> str:
    return registry.get(kind).title_in(payload, get_language() or "")


def title_language(kind: str, payload: dict, of_dispute: Callable[[str], str]) -> str:
    """The language of what `title` gives; empty for the name of a person, which is read like the page around it."""
    if payload.get("party_kind") == "person":
        return ""
    if _translated(kind, payload):
        return get_language() or ""
    if registry.get(kind).is_work and payload.get("language"):
        return payload["language"]
    return text_language(kind, payload, of_dispute)


def foreign(language: str) -> str:
    """The language, where it is another than that of the page; else nothing."""
    return "" if language == page_language() else language
