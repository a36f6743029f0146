"""Guests: somebody outside the desk reads one version or one proposal by a link, and decides on it once.

What a guest may do is one of three acts, once: approve, object, comment. All of them are lines of the record's history.
"""

import hashlib
import secrets
from datetime import timedelta
from typing import Any, cast, overload

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from factcheck.ledger.append import lock_head
from factcheck.models import GuestLink, Proposal, Record, Revision, Status, User
from factcheck.records import registry
from factcheck.text import invisible

from .approvals import is_guest
from .errors import Changed, LinkClosed, WrongState
from .history import authors, note
from .own_lines import OwnLine, record_or_own_line
from .preflight import own_blockers
from .proposals import carry_out_for_guest
from .redaction import has_one_administrator
from .required_words import require_words
from .review import approve_for_guest
from .rules import VERBS, Verb, require

__all__ = [
    "DAYS",
    "approve",
    "comment",
    "find",
    Verb.INVITE,
    "links_of",
    "may_approve",
    "may_invite",
    "object_",
    "revoke",
    "state_of",
    "subject",
    "would_carry_out",
]

DAYS = (1, 3, 7)
TOKEN_BYTES = 32
READABLE = (
    Status.IN_REVIEW,
    Status.APPROVED,
)  # a version that was approved meanwhile may still be objected to

Subject = Record | Proposal


def invite(
    about: Subject,
    by: User,
    *,
    name: str,
    role: str,
    days: int,
    expected: int | None = None,
) -> tuple[GuestLink, str]:
    """Make a link for a named person outside, valid for 1, 3 or 7 days; returns it with its token.

    Of the token a hash alone is stored.
    `expected` is the `lock_version` of the record that the person saw. An author may invite too; the link says so from
    then on. Raises NotAllowed without the right to approve it, WrongState for what does not wait for approval, Changed.
    """
    require(by, _verb_of(about))
    name = _tidied(name, "Name the guest.")
    role = _tidied(role, "Say who it is.")
    if days not in DAYS:
        raise WrongState("A guest's link is valid for 1, 3 or 7 days.")
    token = secrets.token_urlsafe(TOKEN_BYTES)
    until = timezone.now() + timedelta(days=days)
    with transaction.atomic():
        record, bound = _bound(about, expected)
        link = GuestLink.objects.create(
            kind=about.kind,
            uid=about.uid,
            name=name,
            role=role,
            token_sha256=_digest(token),
            made_by=by,
            by_author=_is_author(about, by),
            expires_at=until,
            **bound,
        )
        note(
            record,
            Revision.Verb.INVITE,
            by,
            reason=_reason(link, f"{link}, for {days} day{'s' if days > 1 else ''}"),
        )
    return link, token


def revoke(link: GuestLink, by: User) -> None:
    """End a link that nobody used. Raises NotAllowed without the right to approve, WrongState when it is not open."""
    require(by, link.proposal.verb if link.proposal else Verb.INVITE)
    now = timezone.now()
    with transaction.atomic():
        open_ = GuestLink.objects.open(now).filter(pk=link.pk)
        if not open_.update(revoked_at=now, revoked_by=by):
            raise WrongState(
                "The link was used or revoked already, or its time is over."
            )
        if record := record_or_own_line(link.kind, link.uid):
            note(record, Revision.Verb.REVOKE, by, reason=_reason(link, str(link)))


def find(token: str) -> GuestLink:
    """The link of a token, if its time is not over and nobody revoked it; also one that was used. Raises LinkClosed."""
    links = GuestLink.objects.select_related("proposal", "made_by").filter(
        token_sha256=_digest(token)
    )
    standing = links.filter(revoked_at=None, expires_at__gt=timezone.now())
    link: GuestLink | None = standing.first()
    if link is None:
        raise LinkClosed
    return link


def subject(link: GuestLink) -> Subject:
    """What a link that was not used yet lets its guest read. Raises LinkClosed.

    It is closed by a later save, when what it is about is decided, and when whoever made it may not approve any more.
    """
    about = _about_of(link)
    if about is None or link.used_at or not _stands(link, about):
        raise LinkClosed
    return about


def may_approve(link: GuestLink, about: Subject) -> bool:
    """Whether the guest's approval would be taken now; an objection or a comment always is."""
    if isinstance(about, Proposal):
        return True
    waits = about.status == Status.IN_REVIEW and not any(map(is_guest, about.approvals))
    return waits and not own_blockers(about)


def may_invite(by: User, about: Subject) -> bool:
    """Whether the person has the permission to ask a guest about it; its status is not looked at."""
    return by.has_perm(VERBS[_verb_of(about)].permission)


def would_carry_out(proposal: Proposal) -> bool:
    """Whether a guest's approval makes it happen: a redaction, where the desk has one administrator only."""
    return proposal.verb == Proposal.Verb.REDACT and has_one_administrator()


def approve(token: str, *, words: str = "") -> GuestLink:
    """Approve as the guest; counts as one second reader of the version. Raises LinkClosed, Blocked, WorkflowError.

    Of a proposal it is the second person's decision where `would_carry_out` says so; else somebody of the desk decides
    and reads that the guest agrees.
    """
    return _decide(token, GuestLink.Decision.APPROVE, words)


