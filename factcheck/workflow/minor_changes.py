"""What a minor change may be: slips of the pen in free text. Pure: two contents of one public form in, reasons out.

A slip is one letter added, dropped or replaced, or two neighbours exchanged, in a word that is no number word, date,
name or negation; and case, punctuation and spaces. Everything else says something else and is named here.
"""

import re
import unicodedata
from collections.abc import Collection, Iterator
from difflib import SequenceMatcher
from typing import NamedTuple

from rest_framework import serializers

from factcheck.records.serializers import ENVELOPE, ProseField, ReferenceListField

from . import protected_words

EMPTY = (None, "", [])
LONE_MINUS = re.compile(r"(?<!\S)([-+])\s+(?=\d)")
DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−", "-") | dict.fromkeys("’ʼ‘", "'"))
QUOTES = dict.fromkeys("“”„‟«»‹›‚'", '"')
FREE_SIGNS = frozenset(".,;:!…()[]{}*_`-·•")
PIECE = re.compile(
    r"(?P<newline>\n)|(?P<held>\S*(?:\d|://|@|#)\S*)|(?P<word>[^\W\d_]+(?:'[^\W\d_]+)*)|(?P<sign>\S)",
    re.UNICODE,
)
BEFORE, BEHIND = "()[]{}\"“”„«»'*_`", "()[]{}\"“”„«»'*_`.,;:!?…"
STOPS = ".!?…"
HELD, NAME = "a number or an address", "a name"
UNTOUCHED = (HELD, NAME)
"""Of these not even the case is a slip."""
SHORT = 3
FEW = 4


class MeaningChange(NamedTuple):
    """One thing that is more than a slip of the pen: the field, as blockers name it, and what of it."""

    field: str
    message: str

    @property
    def said(self) -> str:
        """For a person: `evidence[1].note` is "evidence 2, note"."""
        steps = re.sub(
            r"\[(\d+)\]", lambda match: f" {int(match[1]) + 1}", self.field
        ).replace("_", " ")
        return (
            f"{steps.replace('.', ', ').capitalize()}: {self.message}"
            if steps
            else self.message
        )


class Word(NamedTuple):
    """A word of a text: `is_name` with a capital inside a sentence, `is_held` with a digit or as an address, `is_unit`
    where it is short and stands behind a number."""

    text: str
    is_name: bool = False
    is_held: bool = False
    is_unit: bool = False

    @property
    def low(self) -> str:
        return self.text.casefold()


def meaning_changes(
    form: serializers.Serializer,
    before: dict,
    after: dict,
    *,
    names: Collection[str] = (),
    language: str = "en",
) -> list[MeaningChange]:
    """What keeps the way from one content of `form` to another from being minor; empty where it is.

    `names` are the words of known names, written as they are; `language` is the desk's (BCP 47).
    """
    texts = [*_prose(form, before), *_prose(form, after)]
    inside = {word.text for text in texts for word in _read(text)[0] if word.is_name}
    reading = Reading(
        frozenset({*names} | inside), language, after.get("language") or language
    )
    return list(_fields(form, before, after, "", reading))


class Reading(NamedTuple):
    """What every text of a record is read with."""

    names: frozenset[str]
    desk: str
    record: str


def _prose(form: serializers.Serializer, content: dict) -> Iterator[str]:
    """Every free text of a content, parts included."""
    for name, field in form.fields.items():
        value = content.get(name)
        if isinstance(field, ProseField):
            yield value or ""
        elif isinstance(field, serializers.BaseSerializer):
            rows = value if isinstance(value, list) else [value]
            inner = (
                field.child if isinstance(field, serializers.ListSerializer) else field
            )
            yield from (text for row in rows if row for text in _prose(inner, row))


