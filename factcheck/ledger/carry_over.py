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
from uuid import UUID, uuid4

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Exists, F, OuterRef
from django.utils.dateparse import parse_datetime

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

from .append import PendingLine, SealedName, append_under
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
"""Where in MEDIA_ROOT the lines of the first form are kept, unless somebody says otherwise."""
KEPT_AT = "ledger-form-1.kept-at"
"""Where in MEDIA_ROOT it is written where they are kept instead, so that a redaction finds them."""
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
    """How many lines were carried over, and where the old ones are kept."""

    lines: int
    kept: Path


def old_lines() -> Path:
    """Where the lines of the first form are kept; nothing need be there."""
    media = Path(settings.MEDIA_ROOT)
    told = media / KEPT_AT
    return (
        Path(told.read_text(encoding="utf-8")) if told.exists() else media / OLD_LINES
    )


def is_of_first_form() -> bool:
    """Whether this ledger holds lines, and none of them is signed."""
    return (
        Publication.objects.exists()
        and not Publication.objects.exclude(key_id="").exists()
    )


def carry_over(kept: Path) -> Carried:
    """Write every line anew, in one transaction, and keep the old ones in a new file at `kept`.

    Raises LedgerError where there is nothing to carry over, where the old ledger does not verify, or where what came of
    it does not; then nothing was changed. Raises FileExistsError.
    """
    if not is_of_first_form():
        raise LedgerError(
            "There is no ledger of the first form here; nothing was changed."
        )
    with transaction.atomic():
        head = Head.objects.select_for_update().get(pk=1)
        _keep(kept, head)
        try:
            lift()
            _rewrite(kept, head)
            install()
            if found := next(verify(), None):
                raise LedgerError(f"What was carried over does not verify: {found}")
            _remember(kept)
        except BaseException:
            kept.unlink()
            raise
    return Carried(head.seq, kept)


