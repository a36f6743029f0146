"""Carrying a ledger of the first form over into the second, once: all lines anew, after one that names the old head.

What is kept of each line: its record, action, content, moments, and what it superseded. What changes is said in
docs/api.md: numbers rise by one; a payload loses its salt and says roles, with the names sealed; a moment that went
back is that of the line before; a redaction names its line in today's way. The old lines are kept whole in one file.
"""

import json
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Exists, F, Model, OuterRef

from factcheck.models import (
    GENESIS,
    Facet,
    Head,
    Proposal,
    Publication,
    PublishedSlug,
    Recheck,
    Ref,
    Report,
    Revision,
    SearchText,
)

from .append import PendingLine, SealedName, append_under, key_line
from .canonical import canonical, moment_text, sha256
from .derive import OWN
from .errors import LedgerError
from .key_lines import CARRIED_OVER, key_body
from .keyring import signer
from .leaves import NAMES, positions, salts_of
from .redact import give_up
from .triggers import install, lift
from .verify import verify

BATCH = 500
OLD_LINES = "ledger-form-1.ndjson"
"""Where in MEDIA_ROOT the lines of the first form are archived, unless another path is given."""
PATH_NOTE = "ledger-form-1.kept-at"
"""The file in MEDIA_ROOT that holds that other path, so that a redaction finds the archive."""
FORM_1 = (
    "seq",
    "uid",
    "kind",
    "version",
    "action",
    "published_at",
    "recorded_at",
    "payload_sha256",
    "previous_hash",
)
NAMING_LINES = (Revision, Proposal, Recheck, Report)
ROLE = "desk"
"""Lines of the first form do not say which role somebody had."""


@dataclass
class Carried:
    """How many lines were carried over, and the file that holds the old ones."""

    lines: int
    archive: Path


def old_lines() -> Path:
    """The file with the lines of the first form; it need not exist."""
    media = Path(settings.MEDIA_ROOT)
    note = media / PATH_NOTE
    if note.exists():
        return Path(note.read_text(encoding="utf-8"))
    return media / OLD_LINES


def is_of_first_form() -> bool:
    """Whether this ledger holds lines, and none of them is signed."""
    return (
        Publication.objects.exists()
        and not Publication.objects.exclude(key_id="").exists()
    )


def carry_over(archive: Path) -> Carried:
    """Write every line anew, in one transaction, and keep the old ones in a new file at `archive`.

    Raises LedgerError where there is nothing to carry over, where the old ledger does not verify, or where what came of
    it does not; then nothing was changed. Raises FileExistsError.
    """
    if not is_of_first_form():
        raise LedgerError(
            "There is no ledger of the first form here; nothing was changed."
        )
    with transaction.atomic():
        head = Head.objects.select_for_update().get(pk=1)
        _archive(archive, head)
        try:
            lift()
            _rewrite(archive, head)
            install()
            if fault := next(verify(), None):
                raise LedgerError(f"What was carried over does not verify: {fault}")
            _note_path(archive)
        except BaseException:
            archive.unlink()
            raise
    return Carried(head.seq, archive)


def _archive(path: Path, head: Head) -> None:
    """Write the old lines as they were given out, each checked against its hash and the one before."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.draft")
    if path.exists():
        raise FileExistsError(f"{path} is there already; move it away first.")
    previous, seq = GENESIS, 0
    with draft.open("w", encoding="utf-8") as file:
        for line in Publication.objects.order_by("seq").iterator(BATCH):
            fields = _form_1(line)
            follows = line.previous_hash == previous and line.seq == seq + 1
            if sha256(canonical(fields)) != line.hash or not follows:
                draft.unlink()
                raise LedgerError(
                    f"Line {line.seq} of the old ledger does not verify; nothing was changed."
                )
            previous, seq = line.hash, line.seq
            row = json.dumps(fields | {"hash": line.hash})
            file.write(f'{row[:-1]}, "payload": {line.payload}}}\n')
        file.flush()
        os.fsync(file.fileno())
    if (head.seq, head.hash) != (seq, previous):
        draft.unlink()
        raise LedgerError(
            "The head of the old ledger is not its last line; nothing was changed."
        )
    draft.rename(path)


def _note_path(archive: Path) -> None:
    media = Path(settings.MEDIA_ROOT)
    if archive.resolve() != (media / OLD_LINES).resolve():
        media.mkdir(parents=True, exist_ok=True)
        (media / PATH_NOTE).write_text(str(archive.resolve()), encoding="utf-8")


def rewrite_old_lines(
    path: Path, change: Callable[[dict[str, Any]], dict[str, Any]]
) -> None:
    """Write the archived lines anew, each as `change` returns it.

    The new file takes the old one's place in one step, so that it is never half written.
    """
    draft = path.with_name(f"{path.name}.draft")
    with path.open(encoding="utf-8") as old, draft.open("w", encoding="utf-8") as new:
        for text in old:
            row = json.loads(text)
            changed = change(row)
            if changed != row:
                text = f"{json.dumps(changed, ensure_ascii=False)}\n"
            new.write(text)
        new.flush()
        os.fsync(new.fileno())
    draft.replace(path)


def _form_1(line: Publication) -> dict[str, Any]:
    return {
        "seq": line.seq,
        "uid": str(line.uid),
        "kind": line.kind,
        "version": line.version,
        "action": line.action,
        "published_at": moment_text(line.published_at),
        "recorded_at": moment_text(line.recorded_at),
        "payload_sha256": line.payload_root,
        "previous_hash": line.previous_hash,
    }


def _rewrite(archive: Path, head: Head) -> None:
    """Empty the ledger's tables and append the archived lines again, in groups of one moment."""
    old_head = {"seq": head.seq, "hash": head.hash}
    _empty_tables()
    Head.objects.filter(pk=1).update(seq=0, hash=GENESIS)
    redacted: dict[int, str] = {}
    for number, group in enumerate(_groups(archive)):
        if number == 0:
            line = key_line(key_body(signer().verifier, CARRIED_OVER, old_head))
            append_under([line], group.stamp)
        pending = [_line(row, redacted) for row in group.rows]
        for appended in append_under(pending, group.stamp):
            _erase_secret(appended, redacted)
    _give_up_unused_slugs()
    for model in NAMING_LINES:
        model.objects.filter(line__isnull=False).update(line=F("line") + 1)


