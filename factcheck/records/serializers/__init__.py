"""Public forms: what of a record readers see, declared once."""

from .base import (
    ENVELOPE,
    Envelope,
    PartSerializer,
    RecordSerializer,
    Reference,
    references,
    since,
    whole,
)
from .fields import (
    ClosedWordField,
    PartReferenceField,
    PassageField,
    ProseField,
    PublicField,
    PublicForm,
    ReferenceField,
    ReferenceListField,
    row_form,
    words_field,
)
from .records import (
    ClaimSerializer,
    DisputeSerializer,
    PartySerializer,
    QuoteSerializer,
    RatingSerializer,
    SourceSerializer,
    edtf_field,
)
from .shape import Holder, holders
from .sites import SiteSerializer

__all__ = [
    "ClosedWordField",
    "ENVELOPE",
    "ClaimSerializer",
    "DisputeSerializer",
    "Envelope",
    "Holder",
    "PartSerializer",
    "PartReferenceField",
    "PartySerializer",
    "PassageField",
    "ProseField",
    "PublicField",
    "PublicForm",
    "RecordSerializer",
    "QuoteSerializer",
    "RatingSerializer",
    "Reference",
    "ReferenceField",
    "ReferenceListField",
    "SiteSerializer",
    "SourceSerializer",
    "edtf_field",
    "holders",
    "references",
    "row_form",
    "since",
    "whole",
    "words_field",
]
