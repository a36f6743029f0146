"""Datetime negotiation (RFC 7089, section 4.1): every page is the time gate of its own past moments."""

from dataclasses import replace
from datetime import UTC, datetime
from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest
from django.utils.http import http_date, parse_http_date
from django.utils.translation import gettext as _

from factcheck.ledger import BadMoment, View, earlier

from .cache.page_states import PageState
from .page_context import Frame

TIMEMAP_TYPE = "application/link-format"


def negotiated_moment(request: HttpRequest) -> datetime | None:
    """The moment that `Accept-Datetime` asks for, in UTC; None without that header.

    Raises BadMoment where the header is no date of HTTP (RFC 9110, section 5.6.7).
    """
    written = request.headers.get("Accept-Datetime", "").strip()
    if not written:
        return None
    try:
        return datetime.fromtimestamp(parse_http_date(written), UTC)
    except (ValueError, OverflowError, OSError) as error:
        message = _(
            "“%s” is no date for Accept-Datetime. Write one such as: Thu, 15 Jan 2026 12:00:00 GMT."
        )
        raise BadMoment(message % written[:60], written) from error


def view_at(present: View, moment: datetime) -> View:
    """The ledger as it stood at a moment, in the state of the database that `present` was read from.

    A moment in the future is that of the last line.
    """
    view = earlier(present, moment)
    return replace(view, moment=view.line_at) if view.line_at else view


def first_moment(frame: Frame, present: View) -> datetime | None:
    """When the page of the frame was there first; None where it is not there now either."""
    if not frame.content_of:
        return None
    content = frame.content_of(present)
    if content is None:
        return None
    return PageState(present, content, frame.content_of).first


def links(frame: Frame, timemap: str) -> list[str]:
    """The values of `Link` that lead from a page to itself at other moments, and to the list of them.

    `timemap` is the path of that list; empty where nothing lists the moments.
    """
    values = [f'<{frame.canonical}>; rel="original timegate"']
    if timemap:
        address = f"{settings.SITE_URL}{quote(timemap)}"
        values.append(f'<{address}>; rel="timemap"; type="{TIMEMAP_TYPE}"')
    return values


def memento_links(frame: Frame) -> list[str]:
    """The first, the previous, the next and the last memento of a page of the past, each with its moment."""
    state = frame.state if frame.moment else None
    if state is None:
        return []
    relations: dict[datetime, list[str]] = {}
    for relation, at in (
        ("first", state.first),
        ("prev", state.previous),
        ("next", state.until),
        ("last", state.last),
    ):
        if at:
            relations.setdefault(at, []).append(relation)
    return [
        f'<{frame.memento(at)}>; rel="{" ".join(names)} memento"; '
        f'datetime="{http_date(at.timestamp())}"'
        for at, names in sorted(relations.items())
    ]