def object_(token: str, *, words: str) -> GuestLink:
    """Object as the guest, saying why. Raises LinkClosed, WrongState without words."""
    require_words(words, "Say what is wrong; the desk reads it.")
    return _decide(token, GuestLink.Decision.OBJECT, words)


def comment(token: str, *, words: str) -> GuestLink:
    """Comment as the guest. Raises LinkClosed, WrongState without words."""
    require_words(words, "Write your comment; the desk reads it.")
    return _decide(token, GuestLink.Decision.COMMENT, words)


def links_of(about: Subject) -> QuerySet[GuestLink]:
    """The links that were ever made to a record's versions, or to a proposal, newest first."""
    links = GuestLink.objects.select_related("made_by", "revoked_by")
    if isinstance(about, Proposal):
        return links.filter(proposal=about)
    return links.filter(kind=about.kind, uid=about.uid, proposal=None)


def state_of(link: GuestLink, about: Subject) -> GuestLink.State:
    """The state of a link now; void where an open link opens nothing any more."""
    state = link.state_at(timezone.now())
    if state == GuestLink.State.OPEN and not _stands(link, about):
        return GuestLink.State.VOID
    return state


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _verb_of(about: Subject) -> str:
    """The verb whose permission it takes to ask a guest about it."""
    return about.verb if isinstance(about, Proposal) else Verb.INVITE


def _tidied(text: str, missing: str) -> str:
    require_words(text, missing)
    return invisible.tidied(text.strip())


def _is_author(about: Subject, by: User) -> bool:
    if isinstance(about, Proposal):
        return about.asked_by_id == by.pk
    return by.pk in {author.pk for author in authors(about)}


def _bound(
    about: Subject, expected: int | None
) -> tuple[Record | OwnLine, dict[str, Any]]:
    """The record, locked, and what the link binds. Raises WrongState for what does not wait for approval."""
    if isinstance(about, Proposal):
        proposed_for = _locked(about)
        if not Proposal.objects.filter(pk=about.pk, state=Proposal.State.OPEN).exists():
            raise WrongState("It was decided already.")
        return proposed_for, {"proposal": about}
    record = _locked(about)
    version = about.lock_version if expected is None else expected
    if record.lock_version != version:
        raise Changed(record, version, "read it again before you ask a guest")
    if record.status not in VERBS[Verb.INVITE].starts_from:
        raise WrongState(
            f"It is “{Status(record.status).label}”; a guest is asked about what is in review."
        )
    return record, {"lock_version": version}


@overload
def _locked(about: Record) -> Record: ...
@overload
def _locked(about: Subject) -> Record | OwnLine: ...
def _locked(about: Subject) -> Record | OwnLine:
    record = record_or_own_line(about.kind, about.uid)
    if isinstance(record, Record):
        record = type(record).objects.select_for_update().filter(pk=record.pk).first()
    if record is None:
        raise WrongState("The record is gone.")
    return record


def _reason(link: GuestLink, words: str) -> str:
    """A reason as the history holds it: about a proposal it begins with the proposal's verb."""
    return f"{link.proposal.verb}: {words}" if link.proposal else words


def _about_of(link: GuestLink) -> Subject | None:
    return link.proposal or registry.find_record(link.kind, link.uid)


def _stands(link: GuestLink, about: Subject) -> bool:
    """Whether what the link binds is as it was, and whoever made it may still do what it takes."""
    if not may_invite(link.made_by, about):
        return False
    if isinstance(about, Proposal):
        return about.state == Proposal.State.OPEN
    return about.lock_version == link.lock_version and about.status in READABLE


def _decide(token: str, decision: GuestLink.Decision, words: str) -> GuestLink:
    """The conditional update that makes a link work once, and what follows from it, in one transaction."""
    words, now = words.strip(), timezone.now()
    if refusal := invisible.refusal(words):
        raise WrongState(refusal)
    with transaction.atomic():
        links = GuestLink.objects.filter(token_sha256=_digest(token))
        if not links.open(now).update(used_at=now, decision=decision, words=words):
            raise LinkClosed
        link: GuestLink = links.select_related("proposal", "made_by").get()
        about = _about_of(link)
        if about is None:
            raise LinkClosed
        if link.proposal:
            lock_head()  # before the record, as whoever publishes does
        record = _locked(about)
        if isinstance(about, Record) and isinstance(record, Record):
            about = record  # as it is now that it is locked
        if not _stands(link, about):
            raise LinkClosed
        if decision == GuestLink.Decision.APPROVE:
            _approve(link, record, words)
        else:
            note(
                record,
                Revision.Verb(decision),
                link,
                reason=_reason(link, words),
                is_locked=True,
            )
    return link


def _approve(link: GuestLink, record: Record | OwnLine, words: str) -> None:
    if link.proposal is None:
        # Only a proposal can be about a line of the ledger's own.
        approve_for_guest(cast(Record, record), link, words=words)
    elif would_carry_out(link.proposal):
        carry_out_for_guest(link.proposal, link, words=words)
    else:
        note(
            record,
            Revision.Verb.AGREE,
            link,
            reason=_reason(link, words),
            is_locked=True,
        )
