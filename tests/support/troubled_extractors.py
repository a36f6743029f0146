"""Extractors that a desk may have configured, to its harm: named in EXTRACTORS by the tests' installations."""

import os
import re
import signal
import time
from collections.abc import Iterator

from factcheck.text.extraction import Finding, Mention, finding

POISON = "This sentence kills whoever reads it."
SLOW_SECONDS = 16
WRITTEN = re.compile(r"\[\[(.+?)\]\](?!\])")


def deadly(text: str, **more: object) -> Iterator:
    """Ends the process that reads the sentence, as running out of memory would."""
    if POISON in text:
        os.kill(os.getpid(), signal.SIGKILL)
    yield from ()


def slow(text: str, **more: object) -> Iterator:
    time.sleep(SLOW_SECONDS)
    yield from ()


def falling(text: str, **more: object) -> Iterator[Finding]:
    """Finds one quotation, the first two words, and falls over the next."""
    end = text.index(" ", text.index(" ") + 1)
    speaker = Mention("", 0, 0, "")
    yield finding(
        text, "quote", 0, end, "falling", speaker=speaker, quote_kind="partial"
    )
    raise LookupError("There is no such page in the dictionary.")


def written(text: str, **more: object) -> Iterator[Finding]:
    """Every date that stands in double brackets as EDTF, called a day so that it becomes an entry."""
    for found in WRITTEN.finditer(text):
        yield finding(
            text, "date", *found.span(1), "written", edtf=found[1], precision="day"
        )
