"""A date in the words that readers see: never more precise than it was written, never less."""

import datetime

from .languages import Wording, wording
from .parts import WINTER, DateError, Day, EdtfDate, EdtfPoint, EdtfSpan, Gap
from .time_of_day import UTC_NAMES, read_date, read_time, utc_moment

NEARBY_DAYS = 30
NO_DATE = "what names no date at either end has no words: write one of them"
NEAREST = {-1: "yesterday", 0: "today", 1: "tomorrow"}


def words(
    text_or_date: EdtfDate | str | None,
    time: datetime.time | str | None = None,
    zone: str = "",
    on: datetime.date | None = None,
    language: str = "en",
) -> str:
    """The date in words, with its time of day in `zone` (an IANA name) and in UTC.

    A time is said only beside a whole day. `on` is the day of reading: with it, a day within thirty days of it gets
    its distance added ("14 January 2026, 3 days ago"). Leave it out for text that is stored. Raises DateError for
    text that is no date, a time or a zone that cannot be read, and a language without words.
    """
    say, date = wording(language), read_date(text_or_date)
    if date is None:
        return say.say("undated")
    phrase = _date(say, date)
    point = date.single
    if point is None or point.precision != "day" or date.earliest is None:
        return phrase
    clock = read_time(time)
    if clock:
        moment = _time(say, date.earliest, clock, zone)
        phrase = say.say("timed", date=phrase, time=moment)
    return phrase if point.mark else _with_distance(say, phrase, date.earliest, on)


def _date(say: Wording, date: EdtfDate) -> str:
    if date.single:
        return _point(say, date.single)
    if date.form == "interval":
        return _interval(say, date.spans[0])
    return _one_of(say, date.spans)


# One date


def _point(say: Wording, point: EdtfPoint, behind: str = "") -> str:
    """A date as it is said alone, or `behind` a preposition; what is not known of it comes before both."""
    phrase = _years(say, point) if point.masked else _calendar(say, point)
    if point.hidden:
        phrase = say.say("hidden", point.hidden, date=phrase)
    phrase = say.inflected(behind, _kind(point), phrase)
    if not point.mark:
        return phrase
    return say.say("mark", point.mark, date=phrase)


def _kind(point: EdtfPoint) -> str:
    """What a language goes by when it inflects a date: its precision, or "years" where no decade is named."""
    if point.masked and not _is_named_decade(point):
        return "years"
    return point.precision


def _calendar(say: Wording, point: EdtfPoint, name: str = "date") -> str:
    parts: dict[str, object] = {"day": point.day, "year": say.year(point.first_year)}
    if point.month == WINTER:
        return say.say(
            "winter",
            season=say.season(WINTER),
            next_year=say.year(point.first_year + 1),
            **parts,
        )
    if point.month and point.precision == "season":
        parts["season"] = say.season(point.month)
    elif point.month:
        parts["month"] = say.month(point.month)
    return say.say(name, point.precision, **parts)


def _years(say: Wording, point: EdtfPoint) -> str:
    """The 1910s; but the years 1900 to 1909, as "the 1900s" may be ten years or a hundred."""
    if _is_named_decade(point):
        return say.say("date", "decade", year=point.first_year)
    first, last = say.year(point.first_year), say.year(point.last_year)
    return say.say("years", first=first, last=last)


def _is_named_decade(point: EdtfPoint) -> bool:
    if point.precision != "decade":
        return False
    return point.first_year > 1000 and point.first_year % 100 > 0


# Two dates


def _pair(
    say: Wording,
    name: str,
    start: EdtfPoint,
    end: EdtfPoint,
    behind: tuple[str, str] = ("", ""),
) -> str:
    """Two dates in the sentence of this name; `behind` are the prepositions that they stand behind."""
    first = _shortened(say, start, end, behind[0])
    last = _point(say, end, behind[1])
    return say.say(name, end.precision, start=first, end=last)


