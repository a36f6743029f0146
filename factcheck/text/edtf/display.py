"""A date in the words that readers see: never more precise than it was written, never less."""

import datetime

from .languages import Wording, wording
from .parts import WINTER, Day, EdtfDate, Gap, Point, Span
from .time_of_day import UTC_NAMES, read_date, read_time, utc_moment

NEARBY_DAYS = 30


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
    said = _date(say, date)
    point = date.single
    if point is None or point.precision != "day":
        return said
    clock = read_time(time)
    if clock:
        said = say.say("timed", date=said, time=_time(say, date.earliest, clock, zone))
    return _with_distance(say, said, date, on)


def _date(say: Wording, date: EdtfDate) -> str:
    if date.form == "single":
        return _point(say, date.single)
    if date.form == "interval":
        return _interval(say, date.spans[0])
    return _one_of(say, date.spans)


# One date


def _point(say: Wording, point: Point, behind: str = "") -> str:
    """A date as it is said alone, or `behind` a preposition; what is not known of it comes before both."""
    said = _years(say, point) if point.masked else _calendar(say, point)
    if point.hidden:
        said = say.say("hidden", point.hidden, date=said)
    said = say.inflected(behind, _kind(point), said)
    return say.say("mark", point.mark, date=said) if point.mark else said


def _kind(point: Point) -> str:
    """What a language goes by when it inflects a date: its precision, or "years" where no decade is named."""
    return "years" if point.masked and not _is_named_decade(point) else point.precision


def _calendar(say: Wording, point: Point, name: str = "date") -> str:
    parts = {"day": point.day, "year": say.year(point.first_year)}
    if point.month == WINTER:
        return say.say(
            "winter",
            season=say.season(WINTER),
            next_year=say.year(point.first_year + 1),
            **parts,
        )
    if point.precision == "season":
        parts["season"] = say.season(point.month)
    elif point.month:
        parts["month"] = say.month(point.month)
    return say.say(name, point.precision, **parts)


def _years(say: Wording, point: Point) -> str:
    """The 1910s; but the years 1900 to 1909, as "the 1900s" may be ten years or a hundred."""
    if _is_named_decade(point):
        return say.say("date", "decade", year=point.first_year)
    return say.say(
        "years", first=say.year(point.first_year), last=say.year(point.last_year)
    )


def _is_named_decade(point: Point) -> bool:
    return (
        point.precision == "decade"
        and point.first_year > 1000
        and point.first_year % 100 > 0
    )


# Two dates


def _pair(
    say: Wording,
    name: str,
    start: Point,
    end: Point,
    behind: tuple[str, str] = ("", ""),
) -> str:
    said = _folded(say, start, end, behind[0])
    return say.say(name, end.precision, start=said, end=_point(say, end, behind[1]))


def _folded(say: Wording, start: Point, end: Point, behind: str) -> str:
    """The start without what the end repeats: "15" before "17 January 2026", "January" before "March 2026"."""
    alike = start.plain and end.plain and start.precision == end.precision
    if (
        not alike
        or not start.month
        or start.first_year != end.first_year
        or WINTER in (start.month, end.month)
    ):
        return _point(say, start, behind)
    is_month_said = start.precision == "day" and start.month == end.month
    said = _calendar(say, start, "in_month" if is_month_said else "in_year")
    return say.inflected(behind, start.precision, said)


def _interval(say: Wording, span: Span) -> str:
    if span.start is Gap.OPEN:
        return say.say("until", span.end.precision, end=_point(say, span.end, "to"))
    if span.start is Gap.UNKNOWN:
        return say.say(
            "start_unknown", span.end.precision, end=_point(say, span.end, "to")
        )
    if span.end is Gap.OPEN:
        return say.say(
            "since", span.start.precision, start=_point(say, span.start, "dative")
        )
    if span.end is Gap.UNKNOWN:
        return say.say(
            "end_unknown", span.start.precision, start=_point(say, span.start, "from")
        )
    if span.start == span.end:
        return _point(say, span.start)
    return _pair(say, "from_to", span.start, span.end, ("from", "to"))


# One of a set


def _one_of(say: Wording, spans: tuple[Span, ...]) -> str:
    if len(spans) == 2 and all(span.start is span.end for span in spans):
        return _pair(say, "either", spans[0].start, spans[1].start)
    *others, last = (_choice(say, span) for span in spans)
    if not others:
        return last
    said = others[0]
    for other in others[1:]:
        said = say.say("comma", start=said, end=other)
    return say.say("either", start=said, end=last)


def _choice(say: Wording, span: Span) -> str:
    if span.start is Gap.OPEN:
        return say.say("or_before", span.end.precision, end=_point(say, span.end, "on"))
    if span.end is Gap.OPEN:
        return say.say(
            "or_after", span.start.precision, start=_point(say, span.start, "on")
        )
    if span.start == span.end:
        return _point(say, span.start)
    return _pair(say, "between", span.start, span.end, ("dative", "dative"))


# The time of day, and the distance


def _time(say: Wording, day: Day, clock: datetime.time, zone: str) -> str:
    time = say.clock(clock)
    if not zone:
        return say.say("no_zone", time=time)
    if zone in UTC_NAMES:
        return say.say("in_utc", time=time)
    moment = utc_moment(day, clock, zone)
    place = say.place(zone)
    if moment is None:
        return say.say("in_zone", time=time, place=place)
    return say.say(
        "in_zone_and_utc", time=time, place=place, utc=_utc(say, day, moment)
    )


def _utc(say: Wording, day: Day, moment: datetime.datetime) -> str:
    time, utc_day = say.clock(moment), Day(moment.year, moment.month, moment.day)
    if utc_day == day:
        return say.say("in_utc", time=time)
    point = Point(utc_day.year, utc_day.year, utc_day.month, utc_day.day)
    return say.say("in_utc_on", time=time, date=_calendar(say, point))


def _with_distance(
    say: Wording, said: str, date: EdtfDate, on: datetime.date | None
) -> str:
    if on is None or date.single.mark or not 1 <= date.earliest.year <= 9999:
        return said
    days = (
        datetime.date(*date.earliest) - datetime.date(on.year, on.month, on.day)
    ).days
    if abs(days) > NEARBY_DAYS:
        return said
    near = {-1: "yesterday", 0: "today", 1: "tomorrow"}.get(days) or (
        "in_days" if days > 0 else "days_ago"
    )
    return say.say("distant", date=said, distance=say.say(near, days=abs(days)))