def _empty_tables() -> None:
    """Slugs stay whose first line was emptied of them: appending it again does not reserve them."""
    first = Publication.objects.filter(uid=OuterRef("uid"), version=1).exclude(slug="")
    nameless = list(PublishedSlug.objects.exclude(Exists(first)))
    for model in (Facet, Ref, SearchText, PublishedSlug, Publication):
        _empty(model)
    PublishedSlug.objects.bulk_create(nameless)


def _give_up_unused_slugs() -> None:
    used = Publication.objects.filter(uid=OuterRef("uid"), slug=OuterRef("slug"))
    for slug in PublishedSlug.objects.exclude(Exists(used)):
        give_up(slug)


def _empty(model: type[Model]) -> None:
    """Without its triggers the table takes it; the lines lie in the file that was kept."""
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {model._meta.db_table}")


@dataclass
class _Stamps:
    """The last moments given; where those of the old ledger go back, they are given again."""

    published: datetime | None = None
    recorded: datetime | None = None

    def of(self, row: dict[str, Any]) -> tuple[datetime, datetime]:
        """(published_at, recorded_at) of the next line."""
        published = datetime.fromisoformat(row["published_at"])
        recorded = datetime.fromisoformat(row["recorded_at"])
        self.published = max(published, self.published or published)
        self.recorded = max(recorded, self.published, self.recorded or recorded)
        return self.published, self.recorded


@dataclass
class _Group:
    """Lines of one moment, each of another record: what one append takes."""

    stamp: tuple[datetime, datetime]
    rows: list[dict[str, Any]]

    def takes(self, stamp: tuple[datetime, datetime], row: dict[str, Any]) -> bool:
        if stamp != self.stamp or len(self.rows) >= BATCH:
            return False
        return row["uid"] not in {other["uid"] for other in self.rows}


def _groups(archive: Path) -> Iterator[_Group]:
    stamps, group = _Stamps(), None
    for row in _rows(archive):
        stamp = stamps.of(row)
        if group and group.takes(stamp, row):
            group.rows.append(row)
            continue
        if group:
            yield group
        group = _Group(stamp, [row])
    if group:
        yield group


def _rows(archive: Path) -> Iterator[dict[str, Any]]:
    with archive.open(encoding="utf-8") as file:
        yield from map(json.loads, file)


def _line(row: dict[str, Any], redacted: dict[int, str]) -> PendingLine:
    payload: dict[str, Any] = row["payload"]
    names: tuple[SealedName, ...] = ()
    payload.pop("salt", None)
    if row["action"] == Publication.Action.REDACT:
        payload = _redaction(payload, redacted)
    elif "edited_by" in payload:
        payload, names = _by_role(payload)
    return PendingLine(UUID(row["uid"]), row["kind"], row["action"], payload, names)


def _redaction(payload: dict[str, Any], redacted: dict[int, str]) -> dict[str, Any]:
    """It names its line by the new number; of which disputes the line was, the emptied line does not tell."""
    seq = payload["line"] + 1
    of = {"seq": seq, "kind": redacted.get(seq, ""), "disputes": []}
    return {"of": [of], "ground": payload["ground"], "second": "administrator"}


def _by_role(payload: dict[str, Any]) -> tuple[dict[str, Any], tuple[SealedName, ...]]:
    people = {
        "edited_by": payload["edited_by"],
        "approved_by": [name for name in payload["approved_by"].split(", ") if name],
    }
    names, roles = [], {}
    for act, people_names in people.items():
        roles[act] = [ROLE] * len(people_names)
        for number, name in enumerate(people_names):
            names.append(SealedName((NAMES, act, number), name))
    return payload | roles, tuple(names)


def _erase_secret(line: Publication, redacted: dict[int, str]) -> None:
    """What was emptied before keeps its salts and no secret, as a line does that is emptied today."""
    payload = json.loads(line.payload)
    if line.kind not in OWN and "uid" not in payload:
        redacted[line.seq] = line.kind
        salts = salts_of(line.secret, len(positions(payload)))
        Publication.objects.filter(seq=line.seq).update(secret="", salts=salts)
