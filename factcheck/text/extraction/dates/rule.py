"""A rule of the grammar: a pattern, and the function that makes readings of what it matched."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from .context import Context
from .finding import DateReading

Build = Callable[[re.Match[str], Context], tuple[DateReading, ...]]


@dataclass(frozen=True)
class DateRule:
    """`pattern` may name groups; `build` answers with no reading at all where the words turn out to be no date."""

    name: str
    pattern: str
    build: Build

    @cached_property
    def regex(self) -> re.Pattern[str]:
        return re.compile(self.pattern)