def _fields(
    form, before: dict, after: dict, path: str, reading: Reading
) -> Iterator[MeaningChange]:
    for name, field in form.fields.items():
        old, new = before.get(name), after.get(name)
        if (
            old == new
            or (old in EMPTY and new in EMPTY)
            or (name in ENVELOPE and not path)
        ):
            continue
        if isinstance(field, ReferenceListField) and sorted(old or []) == sorted(
            new or []
        ):
            continue  # they stand in the order of their slugs, which says nothing
        where = f"{path}{name}"
        if isinstance(field, serializers.ListSerializer):
            yield from _rows(field.child, old or [], new or [], where, reading)
        elif isinstance(field, serializers.BaseSerializer):
            yield from _part(field, old, new, where, reading)
        elif isinstance(field, ProseField):
            language = reading.record if field.has_language else reading.desk
            found = beyond_slips(
                old or "", new or "", names=reading.names, language=language
            )
            yield from (MeaningChange(where, message) for message in found)
        else:
            yield MeaningChange(where, "it changed")


def _rows(
    form, old: list[dict], new: list[dict], where: str, reading: Reading
) -> Iterator[MeaningChange]:
    """Rows are the same by their uid, and in the same order."""
    before, after = [row["uid"] for row in old], [row["uid"] for row in new]
    if set(after) - set(before):
        yield MeaningChange(where, "a row was added")
    if set(before) - set(after):
        yield MeaningChange(where, "a row was taken out")
    if set(before) == set(after) and before != after:
        yield MeaningChange(where, "the rows stand in another order")
    rows = {row["uid"]: row for row in old}
    for i, row in enumerate(new):
        if row["uid"] in rows:
            yield from _fields(form, rows[row["uid"]], row, f"{where}[{i}].", reading)


def _part(
    form, old: dict | None, new: dict | None, where: str, reading: Reading
) -> Iterator[MeaningChange]:
    if not old or not new or old["uid"] != new["uid"]:
        yield MeaningChange(
            where,
            "it was replaced"
            if old and new
            else "it was added"
            if new
            else "it was taken out",
        )
    else:
        yield from _fields(form, old, new, f"{where}.", reading)


def beyond_slips(
    old: str, new: str, *, names: Collection[str] = (), language: str = "en"
) -> list[str]:
    """What the way from one text to another changes beyond slips of the pen, each in words.

    `names` are the words of known names; `language` is the text's. Letters are looked at in languages whose number
    words, dates and negations are known; in others only case, punctuation and spaces are slips.
    """
    (before, signs), (after, others) = _read(old), _read(new)
    inside = {word.text for word in (*before, *after) if word.is_name}
    found = [
        *_words(
            before,
            after,
            Rules(frozenset({*names} | inside), protected_words.of(language)),
        )
    ]
    if signs != others:
        changed = {*signs} ^ {*others} or {*signs}
        found.append(f"signs that carry meaning changed ({' '.join(sorted(changed))})")
    return found


class Rules(NamedTuple):
    """What words are held against: known names, and the guarded words of the language; None for one not known."""

    names: frozenset[str]
    words: protected_words.Words | None


def _read(text: str) -> tuple[list[Word], list[str]]:
    """The words and numbers of a text, and the signs that carry meaning, both in order."""
    text = LONE_MINUS.sub(
        r"\1",
        unicodedata.normalize("NFC", text.replace("\r\n", "\n")).translate(DASHES),
    )
    words: list[Word] = []
    signs: list[str] = []
    is_start = True
    for piece in PIECE.finditer(text):
        written = piece[0]
        if piece.lastgroup == "newline":
            is_start = True
        elif piece.lastgroup == "held":
            words.append(Word(written.lstrip(BEFORE).rstrip(BEHIND), is_held=True))
            is_start = written[-1] in STOPS
        elif piece.lastgroup == "word":
            words.append(_word(written, words, is_start))
            is_start = False
        elif written in STOPS and words and not _is_abbreviation(words[-1].text):
            is_start = True
        if piece.lastgroup == "sign" and written not in FREE_SIGNS:
            signs.append(QUOTES.get(written, written))
    return words, signs


def _word(written: str, before: list[Word], is_start: bool) -> Word:
    capitals = sum(letter.isupper() for letter in written)
    is_name = written.partition("'")[0] != "I" and (
        capitals > 1 or (written[0].isupper() and not is_start)
    )
    is_unit = bool(before) and before[-1].is_held and len(written) <= SHORT
    return Word(written, is_name, is_unit=is_unit)


