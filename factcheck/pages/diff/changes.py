"""The ledger read as a list of changes: what was done to which record, when, by whom, and what differs."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from factcheck.ledger import GROUNDS, View, payload_of, struck_lines
from factcheck.models import Facet, Publication, Ref
from factcheck.models.site_paths import site_path
from factcheck.records import registry

from ..labels import content_language
from ..labels.display_labels import kind_label
from ..published_records import RecordLoader
from ..tombstones import redactions, redactions_until
from .differences import ChangedField, differences, referenced_uids

Action = Publication.Action

ACTION_LABELS: dict[str, Promise] = {
    Action.PUBLISH: _("Added"),
    Action.CORRECT: _("Corrected"),
    Action.CLARIFY: _("Clarified"),
    Action.UPDATE: _("Updated"),
    Action.MINOR: _("Minor change"),
    Action.RESTORE: _("Restored"),
    Action.RETRACT: _("Retracted"),
    Action.MERGE: _("Merged"),
    Action.REDACT: _("Redacted"),
    Action.KEY: _("Key named"),
    Action.CLOCK: _("Clock mended"),
    Action.HOLD: _("Held"),
    Action.RELEASE: _("Released"),
}
CORRECTION_LABELS: dict[str, Promise] = {
    Action.CORRECT: _("Correction"),
    Action.CLARIFY: _("Clarification"),
    Action.RETRACT: _("Retraction"),
    Action.REDACT: _("Redaction"),
}


MOST_STRUCK = 20
"""Records that a redaction names; of more it says how many."""


StruckLines = dict[int, tuple[UUID, str]]
"""The record and its kind, by the line that a redaction struck in."""


@dataclass(frozen=True)
class RedactedRecord:
    """A record that a redaction struck words in, and the lines; without title and path where it has no page now."""

    kind: str
    lines: tuple[int, ...]
    title: str = ""
    path: str = ""
    title_language: str = ""


@dataclass(frozen=True)
class LedgerChange:
    """One line of the ledger as a reader sees it. `ground` is set when its text was redacted since, or when it redacts;
    then `struck` names the records, and `more` says how many there are besides.

    `text_language` is that of what the desk says in it, `title_language` that of the record's title.
    """

    line: Publication
    payload: dict
    title: str
    path: str
    into: object = None
    ground: str = ""
    differences: list[ChangedField] = field(default_factory=list)
    text_language: str = ""
    title_language: str = ""
    is_unlisted: bool = False
    struck: list[RedactedRecord] = field(default_factory=list)
    more: int = 0

    @property
    def word(self) -> str:
        return str(ACTION_LABELS[self.line.action])

    @property
    def type(self) -> str:
        """What kind of correction it is, where it is one."""
        return str(CORRECTION_LABELS.get(self.line.action, "")) or self.word

    @property
    def after(self) -> str:
        """Where the ledger's page begins that shows this line first."""
        return str(self.line.seq + 1)

    @property
    def explanation(self) -> str:
        """The notice of a change, or the reason of a retraction."""
        return self.payload.get("notice") or self.payload.get("reason", "")


def of_disputes(view: View, uids: Iterable[UUID]) -> QuerySet[Publication]:
    """Every line, newest first, of the records of these disputes: their own, what they refer to, and the redactions
    that struck words of either.

    Asked from the dispute's side, so that a quiet dispute costs little in a long ledger.
    """
    values = [str(uid) for uid in uids]
    named = Facet.objects.filter(
        name="dispute", value__in=values, seq__lte=view.seq
    ).values("seq")
    own = Publication.objects.filter(seq__in=named).order_by().values("uid")
    referred = Ref.objects.filter(seq__in=named).values("uid")
    records = own.union(referred)
    if struck := _redactions_of(view, values, records):
        redactions = Publication.objects.filter(seq__in=struck).order_by().values("uid")
        records = own.union(referred, redactions)
    return newest(view).filter(uid__in=records)


def _redactions_of(view: View, disputes: list[str], records: QuerySet) -> list[int]:
    """The lines of the redactions that struck in lines of these disputes, or of these records."""
    redactions = redactions_until(view)
    elsewhere: set[int] = set()
    for redaction in redactions:
        if redaction.disputes.isdisjoint(disputes):
            elsewhere |= redaction.lines
    if elsewhere:
        lines = Publication.objects.filter(seq__in=elsewhere, uid__in=records)
        elsewhere = set(lines.values_list("seq", flat=True))
    found = []
    for redaction in redactions:
        names_a_dispute = not redaction.disputes.isdisjoint(disputes)
        if names_a_dispute or not elsewhere.isdisjoint(redaction.lines):
            found.append(redaction.seq)
    return found


def newest(view: View) -> QuerySet[Publication]:
    """Every line up to the view, newest first."""
    return Publication.objects.filter(seq__lte=view.seq).order_by("-seq")


def as_changes(
    loader: RecordLoader, lines: Iterable[Publication], *, compare: bool = True
) -> list[LedgerChange]:
    """Lines as changes: one query for the versions before them, one for what both name.

    Without `compare` nothing is said of what differs, and the first query is made only to name what was taken down.
    """
    lines = list(lines)
    before = _before(
        [line for line in lines if compare or line.action in Publication.WITHDRAWING]
    )
    payloads = {line.seq: payload_of(line) for line in [*lines, *before.values()]}
    struck = _struck_in(
        payloads[line.seq]
        for line in lines
        if line.kind == Publication.OwnKind.REDACTION
    )
    if compare:
        wanted = {uid for uid, _kind in struck.values()}
        for line in lines:
            wanted.update(_wanted(line, before.get(line.seq), payloads))
        loader.fill(1, also=wanted)
    return [
        _change(loader, line, before.get(line.seq), payloads, struck) for line in lines
    ]


