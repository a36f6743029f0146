"""Do two claims say the same? The same telling words, and nothing of a kind that turns a claim into another."""

import re

from .comparison import Known, Verdict
from .days import apart, conflict
from .fingerprints import normalised
from .folding import stem, stems
from .numbers import SMALL, TENS
from .parties import same_person
from .sentences import Sentence
from .similarity import IDF, likeness

LEAST = 0.38
"""Below this likeness two claims have nothing to do with each other."""
GUARDED = 0.98
FIGURES = {stem(word): str(value) for word, value in (SMALL | TENS).items()}
BELOW_ZERO = re.compile(r"(?<!\S)[-\u2212]\d[\d.,]*\d|(?<!\S)[-\u2212]\d")


def keys(row: Known) -> list[str]:
    """What a claim is looked up by: the stems of its words, small numbers in figures."""
    return [FIGURES.get(word, word) for word in stems(row.text)]


def likeness_of(ours: Known, theirs: Known, idf: IDF) -> float:
    if normalised(ours.text) == normalised(theirs.text):
        return 1.0
    return min(likeness(keys(ours), keys(theirs), idf), GUARDED)


def compare(
    ours: Known, theirs: Known, score: float, lexicon: frozenset[str] = frozenset()
) -> Verdict:
    """The verdict on a known claim and a suggested one that are alike to this score; at 1 only facts can differ."""
    verdict = Verdict(score, alike=score == 1)
    verdict.shows("text", ours.text, theirs.text)
    if score < 1:
        _sentences(verdict, *_read(ours.text, theirs.text, lexicon))
    _signs(verdict, ours.text, theirs.text)
    facts(verdict, ours, theirs)
    verdict.score = (
        min(score, GUARDED)
        if verdict.reasons
        else max(score, GUARDED)
        if verdict.alike
        else score
    )
    return verdict


def _read(ours: str, theirs: str, lexicon: frozenset[str]) -> tuple[Sentence, Sentence]:
    """What one of them writes as a name within a sentence is a name where the other begins with it."""
    a, b = Sentence(ours, lexicon), Sentence(theirs, lexicon)
    return Sentence(ours, lexicon | b.names), Sentence(theirs, lexicon | a.names)


def _sentences(verdict: Verdict, a: Sentence, b: Sentence) -> None:
    verdict.alike = bool(a.telling) and a.telling == b.telling
    for guard in (_numbers, _days, _denials, _names):
        guard(verdict, a, b)


def _numbers(verdict: Verdict, a: Sentence, b: Sentence) -> None:
    ours, theirs = (
        sorted(number.said for number in sentence.numbers) for sentence in (a, b)
    )
    if ours != theirs:
        verdict.forbids(
            "a different number", "number", ", ".join(ours), ", ".join(theirs)
        )
    elif a.counted != b.counted:
        said = (
            "; ".join(f"{number} {of}" for number, of in sorted(sentence.counted))
            for sentence in (a, b)
        )
        verdict.forbids("the numbers count something else", "number", *said)


def _signs(verdict: Verdict, ours: str, theirs: str) -> None:
    """What is remembered of a text has no dashes, so that a minus has to be looked for in the text itself."""
    below, others = sorted(BELOW_ZERO.findall(ours)), sorted(BELOW_ZERO.findall(theirs))
    if below != others:
        verdict.forbids(
            "a number below zero", "number", ", ".join(below), ", ".join(others)
        )


def _days(verdict: Verdict, a: Sentence, b: Sentence) -> None:
    if conflict(a.days, b.days):
        ours, theirs = (
            ", ".join(day.said for day in sentence.days) for sentence in (a, b)
        )
        verdict.forbids("a different date", "date", ours, theirs)


def _denials(verdict: Verdict, a: Sentence, b: Sentence) -> None:
    ours, theirs = (
        sorted(denied for _, denied in sentence.denials) for sentence in (a, b)
    )
    if ours != theirs:
        said = (", ".join(word for word, _ in sentence.denials) for sentence in (a, b))
        verdict.forbids("one denies what the other says", "negation", *said)


def _names(verdict: Verdict, a: Sentence, b: Sentence) -> None:
    ours, theirs = a.names - set(b.words), b.names - set(a.words)
    ours, theirs = (
        ", ".join(sorted(name for name in names)) for names in (ours, theirs)
    )
    if ours or theirs:
        verdict.forbids("names somebody else", "named", ours.title(), theirs.title())
    elif a.roles != b.roles:
        verdict.forbids("names in another order", "order", _order(a), _order(b))


def _order(sentence: Sentence) -> str:
    return ", ".join(" and ".join(sorted(group)).title() for group in sentence.roles[0])


def facts(verdict: Verdict, ours: Known, theirs: Known) -> None:
    """When it was claimed, and by whom: what is known on both sides must agree."""
    dates = [str(row.facts.get("claimed_on") or "") for row in (ours, theirs)]
    if all(dates) and apart(*dates):
        verdict.forbids("claimed at another time", "claimed_on", *dates)
    parties = [list(row.facts.get("parties") or ()) for row in (ours, theirs)]
    if all(parties) and not any(
        same_person(one, other) for one in parties[0] for other in parties[1]
    ):
        verdict.forbids(
            "claimed by somebody else",
            "claimed_by",
            *(", ".join(names) for names in parties),
        )
