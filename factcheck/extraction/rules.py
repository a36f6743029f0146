"""The extractor that ships: rules for English, nothing to download. One pass finds quotes, claims and dates."""

import datetime
from collections.abc import Iterable, Iterator

from . import dates
from .claims import claims
from .confidence import CONFIDENCE
from .findings import Finding, KnownParty, finding
from .marks import quotations
from .names import Names
from .parties import STEP as PARTY_STEP
from .parties import parties as parties_of
from .quotes import Attribution, Spoken
from .sentences import Sentences

DIRECT = 0.8
"""The share of its clause that a direct quote fills; where less stands in marks, it is a partial one."""


def find(text: str, *, published_on: datetime.date | None = None, parties: Iterable[KnownParty] = ()) -> list[Finding]:
    """Quotes, claims and dates, in the order of the text. Relative dates count from the day of publication."""
    sentences = Sentences(text, quotations(text))
    names = Names(sentences, parties)
    found = [*_quotes(sentences, names), *_claims(sentences, names), *_parties(names), *_dates(text, published_on)]
    return sorted(found, key=lambda one: (one.start, one.end))


def _quotes(sentences: Sentences, names: Names) -> Iterator[Finding]:
    text = sentences.text
    for spoken in Attribution(sentences).all():
        quotation = spoken.quotation
        speaker = names.mention(spoken.start, spoken.end)
        yield finding(
            text,
            "quote",
            quotation.inner_start,
            quotation.inner_end,
            spoken.step,
            CONFIDENCE.get(spoken.step),
            speaker=speaker,
            quote_kind="direct" if _is_direct(sentences, spoken) else "partial",
            cue=spoken.cue,
            outer=(quotation.start, quotation.end),
        )


def _is_direct(sentences: Sentences, spoken: Spoken) -> bool:
    """Whether what is attributed stands nearly all in marks: it begins a sentence of its own or follows a comma."""
    quotation, text = spoken.quotation, sentences.text
    begins = text[quotation.inner_start : quotation.inner_start + 1]
    before = text[max(0, quotation.start - 3) : quotation.start].rstrip()[-1:]
    return not begins.islower() and not before.isalnum()


def _claims(sentences: Sentences, names: Names) -> Iterator[Finding]:
    for claimed in claims(sentences):
        yield finding(
            sentences.text,
            "claim",
            claimed.start,
            claimed.end,
            claimed.step,
            CONFIDENCE.get(claimed.step),
            speaker=names.mention(claimed.speaker_start, claimed.speaker_end),
            role=claimed.role,
            claim_kind=claimed.claim_kind,
            cue=claimed.cue,
        )


def _parties(names: Names) -> Iterator[Finding]:
    for named in parties_of(names.text, names.written_out):
        yield finding(
            names.text,
            "party",
            named.start,
            named.end,
            PARTY_STEP,
            CONFIDENCE.get(PARTY_STEP),
            name=names.known_as(named.name),
            roles=named.offices,
        )


def _dates(text: str, published_on: datetime.date | None) -> Iterator[Finding]:
    for date in dates.find(text, published_on):
        yield finding(
            text,
            "date",
            date.start,
            date.end,
            date.step,
            CONFIDENCE.get(date.step),
            edtf=date.edtf,
            precision=date.precision,
            timex=date.timex,
            timex_type=date.timex_type,
        )
