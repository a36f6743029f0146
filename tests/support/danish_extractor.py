"""An extractor for one other language, as a desk may write it."""

import re
from collections.abc import Iterator

from factcheck.text.extraction import Finding, Mention, finding

LANGUAGES = frozenset(("da",))
QUOTED = re.compile("»([^«]+?),?«")


def find(text: str, **more: object) -> Iterator[Finding]:
    for match in QUOTED.finditer(text):
        speaker = Mention("", 0, 0, "")
        yield finding(
            text,
            "quote",
            *match.span(1),
            "guillemets",
            speaker=speaker,
            quote_kind="direct",
        )
