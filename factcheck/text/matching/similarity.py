"""How alike two texts are, 0 to 1: rare words that both have, and how closely they are written alike."""

from collections.abc import Callable

from rapidfuzz import fuzz

IDF = Callable[[str], float]


def likeness(ours: list[str], theirs: list[str], idf: IDF) -> float:
    """Of two lists of stems: shared weight by both, by the shorter, and the letters of the sorted words."""
    a, b = set(ours), set(theirs)
    if not a or not b:
        return 0.0
    weigh = {word: idf(word) for word in a | b}
    weight_a, weight_b = sum(weigh[word] for word in a), sum(weigh[word] for word in b)
    shared = sum(weigh[word] for word in a & b)
    spelled = fuzz.token_sort_ratio(" ".join(ours), " ".join(theirs)) / 100
    return (
        0.6 * 2 * shared / (weight_a + weight_b)
        + 0.3 * shared / min(weight_a, weight_b)
        + 0.1 * spelled
    )
