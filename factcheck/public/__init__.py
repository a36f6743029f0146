"""Public forms: what of a record readers see, declared once."""

from .base import ENVELOPE, Envelope, PartForm, PublicForm, Reference, references, whole
from .fields import PartReferenceField, PassageField, ReferenceField, ReferenceListField, words_field
from .records import (
    ClaimForm,
    DisputeForm,
    PartyForm,
    QuoteForm,
    RatingForm,
    SourceForm,
    edtf_field,
)

__all__ = [
    "ENVELOPE",
    "ClaimForm",
    "DisputeForm",
    "Envelope",
    "PartForm",
    "PartReferenceField",
    "PartyForm",
    "PassageField",
    "PublicForm",
    "QuoteForm",
    "RatingForm",
    "Reference",
    "ReferenceField",
    "ReferenceListField",
    "SourceForm",
    "edtf_field",
    "references",
    "whole",
    "words_field",
]
