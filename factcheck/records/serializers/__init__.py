"""Public forms: what of a record readers see, declared once."""

from .base import (
    ENVELOPE,
    Envelope,
    PartForm,
    PublicForm,
    Reference,
    references,
    since,
    whole,
)
from .fields import (
    PartReferenceField,
    PassageField,
    ProseField,
    ReferenceField,
    ReferenceListField,
    words_field,
)
from .records import (
    ClaimForm,
    DisputeForm,
    PartyForm,
    QuoteForm,
    RatingForm,
    SourceForm,
    edtf_field,
)
from .shape import Holder, holders

__all__ = [
    "ENVELOPE",
    "ClaimForm",
    "DisputeForm",
    "Envelope",
    "Holder",
    "PartForm",
    "PartReferenceField",
    "PartyForm",
    "PassageField",
    "ProseField",
    "PublicForm",
    "QuoteForm",
    "RatingForm",
    "Reference",
    "ReferenceField",
    "ReferenceListField",
    "SourceForm",
    "edtf_field",
    "holders",
    "references",
    "since",
    "whole",
    "words_field",
]