def _shortened(say: Wording, start: EdtfPoint, end: EdtfPoint, behind: str) -> str:
    """The start without what the end repeats: "15" before "17 January 2026", "January" before "March 2026"."""
    if not _share_a_year(start, end):
        return _point(say, start, behind)
    is_month_repeated = start.precision == "day" and start.month == end.month
    phrase = _calendar(say, start, "in_month" if is_month_repeated else "in_year")
    return say.inflected(behind, start.precision, phrase)


def _share_a_year(start: EdtfPoint, end: EdtfPoint) -> bool:
    """Whether two dates are alike but for month or day; a winter lies in two years."""
    if not start.plain or not end.plain or start.precision != end.precision:
        return False
    if not start.month or start.first_year != end.first_year:
        return False
    return WINTER not in (start.month, end.month)


def _interval(say: Wording, span: EdtfSpan) -> str:
    start, end = span.start, span.end
    if isinstance(start, EdtfPoint) and isinstance(end, EdtfPoint):
        if start == end:
            return _point(say, start)
        return _pair(say, "from_to", start, end, ("from", "to"))
    if isinstance(end, EdtfPoint):
        name = "until" if start is Gap.OPEN else "start_unknown"
        return say.say(name, end.precision, end=_point(say, end, "to"))
    if isinstance(start, EdtfPoint):
        if end is Gap.OPEN:
            return say.say("since", start.precision, start=_point(say, start, "dative"))
        since = _point(say, start, "from")
        return say.say("end_unknown", start.precision, start=since)
    raise DateError(NO_DATE)


# One of a set


def _one_of(say: Wording, spans: tuple[EdtfSpan, ...]) -> str:
    """The dates of a set, the last two with "or" between them."""
    singles = [span.points[0] for span in spans if span.start is span.end]
    if len(spans) == len(singles) == 2:
        first, second = singles
        return _pair(say, "either", first, second)
    phrase, *others = [_choice(say, span) for span in spans]
    if not others:
        return phrase
    for other in others[:-1]:
        phrase = say.say("comma", start=phrase, end=other)
    return say.say("either", start=phrase, end=others[-1])


def _choice(say: Wording, span: EdtfSpan) -> str:
    start, end = span.start, span.end
    if isinstance(start, EdtfPoint) and isinstance(end, EdtfPoint):
        if start == end:
            return _point(say, start)
        return _pair(say, "between", start, end, ("dative", "dative"))
    if isinstance(end, EdtfPoint):
        return say.say("or_before", end.precision, end=_point(say, end, "on"))
    if isinstance(start, EdtfPoint):
        return say.say("or_after", start.precision, start=_point(say, start, "on"))
    raise DateError(NO_DATE)


# The time of day, and the distance


def _time(say: Wording, day: Day, clock: datetime.time, zone: str) -> str:
    """The time of day with its zone, and in UTC where that can be said."""
    time = say.clock(clock)
    if not zone:
        return say.say("no_zone", time=time)
    if zone in UTC_NAMES:
        return say.say("in_utc", time=time)
    moment = utc_moment(day, clock, zone)
    place = say.place(zone)
    if moment is None:
        return say.say("in_zone", time=time, place=place)
    utc = _utc(say, day, moment)
    return say.say("in_zone_and_utc", time=time, place=place, utc=utc)


def _utc(say: Wording, day: Day, moment: datetime.datetime) -> str:
    time, utc_day = say.clock(moment), Day(moment.year, moment.month, moment.day)
    if utc_day == day:
        return say.say("in_utc", time=time)
    point = EdtfPoint(utc_day.year, utc_day.year, utc_day.month, utc_day.day)
    return say.say("in_utc_on", time=time, date=_calendar(say, point))


def _with_distance(
    say: Wording, phrase: str, day: Day, on: datetime.date | None
) -> str:
    """The phrase, with how far a day near the day of reading is from it."""
    if on is None or not 1 <= day.year <= 9999:
        return phrase
    days = (datetime.date(*day) - datetime.date(on.year, on.month, on.day)).days
    if abs(days) > NEARBY_DAYS:
        return phrase
    name = NEAREST.get(days)
    if name is None:
        name = "in_days" if days > 0 else "days_ago"
    distance = say.say(name, days=abs(days))
    return say.say("distant", date=phrase, distance=distance)
