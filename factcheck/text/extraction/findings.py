"""What an extractor hands out: findings with their exact place, and who is mentioned in them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

AROUND = 40


@dataclass(frozen=True, slots=True)
class Mention:
    """Somebody as the text names them: `text[start:end]`. `full` is the name that it stands for.

    `resolved` says that a pronoun, or half a name, was traced back to it; an editor should look.
    """

    text: str
    start: int
    end: int
    full: str
    resolved: bool = False


@dataclass(frozen=True, slots=True)
class KnownParty:
    """A party that the desk knows, with its other names; recognised before any guess."""

    name: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """Something found: `exact` is `text[start:end]` in code points, `prefix` and `suffix` what stands around it.

    `kind` is quote, claim, party or date. `step` is the rule that found it; `confidence` the precision measured for
    that step, from 0 to 1, or None where nobody measured. `fields` by kind:

    quote  speaker (Mention), quote_kind (direct or partial), cue, outer (start and end with the marks)
    claim  speaker (Mention), role (asserts, denies, reports), claim_kind (fact or forecast), cue
    party  name (as the desk knows it, else as written), roles (offices as written)
    date   edtf (text or None), precision, timex, timex_type
    """

    kind: str
    start: int
    end: int
    exact: str
    prefix: str
    suffix: str
    step: str
    confidence: float | None = None
    fields: Mapping[str, object] = field(default_factory=dict)


def finding(
    text: str,
    kind: str,
    start: int,
    end: int,
    step: str,
    confidence: float | None = None,
    **fields: object,
) -> Finding:
    """A finding at a place of the text; words and surroundings are taken from the text itself."""
    prefix, suffix = text[max(0, start - AROUND) : start], text[end : end + AROUND]
    return Finding(
        kind, start, end, text[start:end], prefix, suffix, step, confidence, fields
    )
