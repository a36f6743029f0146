"""Erasing the name of a person of the desk, or of a guest; leaves that were sealed with it cannot be opened again."""

from typing import Any, NamedTuple

import structlog
from django.db import transaction
from django.db.models import Q

from factcheck import ledger
from factcheck.ledger.append import lock_head
from factcheck.models import GuestLink, Publication, Revision, SealedLeaf, User
from factcheck.text import replacement

log = structlog.get_logger(__name__)


class Erased(NamedTuple):
    """How many sealed names went, and the lines that tell the name openly, since the desk signed with it."""

    sealed: int
    open_lines: list[int]


def erase_name(person: User) -> Erased:
    """Delete the sealed names of a person, whoever they were sealed for, and empty the person's names.

    The hash of each name stays in its line, and nothing leads from it to the name any more. The login stays, as what
    the person did stays. What the desk signed openly stands until it is redacted.
    """
    name = person.desk_name
    with transaction.atomic():
        lock_head()  # no line is sealed with the name meanwhile
        # What was carried over from the first form names no person: it is known by its value alone.
        nameless = Q(person=None, value=name) if name else Q(pk__in=())
        count, _each = SealedLeaf.objects.filter(Q(person=person) | nameless).delete()
        User.objects.filter(pk=person.pk).update(
            desk_name="", first_name="", last_name=""
        )
        lines = _open_lines(name) if name else []
    person.refresh_from_db()
    log.warning(
        "the name of a person of the desk was erased",
        login=person.username,
        sealed=count,
    )
    return Erased(count, lines)


def erase_guest(name: str) -> int:
    """Take the name of a guest out of their links, and out of what the history says of these; returns how many links.

    What they thought of it stays, with what they were: lines say no more than that it was a guest.
    """
    find = replacement.phrase(ledger.pattern_of(name))
    with transaction.atomic():
        links = GuestLink.objects.filter(name=name)
        for kind, uid in links.order_by().values_list("kind", "uid").distinct():
            history = Revision.objects.filter(kind=kind, uid=uid)
            for revision in history.filter(reason__contains=name):
                reason = replacement.replaced(revision.reason, find)
                Revision.objects.filter(pk=revision.pk).update(reason=reason)
        count = links.update(name=replacement.REMOVED)
    log.warning("the name of a guest was erased", links=count)
    return count


def _open_lines(name: str) -> list[int]:
    lines = (
        Publication.objects.filter(payload__contains='"names":{')
        .filter(payload__contains=name)
        .order_by("seq")
    )
    return [line.seq for line in lines if _is_signed(ledger.original_of(line), name)]


def _is_signed(payload: dict[str, Any], name: str) -> bool:
    return any(name in people for people in payload.get("names", {}).values())
