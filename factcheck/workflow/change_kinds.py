"""The kind of change that a new version of a live record is: what each needs, and what a minor one may be."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings

from factcheck import ledger
from factcheck.models import Party, Publication, Record
from factcheck.records import registry

from .errors import WrongState
from .minor_changes import MeaningChange, meaning_changes
from .required_words import require_words
from .rules import CHANGES, NEEDS_NOTICE

Action = Publication.Action
REDACTED = MeaningChange(
    "", "its published text was redacted, so there is nothing to compare with"
)
MOST_NAMED = 5


@dataclass(frozen=True)
class Change:
    """One record of a set that is published together. `action` is for records that were published before.

    `acknowledged` names the warnings that the publisher accepts.
    """

    record: Record
    action: str = Action.PUBLISH
    notice: str = ""
    acknowledged: frozenset[str] = frozenset()


def action_of(
    change: Change, current: Publication | None, content: dict[str, Any]
) -> str:
    """The ledger's word for a change: `publish` for what was never published, a named kind for what is live.

    Raises WrongState for what was taken down, a kind that is missing, a notice that is missing, and for a minor change
    that is more than a slip of the pen.
    """
    record = change.record
    if current is None:
        return Action.PUBLISH
    if current.action in Publication.WITHDRAWING:
        raise WrongState(
            f"“{record}” was taken down; restore it before publishing a new version."
        )
    if change.action not in CHANGES:
        raise WrongState(
            f"“{record}” is live; say what kind of change this is: {', '.join(CHANGES)}."
        )
    if change.notice.strip() or change.action in NEEDS_NOTICE:
        require_words(
            change.notice, f"“{record}”: write the public notice that readers will see."
        )
    is_minor = change.action == Action.MINOR
    meaning = beyond_minor(record, current, content) if is_minor else []
    if meaning:
        raise WrongState(
            f"“{record}” cannot go out as minor. {beyond_minor_message(meaning)}"
        )
    return change.action


def beyond_minor(
    record: Record, current: Publication, content: dict[str, Any] | None = None
) -> list[MeaningChange]:
    """What keeps the working record from going out as a minor change of its live line; empty where it may."""
    kind, live = registry.of(record), ledger.payload_of(current)
    if "uid" not in live:
        return [REDACTED]
    content = kind.public_content(record) if content is None else content
    if all(live.get(name) == value for name, value in content.items()):
        return []
    return meaning_changes(
        kind.serializer,
        live,
        content,
        names=known_names(),
        language=settings.LANGUAGE_CODE,
    )


def beyond_minor_message(meaning: list[MeaningChange]) -> str:
    """In words: what is more than a slip, and the kinds that are left."""
    labels = [change.label for change in meaning[:MOST_NAMED]]
    if len(meaning) > MOST_NAMED:
        labels.append(f"and {len(meaning) - MOST_NAMED} more")
    return f"{'; '.join(labels)}. Choose a correction or a clarification, with its notice, or an update."


def known_names() -> set[str]:
    """The words of every party's names that begin with a capital, or are all of a name."""
    words = set()
    for name, aliases in Party.objects.values_list("name", "aliases"):
        for each in (name, *aliases):
            words |= _words_of_name(each)
    return words


def _words_of_name(name: str) -> set[str]:
    words = {word.strip(",.()") for word in name.split() if word[:1].isupper()}
    return words if " " in name else words | {name}
