"""Words that point into the past, present or future without a date: "now", "recently".

In the news they say nothing that could be dated; in a text without a day of publication they may mark when it was
written.
"""

import re

from .context import Context
from .finding import DateReading
from .lexicon import REFERENCES
from .numerals import SPACES
from .patterns import END, either
from .reading import undated
from .rule import DateRule


def read_reference(match: re.Match[str], context: Context) -> tuple[DateReading, ...]:
    if context.published_on:
        return ()
    value = REFERENCES[SPACES.sub(" ", match["word"].lower())]
    return (undated(*match.span(), value, "DATE", "reference without a date"),)


RULES = (
    DateRule("reference", rf"(?P<word>{either(REFERENCES)}){END}", read_reference),
)
