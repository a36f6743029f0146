"""Do two claims say the same? The same telling words, and nothing of a kind that turns a claim into another."""

import re

from .comparison import IDF, Comparable, Comparison, likeness
from .days import apart, conflict
from .fingerprints import normalised
from .folding import stem, stems
from .numbers import SMALL, TENS
from .parties import compare_people
from .sentences import Sentence

LEAST = 0.38
"""Below this likeness two claims have nothing to do with each other. Measured by `python -m bench.matching`."""
GUARDED = 0.98
"""The likeness that only the very same words exceed, and that the same telling words reach: any value above those that
`python -m bench.matching` gives to paraphrases does."""
FIGURES = {stem(word): str(value) for word, value in (SMALL | TENS).items()}
BELOW_ZERO = re.compile(r"(?<!\S)[-\u2212]\d[\d.,]*\d|(?<!\S)[-\u2212]\d")


def keys(row: Comparable) -> list[str]:
    """What a claim is looked up by: the stems of its words, small numbers in figures."""
    return [FIGURES.get(word, word) for word in stems(row.text)]


def likeness_of(ours: Comparable, theirs: Comparable, idf: IDF) -> float:
    if normalised(ours.text) == normalised(theirs.text):
        return 1.0
    return min(likeness(keys(ours), keys(theirs), idf), GUARDED)


def compare(
    ours: Comparable,
    theirs: Comparable,
    score: float,
    lexicon: frozenset[str] = frozenset(),
) -> Comparison:
    """Compare a known claim and a suggested one that are alike to this score; at 1 only facts can differ."""
    comparison = Comparison(score, alike=score == 1)
    comparison.shows("text", ours.text, theirs.text)
    if score < 1:
        _compare_sentences(comparison, *_sentences(ours.text, theirs.text, lexicon))
    _compare_signs(comparison, ours.text, theirs.text)
    _compare_facts(comparison, ours, theirs)
    if comparison.reasons:
        comparison.score = min(score, GUARDED)
    elif comparison.alike:
        comparison.score = max(score, GUARDED)
    return comparison


def _sentences(
    ours: str, theirs: str, lexicon: frozenset[str]
) -> tuple[Sentence, Sentence]:
    """What one of them writes as a name within a sentence is a name where the other begins with it."""
    a, b = Sentence(ours, lexicon), Sentence(theirs, lexicon)
    return Sentence(ours, lexicon | b.names), Sentence(theirs, lexicon | a.names)


def _compare_sentences(comparison: Comparison, a: Sentence, b: Sentence) -> None:
    comparison.alike = bool(a.telling) and a.telling == b.telling
    _compare_numbers(comparison, a, b)
    _compare_days(comparison, a, b)
    _compare_denials(comparison, a, b)
    _compare_names(comparison, a, b)


def _compare_numbers(comparison: Comparison, a: Sentence, b: Sentence) -> None:
    ours, theirs = _numbers_of(a), _numbers_of(b)
    if ours != theirs:
        comparison.forbids(
            "a different number", "number", ", ".join(ours), ", ".join(theirs)
        )
    elif a.counted != b.counted:
        reason = "the numbers count something else"
        comparison.forbids(reason, "number", _counted(a), _counted(b))


def _numbers_of(sentence: Sentence) -> list[str]:
    return sorted(number.text for number in sentence.numbers)


def _counted(sentence: Sentence) -> str:
    """Each number with what it counts, as an editor is shown them."""
    return "; ".join(f"{number} {word}" for number, word in sorted(sentence.counted))


def _compare_signs(comparison: Comparison, ours: str, theirs: str) -> None:
    """What is remembered of a text has no dashes, so that a minus has to be looked for in the text itself."""
    below, others = sorted(BELOW_ZERO.findall(ours)), sorted(BELOW_ZERO.findall(theirs))
    if below != others:
        comparison.forbids(
            "a number below zero", "number", ", ".join(below), ", ".join(others)
        )


def _compare_days(comparison: Comparison, a: Sentence, b: Sentence) -> None:
    if conflict(a.days, b.days):
        ours, theirs = _days_of(a), _days_of(b)
        comparison.forbids("a different date", "date", ours, theirs)


def _days_of(sentence: Sentence) -> str:
    return ", ".join(day.text for day in sentence.days)


def _compare_denials(comparison: Comparison, a: Sentence, b: Sentence) -> None:
    if _denied(a) != _denied(b):
        reason = "one denies what the other says"
        comparison.forbids(reason, "negation", _denying(a), _denying(b))


def _denied(sentence: Sentence) -> list[str]:
    return sorted(denied for _, denied in sentence.denials)


def _denying(sentence: Sentence) -> str:
    return ", ".join(word for word, _ in sentence.denials)


def _compare_names(comparison: Comparison, a: Sentence, b: Sentence) -> None:
    ours = ", ".join(sorted(a.names.difference(b.words)))
    theirs = ", ".join(sorted(b.names.difference(a.words)))
    if ours or theirs:
        comparison.forbids("names somebody else", "named", ours.title(), theirs.title())
    elif a.roles != b.roles:
        comparison.forbids("names in another order", "order", _order(a), _order(b))


def _order(sentence: Sentence) -> str:
    return ", ".join(" and ".join(sorted(group)).title() for group in sentence.roles[0])


def _compare_facts(
    comparison: Comparison, ours: Comparable, theirs: Comparable
) -> None:
    """When it was claimed, and by whom: what is known on both sides must agree."""
    comparison.forbids_if(
        apart,
        "claimed at another time",
        "claimed_on",
        ours.fact("claimed_on"),
        theirs.fact("claimed_on"),
    )
    compare_people(
        comparison,
        "claimed by somebody else",
        "claimed_by",
        ours.names("parties"),
        theirs.names("parties"),
    )
