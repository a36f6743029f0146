"""Every form of EDTF that the product reads, as text: for tests of whatever works on dates of the world."""

import datetime

from hypothesis import strategies as st

from factcheck.text.edtf import DateError, parse

POINTS = (
    "2026-01-14",
    "2026-01",
    "2026",
    "0000",
    "-0043-03-15",
    "Y170000002",
    "Y-170000002",
)
POINTS += ("201X", "20XX", "1XXX", "-201X", "2026-XX", "2026-01-XX", "2026-XX-XX")
POINTS += (
    "2026-21",
    "2026-22",
    "2026-23",
    "2026-24",
    "9999-24",
    "0001-01-01",
    "9999-12-31",
)
MARKS = ("", "?", "~", "%")
SPANS = ("{0}/{1}", "{0}/..", "../{1}", "{0}/", "/{1}")
SETS = (
    "[{0}..{1}]",
    "[{0}..]",
    "[..{1}]",
    "[{0},{1}]",
    "[{0}, {0}..{1}]",
    "[..{0},{1}..]",
    "[..{0},{1}]",
    "[{0},{1}..]",
)


def readable(text: str) -> bool:
    """Whether the product reads it; what is put together may end before it begins, or mark a month of no known year."""
    try:
        parse(text)
    except DateError:
        return False
    return True


def _every_form() -> tuple[str, ...]:
    single = [f"{point}{mark}" for point in POINTS for mark in MARKS]
    later = ("2026-01-28", "2027~", "2030-24", "203X", "Y170000002")
    pairs = [
        form.format(point, end)
        for form in (*SPANS, *SETS)
        for point in POINTS
        for end in later
    ]
    return tuple(dict.fromkeys(filter(readable, [*single, *pairs])))


EVERY_FORM = _every_form()
"""Single dates with every mark, extents and sets: closed, open and not known on either side, or on both."""

years = st.integers(min_value=-9999, max_value=9999).filter(bool)
near = st.dates(datetime.date(2020, 1, 1), datetime.date(2030, 12, 31)).map(str)
points = (
    st.sampled_from(POINTS)
    | near
    | st.builds(lambda year: f"{'-' * (year < 0)}{abs(year):04d}", years)
)
marked = st.builds(str.__add__, points, st.sampled_from(MARKS))
drawn = st.builds(
    lambda form, one, other: form.format(one, other),
    st.sampled_from((*SPANS, *SETS)),
    marked,
    marked,
)
texts = st.sampled_from(EVERY_FORM) | marked.filter(readable) | drawn.filter(readable)
"""Any date of the world that the product reads, as its text."""
