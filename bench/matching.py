"""How well the matcher finds the claim that a paraphrase repeats, beside plain BM25: `python -m bench.matching`.

300 claims of our own about one dispute, so that each shares most of its words with many others, and for each one
paraphrase made by rule: another order of words, synonyms, adverbs dropped. R@1 and R@5 are the shares of paraphrases
whose claim comes first, or among the first five; MRR is the mean of 1 / rank over the first twenty.
"""

import math
import random
import re
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from factcheck.text.matching import Comparable, Matcher

CLAIMS, DEPTH, SEED = 300, 20, 2026
WHO = [
    "Denmark", "Greenland", "the United States", "Germany", "Sweden", "Norway", "the United Kingdom", "NATO",
    "the Vice President", "the foreign minister", "the working group", "the Danish army", "the government in Nuuk",
]  # fmt: skip
ADVERBS = [
    "reportedly",
    "quickly",
    "quietly",
    "officially",
    "repeatedly",
    "again",
    "secretly",
    "largely",
]
DOES = [
    "sent", "offered", "promised", "withdrew", "bought", "announced", "counted", "paid for", "asked for", "inspected",
]  # fmt: skip
COUNTS = ["two", "three", "five", "13", "40", "150", "300", "1,200"]
WHAT = [
    "soldiers", "ships", "planes", "radar stations", "officials", "drones", "engineers", "helicopters", "observers",
    "containers of supplies", "dogs", "tents", "satellite dishes", "fishing boats",
]  # fmt: skip
WHERE = [
    "in Nuuk", "in Ilulissat", "at the northern base", "near the harbour", "along the east coast", "in the high north",
    "at the airport", "on the ice sheet", "close to the border of the park", "in the capital",
]  # fmt: skip
WHEN = [
    "after the talks", "before the meeting", "during the storm", "this week", "in January", "last year", "within days",
    "at the start of the exercise", "without telling the allies", "to protect the cables", "to impress the voters",
]  # fmt: skip
SYNONYMS = {
    "sent": "dispatched", "offered": "proposed", "promised": "pledged", "withdrew": "pulled back",
    "bought": "purchased", "announced": "made known", "paid for": "financed", "asked for": "requested",
    "soldiers": "troops", "ships": "vessels", "planes": "aircraft", "officials": "civil servants",
    "drones": "unmanned planes",
    "near": "close to", "capital": "seat of government", "talks": "negotiations", "storm": "blizzard",
    "exercise": "manoeuvre", "protect": "guard", "cables": "undersea lines", "the foreign minister": "the top diplomat",
    "the Danish army": "Denmark's armed forces", "harbour": "port",
}  # fmt: skip


@dataclass(frozen=True)
class Figures:
    """Shares and a mean rank, 0 to 1, and the milliseconds that a question took."""

    first: float
    among_five: float
    mean_reciprocal_rank: float
    milliseconds: float


@dataclass(frozen=True)
class ClaimParts:
    """The parts of one claim."""

    who: str
    adverb: str
    does: str
    count: str
    what: str
    where: str
    when: str

    @property
    def text(self) -> str:
        said = f"{self.who} {self.adverb} {self.does} {self.count} {self.what} {self.where} {self.when}."
        return said[0].upper() + said[1:]


def claims(count: int = CLAIMS, seed: int = SEED) -> list[ClaimParts]:
    """Different claims, drawn alike by a seed."""
    draw, made = random.Random(seed), {}
    while len(made) < count:
        said = ClaimParts(
            *(
                draw.choice(parts)
                for parts in (WHO, ADVERBS, DOES, COUNTS, WHAT, WHERE, WHEN)
            )
        )
        made[said.text] = said
    return list(made.values())


def paraphrase(said: ClaimParts, draw: random.Random) -> str:
    """When or where first, most words that have a synonym replaced by it, the adverb dropped."""
    orders = ["{when}, {who} {does} {count} {what} {where}.", "{where}, {when}, {who} {does} {count} {what}.",
              "{count} {what} {where}: that is what {who} {does}, {when}."]  # fmt: skip
    parts = {name: _replaced(value, draw) for name, value in vars(said).items()}
    text = draw.choice(orders).format(**parts)
    return text[0].upper() + text[1:]


def _replaced(part: str, draw: random.Random) -> str:
    for word, other in SYNONYMS.items():
        if re.search(rf"\b{word}\b", part) and draw.random() < 0.7:
            return re.sub(rf"\b{word}\b", other, part)
    return part


def plain_bm25(
    texts: Sequence[str], k1: float = 1.2, b: float = 0.75
) -> Callable[[str], list[int]]:
    """The yardstick: BM25 over lower-case words, every text scored for every question."""
    bags = [Counter(re.findall(r"\w+", text.lower())) for text in texts]
    frequency = Counter(word for bag in bags for word in bag)
    average = sum(map(Counter.total, bags)) / len(bags)

    def weight(word: str, bag: Counter) -> float:
        idf = math.log(
            1 + (len(bags) - frequency[word] + 0.5) / (frequency[word] + 0.5)
        )
        return (
            idf
            * bag[word]
            * (k1 + 1)
            / (bag[word] + k1 * (1 - b + b * bag.total() / average))
        )

    def ranked(question: str) -> list[int]:
        asked = set(re.findall(r"\w+", question.lower()))
        scores = [sum(weight(word, bag) for word in asked & bag.keys()) for bag in bags]
        return sorted(range(len(bags)), key=lambda number: -scores[number])[:DEPTH]

    return ranked


def our_matcher(texts: Sequence[str]) -> Callable[[str], list[int]]:
    """The matcher as import jobs ask it, asked for more than it would offer."""
    matcher = Matcher(
        Comparable(str(number), "claim", (text,)) for number, text in enumerate(texts)
    )
    return lambda question: [
        int(known.uid)
        for _, known in matcher.ranked(
            Comparable("question", "claim", (question,)), DEPTH
        )
    ]


def figures(
    ranked: Callable[[str], list[int]], questions: Sequence[tuple[str, int]]
) -> Figures:
    """`questions` are texts, each with the number of the claim that it repeats."""
    begun, ranks = time.perf_counter(), []
    for question, wanted in questions:
        found = ranked(question)
        ranks.append(found.index(wanted) + 1 if wanted in found else math.inf)
    took = (time.perf_counter() - begun) * 1_000
    n = len(ranks)
    within_five = sum(rank <= 5 for rank in ranks)
    return Figures(
        sum(rank == 1 for rank in ranks) / n,
        within_five / n,
        sum(1 / rank for rank in ranks) / n,
        took / n,
    )


def compared(count: int = CLAIMS, seed: int = SEED) -> dict[str, Figures]:
    """Figures of the matcher and of plain BM25 on the same paraphrases."""
    made = claims(count, seed)
    texts, draw = [said.text for said in made], random.Random(seed)
    questions = [(paraphrase(said, draw), number) for number, said in enumerate(made)]
    return {
        "the matcher": figures(our_matcher(texts), questions),
        "plain BM25": figures(plain_bm25(texts), questions),
    }


def report(found: dict[str, Figures]) -> str:
    """A line for each, as it is printed."""
    lines = [
        f"{name:12} {row.first:6.3f} {row.among_five:6.3f} {row.mean_reciprocal_rank:6.3f} {row.milliseconds:8.2f}"
        for name, row in found.items()
    ]
    return "\n".join([f"{'':12} {'R@1':>6} {'R@5':>6} {'MRR':>6} {'ms':>8}", *lines])


if __name__ == "__main__":
    print(report(compared()))
