"""A few named people recur in the tests, and plain builders of what they work on."""

from django.contrib.auth.models import Group

from factcheck import workflow
from factcheck.models import Publication, Record, Status, User
from factcheck.records import drafts, registry
from factcheck.workflow import Change
from support import row_snapshots

ROLES = {
    "reader": "Read-only",
    "reporter": "Reporter",
    "editor": "Editor",
    "publisher": "Publisher",
    "second_publisher": "Publisher",
    "admin": "Administrator",
    "second_admin": "Administrator",
}


def person(name: str) -> User:
    """The person of this name, made on first mention with the role that the name says."""
    user, made = User.objects.get_or_create(
        username=name,
        defaults={"desk_name": name.replace("_", " ").title(), "is_staff": True},
    )
    if made:
        user.set_password("correct horse battery")
        user.save()
        if role := ROLES.get(name.rstrip("0123456789")):
            user.groups.add(Group.objects.get(name=role))
    return User.objects.get(pk=user.pk)


def make(kind: str, by: User | None = None, **content) -> Record:
    """A saved draft of a kind from data in the shape of its public form; what is not given is filled in."""
    kind_ = registry.get(kind)
    draft = drafts.Draft(kind_, DEFAULTS[kind](content) | content)
    errors = draft.errors()
    assert not errors, errors
    return workflow.save(draft, by or writer(kind_), expected=None)


def writer(kind: registry.Kind) -> User:
    """Who writes records of a kind in the tests."""
    return person("admin" if kind.for_administrators else "reporter")


def change(record: Record, by: User | None = None, **content) -> Record:
    """The record saved anew with some of its public content changed."""
    kind = registry.of(record)
    fresh = kind.model.objects.get(pk=record.pk)
    draft = drafts.Draft(
        kind, kind.content(fresh) | {"slug": fresh.slug} | content, instance=fresh
    )
    errors = draft.errors()
    assert not errors, errors
    return workflow.save(draft, by or writer(kind), expected=fresh.lock_version)


def approve(record: Record, by: User | None = None) -> Record:
    """Submitted by the reporter, approved by the editor, and by an administrator where two have to."""
    fresh = type(record).objects.get(pk=record.pk)
    workflow.submit(fresh, person("reporter"))
    workflow.approve(fresh, by or person("editor"))
    if fresh.needs_two_approvals:
        workflow.approve(fresh, person("admin"))
    return fresh


def approved_before(record: Record) -> Record:
    """Approved as it could be while blockers did not refuse it; such an approval stands until the next save."""
    type(record).objects.filter(pk=record.pk).update(
        status=Status.APPROVED, approved_by=person("editor")
    )
    return type(record).objects.get(pk=record.pk)


def publish(
    *records: Record, action: str = "publish", notice: str = "", at=None
) -> list[Publication]:
    """The records approved and published together by the publisher."""
    changes = [Change(approve(record), action, notice) for record in records]
    return workflow.publish(workflow.acknowledging(changes), person("publisher"), at=at)


def published(kind: str, **content) -> Record:
    """A record that is live."""
    record = make(kind, **content)
    publish(record)
    return type(record).objects.get(pk=record.pk)


def uid(record: Record) -> str:
    return str(record.uid)


def _dispute(content):
    return {
        "title": "Who owns the bridge?",
        "summary": "Two towns disagree.",
        "language": "en",
    }


def _party(content):
    return {"name": "Upper Town", "party_kind": "government"}


def _source(content):
    return {
        "title": "Bridge report",
        "source_kind": "article",
        "rank": "secondary",
        "licence": "unknown",
        "language": "en",
    }


def _rating(content):
    return {
        "label": "Unproven",
        "order": 6,
        "polarity": "none",
        "definition": "Not shown.",
        "shape": "diamond",
    }


def _quote(content):
    return {
        "words": "It is our bridge",
        "quote_kind": "direct",
        "basis": "second-hand",
        "language": "en",
    }


def _claim(content):
    return {
        "text": "The bridge belongs to Upper Town.",
        "claim_kind": "judgement",
        "language": "en",
    }


def _entry(content):
    return {
        "headline": "Upper Town closes the bridge",
        "body": "It was closed at noon.",
        "when": "2026-01-14",
        "status": "happened",
        "entry_kind": "action",
    }


def _point(content):
    return {"question": "Whose bridge is it?", "rank": 1}


def _site(content):
    return {"name": "The Bridge Papers", "language": "en"}


DEFAULTS = {
    "dispute": _dispute,
    "party": _party,
    "source": _source,
    "rating": _rating,
    "quote": _quote,
    "claim": _claim,
    "entry": _entry,
    "point": _point,
    "site": _site,
}


class World:
    """A small published dispute: one dispute, party, source, rating, claim, quote and entry."""

    def __init__(self):
        vars(self).update(row_snapshots.build_once(type(self), self._attributes))

    def _attributes(self) -> dict:
        self.build()
        return vars(self)

    def build(self) -> None:
        self.dispute = make("dispute", slug="bridge")
        self.party = make("party", slug="upper-town")
        self.source = make("source", slug="report")
        self.rating = make("rating", slug="unproven")
        self.ground = publish(self.dispute, self.party, self.source, self.rating)
        self.quote = published(
            "quote",
            slug="our-bridge",
            disputes=[uid(self.dispute)],
            speaker=uid(self.party),
            source=uid(self.source),
        )
        self.claim = published("claim", slug="belongs", **self.claim_content())
        self.entry = published("entry", slug="closing", **self.entry_content())

    def verdict(self, **changes):
        return {
            "rating": uid(self.rating),
            "rationale": "No deed was found.",
            "decided_on": "2026-01-15",
        } | changes

    def claim_content(self, **changes):
        return {
            "disputes": [uid(self.dispute)],
            "verdict": self.verdict(),
            "appearances": [
                {"party": uid(self.party), "role": "asserts", "quote": uid(self.quote)}
            ],
            "evidence": [
                {
                    "source": uid(self.source),
                    "stance": "context",
                    "note": "It tells of the quarrel.",
                }
            ],
        } | changes

    def entry_content(self, **changes):
        return {
            "dispute": uid(self.dispute),
            "parties": [uid(self.party)],
            "claims": [uid(self.claim)],
            "quotes": [uid(self.quote)],
            "citations": [{"source": uid(self.source)}],
        } | changes
