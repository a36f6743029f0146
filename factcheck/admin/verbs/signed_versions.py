"""Which version of a record a page was made from, signed, so that a save or an approval binds to what was seen."""

from django.core.exceptions import ValidationError
from django.core.signing import BadSignature, Signer

from factcheck.models import Record

REFUSED = "This page is incomplete or belongs to another record; open the record anew."


def sign(record: Record, version: int | None = None) -> str:
    """The record's save counter, or that of an earlier save, signed for this record alone."""
    return _signer(record).sign(
        str(record.lock_version if version is None else version)
    )


def read(record: Record, signed: str) -> int:
    """The save counter that `sign` wrote for this record. Raises ValidationError."""
    try:
        return int(_signer(record).unsign(signed))
    except BadSignature as error:
        raise ValidationError(REFUSED, code="version") from error


def _signer(record: Record) -> Signer:
    return Signer(salt=f"factcheck.desk.{record.kind}.{record.uid}")
