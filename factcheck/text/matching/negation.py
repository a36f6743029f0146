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
    found = []
    for at, word in enumerate(words):
        pair = (word, words[at + 1] if at + 1 < len(words) else "")
        if word in SINGLE or pair in PAIRS:
            said = " ".join(pair) if pair in PAIRS else word
            found.append((said, _borne_on(words[at + 1 :])))
    return found


def _borne_on(rest: list[str]) -> str:
    return next((stem(word) for word in rest if word not in PASSED_OVER), "")
