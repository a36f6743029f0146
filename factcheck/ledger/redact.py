"""Emptying the payload of a past line on a legal ground; its hash stays, and the ledger says so."""

from uuid import uuid4

from django.utils.translation import gettext_noop as _

from factcheck.models import Facet, Publication, Ref, SearchText

from .append import Line, append
from .canonical import canonical
from .errors import LedgerError
from .reading import payload_of

GROUNDS = {
    "privacy": _("Personal data of a private person"),
    "defamation": _("Defamation, by order or settlement"),
    "copyright": _("Copyright"),
    "court-order": _("Order of a court"),
    "safety": _("Danger to a person"),
    "address": _("The address itself names what must go"),
}


def redact(seq: int, ground: str) -> Publication:
    """Append a `redact` line for `seq` and empty that line's payload. Must run inside a transaction."""
    if ground not in GROUNDS:
        raise LedgerError(f"“{ground}” is no legal ground; choose one of {', '.join(GROUNDS)}.")
    target = Publication.objects.filter(seq=seq).first()
    if target is None:
        raise LedgerError(f"There is no line {seq}.")
    payload = payload_of(target)
    if target.kind == "redaction" or "kind" not in payload:
        raise LedgerError(f"Line {seq} holds nothing that could be redacted.")
    made = append([Line(uuid4(), "redaction", "redact", {"line": seq, "ground": ground})])[0]
    keeps_address = ground != "address"
    left = {"path": payload["path"], "slug": payload["slug"]} if keeps_address else {}
    Publication.objects.filter(seq=seq).update(
        payload=canonical(left), happened_key="", language="", slug=target.slug if keeps_address else ""
    )
    for derived in (Facet, Ref, SearchText):
        derived.objects.filter(seq=seq).delete()
    return made
