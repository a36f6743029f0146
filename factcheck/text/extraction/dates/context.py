"""What surrounds an expression: the text, the document's date, and the last date that was mentioned."""

import datetime
import re
from functools import cached_property

from .point import Point, day_point
from .tense import Tense, tense_at

NAMED_MAY = re.compile(
    r"\b(?!In\b|Since\b|By\b|Until\b|From\b|To\b|On\b|This\b|Last\b|Next\b|Late\b|Early\b|And\b)"
    r"(?:[A-Z][a-z]{1,20}|Mrs?\.?|Ms\.?) May\b(?! [0-9])"
)


class Context:
    """Changes while a text is read, from its first date to its last.

    A text is a narrative when it has no document date, or when nearly all its full dates lie years before it: then
    months and days without a year belong to the date mentioned last, not to the day of publication.
    """

    def __init__(
        self, text: str, published_on: datetime.date | None, narrative: bool
    ) -> None:
        self.text = text
        self.published_on = published_on
        self.narrative = narrative
        self.last: Point | None = None
        self.last_end = 0
        self.rumoured: Point | None = None
        self.before_christ = False

    @cached_property
    def names_a_may(self) -> bool:
        """Does the text name somebody May?"""
        return bool(NAMED_MAY.search(self.text))

    @property
    def today(self) -> Point | None:
        return day_point(self.published_on) if self.published_on else None

    @property
    def speaking(self) -> Point | None:
        """What "last week" and "this year" count from."""
        return self.today or self.last

    @property
    def telling(self) -> Point | None:
        """What "the next day" and "that year" count from."""
        return self.last or self.today

    def year_beside(self, which: str) -> int | None:
        """The year of "that year", "last year", "the following year"."""
        base = self.speaking if which in ("this", "last", "next") else self.telling
        step = {
            "next": 1,
            "the next": 1,
            "the following": 1,
            "last": -1,
            "the previous": -1,
        }.get(which, 0)
        return base and base.year + step

    def mention(self, point: Point, end: int) -> None:
        """The story goes on from here; not from a far year that is named once, as in a comparison."""
        if self._is_aside(point):
            self.rumoured = point
            return
        self.last, self.last_end, self.rumoured = point, end, None
        self.before_christ = point.year < 1

    def _is_aside(self, point: Point) -> bool:
        if (
            self.last is None
            or point.month
            or abs(point.year - self.last.year) <= YEARS_TOLD
        ):
            return False
        return (
            self.rumoured is None or abs(point.year - self.rumoured.year) > YEARS_TOLD
        )

    def tense(self, start: int, end: int) -> Tense:
        return tense_at(self.text, start, end)

    def _verb_is_far(self, start: int) -> bool:
        """ "He had asked them to come and vote in November": what is past is not what November belongs to."""
        return tense_at(self.text, start, start, CLOSE) is not Tense.PAST

    def same_sentence(self, start: int) -> bool:
        """Is the date mentioned last in the sentence that goes on at `start`?"""
        between = self.text[self.last_end : start]
        return (
            self.last is not None
            and len(between) < 300
            and not re.search(r"[.!?][\"”’)]?\s|\n", between)
        )

    def year_of(self, month: int, day: int, start: int, end: int) -> int | None:
        """The year of a month or day that is said without one."""
        is_ahead = not self.narrative and self.tense(start, end) is Tense.FUTURE
        if self.narrative or (
            self.same_sentence(start) and self.last.month and not is_ahead
        ):
            return self._year_told(month, day)
        if not is_ahead and self._goes_on_about(month, start):
            return self.last.year
        return self._year_published(month, day, start, end)

    def _goes_on_about(self, month: int, start: int) -> bool:
        """ "In April 1940 ... On 9 April": the same month, a sentence later, far from the day of publication."""
        if (
            self.last is None
            or self.last.precision != "month"
            or self.last.month != month
        ):
            return False
        is_near = (
            self.published_on is not None and abs(self.published_on.month - month) <= 1
        )
        return start - self.last_end < SENTENCE and not is_near

    def _year_told(self, month: int, day: int) -> int | None:
        if self.last is None:
            return None
        if self.last.precision in ("decade", "century"):
            return None
        back = (
            self.last.first_month - month if self.last.month or self.last.number else 0
        )
        return self.last.year + (1 if back > MONTHS_BACK else 0)

    def _year_published(self, month: int, day: int, start: int, end: int) -> int | None:
        if self.published_on is None:
            return None
        here = self.published_on
        distance = (month - here.month) * 31 + ((day - here.day) if day else 0)
        if abs(distance) <= NEAR:
            return here.year
        tense = self.tense(start, end)
        if tense is Tense.PAST and not (
            0 < distance < SOON and self._verb_is_far(start)
        ):
            return here.year - (distance > 0)
        if tense is Tense.FUTURE:
            return here.year + (distance < 0)
        return here.year + (1 if distance < -186 else -1 if distance > 186 else 0)


SENTENCE = 200
YEARS_TOLD = 10
MONTHS_BACK = 7
SOON = 90
CLOSE = 40
NEAR = 45
"""Days: what is so near to the day of publication is of its year, whatever the tense."""
