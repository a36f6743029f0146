"""The preflight: what a set would publish, what stands in its way, what could come along - and then the act."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from factcheck import ledger, workflow
from factcheck.ledger import LedgerError
from factcheck.models import Publication, Record, Status
from factcheck.records import registry
from factcheck.workflow import Change

from .. import moment_display, moment_fields
from ..records import record_titles
from ..records.columns import LIVE, standing
from ..records.form_data import acts
from ..records.prefetch import load
from ..records.sidebar import anchor
from . import expected_versions, signed_versions

LONG = forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"})
KEY = re.compile(
    r"^([a-z]+):([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?::([0-9]{1,9}))?$"
)
CHOSEN = "You chose a time: press Schedule, or empty the time to publish at once."
KIND_OF_CHANGE = list(workflow.CHANGES.items())


class RowForm(forms.Form):
    """What is asked of one record of the set: nothing but its version, and of a live one the kind of change."""

    version = forms.CharField(widget=forms.HiddenInput)
    action = forms.ChoiceField(
        label="Kind of change",
        choices=KIND_OF_CHANGE,
        widget=forms.RadioSelect,
        required=False,
    )
    notice = forms.CharField(
        label="Public notice",
        widget=LONG,
        required=False,
        help_text="Readers see it, with the date.",
    )

    def __init__(
        self,
        record: Record,
        live: Publication | None,
        whole: "WholeForm",
        *args,
        **kwargs,
    ):
        super().__init__(*args, prefix=str(record.uid), **kwargs)
        self.record, self.whole = record, whole
        self.initial["version"] = signed_versions.sign(record)
        self.warned = []
        self.beyond_minor = ""
        if live is None:
            del self.fields["action"], self.fields["notice"]
        elif found := workflow.beyond_minor(record, live):
            self._refuse_minor(workflow.beyond_minor_message(found))

    def _refuse_minor(self, why: str) -> None:
        """Offer the other kinds alone; who asks for it all the same is told what is more than a slip of the pen."""
        self.beyond_minor = why
        self.fields["action"].choices = [
            pair for pair in KIND_OF_CHANGE if pair[0] != "minor"
        ]
        self.fields["action"].error_messages["invalid_choice"] = (
            f"This is no minor change. {why}".replace("%", "%%")
        )

    def warn(
        self, warned: Sequence[workflow.RecordWarning], *, asking: bool = True
    ) -> None:
        """Ask for each warning to be acknowledged by name."""
        self.warned = list(warned)
        if self.warned and asking:
            said: dict[str, list[str]] = {}
            for each in self.warned:
                said.setdefault(each.name, []).append(each.message)
            choices = [(name, " ".join(messages)) for name, messages in said.items()]
            self.fields["acknowledged"] = forms.MultipleChoiceField(
                label="I know of this",
                choices=choices,
                required=False,
                widget=forms.CheckboxSelectMultiple,
                help_text="Tick each warning, or mend what it names. What you tick is kept with the publication.",
            )

    def clean_acknowledged(self) -> list[str]:
        ticked = self.cleaned_data["acknowledged"]
        if open_ := [each.message for each in self.warned if each.name not in ticked]:
            raise forms.ValidationError(
                f"Acknowledge this too, or mend it: {' '.join(open_)}"
            )
        return ticked

    def clean_version(self) -> int:
        return signed_versions.read(self.record, self.cleaned_data["version"])

    def clean(self):
        cleaned = super().clean()
        if "action" in self.fields and "action" not in self.errors:
            self._complete(cleaned)
        return cleaned

    def _complete(self, cleaned: dict) -> None:
        """What the row leaves open is as it was said for all."""
        own, notice = cleaned["action"], cleaned["notice"].strip()
        action = own or self.whole.action
        if not action:
            self.add_error("action", "Say what kind of change this is.")
        elif action == "minor" and self.beyond_minor:
            self.add_error("action", f"This is no minor change. {self.beyond_minor}")
        elif action == "minor" and notice:
            self.add_error(
                "notice",
                "A minor change has no notice. Choose another kind, or leave the notice empty.",
            )
        elif (
            not notice
            and (not own or own in workflow.NEEDS_NOTICE)
            and action != "minor"
        ):
            notice = self.whole.notice
        if action in workflow.NEEDS_NOTICE and not notice:
            self.add_error(
                "notice", "Write the public notice: what was wrong and what is right."
            )
        cleaned["action"], cleaned["notice"] = action, notice

    def change(self) -> Change:
        """The change as it is asked of the workflow, bound to the version that was looked at."""
        self.record.lock_version = self.cleaned_data["version"]
        said = self.cleaned_data
        acknowledged = frozenset(said.get("acknowledged", ()))
        return Change(
            self.record,
            said.get("action", "publish"),
            said.get("notice", ""),
            acknowledged,
        )


class WholeForm(forms.Form):
    """One kind of change and one notice for every live record of the set that has none of its own."""

    all_action = forms.ChoiceField(
        label="Kind of change",
        choices=KIND_OF_CHANGE,
        widget=forms.RadioSelect,
        required=False,
    )
    all_notice = forms.CharField(
        label="Public notice",
        widget=LONG,
        required=False,
        help_text="Each of their pages says it, with the date.",
    )

    @property
    def action(self) -> str:
        return self.cleaned_data.get("all_action", "") if self.is_valid() else ""

    @property
    def notice(self) -> str:
        return (
            self.cleaned_data.get("all_notice", "").strip() if self.is_valid() else ""
        )


class TimingForm(moment_fields.MomentForm):
    """When the set is to be published, where not at once; the moment is said in words before it is confirmed."""

    confirmed = forms.CharField(required=False, widget=forms.HiddenInput)

    @property
    def said(self) -> str:
        return f"{moment_display.said(self.at)}, {moment_display.until(self.at)}"

    def asks_again(self, data: QueryDict) -> bool:
        """Whether a schedule is wanted that was not confirmed as this very moment yet, or a moment was chosen and
        publishing at once asked for."""
        if "_schedule" not in data:
            return self._refuses_both()
        if self.at is None:
            self.add_error("picked", "Say when it is to be published.")
            return True
        if data.get("confirmed") == self.at.isoformat():
            return False
        self.data = self.data.copy()
        self.data["confirmed"] = self.at.isoformat()
        self.is_to_confirm = True
        return True

    def _refuses_both(self) -> bool:
        """Whether a moment is filled in although the set is to be published at once; says so beside it."""
        if self.at is None:
            return False
        self.add_error(
            "picked" if self.cleaned_data.get("picked") else "at_time", CHOSEN
        )
        return True


@dataclass
class Row:
    """One record on the page."""

    record: Record
    form: RowForm
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
        return (
            "Live"
            if self.live and self.record.status == Status.CLEAN
            else Status(self.record.status).label
        )


def key_of(record: Record) -> str:
    """How the page's address names a record."""
    return f"{record.kind}:{record.uid}"


