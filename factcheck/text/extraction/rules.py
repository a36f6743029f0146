"""The extractor that ships: rules for English, nothing to download. One pass finds quotes, claims and dates."""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import replace

from ..reflow import Flow, flow
from . import dates
from .claims import claims
from .confidence import CONFIDENCE
from .findings import Finding, KnownParty, Mention, finding
from .marks import quotations
from .names import NameResolver
from .parties import STEP as PARTY_STEP
from .parties import parties as parties_of
from .quotes import AttributedQuotation, Attribution
from .sentences import Sentences

LANGUAGES = frozenset(("en",))
"""What these rules read, as ISO 639 names it."""


def find(
    text: str,
    *,
    published_on: datetime.date | None = None,
    parties: Iterable[KnownParty] = (),
) -> Iterator[Finding]:
    """Quotes, claims, parties and dates, one kind after the other: what was found stands when a later kind fails.

    Relative dates count from the day of publication. What is looked at is the text as it reads, without the line ends
    that a page or a mail put into its paragraphs; every place that is given counts in the text itself.
    """
    read = flow(text)
    for one in _findings(read.text, published_on, parties):
        yield one if read.is_same else _placed(one, read)


def _findings(
    text: str, published_on: datetime.date | None, parties: Iterable[KnownParty]
) -> Iterator[Finding]:
    sentences = Sentences(text, quotations(text))
    names = NameResolver(sentences, parties)
    yield from _quotes(sentences, names)
    yield from _claims(sentences, names)
    yield from _parties(names)
    yield from _dates(text, published_on)


def _placed(found: Finding, read: Flow) -> Finding:
    """A finding in what is read, with its places in the text that was given."""
    start, end = read.there(found.start, found.end)
    fields = dict(found.fields)
    speaker, outer = fields.get("speaker"), fields.get("outer")
    if isinstance(speaker, Mention):
        fields["speaker"] = _named(speaker, read)
    if isinstance(outer, tuple):
        fields["outer"] = read.there(*outer)
    return finding(
        read.original, found.kind, start, end, found.step, found.confidence, **fields
    )


def _named(speaker: Mention, read: Flow) -> Mention:
    start, end = read.there(speaker.start, speaker.end)
    return replace(speaker, text=read.original[start:end], start=start, end=end)


def _quotes(sentences: Sentences, names: NameResolver) -> Iterator[Finding]:
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


def _is_direct(sentences: Sentences, spoken: AttributedQuotation) -> bool:
    """Whether what is attributed stands nearly all in marks: it begins a sentence of its own or follows a comma."""
    quotation, text = spoken.quotation, sentences.text
    begins = text[quotation.inner_start : quotation.inner_start + 1]
    before = text[max(0, quotation.start - 3) : quotation.start].rstrip()[-1:]
    return not begins.islower() and not before.isalnum()


def _claims(sentences: Sentences, names: NameResolver) -> Iterator[Finding]:
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


def _parties(names: NameResolver) -> Iterator[Finding]:
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
