"""Which pictures may be shown: those that a record names which stands."""

from typing import Any

from factcheck.ledger import View, payload_of
from factcheck.records import pictures, registry
from factcheck.records.registry import Kind


def media_type_of(view: View, sha256: str) -> str | None:
    """The media type that a live line gives for the picture; None when none names it."""
    if not pictures.is_sha256(sha256):
        return None
    for kind in registry.all_kinds():
        if kind.stored_files is Kind.stored_files:
            continue
        lines = view.lines(kind.name).filter(payload__contains=f'"sha256":"{sha256}"')
        for line in lines[:1]:
            return _media_type_in(payload_of(line), sha256)
    return None


def _media_type_in(value: Any, sha256: str) -> str | None:
    """The media type that stands beside the sha256, wherever in a payload that is."""
    if isinstance(value, dict) and value.get("sha256") == sha256:
        return value.get("media_type")
    inner = list(value.values()) if isinstance(value, dict) else value
    if not isinstance(inner, list):
        return None
    found = (_media_type_in(each, sha256) for each in inner)
    return next((media_type for media_type in found if media_type), None)