def _keep(path: Path, head: Head) -> None:
    """The old lines as they were given out, each checked against its hash and the one before."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.draft")
    if path.exists():
        raise FileExistsError(f"{path} is there already; move it away first.")
    previous, seq = GENESIS, 0
    with draft.open("w", encoding="utf-8") as file:
        for line in Publication.objects.order_by("seq").iterator(BATCH):
            fields = _form_1(line)
            if (
                sha256(canonical(fields)) != line.hash
                or line.previous_hash != previous
                or line.seq != seq + 1
            ):
                draft.unlink()
                raise LedgerError(
                    f"Line {line.seq} of the old ledger does not verify; nothing was changed."
                )
            previous, seq = line.hash, line.seq
            file.write(
                f'{json.dumps(fields | {"hash": line.hash})[:-1]}, "payload": {line.payload}}}\n'
            )
        file.flush()
        os.fsync(file.fileno())
    if (head.seq, head.hash) != (seq, previous):
        draft.unlink()
        raise LedgerError(
            "The head of the old ledger is not its last line; nothing was changed."
        )
    draft.rename(path)


def _remember(kept: Path) -> None:
    media = Path(settings.MEDIA_ROOT)
    if kept.resolve() != (media / OLD_LINES).resolve():
        media.mkdir(parents=True, exist_ok=True)
        (media / KEPT_AT).write_text(str(kept.resolve()), encoding="utf-8")


def rewrite_old_lines(path: Path, change: Callable[[dict], dict]) -> None:
    """Write the kept lines anew, each as `change` gives it back; the file is the old one or the new one, never half."""
    draft = path.with_name(f"{path.name}.draft")
    with path.open(encoding="utf-8") as old, draft.open("w", encoding="utf-8") as new:
        for text in old:
            row = json.loads(text)
            changed = change(row)
            new.write(
                text
                if changed == row
                else f"{json.dumps(changed, ensure_ascii=False)}\n"
            )
        new.flush()
        os.fsync(new.fileno())
    draft.replace(path)


def _form_1(line: Publication) -> dict:
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


def _rewrite(kept: Path, head: Head) -> None:
    first = Publication.objects.filter(uid=OuterRef("uid"), version=1).exclude(slug="")
    nameless = list(
        PublishedSlug.objects.exclude(Exists(first))
    )  # their first line was emptied of it
    old_head = {"seq": head.seq, "hash": head.hash}
    for model in (Facet, Ref, SearchText, PublishedSlug, Publication):
        _empty(model)
    PublishedSlug.objects.bulk_create(nameless)
    Head.objects.filter(pk=1).update(seq=0, hash=GENESIS)
    clock, redacted = _Clock(), {}
    for number, group in enumerate(_groups(kept, clock)):
        if number == 0:
            line = PendingLine(
                uuid4(),
                "key",
                "key",
                key_body(signer().verifier, CARRIED_OVER, old_head),
            )
            append_under([line], group.stamp)
        for line in append_under(
            [_line(row, redacted) for row in group.rows], group.stamp
        ):
            _let_go(line, redacted)
    held = Publication.objects.filter(uid=OuterRef("uid"), slug=OuterRef("slug"))
    for slug in PublishedSlug.objects.exclude(Exists(held)):
        give_up(slug)
    for model in NAMING_LINES:
        model.objects.filter(line__isnull=False).update(line=F("line") + 1)


def _empty(model) -> None:
    """Without its triggers the table takes it; the lines lie in the file that was kept."""
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {model._meta.db_table}")


@dataclass
class _Clock:
    """The last moments given; where those of the old ledger go back, they are given again."""

    published: datetime | None = None
    recorded: datetime | None = None

    def stamp(self, row: dict) -> tuple[datetime, datetime]:
        published, recorded = (
            parse_datetime(row["published_at"]),
            parse_datetime(row["recorded_at"]),
        )
        self.published = max(published, self.published or published)
        self.recorded = max(recorded, self.published, self.recorded or recorded)
        return self.published, self.recorded


@dataclass
class _Group:
    """Lines of one moment, each of another record: what one append takes."""

    stamp: tuple[datetime, datetime]
    rows: list[dict]


def _groups(kept: Path, clock: _Clock) -> Iterator[_Group]:
    group = None
    for row in _rows(kept):
        stamp = clock.stamp(row)
        fits = group and stamp == group.stamp and len(group.rows) < BATCH
        if group and fits and row["uid"] not in {other["uid"] for other in group.rows}:
            group.rows.append(row)
            continue
        if group:
            yield group
        group = _Group(stamp, [row])
    if group:
        yield group


def _rows(kept: Path) -> Iterator[dict]:
    with kept.open(encoding="utf-8") as file:
        yield from map(json.loads, file)


def _line(row: dict, redacted: dict[int, str]) -> PendingLine:
    payload, names = row["payload"], ()
    payload.pop("salt", None)
    if row["action"] == "redact":
        payload = _redaction(payload, redacted)
    elif "edited_by" in payload:
        payload, names = _by_role(payload)
    return PendingLine(UUID(row["uid"]), row["kind"], row["action"], payload, names)


def _redaction(payload: dict, redacted: dict[int, str]) -> dict:
    """It names its line by the new number; of which disputes the line was, the emptied line does not tell."""
    seq = payload["line"] + 1
    of = {"seq": seq, "kind": redacted.get(seq, ""), "disputes": []}
    return {"of": [of], "ground": payload["ground"], "second": "administrator"}


def _by_role(payload: dict) -> tuple[dict, tuple[SealedName, ...]]:
    people = {
        "edited_by": payload["edited_by"],
        "approved_by": [name for name in payload["approved_by"].split(", ") if name],
    }
    names = tuple(
        SealedName((NAMES, act, number), name)
        for act, named in people.items()
        for number, name in enumerate(named)
    )
    return payload | {act: [ROLE] * len(named) for act, named in people.items()}, names


def _let_go(line: Publication, redacted: dict[int, str]) -> None:
    """What was emptied before keeps its salts and no secret, as a line does that is emptied today."""
    payload = json.loads(line.payload)
    if line.kind not in OWN and "uid" not in payload:
        redacted[line.seq] = line.kind
        salts = salts_of(line.secret, len(positions(payload)))
        Publication.objects.filter(seq=line.seq).update(secret="", salts=salts)
