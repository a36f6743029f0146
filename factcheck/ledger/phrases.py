"""Where a name or a phrase stands in the ledger: in which lines, which texts, which words."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple
from urllib.parse import quote
from uuid import UUID

import orjson
from django.db.models import Q

from factcheck.models import Publication
from factcheck.text.invisible import IDLE

from .derive import OWN, WORDED
from .leaves import STRUCK, Path, split_words

AROUND = 60
"""Characters of context on either side."""
BATCH = 500
NOT_TEXT = frozenset(
    {
        "uid",
        "kind",
        "schema",
        "version",
        "action",
        "published_at",
        "first_published_at",
        "edited_by",
        "approved_by",
        "emergency",
        "dispute",
        "disputes",
        "from",
        "to",
    }
)
"""The keys at the top of a payload that hold no words of anybody."""
PLAIN_RUN = re.compile(r"[A-Za-z0-9]{3,}")
UNSEEN = f"[{IDLE}]*"
"""A soft hyphen and its like may stand between any two letters, and nobody sees it."""
BETWEEN = rf"(?:[\s\u00a0\-–_+.{IDLE}]|%20)+"
BEFORE, AFTER = r"(?:(?<![^\W_])|(?<=%[0-9a-f]{2}))", r"(?![^\W_])"
IN_ADDRESSES = {
    "æ": ["ae"],
    "ø": ["o", "oe"],
    "å": ["aa"],
    "ä": ["ae"],
    "ö": ["oe"],
    "ü": ["ue"],
    "ß": ["ss"],
}
IN_ADDRESSES |= {"ð": ["d"], "þ": ["th"], "ł": ["l"], "đ": ["d"]}
"""How letters are written where there are plain ones alone, beside their own base letter."""
LONG_ENOUGH = 4
"""With so many plain letters a word is still told from others where those with marks were left out, as in slugs."""
GENITIVE = r"(?:['’]?s)?"


class Occurrence(NamedTuple):
    """A phrase at one place: `words` are the numbers of the words in the text that go with it."""

    seq: int
    kind: str
    path: Path
    words: tuple[int, ...]
    before: str
    match: str
    after: str


def pattern_of(phrase: str) -> re.Pattern[str]:
    """A phrase as it may be written: in any case, with any space or hyphen between its words, and a genitive's s.

    Letters with marks are found as addresses have them too: `Jørgen` as `jorgen`, `joergen`, `jrgen`, `J%C3%B8rgen`.
    A point after an initial may be missing, and what nobody sees may stand between letters. Raises ValueError where it
    has no letter or digit.
    """
    if not any(sign.isalnum() for sign in phrase):
        raise ValueError("Write the name or the phrase that is to be found.")
    spellings = []
    for word in re.split(r"[\s\-–_]+", _visible(phrase)):
        if word:
            spellings.append(_spellings(word.rstrip(".") or word))
    return re.compile(
        rf"{BEFORE}{BETWEEN.join(spellings)}{UNSEEN}{GENITIVE}{AFTER}",
        re.IGNORECASE,
    )


def other_spellings(name: str) -> list[str]:
    """How a name of several words is written besides, each to be looked for by itself: surname first, with initials,
    the surname alone."""
    *given, surname = _visible(name).replace(",", " ").split() or [""]
    if not given or not all(word[0].isalpha() for word in (*given, surname)):
        return []
    initials = " ".join(f"{word[0]}." for word in given)
    first = " ".join(given)
    return [
        f"{surname}, {first}",
        f"{surname} {first}",
        f"{initials} {surname}",
        f"{surname}, {initials}",
        surname,
    ]


def _visible(phrase: str) -> str:
    return unicodedata.normalize("NFC", re.sub(UNSEEN, "", phrase)).strip()


def _spellings(word: str) -> str:
    """A pattern of a word in all its spellings."""
    may_miss = sum(sign.isascii() for sign in word) >= LONG_ENOUGH
    patterns = []
    for sign in word:
        plain = sign.isascii()
        patterns.append(re.escape(sign) if plain else _any_of(sign, may_miss))
    return UNSEEN.join(patterns)


def _any_of(sign: str, may_miss: bool) -> str:
    """A pattern of a letter with a mark: itself, plain letters for it, its bytes in an address, or nothing."""
    base = unicodedata.normalize("NFKD", sign)[0].lower()
    plain = list(IN_ADDRESSES.get(sign.lower(), []))
    if base.isascii() and base.isalpha():
        plain.append(base)
    coded = {quote(sign.lower()), quote(sign.upper())}
    alternatives = "|".join([re.escape(sign), *plain, *sorted(coded)])
    optional = "?" if plain and may_miss else ""
    return rf"(?:{alternatives}){optional}"


def find_phrase(
    phrase: str, uids: Iterable[UUID] | None = None
) -> Iterator[Occurrence]:
    """Every place where a phrase stands in a line, in the order of lines. Raises ValueError.

    Texts as they are hashed are read, of every version of every record, and the reasons of the ledger's own lines;
    `uids` narrows it to some records.
    """
    wanted = pattern_of(phrase)
    lines = Publication.objects.exclude(kind__in=OWN - WORDED).order_by("seq")
    if uids is not None:
        lines = lines.filter(uid__in=list(uids))
    unseen = [Q(payload__contains=sign) for sign in IDLE]
    for run in plain_runs(phrase):
        lines = lines.filter(Q(Q(payload__icontains=run), *unseen, _connector=Q.OR))
    for line in lines.only("seq", "kind", "payload").iterator(BATCH):
        yield from _occurrences(line, wanted)


def _occurrences(line: Publication, wanted: re.Pattern[str]) -> Iterator[Occurrence]:
    for path, text in texts_of(orjson.loads(line.payload)):
        for match in wanted.finditer(unicodedata.normalize("NFC", text)):
            yield _occurrence(line, path, text, match)


def plain_runs(phrase: str) -> list[str]:
    """Letters that stand wherever the phrase does, unless something unseen parts them, and that both databases compare
    in any case."""
    return PLAIN_RUN.findall(_visible(phrase))


def texts_of(payload: dict[str, Any]) -> Iterator[tuple[Path, str]]:
    """(path, text) of everything in a payload that may hold somebody's words."""
    for key in sorted(payload):
        if key not in NOT_TEXT:
            yield from _texts(payload[key], (key,))


def _texts(value: object, path: Path) -> Iterator[tuple[Path, str]]:
    if isinstance(value, str) and value:
        yield path, value
    elif isinstance(value, dict):
        for key in sorted(value):
            yield from _texts(value[key], (*path, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _texts(item, (*path, index))


def _occurrence(
    line: Publication, path: Path, text: str, match: re.Match[str]
) -> Occurrence:
    """A text that is not in NFC is found by its whole length: its places are not those of the pattern's text."""
    is_plain = unicodedata.is_normalized("NFC", text)
    start, end = match.span() if is_plain else (0, len(text))
    words, at = [], 0
    for number, word in enumerate(split_words(text)):
        if at < end and start < at + len(word.rstrip()):
            words.append(number)
        at += len(word)
    before, after = text[max(0, start - AROUND) : start], text[end : end + AROUND]
    return Occurrence(
        line.seq, line.kind, path, tuple(words), before, text[start:end], after
    )


def is_struck_already(occurrence: Occurrence) -> bool:
    """Whether nothing but struck words stands there."""
    return set(occurrence.match.split()) == {STRUCK}