def page_url(opts, shown: Iterable[tuple[Record, int]], emergency: bool = False) -> str:
    """The page that publishes these as one set; each with the save counter under which it was shown."""
    url = reverse(
        f"admin:{opts.app_label}_{opts.model_name}_{'emergency' if emergency else 'publish'}"
    )
    return f"{url}?{urlencode([('of', f'{key_of(record)}:{version}') for record, version in shown])}"


def page(model_admin, request: HttpRequest, emergency: bool = False) -> HttpResponse:
    """Show the set, or publish it and go back to the list."""
    if not request.user.has_perm(
        workflow.VERBS["emergency" if emergency else "publish"].permission
    ):
        raise PermissionDenied
    asked = request.POST if request.method == "POST" else request.GET
    posting = request.method == "POST" and "_look" not in request.POST
    keys = [*asked.getlist("of"), *asked.getlist("take")]
    whole = WholeForm(request.POST if posting else None)
    rows = _rows(_found(keys), whole, request.POST if posting else None)
    if not rows:
        messages.warning(request, "Choose the records to publish.")
        return HttpResponseRedirect(
            reverse(
                f"admin:{model_admin.opts.app_label}_{model_admin.opts.model_name}_changelist"
            )
        )
    _warn(rows, asking=not emergency)
    _compare(rows, keys)
    refusal = ""
    reason = request.POST.get("reason", "")
    timing = TimingForm(_times_in(request) if posting else None)
    # Each is asked, so that each shows its errors.
    valid = posting and acts(request) and [row.form.is_valid() for row in rows]
    if (
        valid
        and all([*valid, timing.is_valid()])
        and not timing.asks_again(request.POST)
    ):
        try:
            if "_schedule" in request.POST and not emergency:
                made = workflow.schedule(
                    [row.form.change() for row in rows], request.user, at=timing.at
                )
                messages.success(
                    request,
                    f"Scheduled for {moment_display.said(made.due_at)}, {moment_display.until(made.due_at)}.",
                )
                return HttpResponseRedirect(
                    reverse("admin:factcheck_schedule_change", args=[made.pk])
                )
            lines = _publish(rows, request.user, reason if emergency else None)
        except (workflow.WorkflowError, LedgerError) as error:
            refusal = expected_versions.told(error)
        else:
            messages.success(request, _said(rows, lines))
            return HttpResponseRedirect(_first(rows, asked.get("of")).url)
    context = _context(model_admin, request, rows, emergency)
    is_later = "_schedule" in request.POST or bool(timing.errors)
    context |= {
        "refusal": refusal,
        "reason": reason,
        "timing": timing,
        "is_later": is_later,
    }
    context["whole"] = whole if sum(row.live for row in rows) > 1 else None
    return TemplateResponse(
        request, "admin/desk/publish.html", context, status=409 if refusal else 200
    )


def _times_in(request: HttpRequest) -> QueryDict:
    """What was sent of a later time; nothing where publishing now instead was asked for."""
    return QueryDict() if "_instead" in request.POST else request.POST


