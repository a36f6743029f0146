"""What a sentence denies: each negating word with the word that it bears on."""

from .folding import listed, stem

SINGLE = frozenset(
    listed(
        """
    not no never none nobody nothing neither nor nowhere without cannot hardly barely scarcely lacks lacked lack
    denied denies deny denying refused refuses refuse refusing rejected rejects reject rejecting declined declines
    decline declining failed fails fail failing dismissed dismisses dismiss disputed disputes ceased ceases
    prevented prevents prevent avoided avoids false untrue wrong unlikely ikke ingen aldrig nicht kein keine keinen
    nie niemals jamais
    """
    )
)
PAIRS = frozenset(
    [
        ("ruled", "out"),
        ("rule", "out"),
        ("rules", "out"),
        ("rather", "than"),
        ("instead", "of"),
    ]
)
PASSED_OVER = frozenset(
    listed(
        "to the a an of any be been being is are was were has have had do does did will would that it its out than"
    )
)


def denials(words: list[str]) -> list[tuple[str, str]]:
    """Pairs of the negating words as written and the stem of the next telling word, in their order."""
    found: list[tuple[str, str]] = []
    for at, word in enumerate(words):
        pair = tuple(words[at : at + 2])
        if pair in PAIRS:
            found.append((" ".join(pair), _borne_on(words, at + 1)))
        elif word in SINGLE:
            found.append((word, _borne_on(words, at + 1)))
    return found


def _borne_on(words: list[str], first: int) -> str:
    """The stem of the first word from `first` on that tells something; empty without one."""
    for word in words[first:]:
        if word not in PASSED_OVER:
            return stem(word)
    return ""
