"""Dates in English. Another language is another file like this one and a line in `wording`.

A name with a precision after a dot is preferred for dates of that precision: "or_after.day" before "or_after".
Languages that inflect have "from", "to", "dative" and "on" beside these: what a date becomes behind a preposition.
"""

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
SEASONS = {21: "spring", 22: "summer", 23: "autumn", 24: "winter"}
THOUSANDS = ","
CLOCK = "%H:%M"

TEMPLATES = {
    "undated": "not dated",
    # One date; "in_month" and "in_year" are what is left of it when the month or the year is said elsewhere.
    "date.day": "{day} {month} {year}",
    "date.month": "{month} {year}",
    "date.season": "{season} {year}",
    "date.year": "{year}",
    "date.decade": "the {year}s",
    "in_month.day": "{day}",
    "in_year.day": "{day} {month}",
    "in_year.month": "{month}",
    "in_year.season": "{season}",
    "winter": "{season} {year}–{next_year}",
    "years": "the years {first} to {last}",
    "hidden.day": "some day in {date}",
    "hidden.month": "some month in {date}",
    "before_christ": "{year} BC",
    "after_christ": "AD {year}",
    # The marks of EDTF.
    "mark.?": "probably {date}",
    "mark.~": "about {date}",
    "mark.%": "probably about {date}",
    # Intervals.
    "from_to": "from {start} to {end}",
    "since": "since {start}",
    "until": "until {end}",
    "end_unknown": "from {start}, end not known",
    "start_unknown": "until {end}, start not known",
    # One of a set.
    "between": "between {start} and {end}",
    "or_after": "in or after {start}",
    "or_after.day": "on or after {start}",
    "or_before": "in or before {end}",
    "or_before.day": "on or before {end}",
    "either": "{start} or {end}",
    "comma": "{start}, {end}",
    # The time of day.
    "timed": "{date}, {time}",
    "in_utc": "{time} UTC",
    "in_utc_on": "{time} UTC on {date}",
    "in_zone": "{time} {place} time",
    "in_zone_and_utc": "{time} {place} time ({utc})",
    "no_zone": "{time} (time zone not given)",
    # How far the day is from the day of reading.
    "distant": "{date}, {distance}",
    "today": "today",
    "yesterday": "yesterday",
    "tomorrow": "tomorrow",
    "days_ago": "{days} days ago",
    "in_days": "in {days} days",
}