def _first(rows: Sequence[Row], key: str | None) -> Row:
    """The record that the set was begun with, not what was taken along."""
    return next((row for row in rows if row.key == key), rows[0])


def _publish(rows: Sequence[Row], by, reason: str | None) -> list[Publication]:
    changes = [row.form.change() for row in rows]
    if reason is None:
        return workflow.publish(changes, by)
    return workflow.publish_in_emergency(changes, by, reason=reason)


def _said(rows: Sequence[Row], lines: Sequence[Publication]) -> SafeString:
    """Every record that was published, by name."""
    seqs = sorted(line.seq for line in lines)
    where = f"line {seqs[0]}" if len(seqs) == 1 else f"lines {seqs[0]} to {seqs[-1]}"
    what = record_titles.links([row.record for row in rows])
    return format_html("Published as {} of the ledger: {}", where, what)


def _context(
    model_admin, request: HttpRequest, rows: list[Row], emergency: bool
) -> dict:
    blocked = _add_blockers(rows)
    verb = workflow.VERBS["emergency" if emergency else "publish"]
    return {
        **model_admin.admin_site.each_context(request),
        "title": verb.label,
        "subtitle": str(rows[0].record)
        if len(rows) == 1
        else f"{len(rows)} records as one set",
        "rule": verb.rule,
        "rows": rows,
        "offers": _offers(rows),
        "emergency": emergency,
        "ready": not blocked and (emergency or all(row.is_approved for row in rows)),
        "opts": model_admin.opts,
        "media": model_admin.media,
    }


def _found(keys: Iterable[str]) -> list[Record]:
    """The records of the page's address, what is rested on first."""
    named = [match.groups() for key in keys if (match := KEY.match(key))]
    found = []
    for kind in registry.all_kinds():
        uids = [uid for name, uid, _version in named if name == kind.name]
        records = list(
            kind.model.objects.filter(uid__in=uids).select_related(
                *kind.model.APPROVALS
            )
        )
        load(*records)
        found += records
    return found


def _compare(rows: Sequence[Row], keys: Iterable[str]) -> None:
    """Where a record was saved since the page that one comes from, the way to the difference."""
    shown = {
        match[2]: int(match[3])
        for key in keys
        if (match := KEY.match(key)) and match[3]
    }
    for row in rows:
        version = shown.get(str(row.record.uid), row.record.lock_version)
        if version != row.record.lock_version:
            row.changed_url = (
                expected_versions.difference_url(row.record, version) or row.url
            )


def _rows(records: Sequence[Record], whole: WholeForm, data=None) -> list[Row]:
    current = Publication.objects.filter(
        uid__in=[record.uid for record in records], superseded_seq__isnull=True
    )
    live = {line.uid: line for line in current if standing(line) == LIVE}
    return [
        Row(each, RowForm(each, live.get(each.uid), whole, data), each.uid in live)
        for each in records
    ]


def _warn(rows: Sequence[Row], *, asking: bool) -> None:
    """Each row's warnings, with links to the fields that mend them."""
    by_uid: dict = {row.record.uid: [] for row in rows}
    for warned in workflow.warnings([Change(row.record) for row in rows]):
        by_uid[warned.record.uid].append(warned)
    for row in rows:
        row.form.warn(by_uid[row.record.uid], asking=asking)
        ticked = (
            row.form.data.getlist(row.form.add_prefix("acknowledged"))
            if row.form.is_bound
            else ()
        )
        parts = _parts(row.record)
        row.warnings += [
            (
                each.name,
                each.message,
                row.url + anchor(each.field, parts),
                each.name in ticked,
            )
            for each in row.form.warned
        ]


def _parts(record: Record) -> set[str]:
    return {part.name for part in registry.of(record).parts}


def _add_blockers(rows: Sequence[Row]) -> bool:
    """Fill in each row's blockers, with links to the fields that mend them; says whether there are any."""
    by_uid = {row.record.uid: row for row in rows}
    found = workflow.blockers([Change(row.record) for row in rows])
    for blocker in found:
        row = by_uid[blocker.record.uid]
        row.blockers.append(
            (blocker.message, row.url + anchor(blocker.field, _parts(row.record)))
        )
    return bool(found)


def _offers(rows: Sequence[Row]) -> list[Row]:
    """What the set rests on or mentions and readers cannot see yet."""
    changes, own = (
        [Change(row.record) for row in rows],
        {row.record.uid for row in rows},
    )
    asked = {}
    for row in rows:
        kind = registry.of(row.record)
        asked |= {
            ref.uid: ref.to
            for ref in kind.references(kind.public_content(row.record))
            if ref.required_live
        }
    missing = asked.keys() - own - ledger.current().resolve(asked).keys()
    rested = [
        record for uid in missing if (record := registry.find_record(asked[uid], uid))
    ]
    mentioned = (
        record for record in workflow.mentioned(changes) if record.uid not in missing
    )
    return _rows([*rested, *mentioned], WholeForm())
