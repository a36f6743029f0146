"""Where an editor's text can be cut: between two sentences, never inside emphasis or a link."""

import re
from collections.abc import Iterator

SENTENCE_END = re.compile(r"[.!?…][)\]”»’\"']*(?=\s)")
ABBREVIATED = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|Lt|Col|St|Jr|Sr|vs|No|Nr|Prof|bzw|ca|kl|nr|Jan|Feb|Aug|Sept|Oct|Okt|Nov|Dec"
    r"|Dez|a\.m|p\.m|z\.B|d\.h|bl\.a|f\.eks)|\b[A-Z]|\b\d{1,2})\.$"
)
PARAGRAPH_END = re.compile(r"\n\s*\n")


def first_sentences(text: str, count: int) -> tuple[str, str]:
    """The first `count` sentences of Markdown, at most its first paragraph, and the rest; either may be empty."""
    text = text.strip()
    ends = list(_ends(text))
    end = ends[min(count, len(ends)) - 1]
    return text[:end], text[end:].strip()


def cut_sentences(text: str, letters: int) -> tuple[str, str]:
    """As many first sentences of Markdown as fit into so many letters, at least one, and the rest."""
    text = text.strip()
    ends = list(_ends(text))
    fitting = [end for end in ends if end <= letters]
    end = fitting[-1] if fitting else ends[0]
    return text[:end], text[end:].strip()


def _ends(text: str) -> Iterator[int]:
    """Where the sentences of the first paragraph end; at least the end of it."""
    paragraph = PARAGRAPH_END.search(text)
    length = paragraph.start() if paragraph else len(text)
    for match in SENTENCE_END.finditer(text, 0, length):
        before = text[: match.end()]
        if not ABBREVIATED.search(before[-8:]) and _is_closed(before):
            yield match.end()
    yield length


def _is_closed(text: str) -> bool:
    """Whether no emphasis, code or link of Markdown is open at the end of the text."""
    pairs = text.count("[") == text.count("]") and text.count("(") == text.count(")")
    return pairs and not any(text.count(mark) % 2 for mark in "*_`")