def _struck_in(redactions: Iterable[dict]) -> StruckLines:
    """The record and its kind of each line that these redactions struck in."""
    seqs: set[int] = set()
    for payload in redactions:
        seqs.update(struck_lines(payload))
    if not seqs:
        return {}
    lines = Publication.objects.filter(seq__in=seqs).order_by()
    return {
        seq: (uid, kind) for seq, uid, kind in lines.values_list("seq", "uid", "kind")
    }


def _before(lines: list[Publication]) -> dict[int, Publication]:
    """The version that each line superseded, by the line's number."""
    later = [line for line in lines if line.version > 1]
    if not later:
        return {}
    found = Publication.objects.filter(
        uid__in={line.uid for line in later},
        superseded_seq__in={line.seq for line in later},
    )
    before = {}
    for line in found:
        if line.superseded_seq is not None:
            before[line.superseded_seq] = line
    return before


def _wanted(
    line: Publication, old: Publication | None, payloads: dict[int, dict]
) -> Iterable[UUID]:
    """The records that must be read to describe a line."""
    payload = payloads[line.seq]
    old_payload = payloads[old.seq] if old else {}
    if line.action == Action.MERGE and payload.get("into"):
        yield UUID(payload["into"])
    elif "action" in payload and "action" in old_payload:
        yield from referenced_uids(line.kind, old_payload, payload)
    # The language of a dispute is that of the texts in it.
    if dispute := payload.get("dispute") or old_payload.get("dispute"):
        yield UUID(dispute)


def _redaction(
    loader: RecordLoader, line: Publication, payload: dict, records: StruckLines
) -> LedgerChange:
    """A redaction by the records that it struck in, without any text that was in them."""
    seqs = sorted(struck_lines(payload))
    by_record: dict[tuple[UUID, str], list[int]] = {}
    for seq in seqs:
        by_record.setdefault(records[seq], []).append(seq)
    struck = []
    for (uid, kind), lines in list(by_record.items())[:MOST_STRUCK]:
        struck.append(_struck_record(loader, uid, kind, tuple(lines)))
    return LedgerChange(
        line,
        payload,
        _redaction_title(seqs, len(by_record)),
        "",
        ground=gettext(GROUNDS.get(payload["ground"], payload["ground"])),
        struck=struck,
        more=len(by_record) - len(struck),
    )


def _redaction_title(seqs: list[int], records: int) -> str:
    """The line that a redaction struck in, or how many lines of how many records."""
    lines = len(seqs)
    if lines == 1:
        return gettext("Line %d") % seqs[0]
    return gettext("%(lines)s of %(records)s") % {
        "lines": ngettext("%d line", "%d lines", lines) % lines,
        "records": ngettext("%d record", "%d records", records) % records,
    }


def _struck_record(
    loader: RecordLoader, uid: UUID, kind: str, lines: tuple[int, ...]
) -> RedactedRecord:
    card = loader.get(uid)
    if card is None:
        return RedactedRecord(kind, lines)
    return RedactedRecord(
        kind,
        lines,
        card.title,
        "" if card.is_unlisted else card.path,
        card.title_language,
    )


def _change(
    loader: RecordLoader,
    line: Publication,
    old: Publication | None,
    payloads: dict[int, dict],
    struck: StruckLines,
) -> LedgerChange:
    payload = payloads[line.seq]
    if line.kind == Publication.OwnKind.REDACTION:
        return _redaction(loader, line, payload, struck)
    if line.kind in Publication.OwnKind.values:
        return _operation(line, payload)
    if line.held_seq is not None:
        return LedgerChange(line, payload, gettext("a text that is held"), "")
    return _record_change(loader, line, payload, payloads[old.seq] if old else {})


def _operation(line: Publication, payload: dict) -> LedgerChange:
    """A line of the ledger's own: a key that was named, a clock that was mended, a hold."""
    if line.kind == Publication.OwnKind.HOLD:
        return LedgerChange(line, payload, kind_label(payload["record_kind"]), "")
    if line.kind == Publication.OwnKind.CLOCK:
        title = payload["reason"]
    elif payload["reason"] == "lost":
        title = gettext("%s, in the place of a lost key") % payload["key"]
    else:
        title = payload["key"]
    return LedgerChange(line, payload, title, "", text_language=content_language.DESK)


def _record_change(
    loader: RecordLoader, line: Publication, payload: dict, old_payload: dict
) -> LedgerChange:
    """A line of a record. A tombstone has no text, so it is called as the version before it was."""
    kind = registry.get(line.kind)
    has_text = "action" in payload
    text = payload if has_text else old_payload
    is_unlisted = kind.unlisted(text)
    differs = []
    if has_text and "action" in old_payload:
        differs = differences(loader, line.kind, old_payload, payload)
    return LedgerChange(
        line,
        payload,
        content_language.title(line.kind, text) if "action" in text else "",
        "" if is_unlisted else site_path(payload.get("path", "")),
        loader.get(payload["into"]) if payload.get("into") else None,
        gettext(_ground(loader.view, line, payload)),
        differs,
        content_language.text_language(line.kind, text, loader.language_of_dispute),
        content_language.title_language(line.kind, text, loader.language_of_dispute),
        is_unlisted,
    )


def _ground(view: View, line: Publication, payload: dict) -> str:
    """The ground on which the text of a line was redacted; empty where it stands."""
    if "uid" in payload or line.seq not in redactions(view):
        return ""
    ground, _at = redactions(view)[line.seq]
    return ground
