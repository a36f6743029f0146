"""Who edited and who approved, as readers are told: by role, or by name where the desk signs."""

from collections.abc import Mapping

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

ROLES = {
    "reporter": _("a reporter"),
    "editor": _("an editor"),
    "publisher": _("a publisher"),
    "administrator": _("an administrator"),
    "guest": _("a guest"),
    "guest invited by its author": _("a guest invited by its author"),
    "desk": _("the desk"),
}


def signed(payload: Mapping, act: str) -> str:
    """Who did it, in words; `act` is edited_by or approved_by. Empty where nobody did."""
    people = names(payload, act) or payload.get(act) or ()
    return ", ".join(
        dict.fromkeys(gettext(ROLES[one]) if one in ROLES else one for one in people)
    )


def names(payload: Mapping, act: str) -> tuple[str, ...]:
    """The names that a line tells openly; a person who declines stands there by role."""
    return tuple((payload.get("names") or {}).get(act, ()))
