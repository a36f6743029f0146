"""Payloads of an earlier form, as readers get them: in today's form of their kind. Pure functions, numbered by kind.

A payload's `schema` is the number of its form. A stored payload never changes; what readers get of an old one is made
from it, one form at a time, and kept in the derived column `current_form`, which is empty where the stored payload is
of today's form. Pages, lists and exports read that; verification and mirrors read the payload itself.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import orjson

from factcheck.models import DerivedBy, Publication

from .canonical import canonical, moment_text
from .errors import LedgerError
from .leaves import STRUCK
from .redacted_text import readable
from .struck_slugs import neutral_slug

Upgrade = Callable[[dict[str, Any]], dict[str, Any]]


class UnknownForm(LedgerError):
    """A payload of a form that this release cannot read: a later one, or one without an upgrade."""


@dataclass
class _Forms:
    """Today's form of each kind, and the function that leads on from each earlier one: {kind: {form: function}}."""

    today: dict[str, int] = field(default_factory=dict)
    paths: dict[str, Callable[[dict[str, Any]], str]] = field(default_factory=dict)
    upgrades: dict[str, dict[int, Upgrade]] = field(default_factory=dict)


_forms = _Forms()


def register_form(
    kind: str, number: int, path: Callable[[dict[str, Any]], str] | None = None
) -> None:
    """Say which form payloads of a kind have when they are appended today, and the path of one by its slug."""
    _forms.today[kind] = number
    _forms.paths[kind] = path or (lambda payload: payload["path"])


def register_upgrade(kind: str, form: int, function: Upgrade) -> None:
    """Name the pure function that makes a payload of form `form + 1` out of one of `form`.

    It gets the whole payload, must not change it, and need not write `schema`. Words of it may be struck by a
    redaction, so that a text can be any text.
    """
    _forms.upgrades.setdefault(kind, {})[form] = function


def numbers() -> dict[str, int]:
    """The number of today's form of every kind."""
    return dict(_forms.today)


def missing() -> list[tuple[str, int]]:
    """The (kind, form) of every earlier form that no function leads on from."""
    return [
        (kind, form)
        for kind, today in sorted(_forms.today.items())
        for form in range(1, today)
        if form not in _forms.upgrades.get(kind, {})
    ]


def is_full(payload: dict[str, Any]) -> bool:
    """Whether a payload carries a record: tombstones, redactions and emptied payloads have no form."""
    return "uid" in payload and "schema" in payload


def current_form(kind: str, payload: dict[str, Any]) -> dict[str, Any]:
    """The payload in today's form of its kind; the same object where it has it already. Raises UnknownForm."""
    today = _forms.today.get(kind)
    if today is None or not is_full(payload) or payload["schema"] == today:
        return payload
    return upgraded(kind, payload, today)


def upgraded(kind: str, payload: dict[str, Any], to: int) -> dict[str, Any]:
    """The payload in form `to`, a later one than its own. Raises UnknownForm."""
    if payload["schema"] not in range(1, to):
        raise UnknownForm(
            f"A {kind} of form {payload['schema']} is not known here; this release knows up to {to}."
        )
    for form in range(payload["schema"], to):
        payload = _step(kind, form)(payload) | {"schema": form + 1}
    return payload


def _step(kind: str, form: int) -> Upgrade:
    try:
        return _forms.upgrades[kind][form]
    except KeyError:
        raise UnknownForm(f"Nothing leads on from form {form} of a {kind}.") from None


def text_for_readers(
    line: Publication, payload: dict[str, Any], ground: str = ""
) -> str:
    """What `current_form` holds of a line with this payload: canonical JSON, or nothing where it says the same.

    It is in today's form of its kind, tells struck words by their `ground`, and the moments that count as its own where
    a clock was mended since.
    """
    today = current_form(line.kind, payload)
    if ground:
        today = with_address(line.kind, readable(today, ground), line.uid)
    if is_full(payload) and line.stamped_at is not None:
        today = today | {
            name: moment_text(getattr(line, name))
            for name in ("published_at", "first_published_at")
        }
    return "" if today is payload or today == payload else canonical(today)


def refuse_earlier_release(kinds: Iterable[str]) -> None:
    """Raise LedgerError in a process that runs on after a later release migrated: its lines would be of an old form."""
    for kind, form in DerivedBy.objects.filter(kind__in=set(kinds)).values_list(
        "kind", "form"
    ):
        if form > _forms.today.get(kind, form):
            raise LedgerError(
                f"The database holds form {form} of a {kind}, and this process writes form {_forms.today[kind]}. "
                "Nothing was published. Restart it with the release that migrated, and try again."
            )


def with_address(kind: str, payload: dict[str, Any], uid: UUID) -> dict[str, Any]:
    """The payload with a neutral address where its own was struck."""
    if STRUCK not in payload.get("slug", "") + payload.get("path", ""):
        return payload
    slug = neutral_slug(uid) if STRUCK in payload["slug"] else payload["slug"]
    return payload | {
        "slug": slug,
        "path": _forms.paths[kind](payload | {"slug": slug}),
    }


def fault(line: Publication, ground: str = "") -> str:
    """What is wrong with a line's `current_form`, held against its payload; empty for nothing."""
    try:
        text = text_for_readers(line, orjson.loads(line.payload), ground)
    except UnknownForm as error:
        return f"its derived rows cannot be checked by this release: {error}"
    except (ValueError, KeyError, TypeError, AttributeError):
        text = ""
    if line.current_form != text:
        return "its text in today's form is not what its payload says (current_form)."
    return ""


def public_text(alias: str) -> str:
    """SQL: what readers get of the line `alias`, in today's form of its kind."""
    return f"COALESCE(NULLIF({alias}.current_form, ''), {alias}.payload)"
