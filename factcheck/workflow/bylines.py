"""Bylines: what a line says of the people behind it, their roles, and their names sealed unless the desk signs."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.conf import settings

from factcheck import ledger
from factcheck.models import User

from .approvals import Approver, is_guest

HIGHEST_FIRST = ("Administrator", "Publisher", "Editor", "Reporter")
NAMELESS = "desk"
GUEST, GUEST_OF_AUTHOR = "guest", "guest invited by its author"


def role_of(person: Approver) -> str:
    """The highest role of a person as lines have it; of a guest only that it was one."""
    if is_guest(person):
        return GUEST_OF_AUTHOR if person.by_author else GUEST
    groups = {group.name for group in person.groups.all()}
    for role in HIGHEST_FIRST:
        if role in groups:
            return role.lower()
    return "administrator" if person.is_superuser else NAMELESS


def roles_of(people: Iterable[Approver]) -> list[str]:
    """Their roles, in the order of the people."""
    return [role_of(person) for person in people]


def names_of(
    **acts: Sequence[Approver],
) -> tuple[dict[str, Any], tuple[ledger.SealedName, ...]]:
    """The names of who did each act, such as `edited_by=[…]`: (what a line says openly, what it seals).

    A guest's name is in neither.
    """
    sealed = []
    for act, people in acts.items():
        for number, person in enumerate(people):
            if is_guest(person) or _signs(person):
                continue
            path = (ledger.NAMES, act, number)
            sealed.append(ledger.SealedName(path, person.public_name(), person.pk))
    if not settings.DESK_SIGNS:
        return {}, tuple(sealed)
    names = {act: list(map(_byline, people)) for act, people in acts.items()}
    return {"names": names}, tuple(sealed)


def _signs(person: User) -> bool:
    return settings.DESK_SIGNS and not person.declines_byline


def _byline(person: Approver) -> str:
    if is_guest(person) or not _signs(person):
        return role_of(person)
    return person.public_name()
