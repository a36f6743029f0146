"""The ledger read as a list of changes: what was done to which record, when, by whom, and what differs."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from factcheck.ledger import GROUNDS, View, payload_of, struck_lines
from factcheck.models import Facet, Publication, Ref
from factcheck.records import registry

from ..labels import content_language
from ..labels.display_labels import kind_label
from ..published_records import RecordLoader
from ..tombstones import redactions, redactions_until
from .differences import Difference, differences, named

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
    "key": _("Key named"),
    "clock": _("Clock mended"),
    "hold": _("Held"),
    "release": _("Released"),
}
TYPES = {
    "correct": _("Correction"),
    "clarify": _("Clarification"),
    "retract": _("Retraction"),
    "redact": _("Redaction"),
}


MOST_STRUCK = 20
"""Records that a redaction names; of more it says how many."""


@dataclass(frozen=True)
class StruckIn:
    """A record that a redaction struck words in, and the lines; without title and path where it has no page now."""

    kind: str
    lines: tuple[int, ...]
    title: str = ""
    path: str = ""
    title_language: str = ""


@dataclass(frozen=True)
class Change:
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
    differences: list[Difference] = field(default_factory=list)
    text_language: str = ""
    title_language: str = ""
    is_unlisted: bool = False
    struck: list[StruckIn] = field(default_factory=list)
    more: int = 0

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
    others = {
        seq
        for each in redactions
        if each.disputes.isdisjoint(disputes)
        for seq in each.lines
    }
    if others:
        others = set(
            Publication.objects.filter(seq__in=others, uid__in=records).values_list(
                "seq", flat=True
            )
        )
    return [
        each.seq
        for each in redactions
        if not (each.disputes.isdisjoint(disputes) and others.isdisjoint(each.lines))
    ]


def newest(view: View) -> QuerySet[Publication]:
    """Every line up to the view, newest first."""
    return Publication.objects.filter(seq__lte=view.seq).order_by("-seq")


def as_changes(
    loader: RecordLoader, lines: Iterable[Publication], *, compare: bool = True
) -> list[Change]:
    """Lines as changes: one query for the versions before them, one for what both name.

    Without `compare` nothing is said of what differs, and the first query is made only to name what was taken down.
    """
    lines = list(lines)
    before = _before(
        [line for line in lines if compare or line.action in ("retract", "merge")]
    )
    payloads = {line.seq: payload_of(line) for line in [*lines, *before.values()]}
    struck = _struck_in(
        payloads[line.seq] for line in lines if line.kind == "redaction"
    )
    if compare:
        named = {
            uid
            for line in lines
            for uid in _named(line, before.get(line.seq), payloads)
        }
        loader.fill(1, also=named | {uid for uid, _kind in struck.values()})
    return [
        _change(loader, line, before.get(line.seq), payloads, struck) for line in lines
    ]


def _struck_in(redactions: Iterable[dict]) -> dict[int, tuple[UUID, str]]:
    """The record and its kind of each line that these redactions struck in."""
    seqs = {seq for payload in redactions for seq in struck_lines(payload)}
    if not seqs:
        return {}
    lines = (
        Publication.objects.filter(seq__in=seqs)
        .order_by()
        .values_list("seq", "uid", "kind")
    )
    return {seq: (uid, kind) for seq, uid, kind in lines}


def _before(lines: list[Publication]) -> dict[int, Publication]:
    """The version that each line superseded, by the line's number."""
    later = [line for line in lines if line.version > 1]
    if not later:
        return {}
    found = Publication.objects.filter(
        uid__in={line.uid for line in later},
        superseded_seq__in={line.seq for line in later},
    )
    return {line.superseded_seq: line for line in found}


def _named(
    line: Publication, old: Publication | None, payloads: dict[int, dict]
) -> Iterable[UUID]:
    """The records that must be known to tell of a line."""
    payload, was = payloads[line.seq], payloads[old.seq] if old else {}
    if line.action == "merge" and payload.get("into"):
        yield UUID(payload["into"])
    elif "action" in payload and "action" in was:
        yield from named(line.kind, was, payload)
    if dispute := (
        payload.get("dispute") or was.get("dispute")
    ):  # its language is that of the texts
        yield UUID(dispute)


def _redaction(
    loader: RecordLoader,
    line: Publication,
    payload: dict,
    records: dict[int, tuple[UUID, str]],
) -> Change:
    """A redaction by the records that it struck in, without any text that was in them."""
    seqs = sorted(struck_lines(payload))
    lines: dict[tuple[UUID, str], list[int]] = {}
    for seq in seqs:
        lines.setdefault(records[seq], []).append(seq)
    struck = [
        _struck_record(loader, *record, tuple(found))
        for record, found in list(lines.items())[:MOST_STRUCK]
    ]
    title = (
        gettext("Line %d") % seqs[0]
        if len(seqs) == 1
        else _lines_of(len(seqs), len(lines))
    )
    ground = gettext(GROUNDS.get(payload["ground"], payload["ground"]))
    return Change(
        line,
        payload,
        title,
        "",
        ground=ground,
        struck=struck,
        more=len(lines) - len(struck),
    )


def _lines_of(lines: int, records: int) -> str:
    said = gettext("%(lines)s of %(records)s")
    return said % {
        "lines": ngettext("%d line", "%d lines", lines) % lines,
        "records": ngettext("%d record", "%d records", records) % records,
    }


def _struck_record(
    loader: RecordLoader, uid: UUID, kind: str, lines: tuple[int, ...]
) -> StruckIn:
    card = loader.get(uid)
    if card is None:
        return StruckIn(kind, lines)
    return StruckIn(
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
    struck,
) -> Change:
    payload = payloads[line.seq]
    if line.kind == "key":
        key = payload["key"]
        is_lost = payload["reason"] == "lost"
        said = gettext("%s, in the place of a lost key") % key if is_lost else key
        return Change(line, payload, said, "", text_language=content_language.DESK)
    if line.kind == "clock":
        return Change(
            line, payload, payload["reason"], "", text_language=content_language.DESK
        )
    if line.kind == "redaction":
        return _redaction(loader, line, payload, struck)
    if line.kind == "hold":
        return Change(line, payload, kind_label(payload["record_kind"]), "")
    if line.held_seq is not None:
        return Change(line, payload, gettext("a text that is held"), "")
    full = payload if "action" in payload else payloads[old.seq] if old else {}
    title = registry.get(line.kind).title(full) if "action" in full else ""
    ground, _ = (
        ("", None)
        if "uid" in payload
        else redactions(loader.view).get(line.seq, ("", None))
    )
    into = loader.get(payload["into"]) if payload.get("into") else None
    was = payloads[old.seq] if old else {}
    differs = (
        differences(loader, line.kind, was, payload)
        if "action" in payload and "action" in was
        else []
    )
    languages = [
        find(line.kind, full, loader.language_of_dispute)
        for find in (content_language.text_language, content_language.title_language)
    ]
    is_unlisted = registry.get(line.kind).unlisted(full)
    path = "" if is_unlisted else payload.get("path", "")
    return Change(
        line,
        payload,
        title,
        path,
        into,
        gettext(ground),
        differs,
        *languages,
        is_unlisted,
    )