def _is_abbreviation(word: str) -> bool:
    return len(word) == 1 or word.casefold() in protected_words.ABBREVIATIONS


def _words(before: list[Word], after: list[Word], rules: Rules) -> Iterator[str]:
    if len(before) == len(after):
        for old, new in zip(before, after, strict=True):
            if why := _why_not(old, new, rules):
                yield f"“{old.text}” became “{new.text}”, {why}"
        return
    matcher = SequenceMatcher(
        None,
        [word.text for word in before],
        [word.text for word in after],
        autojunk=False,
    )
    for tag, i, j, k, m in matcher.get_opcodes():
        if tag == "equal" or _are_spaces(before[i:j], after[k:m], rules):
            continue
        gone, new = _quoted(before[i:j]), _quoted(after[k:m])
        yield (
            f"{new} was added"
            if i == j
            else f"{gone} was taken out"
            if k == m
            else f"{gone} became {new}"
        )


def _quoted(words: list[Word]) -> str:
    rest = " …" if len(words) > FEW else ""
    return f"“{' '.join(word.text for word in words[:FEW])}{rest}”"


def _are_spaces(before: list[Word], after: list[Word], rules: Rules) -> bool:
    """Whether plain words were only joined or parted."""
    is_same = "".join(word.low for word in before) == "".join(
        word.low for word in after
    )
    pieces = [*before, *after]
    return is_same and not any(
        _kind_of(word, rules) or word.low in protected_words.PREFIXES for word in pieces
    )


def _why_not(old: Word, new: Word, rules: Rules) -> str:
    """Why one word in the place of another is no slip; empty where it is one, or where they are the same."""
    if old.text == new.text:
        return ""
    kind = _kind_of(old, rules) or _kind_of(new, rules)
    if old.low == new.low and kind not in UNTOUCHED:
        return ""
    if kind:
        return kind
    if rules.words is None or not _is_latin(old.low + new.low):
        return "in a language whose numbers and negations are not known here"
    at = _slip(old.low, new.low)
    if at is None:
        return "more than one letter"
    if _is_prefix(old.low, new.low, at):
        return "where a prefix may deny"
    are_words = {old.low, new.low} <= rules.words.common and {old.low, new.low} != {
        "a",
        "an",
    }
    return "which is another word" if are_words else ""


def _kind_of(word: Word, rules: Rules) -> str:
    """What a word is that no slip may touch; empty for a plain one."""
    if word.is_held:
        return HELD
    is_known = word.text in rules.names or word.text.partition("'")[0] in rules.names
    if word.is_name or (
        is_known and not (rules.words and word.low in rules.words.common)
    ):
        return NAME
    return (rules.words and rules.words.kind_of(word.low)) or (
        "a unit" if word.is_unit else ""
    )


def _is_latin(letters: str) -> bool:
    return all(
        unicodedata.name(letter, "").startswith("LATIN")
        for letter in letters
        if letter != "'"
    )


def _slip(old: str, new: str) -> int | None:
    """Where the one letter is that was added, dropped, replaced or exchanged with its neighbour; None for more."""
    at = next(
        (i for i, (a, b) in enumerate(zip(old, new, strict=False)) if a != b),
        min(len(old), len(new)),
    )
    old, new = old[at:], new[at:]
    while old and new and old[-1] == new[-1]:
        old, new = old[:-1], new[:-1]
    is_one = max(len(old), len(new)) <= 1
    are_exchanged = len(old) == len(new) == 2 and old == new[::-1]
    return at if is_one or are_exchanged else None


def _is_prefix(old: str, new: str, at: int) -> bool:
    """Whether the slip is where a prefix may deny: unable and enable, untied and united, typical and atypical."""
    if (
        at == 0
        and len(old) != len(new)
        and max(old, new, key=len)[0] in protected_words.ONE_LETTER_PREFIXES
    ):
        return True
    begun = [
        len(prefix)
        for prefix in protected_words.DENYING
        for word in (old, new)
        if _begins(word, prefix)
    ]
    return any(at <= length + 1 for length in begun)


def _begins(word: str, prefix: str) -> bool:
    return 1 < len(prefix) < len(word) - 2 and word.startswith(prefix)
