"""How the verdict of a claim came to be, as a figure: its steps on the scale, over the evidence as it came and went."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from factcheck.models import Publication
from factcheck.pages.labels.content_language import foreign
from factcheck.pages.labels.dates_and_numbers import (
    day_in_words,
    number_in_words,
    short_date,
)
from factcheck.pages.labels.display_labels import label_lower
from factcheck.pages.page_context import Frame
from factcheck.text.edtf import Day

from ..published_records import PublishedRecord, RecordLoader
from .drawing.verdict_track import Level, TrackEvidence, TrackStep, draw_track
from .evidence_history import EvidenceStay, evidence_history
from .tones import shape_and_tone
from .utc_days import reading_day, utc_day
from .verdict_history import VerdictStep, steps


@dataclass(frozen=True)
class EvidenceItem:
    """A piece of evidence in the list beside the figure."""

    stay: EvidenceStay
    href: str


@dataclass(frozen=True)
class TrackFigure:
    """What `factcheck/figures/_verdict_track.html` shows; the verdicts stand in words on the page itself."""

    svg: SafeString
    title: str
    evidence: list[EvidenceItem]
    stances: frozenset[str]
    has_withdrawals: bool


def read_track(
    frame: Frame, loader: RecordLoader, past: Iterable[Publication]
) -> TrackFigure | None:
    """The figure of a claim from its lines up to the frame's view; None without a verdict. One query, for the scale.

    The loader has read the ratings and the sources that the lines name.
    """
    past = list(past)
    verdicts = steps(loader, past)
    if not verdicts:
        return None
    levels = read_scale(loader)
    stays = evidence_history(loader, past)
    evidence = [EvidenceItem(stay, _source_href(frame, stay)) for stay in stays]
    shown = [_step(step, index, levels) for index, step in enumerate(verdicts, 1)]
    title = title_of(verdicts, stays)
    drawing = draw_track(
        shown,
        [_piece(item) for item in evidence],
        levels=list(levels.values()),
        off_scale=_off_scale(verdicts, levels),
        evidence_name=_("Evidence"),
        now=reading_day(frame.moment).toordinal(),
        now_word=_("then") if frame.moment else _("now"),
        title=title,
        say=short_date,
        rtl=frame.direction == "rtl",
    )
    stances = frozenset(stay.stance for stay in stays)
    has_withdrawals = any(stay.last for stay in stays)
    return TrackFigure(drawing, title, evidence, stances, has_withdrawals)


def read_scale(loader: RecordLoader) -> dict[str, Level]:
    """The ratings with a number, by their uid, from true to false. One query."""
    ratings = []
    for line in loader.view.lines("rating"):
        rating = PublishedRecord(loader, line)
        if rating.payload["numeric"] is not None:
            ratings.append(rating)
    ratings.sort(key=lambda rating: -rating.payload["numeric"])
    return {
        str(rating.uid): Level(
            str(rating.uid), rating.title, foreign(rating.title_language)
        )
        for rating in ratings
    }


def _off_scale(verdicts: list[VerdictStep], levels: dict[str, Level]) -> Level:
    """The lowest line: named by the one rating that stands on it, where it is one."""
    names: dict[str, Level] = {}
    for step in verdicts:
        if step.rating and str(step.rating.uid) not in levels:
            names[step.rating.title] = Level(
                "", step.rating.title, foreign(step.rating.title_language)
            )
    if len(names) == 1:
        return next(iter(names.values()))
    return Level("", _("Off the scale"))


def _step(step: VerdictStep, number: int, levels: dict[str, Level]) -> TrackStep:
    shape, tone = shape_and_tone(step.rating)
    uid = str(step.rating.uid) if step.rating else ""
    first = utc_day(step.published_at)
    last = utc_day(step.until) if step.until else None
    name = step.rating.title if step.rating else _("No verdict")
    return TrackStep(
        first.toordinal(),
        last.toordinal() if last else None,
        uid if uid in levels else "",
        shape,
        tone,
        f"{day_in_words(first)}: {name}",
        _short_day(first),
        f"#verdict-{number}",
        foreign(step.rating.title_language) if step.rating else "",
    )


def _short_day(day: date) -> str:
    return short_date(Day(day.year, day.month, day.day), "day of a year")


def _piece(item: EvidenceItem) -> TrackEvidence:
    stay = item.stay
    title = stay.source.title if stay.source else "—"
    words = f"{day_in_words(stay.first)}: {label_lower(stay.stance)}, {title}"
    if stay.last:
        words += f" ({_('taken out %s') % day_in_words(stay.last)})"
    return TrackEvidence(
        stay.first.toordinal(),
        stay.last.toordinal() if stay.last else None,
        stay.stance,
        words,
        item.href,
        foreign(stay.source.title_language) if stay.source else "",
    )


def _source_href(frame: Frame, stay: EvidenceStay) -> str:
    return frame.link(stay.source.path) if stay.source and stay.source.path else ""


def title_of(verdicts: list[VerdictStep], stays: list[EvidenceStay]) -> str:
    """What the figure is for somebody who does not see it; without words of another language than the page's."""
    title = _("How the verdict came to be. %(verdicts)s. %(evidence)s.")
    pieces = ngettext("%s piece of evidence", "%s pieces of evidence", len(stays))
    return title % {
        "verdicts": "; ".join(_in_words(step) for step in verdicts),
        "evidence": pieces % number_in_words(len(stays)),
    }


def _in_words(step: VerdictStep) -> str:
    day = day_in_words(utc_day(step.published_at))
    if step.rating is None:
        return f"{day}: {_('No verdict')}"
    return day if foreign(step.rating.title_language) else f"{day}: {step.rating.title}"
