"""What a suggestion is remembered by, so that a decision holds when it comes again, written a little differently."""

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache

from .folding import MARKS, RECENT

TELLING = ("words", "text", "headline", "name", "title")
THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
DECIMALS = re.compile(r"(?<=\d),(?=\d)")
PER_CENT = re.compile(r"\bper\s+cent\b|%")
APOSTROPHES = re.compile(r"['’‘ʼ´`′ʹ]")
UNSEEN = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
KEPT = re.compile(rf"\d+(?:[.:]\d+)+|(?:[^\W_]|[{MARKS}])+|[$€£¥₽₹₴]")
ASCII_KEPT = re.compile(r"\d+(?:[.:]\d+)+|[a-z0-9]+|\$")


def normalised_words(kind: str, fields: Mapping[str, object]) -> str:
    """The words that a suggestion is known again by: no case, punctuation, quotation mark, dash or white space.

    `fields` are those of the kind's public form. Numbers, money and per cent stay; an entry's date (`when`) counts too.
    What has no words at all is remembered as it is written.
    """
    text = next((str(fields[name]) for name in TELLING if fields.get(name)), "")
    when = f" {fields['when']}" if fields.get("when") else ""
    return normalised(text) + when


@lru_cache(maxsize=RECENT)
def normalised(text: str) -> str:
    """Words by single blanks, idempotently."""
    plain = text.lower() if text.isascii() else _settled(UNSEEN.sub("", text))
    plain = THOUSANDS.sub("", plain)
    plain = DECIMALS.sub(".", plain)
    plain = APOSTROPHES.sub("", plain)
    plain = PER_CENT.sub(" percent ", plain)
    pattern = ASCII_KEPT if plain.isascii() else KEPT
    return " ".join(pattern.findall(plain) or plain.split())


def _settled(text: str) -> str:
    """Compatibility forms and case folded until nothing changes: some letters need it twice."""
    while (once := unicodedata.normalize("NFKC", text.casefold())) != text:
        text = once
    return text
