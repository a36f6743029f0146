"""An old copy of a text, and passages cut out of it."""

from factcheck.text.reanchoring import Passage

AROUND = 64
OLD = (
    "The ministers met in Washington on Wednesday. Danish officials said that a fundamental disagreement remains "
    "after the talks. A working group will convene within weeks. Germany has sent a team of 13 to Nuuk, where it looks "
    "at the harbour. Lars Løkke Rasmussen called the idea totally unacceptable, and said that the talks go on."
)


def cut(text: str, exact: str, nth: int = 0) -> Passage:
    """The `nth` place of the words, with what stands around them."""
    start = -1
    for _ in range(nth + 1):
        start = text.index(exact, start + 1)
    return cut_at(text, start, start + len(exact))


def cut_at(text: str, start: int, end: int) -> Passage:
    before, after = text[max(0, start - AROUND) : start], text[end : end + AROUND]
    return Passage(text[start:end], before, after, start, end, len(text))
