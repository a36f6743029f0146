"""Numbers in a sentence, in digits or English words: 13, thirteen, the 13th, 2.5 million, 30 per cent, $700 billion."""

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from .folding import listed

SMALL = {
    word: value
    for value, word in enumerate(
        listed(
            """
        zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
        eighteen nineteen
        """
        )
    )
}
TENS = {
    word: 10 * n
    for n, word in enumerate(
        listed("twenty thirty forty fifty sixty seventy eighty ninety"), start=2
    )
}
SCALES = {
    "hundred": 100,
    "thousand": 1_000,
    "million": 10**6,
    "billion": 10**9,
    "trillion": 10**12,
}
SHORT_SCALES = {"k": 1_000, "m": 10**6, "mn": 10**6, "bn": 10**9, "tn": 10**12}
OTHER = {"dozen": Decimal(12), "half": Decimal("0.5")}
ORDINALS = {
    word: value
    for value, word in enumerate(
        listed(
            """
        first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth
        fifteenth sixteenth seventeenth eighteenth nineteenth twentieth
        """
        ),
        start=1,
    )
} | {"thirtieth": 30, "hundredth": 100}
ENDINGS = frozenset(["st", "nd", "rd", "th"])
SIGNS = frozenset("$€£¥")
MONEY = {
    "dollar": "$", "dollars": "$", "usd": "$", "euro": "€", "euros": "€", "eur": "€", "pounds": "£", "gbp": "£",
    "yen": "¥",
    "kroner": "kr", "kroners": "kr", "krone": "kr", "crowns": "kr", "dkk": "kr", "kr": "kr",
}  # fmt: skip
SHARES = {"%": "%", "percent": "%"}
UNIT_SIGNS = {"": "", "%": " %", "ordinal": ".", "points": " points"}
PRONOUN_BEFORE = frozenset(
    listed("no any every some each this that the which another only")
)


@dataclass(frozen=True)
class NumberMention:
    """`unit` is "", "%", "ordinal", "points" (of a per cent) or a currency; `start` and `end` count words."""

    value: Decimal
    unit: str
    start: int
    end: int

    @property
    def text(self) -> str:
        """In digits, for comparing and for showing."""
        value = f"{self.value.normalize():f}"
        return value + UNIT_SIGNS.get(self.unit, f" {self.unit}")


def numbers(words: list[str]) -> list[NumberMention]:
    """The numbers among folded words. "One" counts only where it counts something: not in "no one", "one of them"."""
    found: list[NumberMention] = []
    at = 0
    while at < len(words):
        number = _number(words, at)
        if number is None:
            at += 1
            continue
        if number.end > at:
            found.append(number)
        at = number.end
    return found


def _number(words: list[str], at: int) -> NumberMention | None:
    """The number that begins at a word, with its unit, or None."""
    sign = words[at] if words[at] in SIGNS else ""
    start, at = at, at + bool(sign)
    read = _digits(words, at) or _spelt(words, at)
    if read is None or (words[at] == "one" and _is_pronoun(words, at)):
        return None
    value, end, is_ordinal = read
    unit = "ordinal"
    if not is_ordinal:
        unit, end = _unit(words, end)
    return NumberMention(value, sign or unit, start, end)


def _digits(words: list[str], at: int) -> tuple[Decimal, int, bool] | None:
    if at >= len(words) or not words[at][0].isdigit():
        return None
    try:
        value = Decimal(_plain(words[at]))
    except InvalidOperation:
        return None
    if _word(words, at + 1) in ENDINGS:
        return value, at + 2, True
    value, end = _scaled(words, at + 1, value, SCALES | SHORT_SCALES)
    return value, end, False


def _plain(digits: str) -> str:
    """1,500 and 1,500,000 are thousands; 1,5 is one and a half; 14.01.2026 is no number and keeps to itself."""
    first, *groups = digits.split(",")
    if groups and all(len(group.split(".")[0]) == 3 for group in groups):
        return first + "".join(groups)
    return digits.replace(",", ".")


def _spelt(words: list[str], at: int) -> tuple[Decimal, int, bool] | None:
    if _word(words, at) in ORDINALS:
        return Decimal(ORDINALS[words[at]]), at + 1, True
    if words[at : at + 3] == ["half", "a", "dozen"]:
        return Decimal(6), at + 3, False
    if _word(words, at) in OTHER:
        return OTHER[words[at]], at + 1, False
    if _word(words, at) in SCALES:
        value, end = _scaled(words, at, Decimal(1), SCALES)
        return value, end, False
    total, end = _below_hundred(words, at)
    if end == at:
        return None
    if _word(words, end) in OTHER:
        return total * OTHER[words[end]], end + 1, False
    if total % 10 == 0 and 0 < _ordinal_unit(words, end) < 10 <= total:
        return total + _ordinal_unit(words, end), end + 1, True
    value, end = _scaled(words, end, total, SCALES)
    return value, end, False


def _ordinal_unit(words: list[str], at: int) -> int:
    return ORDINALS.get(_word(words, at), 0)


def _below_hundred(words: list[str], at: int) -> tuple[Decimal, int]:
    tens, units = TENS.get(_word(words, at), 0), 0
    at += bool(tens)
    if _word(words, at) in SMALL and (not tens or 0 < SMALL[words[at]] < 10):
        units, at = SMALL[words[at]], at + 1
    return Decimal(tens + units), at


def _scaled(
    words: list[str], at: int, value: Decimal, scales: dict[str, int]
) -> tuple[Decimal, int]:
    """ "Two hundred and thirteen thousand": a scale takes what came before it, smaller numbers are added after it."""
    total = Decimal(0)
    while _word(words, at) in scales:
        scale = scales[words[at]]
        if scale == 100:
            value *= scale
        else:
            total, value = total + value * scale, Decimal(0)
        after = at + 1 + (_word(words, at + 1) == "and")
        more, end = _below_hundred(words, after)
        if end > after:
            value, at = value + more, end
        else:
            at += 1
    return total + value, at


def _unit(words: list[str], at: int) -> tuple[str, int]:
    word = _word(words, at)
    if word == "percentage" and _word(words, at + 1).startswith("point"):
        return "points", at + 2
    unit = SHARES.get(word) or MONEY.get(word)
    return (unit, at + 1) if unit else ("", at)


def _is_pronoun(words: list[str], at: int) -> bool:
    if _word(words, at + 1) in ("of", ""):
        return True
    return at > 0 and words[at - 1] in PRONOUN_BEFORE


def _word(words: list[str], at: int) -> str:
    return words[at] if at < len(words) else ""
