"""A person's name that stands wherever the product can keep one, and ways to look for it everywhere."""

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.db import connection
from django.utils import timezone

from factcheck import ledger, models, workflow
from factcheck.models import blobs
from factcheck.records import captures
from factcheck.text.reading import Read
from factcheck.workflow import redaction_registry
from factcheck.workflow.redaction_registry import RedactionAct
from support.hold_dispute import HoldingWorld
from support.people import change, person, publish, published, uid

NAME = "Jørgen Quistgaard"
SLUG = "jorgen-quistgaard"
RARE = "quistgaard"
"""The part of the name by which it is looked for; it stands nowhere else."""
TEXT = f"At noon the bridge was closed. {NAME} said so. It is our bridge."
DIRECT = (
    RedactionAct.REPLACED,
    RedactionAct.EMPTIED,
    RedactionAct.RENAMED,
    RedactionAct.BLACKED,
)


class NamedWorld(HoldingWorld):
    """A published dispute, and a person who is named in five versions, by two other records, in a quote and a copy."""

    def build(self) -> None:
        super().build()
        named = {
            "name": NAME,
            "aliases": [f"{NAME} the Elder", "The mayor"],
            "party_kind": "person",
        }
        self.mayor = published("party", slug=SLUG, **named)
        for number in range(4):
            publish(
                change(self.mayor, description=f"{NAME}, mayor, {number}."),
                action="update",
            )
        publish(
            change(self.entry, body=f"{NAME}’s men closed it."),
            action="correct",
            notice=f"It was not {NAME}.",
        )
        publish(
            change(
                self.source,
                url="https://news.example/J%C3%B8rgen-Quistgaard",
                note=NAME,
            ),
            action="update",
        )
        self.copy = captures.keep(
            TEXT.encode(), Read(TEXT), "text/plain", source=self.source
        )
        start = TEXT.index(NAME)
        place = {
            "exact": NAME,
            "start": start,
            "end": start + len(NAME),
            "capture": self.copy.sha256,
        }
        said = {
            "words": f"It is the bridge of {NAME}",
            "passage": place | {"before": "At noon.", "after": "It is."},
        }
        publish(change(self.quote, **said), action="update")


def fill_the_desk(world: NamedWorld) -> None:
    """A row in every table of the desk, and the name in every text of it that a redaction changes."""
    _rows(world)
    for model in redaction_registry.changed_models():
        row = model._base_manager.order_by("pk").last()
        assert row is not None, f"no row of {model._meta.label}"
        rules = redaction_registry.rules_of(model).items()
        changes = {
            name: _value_with_name(row, name, rule.act)
            for name, rule in rules
            if rule.act in DIRECT
        }
        if changes:
            model._base_manager.filter(pk=row.pk).update(**changes)


def _value_with_name(row, name: str, act: RedactionAct) -> object:
    value = getattr(row, name)
    if isinstance(value, list):
        return [{"said": f"by {NAME}"}] if name != "aliases" else [NAME, "The mayor"]
    if isinstance(value, dict):
        return {"said": [f"by {NAME}", {NAME: 1}]}
    return (
        SLUG
        if act == RedactionAct.RENAMED
        else f"By {NAME}."[: row._meta.get_field(name).max_length]
    )


