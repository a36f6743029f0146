"""The records of a set that is to be published: their rows, what stands in the way, what could come along."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlencode
from uuid import UUID

from django.db.models.options import Options
from django.http import QueryDict
from django.urls import reverse

from factcheck import ledger, workflow
from factcheck.models import Publication, Record, Status
from factcheck.records import registry
from factcheck.workflow import Change, Verb

from ..records import record_titles
from ..records.columns import LIVE, standing
from ..records.prefetch import load
from ..records.sidebar import anchor
from . import refusals
from .publish_forms import MemberForm, WholeSetForm

KEY = re.compile(rf"^([a-z]+):({ledger.UID.pattern})(?::([0-9]{{1,9}}))?$")
"""How the page's address names a record: its kind, its uid and, where it was shown, its save counter."""


@dataclass
class SetMember:
    """One record on the page."""

    record: Record
    form: MemberForm
    live: bool
    changed_url: str = ""
    blockers: list[tuple[str, str]] = field(default_factory=list)
    warnings: list[tuple[str, str, str, bool]] = field(default_factory=list)

    @property
    def key(self) -> str:
        return key_of(self.record)

    @property
    def url(self) -> str:
        return record_titles.change_url(self.record)

    @property
    def is_approved(self) -> bool:
        return self.record.status == Status.APPROVED

    @property
    def status(self) -> str:
        if self.live and self.record.status == Status.CLEAN:
            return "Live"
        return Status(self.record.status).label

    def field_url(self, name: str) -> str:
        """The place in the record's form that mends a blocker or a warning."""
        parts = {part.name for part in registry.of(self.record).parts}
        return self.url + anchor(name, parts)


def key_of(record: Record) -> str:
    """How the page's address names a record."""
    return f"{record.kind}:{record.uid}"


def page_url(
    opts: Options, shown: Iterable[tuple[Record, int]], emergency: bool = False
) -> str:
    """The page that publishes these as one set; each with the save counter under which it was shown."""
    verb = Verb.EMERGENCY if emergency else Verb.PUBLISH
    url = reverse(f"admin:{opts.app_label}_{opts.model_name}_{verb}")
    keys = [("of", f"{key_of(record)}:{version}") for record, version in shown]
    return f"{url}?{urlencode(keys)}"


def records_of(keys: Iterable[str]) -> list[Record]:
    """The records of the page's address, what is rested on first."""
    uids: dict[str, list[str]] = {}
    for key in keys:
        if match := KEY.match(key):
            uids.setdefault(match[1], []).append(match[2])
    records: list[Record] = []
    for kind in registry.all_kinds():
        rows = kind.model.objects.filter(uid__in=uids.get(kind.name, ()))
        of_kind = list(rows.select_related(*kind.model.APPROVALS))
        load(*of_kind)
        records += of_kind
    return records


def members_of(
    records: Sequence[Record], whole: WholeSetForm, data: QueryDict | None = None
) -> list[SetMember]:
    """A row for each of the records, with its form; one query for what is live of them."""
    lines = Publication.objects.filter(
        uid__in=[record.uid for record in records], superseded_seq__isnull=True
    )
    live = {line.uid: line for line in lines if standing(line) == LIVE}
    members = []
    for record in records:
        form = MemberForm(record, live.get(record.uid), whole, data)
        members.append(SetMember(record, form, record.uid in live))
    return members


def link_changes(members: Sequence[SetMember], keys: Iterable[str]) -> None:
    """Where a record was saved since the page that one comes from, the way to the difference."""
    shown = {}
    for key in keys:
        match = KEY.match(key)
        if match and match[3]:
            shown[match[2]] = int(match[3])
    for member in members:
        record = member.record
        version = shown.get(str(record.uid), record.lock_version)
        if version != record.lock_version:
            difference = refusals.difference_url(record, version)
            member.changed_url = difference or member.url


def add_warnings(members: Sequence[SetMember], *, asking: bool) -> None:
    """Each row's warnings, with links to the fields that mend them."""
    by_uid: dict[UUID, list[workflow.RecordWarning]] = {}
    for warned in workflow.warnings([Change(member.record) for member in members]):
        by_uid.setdefault(warned.record.uid, []).append(warned)
    for member in members:
        member.form.warn(by_uid.get(member.record.uid, []), asking=asking)
        for each in member.form.warned:
            url = member.field_url(each.field)
            is_ticked = each.name in member.form.ticked
            member.warnings.append((each.name, each.message, url, is_ticked))


def add_blockers(members: Sequence[SetMember]) -> bool:
    """Fill in each row's blockers, with links to the fields that mend them; says whether there are any."""
    by_uid = {member.record.uid: member for member in members}
    blockers = workflow.blockers([Change(member.record) for member in members])
    for blocker in blockers:
        member = by_uid[blocker.record.uid]
        member.blockers.append((blocker.message, member.field_url(blocker.field)))
    return bool(blockers)


def offers(members: Sequence[SetMember]) -> list[SetMember]:
    """What the set rests on or mentions and readers cannot see yet."""
    needed: dict[UUID, str] = {}
    for member in members:
        kind = registry.of(member.record)
        for ref in kind.references(kind.public_content(member.record)):
            if ref.required_live:
                needed[ref.uid] = ref.to
    in_set = {member.record.uid for member in members}
    missing = needed.keys() - in_set - ledger.current().resolve(needed).keys()
    records = []
    for uid in missing:
        if record := registry.find_record(needed[uid], uid):
            records.append(record)
    for record in workflow.mentioned([Change(member.record) for member in members]):
        if record.uid not in missing:
            records.append(record)
    return members_of(records, WholeSetForm())
