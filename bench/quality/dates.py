"""Judging dates: found when they overlap one to one, right when the value is the annotated one, as in TempEval-3."""

import calendar
import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from .quotes import harmonic, overlap, share

SEASONS = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "AU": (9, 11), "WI": (12, 2)}
FORMS = (
    (
        re.compile(r"(\d{4})-(\d\d)-(\d\d)"),
        lambda y, m, d: (datetime.date(y, m, d),) * 2,
    ),
    (re.compile(r"(\d{4})-(\d\d)"), lambda y, m: (datetime.date(y, m, 1), _last(y, m))),
    (
        re.compile(r"(\d{4})"),
        lambda y: (datetime.date(y, 1, 1), datetime.date(y, 12, 31)),
    ),
    (
        re.compile(r"(\d{3})X?"),
        lambda d: (datetime.date(d * 10, 1, 1), datetime.date(d * 10 + 9, 12, 31)),
    ),
    (
        re.compile(r"(\d{2})(?:XX)?"),
        lambda c: (datetime.date(c * 100, 1, 1), datetime.date(c * 100 + 99, 12, 31)),
    ),
    (
        re.compile(r"(\d{4})-Q([1-4])"),
        lambda y, q: (datetime.date(y, 3 * q - 2, 1), _last(y, 3 * q)),
    ),
    (
        re.compile(r"(\d{4})-H([12])"),
        lambda y, h: (datetime.date(y, 6 * h - 5, 1), _last(y, 6 * h)),
    ),
    (re.compile(r"(\d{4})-W(\d\d)"), lambda y, w: (_week(y, w, 1), _week(y, w, 7))),
    (re.compile(r"(\d{4})-W(\d\d)-WE"), lambda y, w: (_week(y, w, 6), _week(y, w, 7))),
)
SEASON = re.compile(r"(\d{4})-(SP|SU|FA|AU|WI)")


@dataclass
class Tally:
    """Counts over documents; `calendar` are the gold dates of a known calendar value, `answered` those right."""

    gold: int = 0
    found: int = 0
    strict: int = 0
    relaxed: int = 0
    right: int = 0
    calendar: int = 0
    answered: int = 0
    steps: dict[str, list[int]] = field(default_factory=dict)

    def shares(self) -> dict[str, float]:
        """F1 of exact spans, of overlapping ones and of values, and recall of calendar values, in percent."""
        counts = {"strict": self.strict, "relaxed": self.relaxed, "value": self.right}
        shares = {
            name: harmonic(share(n, self.found), share(n, self.gold))
            for name, n in counts.items()
        }
        return shares | {"calendar recall": share(self.answered, self.calendar)}


def judge(
    tally: Tally,
    gold: Sequence[dict],
    found: Sequence[dict],
    types: frozenset[str] = frozenset(),
) -> None:
    """Count one document; with `types` gold of other types, and what lies on it, is left out."""
    own = [one for one in gold if not one.get("nested")]
    wanted = [one for one in own if not types or one.get("type") in types]
    others = [one for one in own if one not in wanted]
    offered = [one for one in found if not types or one.get("type") in types]
    pairs = paired(wanted, offered)
    matched = set(pairs.values())
    kept = [
        f
        for f, one in enumerate(offered)
        if f in matched or not any(overlap(_span(one), _span(o)) > 0 for o in others)
    ]
    right = {
        f
        for g, f in pairs.items()
        if is_same(wanted[g].get("value"), offered[f].get("value"))
    }
    tally.gold, tally.found = tally.gold + len(wanted), tally.found + len(kept)
    tally.relaxed += len(pairs)
    tally.strict += sum(_span(wanted[g]) == _span(offered[f]) for g, f in pairs.items())
    tally.right += sum(
        (wanted[g].get("value") or "").strip()
        == (offered[f].get("value") or "").strip()
        != ""
        for g, f in pairs.items()
    )
    for g, one in enumerate(wanted):
        if one.get("type") in ("DATE", "TIME") and interval(one.get("value")):
            tally.calendar += 1
            tally.answered += pairs.get(g) in right if g in pairs else 0
    for f in kept:
        counts = tally.steps.setdefault(offered[f].get("step", ""), [0, 0])
        counts[0], counts[1] = counts[0] + 1, counts[1] + (f in right)


def paired(gold: Sequence[dict], found: Sequence[dict]) -> dict[int, int]:
    """Which found date is which gold one: the same span first, then the longest overlap."""
    ranked = []
    for g, one in enumerate(gold):
        for f, other in enumerate(found):
            shared = overlap(_span(one), _span(other))
            if shared > 0:
                apart = abs(one["start"] - other["start"]) + abs(
                    one["end"] - other["end"]
                )
                ranked.append((apart != 0, -shared, apart, g, f))
    pairs: dict[int, int] = {}
    for *_, g, f in sorted(ranked, key=lambda row: row[:3]):
        if g not in pairs and f not in pairs.values():
            pairs[g] = f
    return pairs


def is_same(one: str | None, other: str | None) -> bool:
    """Whether two values, TIMEX3 or EDTF, mean the same days."""
    if not one or not other:
        return False
    return one.strip() == other.strip() or (
        interval(one) is not None and interval(one) == interval(other)
    )


def interval(value: str | None) -> tuple | None:
    """First and last day that a value allows; None for what is no calendar value."""
    text = (value or "").strip().rstrip("~?%")
    first, slash, last = text.partition("/")
    if slash:
        if first in ("", "..") or last in ("", ".."):
            return ("open", text)
        a, b = interval(first), interval(last)
        return (a[0], b[1]) if a and b else None
    text = re.sub(r"T.*$", "", text)
    try:
        for form, days in FORMS:
            if match := form.fullmatch(text):
                return days(*map(int, match.groups()))
        if match := SEASON.fullmatch(text):
            year, (begin, end) = int(match[1]), SEASONS[match[2]]
            return datetime.date(year, begin, 1), _last(year + (end < begin), end)
    except ValueError:
        return None
    return None


def _last(year: int, month: int) -> datetime.date:
    return datetime.date(year, month, calendar.monthrange(year, month)[1])


def _week(year: int, week: int, day: int) -> datetime.date:
    return datetime.date.fromisocalendar(year, week, day)


def _span(one: dict) -> tuple[int, int]:
    return one["start"], one["end"]
