"""The ledger read as a list of changes: what was done to which record, when, by whom, and what differs."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from factcheck import kinds
from factcheck.ledger import View, payload_of
from factcheck.models import Facet, Publication, Ref

from .cards import Deck
from .differences import Difference, differences, named
from .gone import redactions

WORDS = {
    "publish": _("Added"),
    "correct": _("Corrected"),
    "clarify": _("Clarified"),
    "update": _("Updated"),
    "minor": _("Minor change"),
    "restore": _("Restored"),
    "retract": _("Retracted"),
    "merge": _("Merged"),
    "redact": _("Redacted"),
}
TYPES = {
    "correct": _("Correction"),
    "clarify": _("Clarification"),
    "retract": _("Retraction"),
    "redact": _("Redaction"),
}


@dataclass(frozen=True)
class Change:
    """One line of the ledger as a reader sees it. `ground` is set when its text was redacted since."""

    line: Publication
    payload: dict
    title: str
    path: str
    into: object = None
    ground: str = ""
    differences: list[Difference] = field(default_factory=list)

    @property
    def word(self) -> str:
        return str(WORDS[self.line.action])

    @property
    def type(self) -> str:
        """What kind of correction it is, where it is one."""
        return str(TYPES.get(self.line.action, "")) or self.word

    @property
    def after(self) -> str:
        """Where the ledger's page begins that shows this line first."""
        return str(self.line.seq + 1)

    @property
    def said(self) -> str:
        """The notice of a change, or the reason of a retraction."""
        return self.payload.get("notice") or self.payload.get("reason", "")


def of_disputes(view: View, uids: Iterable[UUID]) -> QuerySet[Publication]:
    """Every line, newest first, of the records of these disputes: their own, and what they refer to.

    Asked from the dispute's side, so that a quiet dispute costs little in a long ledger.
    """
    values = [str(uid) for uid in uids]
    named = Facet.objects.filter(name="dispute", value__in=values, seq__lte=view.seq).values("seq")
    own = Publication.objects.filter(seq__in=named).order_by().values("uid")
    referred = Ref.objects.filter(seq__in=named).values("uid")
    return newest(view).filter(uid__in=own.union(referred))


def newest(view: View) -> QuerySet[Publication]:
    """Every line up to the view, newest first."""
    return Publication.objects.filter(seq__lte=view.seq).order_by("-seq")


def as_changes(deck: Deck, lines: Iterable[Publication], *, compare: bool = True) -> list[Change]:
    """Lines as changes: one query for the versions before them, one for what both name.

    Without `compare` nothing is said of what differs, and the first query is made only to name what was taken down.
    """
    lines = list(lines)
    before = _before([line for line in lines if compare or line.action in ("retract", "merge")])
    payloads = {line.seq: payload_of(line) for line in [*lines, *before.values()]}
    if compare:
        deck.fill(1, also={uid for line in lines for uid in _named(line, before.get(line.seq), payloads)})
    return [_change(deck, line, before.get(line.seq), payloads) for line in lines]


def _before(lines: list[Publication]) -> dict[int, Publication]:
    """The version that each line superseded, by the line's number."""
    later = [line for line in lines if line.version > 1]
    if not later:
        return {}
    found = Publication.objects.filter(
        uid__in={line.uid for line in later}, superseded_seq__in={line.seq for line in later}
    )
    return {line.superseded_seq: line for line in found}


def _named(line: Publication, old: Publication | None, payloads: dict[int, dict]) -> Iterable[UUID]:
    """The records that must be known to tell of a line."""
    payload, was = payloads[line.seq], payloads[old.seq] if old else {}
    if line.action == "merge" and payload.get("into"):
        return [UUID(payload["into"])]
    return named(line.kind, was, payload) if "action" in payload and "action" in was else []


def _change(deck: Deck, line: Publication, old: Publication | None, payloads: dict[int, dict]) -> Change:
    payload = payloads[line.seq]
    if line.kind == "redaction":
        ground, _ = redactions(deck.view).get(payload["line"], ("", None))
        return Change(line, payload, gettext("Line %d") % payload["line"], "", ground=gettext(ground))
    full = payload if "action" in payload else payloads[old.seq] if old else {}
    title = kinds.get(line.kind).title(full) if "action" in full else ""
    ground, _ = ("", None) if "uid" in payload else redactions(deck.view).get(line.seq, ("", None))
    into = deck.get(payload["into"]) if payload.get("into") else None
    was = payloads[old.seq] if old else {}
    differs = differences(deck, line.kind, was, payload) if "action" in payload and "action" in was else []
    return Change(line, payload, title, payload.get("path", ""), into, gettext(ground), differs)