def _rows(world: NamedWorld) -> None:
    now, kind, admin = timezone.now(), "claim", person("admin")
    about = {"kind": kind, "uid": world.claim.uid}
    replied = {
        "replies": [
            {
                "party": uid(world.party),
                "question": "Is it so?",
                "asked_on": "2026-01-02",
                "answer": "No",
            }
        ]
    }
    reviewed = {
        "reviews": [
            {
                "publisher": "Others",
                "url": "https://others.example/",
                "label": "No",
                "language": "en",
            }
        ]
    }
    stands = [{"heading": "established", "text": "It stands.", "entry": None}]
    sides = [
        {
            "slug": "upper",
            "name": "Upper",
            "line": "Ours.",
            "parties": [uid(world.party)],
        }
    ]
    change(world.dispute, sides=sides, stands=stands)
    change(world.rating, translations=[{"language": "da", "label": "Ej bevist"}])
    change(world.mayor, roles=[{"title": "Mayor", "organization": uid(world.party)}])
    reread = {
        "claim": uid(published("claim", slug="other", **world.claim_content())),
        "relation": "repeats",
    }
    change(world.claim, **replied, **reviewed, relations=[reread])
    published("site", slug="site")
    held = world.source.captures.get()
    blobs.keep(captures.FOLDER, TEXT.encode())
    models.Capture.objects.filter(pk=held.pk).update(
        address="https://news.example/copy"
    )
    job = models.ImportJob.objects.create(
        adapter="article", started_by=admin, state="done"
    )
    job.file.save("handed-in", ContentFile(f"<title>{NAME}</title>".encode()))
    models.ImportIssue.objects.create(job=job, place="row 1", message="What is this?")
    models.StagedRecord.objects.create(
        job=job, position=1, place="row 1", slug="one", raw={}, **about
    )
    imported = {
        "source": "a dossier",
        "external_id": "one",
        "content_sha256": "0" * 64,
        "content": {},
    }
    models.ImportedRecord.objects.create(**imported, **about, lock_version=1)
    models.Suggestion.objects.create(
        job=job, kind=kind, fields={}, memory_key="1", became=world.claim.uid
    )
    feed = {
        "name": "News",
        "address": "https://news.example/feed",
        "adapter": "feed",
        "dispute": world.dispute,
    }
    models.Feed.objects.create(**feed)
    models.Look.objects.create(
        key="k", document="k", at=now, outcome="first", sha256=held.sha256, job=job
    )
    models.HostPace.objects.create(host=f"{SLUG}.example", free_at=now)
    line = models.Publication.objects.filter(uid=world.claim.uid).last()
    models.Report.objects.create(
        **about, line=line.seq, text="It is wrong.", contact="a@b.example"
    )
    models.Recheck.objects.create(
        **about, cause_kind="source", cause_uid=world.source.uid, cause=line.seq
    )
    link = {
        "name": "A guest",
        "role": "lawyer",
        "token_sha256": "2" * 64,
        "expires_at": now + timedelta(days=1),
    }
    models.GuestLink.objects.create(**about, **link, lock_version=1, made_by=admin)
    schedule = models.Schedule.objects.create(due_at=now, by=admin, state="cancelled")
    models.ScheduledRecord.objects.create(
        schedule=schedule, **about, lock_version=1, is_pending=False
    )
    log = {
        "content_type": ContentType.objects.get_for_model(models.Claim),
        "action_flag": CHANGE,
    }
    LogEntry.objects.create(user=admin, object_id=str(world.claim.pk), **log)
    models.Proposal.objects.create(
        verb="review", **about, reason="Look.", asked_by=admin, state="withdrawn"
    )
    blobs.keep(captures.FOLDER, f"<rss><title>{NAME}</title></rss>".encode())
    old = {
        "seq": 1,
        "uid": str(world.claim.uid),
        "payload": {"text": f"{NAME} says so.", "slug": "belongs"},
    }
    Path(settings.MEDIA_ROOT, ledger.OLD_LINES).write_text(
        f"{json.dumps(old)}\n", encoding="utf-8"
    )


def struck(ground: str = "privacy") -> models.Publication:
    """The name struck wherever it stands, as two administrators decide it in one act."""
    found = list(ledger.find_phrase(NAME))
    asked = person("admin")
    proposal = workflow.propose_strike(
        found, asked, phrase=NAME, ground=ground, reason=f"{NAME} asked for it."
    )
    return workflow.carry_out(
        proposal, person("second_admin"), comment=f"{NAME} is right."
    )


def tables_with(part: str) -> list[str]:
    """The tables of the database in which something holds these letters, in any case, texts and bytes alike."""
    return sorted(
        name
        for name in _tables()
        if any(part in text.casefold() for text in _cells(name))
    )


def _tables() -> list[str]:
    with connection.cursor() as cursor:
        return connection.introspection.table_names(cursor)


def _cells(table: str) -> Iterator[str]:
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT * FROM "{table}"')
        for row in cursor.fetchall():
            for value in row:
                if isinstance(value, bytes | memoryview):
                    yield bytes(value).decode("latin-1")
                elif value is not None:
                    yield str(value)


def files_with(part: str) -> list[str]:
    """The stored files whose bytes hold these letters."""
    files = (path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file())
    return sorted(
        str(path)
        for path in files
        if part in path.read_bytes().decode("utf-8", "replace").casefold()
    )
