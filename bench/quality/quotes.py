"""Judging quotations: found when enough of the annotated one is covered, right when the speaker is right as well.

The measure is that of the Gender Gap Tracker (Asr and others, PLOS ONE 2021): one to one, over 0.3 of the gold span.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

COVERED = 0.3
EDGE = "\"“”„«»'‘’"
NAME = re.compile(r"[A-Z][\w’'-]{2,}")
POSSESSIVE = re.compile(r"[’']s?$")
TITLES = frozenset(
    (
        "Mr",
        "Mrs",
        "Ms",
        "Dr",
        "Sen",
        "Rep",
        "Gov",
        "President",
        "Senator",
        "Secretary",
        "Minister",
        "Prime",
        "Foreign",
    )
    + (
        "State",
        "The",
        "House",
        "White",
        "Republican",
        "Democratic",
        "Democrat",
        "Vice",
        "General",
        "Judge",
        "Mayor",
    )
    + ("Director", "Former", "New", "York", "American", "National", "United", "States")
)
PRONOUNS = frozenset(("he", "she", "they", "it", "i", "we", "who"))


@dataclass
class Tally:
    """Counts over documents. `right` are found with the right speaker; `spoken` those found that have a speaker."""

    gold: int = 0
    found: int = 0
    covered: int = 0
    right: int = 0
    spoken: int = 0
    named: int = 0
    steps: dict[str, list[int]] = field(default_factory=dict)

    def shares(self) -> dict[str, float]:
        """Percentages: recall of the words, speaker among what was found, and both together."""
        precision, recall = share(self.right, self.found), share(self.right, self.gold)
        return {
            "found": share(self.covered, self.gold),
            "speaker": share(self.named, self.spoken),
            "precision": precision,
            "recall": recall,
            "f1": harmonic(precision, recall),
        }


def judge(
    tally: Tally, text: str, gold: Sequence[dict], found: Sequence[dict], kind: str = ""
) -> None:
    """Count one document. With `kind` only gold of that kind counts, and what lies on other gold is left out."""
    wanted = [one for one in gold if not kind or one.get("kind") == kind]
    others = [one for one in gold if one not in wanted]
    pairs = paired(text, wanted, found)
    matched = set(pairs.values())
    kept = [
        i
        for i, one in enumerate(found)
        if i in matched
        or not any(overlap(trimmed(text, one), _span(o)) > 0 for o in others)
    ]
    tally.gold, tally.found = tally.gold + len(wanted), tally.found + len(kept)
    right = set()
    for g, f in pairs.items():
        tally.covered += 1
        has_speaker = bool(wanted[g].get("speaker") or wanted[g].get("speaker_full"))
        is_right = (
            is_same_speaker(wanted[g], found[f])
            if has_speaker
            else not found[f].get("speaker")
        )
        tally.spoken, tally.named = (
            tally.spoken + has_speaker,
            tally.named + (has_speaker and is_right),
        )
        if is_right:
            right.add(f)
    tally.right += len(right)
    for i in kept:
        counts = tally.steps.setdefault(found[i].get("step", ""), [0, 0])
        counts[0], counts[1] = counts[0] + 1, counts[1] + (i in right)


def paired(text: str, gold: Sequence[dict], found: Sequence[dict]) -> dict[int, int]:
    """Which found quotation is which of the gold ones, one to one, the best overlap first."""
    ranked = []
    for g, one in enumerate(gold):
        a = trimmed(text, one)
        for f, other in enumerate(found):
            b = trimmed(text, other)
            shared = overlap(a, b)
            if shared > 0:
                union = max(1, max(a[1], b[1]) - min(a[0], b[0]))
                ranked.append(
                    (a == b, shared / union, shared / max(1, a[1] - a[0]), g, f)
                )
    pairs: dict[int, int] = {}
    for _, _, cover, g, f in sorted(ranked, reverse=True):
        if cover > COVERED and g not in pairs and f not in pairs.values():
            pairs[g] = f
    return pairs


def is_same_speaker(gold: dict, found: dict) -> bool:
    """Whether the mentions overlap, or the names share a word that is no title."""
    start, end = found.get("speaker_start"), found.get("speaker_end")
    if start is not None and any(
        overlap((start, end), span) > 0 for span in gold.get("speaker_spans") or ()
    ):
        return True
    words = names(found.get("speaker"))
    if words & (names(gold.get("speaker")) | names(gold.get("speaker_full"))):
        return True
    said, meant = (
        (found.get("speaker") or "").strip().lower(),
        (gold.get("speaker") or "").strip().lower(),
    )
    return bool(said) and said == meant and meant not in PRONOUNS


def names(speaker: str | None) -> set[str]:
    return {POSSESSIVE.sub("", word) for word in NAME.findall(speaker or "")} - TITLES


def trimmed(text: str, one: dict) -> tuple[int, int]:
    """A span without the marks, spaces and stops at its ends."""
    start, end = one["start"], one["end"]
    while start < end and (text[start].isspace() or text[start] in EDGE):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in EDGE + ",."):
        end -= 1
    return start, end


def _span(one: dict) -> tuple[int, int]:
    return one["start"], one["end"]


def overlap(a: Sequence[int], b: Sequence[int]) -> int:
    return min(a[1], b[1]) - max(a[0], b[0])


def share(part: int, whole: int) -> float:
    return round(100 * part / whole, 1) if whole else 0.0


def harmonic(precision: float, recall: float) -> float:
    return (
        round(2 * precision * recall / (precision + recall), 1)
        if precision + recall
        else 0.0
    )
