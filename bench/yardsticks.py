"""What nothing can be faster than: a constant answer, and the stored text as it lies in the table.

Beside them a page of results, which the page cache would hold, made anew for every request.
"""

from uuid import UUID

from django.core.cache import caches
from django.db import connection
from django.http import HttpRequest, HttpResponse

from factcheck.pages.views.search import SearchPage

NEWEST_CLAIMS = (
    "SELECT payload FROM factcheck_publication WHERE kind = 'claim' AND superseded_seq IS NULL AND happened_key > '' "
    "ORDER BY happened_key DESC, seq DESC LIMIT 50"
)
ONE = "SELECT payload FROM factcheck_publication WHERE uid = %s AND superseded_seq IS NULL"


def constant(request: HttpRequest) -> HttpResponse:
    return HttpResponse(b'{"ok":true}', content_type="application/json")


def stored_list(request: HttpRequest) -> HttpResponse:
    """Fifty stored texts, joined."""
    with connection.cursor() as cursor:
        cursor.execute(NEWEST_CLAIMS)
        joined = ",".join(payload for (payload,) in cursor.fetchall())
    return HttpResponse(f'{{"results":[{joined}]}}', content_type="application/json")


def stored_detail(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One stored text."""
    with connection.cursor() as cursor:
        cursor.execute(
            ONE, [uid if connection.features.has_native_uuid_field else uid.hex]
        )
        return HttpResponse(cursor.fetchone()[0], content_type="application/json")


def fresh_search(request: HttpRequest) -> HttpResponse:
    """A page of results, none of it from a cache."""
    for cache in ("pages", "fragments"):
        caches[cache].clear()
    return SearchPage.as_view()(request)
