"""What a redaction strikes, as it reads: by record and line, each text with the words that go in their context."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from factcheck import ledger
from factcheck.ledger import Path, TextRun
from factcheck.models import Proposal, ProposedStrike, Publication
from factcheck.records import registry

from ..labels.display_labels import closed_names
from ..labels.field_labels import label
from .differences import SILENT

ADDRESS = (("path",), ("slug",))
WORDLESS = SILENT | {"language", "path", "zone", "capture"}
"""Fields beside closed lists that hold nobody's words, or an address that is struck in all lines or in none."""


class StruckText(NamedTuple):
    """One text of a line with the words in it that go. `key` is how a form calls it."""

    label: str
    runs: list[TextRun]
    key: str = ""


@dataclass(frozen=True)
class StruckLine:
    """What goes out of one line; `is_whole` where that is all of it but its address."""

    line: Publication
    places: list[StruckText] = field(default_factory=list)
    is_whole: bool = False


@dataclass
class StruckRecord:
    """The lines of one record; `address` is the one that gives way to a neutral one, empty where it stays."""

    kind: str
    uid: UUID
    title: str
    lines: list[StruckLine] = field(default_factory=list)
    address: str = ""


class RedactionExtent(NamedTuple):
    """How much is struck; `words` is None where whole lines are."""

    words: int | None
    lines: int
    records: int

    def __str__(self) -> str:
        records = ngettext("%d record", "%d records", self.records) % self.records
        lines = ngettext("%d line", "%d lines", self.lines) % self.lines
        if self.words is None:
            return _("all of %(lines)s of %(records)s, but for the address") % {
                "lines": lines,
                "records": records,
            }
        words = ngettext("%d word", "%d words", self.words) % self.words
        return _("%(words)s in %(lines)s of %(records)s") % {
            "words": words,
            "lines": lines,
            "records": records,
        }


def extent_of(proposal: Proposal) -> RedactionExtent:
    """How many words, lines and records a proposal would strike in, or did."""
    seqs, words, is_whole = [], 0, False
    for seq, whole_line, struck in proposal.strikes.values_list(
        "seq", "is_whole", "words"
    ):
        seqs.append(seq)
        words += len(struck)
        is_whole = is_whole or whole_line
    lines = Publication.objects.filter(seq__in=seqs).order_by()
    records = lines.values("uid").distinct().count()
    return RedactionExtent(None if is_whole else words, len(seqs), records)


def of_rows(rows: Iterable[ProposedStrike], *, with_texts: bool) -> list[StruckRecord]:
    """What some rows of a proposal strike, in the order of lines. Two queries.

    Without texts only the lines are named, as everybody may read it once the words are gone.
    """
    rows = list(rows)
    lines = Publication.objects.in_bulk([row.seq for row in rows])
    titles = titles_of({line.uid for line in lines.values()})
    records: dict[UUID, StruckRecord] = {}
    for row in rows:
        line = lines[row.seq]
        record = records.setdefault(
            line.uid, StruckRecord(line.kind, line.uid, titles.get(line.uid, ""))
        )
        words = _by_text(row.words)
        texts = dict(ledger.texts_of(ledger.original_of(line))) if with_texts else {}
        if with_texts and any(path in words for path in ADDRESS):
            record.address = texts.get(("path",), "")
        places = [
            place_of(line.kind, path, texts[path], numbers)
            for path, numbers in words.items()
            if path in texts and path not in ADDRESS
        ]
        record.lines.append(StruckLine(line, places, row.is_whole))
    return list(records.values())


def _by_text(words: list) -> dict[Path, set[int]]:
    """The numbers of the words that go, by the path of their text."""
    found: dict[Path, set[int]] = {}
    for path, number in words:
        found.setdefault(tuple(path), set()).add(number)
    return found


def titles_of(uids: Collection[UUID]) -> dict[UUID, str]:
    """How records are called in the last of their lines that has a text."""
    lines = Publication.objects.filter(
        uid__in=uids, action__in=Publication.PUBLISHING
    ).order_by("seq")
    titles = {}
    for line in lines:
        payload = ledger.whole_payload(line)
        if "uid" in payload:
            titles[line.uid] = registry.get(payload["kind"]).title(payload)
    return titles


def place_of(
    kind: str, path: Path, text: str, numbers: Collection[int], key: str = ""
) -> StruckText:
    """One text with the words that go marked in it."""
    return StruckText(called(kind, path), ledger.in_context(text, numbers), key)


def called(kind: str, path: Path) -> str:
    """A place in a payload as people know it: “Evidence 2, Place in the source”."""
    names: list[str] = []
    for step in path:
        if isinstance(step, int):
            names[-1] += f" {step + 1}"
        elif step in ("path", "slug"):
            names.append(_("Address of its page"))
        else:
            names.append(label(kind, step))
    return ", ".join(names)


def texts_of(line: Publication) -> Iterator[tuple[Path, str, str]]:
    """(path, label, text) of every text of a line that somebody wrote and that may be struck by itself."""
    for path, text in ledger.texts_of(ledger.original_of(line)):
        field_name = [step for step in path if isinstance(step, str)][-1]
        if field_name not in WORDLESS | closed_names() and _is_wording(text):
            yield path, called(line.kind, path), text


def _is_wording(text: str) -> bool:
    """Whether a text holds a letter and is not the uid of a record."""
    return any(map(str.isalpha, text)) and not ledger.UID.fullmatch(text)
