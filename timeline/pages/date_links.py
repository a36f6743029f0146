"""The years and months of a timeline as links."""

from itertools import groupby

from factcheck.text import edtf

from .calendar import CalendarPeriod


def link_of(name: str, key: str, count: int, path: str, is_here: bool = False) -> dict:
    """The link to a period, with the year that it is listed under; `is_here`: it stands on this page of several."""
    return {
        "name": name,
        "year": year_of(key),
        "count": count,
        "path": path,
        "is_here": is_here,
    }


def year_of(key: str) -> str:
    """The year of a period's fragment, as in-2026-03 has it; the fragment itself where it is of no single year."""
    year = key.removeprefix("in-")[:4]
    return year if year.isdecimal() else key


def by_year(links: list[dict]) -> list[dict]:
    """The links of periods under their years; a year with one period alone is that period's link."""
    years = []
    for year, group in groupby(links, key=lambda link: link["year"]):
        months = list(group)
        if len(months) == 1:
            years.append(months[0])
            continue
        years.append(
            {
                "name": year,
                "count": sum(month["count"] for month in months),
                "is_here": any(month["is_here"] for month in months),
                "months": months,
            }
        )
    return years


def latest_first(found: list[CalendarPeriod]) -> list[CalendarPeriod]:
    """Periods in the order of a list that starts with the latest: what is not dated stays at its end."""
    backwards = found[::-1]
    return sorted(backwards, key=lambda period: period.start >= edtf.UNDATED)
