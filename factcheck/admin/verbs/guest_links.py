"""Asking a guest: the form that makes a link, the link as it is shown once, and the list of those that were made."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple, TypedDict

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone

from factcheck import workflow
from factcheck.models import GuestLink, Proposal, Record, User
from factcheck.records import registry
from factcheck.workflow import Verb

from ..readonly import ReadOnlyAdmin
from ..records import record_titles
from ..records.form_data import acts, posted
from ..signed_in import signed_in_user
from . import refusals
from .signed_versions import VersionedForm

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    ListedLink = WithAnnotations[GuestLink, "LinkContext"]

DAYS = [(days, f"{days} day{'s' if days > 1 else ''}") for days in workflow.guests.DAYS]


class LinkContext(TypedDict):
    """What the desk attaches to a link: who reads it, and in a list the working record."""

    desk_reader: User
    desk_record: Record | None


class GuestForm(forms.Form):
    """Whom to ask, and for how long the link is good."""

    name = forms.CharField(
        max_length=GuestLink.MOST_NAME,
        widget=forms.TextInput(attrs={"class": "vTextField", "autocomplete": "off"}),
        help_text="Of the guest. The desk alone reads it; the public record says “guest”.",
    )
    role = forms.CharField(
        max_length=GuestLink.MOST_ROLE,
        widget=forms.TextInput(attrs={"class": "vTextField", "autocomplete": "off"}),
        help_text="Such as “lawyer, Berg & Co” or “science desk of the Post”.",
    )
    days = forms.TypedChoiceField(
        label="Valid for",
        choices=DAYS,
        coerce=int,
        initial=3,
        help_text="Afterwards the link opens nothing.",
    )


class RecordGuestForm(GuestForm, VersionedForm):
    """Bound to the version of the record that was looked at."""


class LinkSummary(NamedTuple):
    """A link as the desk is told of it: where it stands, and what the guest wrote."""

    link: GuestLink
    state: str
    label: str
    words: str
    is_open: bool


def summaries(about: Record | Proposal, reader: User) -> list[LinkSummary]:
    """Every link that was made to it, newest first, for who may ask a guest; for others none."""
    if not workflow.guests.may_invite(reader, about):
        return []
    rows = []
    for link in workflow.guests.links_of(about):
        rows.append(_summary(link, workflow.guests.state_of(link, about)))
    return rows


def _summary(link: GuestLink, state: GuestLink.State) -> LinkSummary:
    is_open = state == GuestLink.State.OPEN
    if link.decision:
        label = link.get_decision_display()
        return LinkSummary(link, link.decision, label, link.words, is_open)
    return LinkSummary(link, state, state.label, link.words, is_open)


def record_guests_view(
    model_admin: ModelAdmin, request: HttpRequest, object_id: str
) -> HttpResponse:
    """The page on which a guest is asked about a record's version in review."""
    record = model_admin.get_object(request, object_id)
    if record is None:
        raise Http404("There is no such record.")
    if not model_admin.has_view_permission(request, record):
        raise PermissionDenied
    form = RecordGuestForm(record, posted(request))
    return _page(model_admin, request, record, form, record_titles.change_url(record))


def proposal_guests_view(
    model_admin: ModelAdmin, request: HttpRequest, pk: int
) -> HttpResponse:
    """The page on which a guest is asked about a proposal."""
    proposal = Proposal.objects.filter(pk=pk).first()
    if proposal is None:
        raise Http404("There is no such proposal.")
    if not model_admin.has_view_permission(request):
        raise PermissionDenied
    form = GuestForm(posted(request))
    return _page(model_admin, request, proposal, form, proposal_url(proposal))


def _page(
    model_admin: ModelAdmin,
    request: HttpRequest,
    about: Record | Proposal,
    form: GuestForm,
    back: str,
) -> HttpResponse:
    by = signed_in_user(request)
    if not workflow.guests.may_invite(by, about):
        raise PermissionDenied(
            f"{by.public_name()} may not do this; ask someone who has that role."
        )
    link, address, status = None, "", 200
    if acts(request) and form.is_valid():
        try:
            link, token = _invite(about, by, form.cleaned_data)
        except workflow.WorkflowError as refusal:
            form.add_error(None, refusals.message(refusal))
            status = refusals.http_status(refusal)
        else:
            address = settings.SITE_URL + reverse("guest", args=[token])
    context = {
        **model_admin.admin_site.each_context(request),
        "title": "Ask a guest",
        "subtitle": _subject_title(about),
        "about": about,
        "rule": workflow.VERBS[Verb.INVITE].rule,
        "form": form,
        "link": link,
        "address": address,
        "asked": summaries(about, by),
        "back": back,
        "opts": model_admin.opts,
        "media": model_admin.media,
        "original": about,
    }
    return TemplateResponse(request, "admin/desk/guests.html", context, status=status)


def _invite(about: Record | Proposal, by: User, data: dict) -> tuple[GuestLink, str]:
    given = {name: data[name] for name in ("name", "role", "days")}
    return workflow.guests.invite(about, by, expected=data.get("version"), **given)


def _subject_title(about: Record | Proposal) -> str:
    if not isinstance(about, Proposal):
        return str(about)
    record = registry.find_record(about.kind, about.uid)
    return f"{about.get_verb_display()}: {record or about.uid}"


def proposal_url(proposal: Proposal) -> str:
    return reverse("admin:factcheck_proposal_change", args=[proposal.pk])


def about_url(link: GuestLink) -> str:
    """Where the desk reads what a link is about; the desk's first page where that is gone."""
    if link.proposal:
        return proposal_url(link.proposal)
    return record_titles.change_url(
        registry.find_record(link.kind, link.uid)
    ) or reverse("admin:index")


@admin.register(GuestLink)
class GuestLinkAdmin(ReadOnlyAdmin):
    """Every link that was ever made, to be read; what a guest wrote stands where it is decided."""

    list_display = [
        "made_at",
        "name",
        "role",
        "record",
        "made_by",
        "state",
        "expires_at",
    ]
    list_filter = ["decision", "kind"]
    list_select_related = ["made_by", "proposal"]
    fields = [
        "name",
        "role",
        "record",
        "made_by",
        "by_author",
        "made_at",
        "expires_at",
        "state",
        "used_at",
        "guest_words",
    ]
    readonly_fields = ["record", "state", "guest_words"]
    search_fields = ["name", "role", "uid"]

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        return [
            path(
                "<int:pk>/revoke/", view(self.revoke), name="factcheck_guestlink_revoke"
            ),
            *super().get_urls(),
        ]

    @admin.display(description="about")
    def record(self, link: GuestLink) -> str:
        record = getattr(link, "desk_record", None)
        record = record or registry.find_record(link.kind, link.uid) or link.uid
        if link.proposal:
            return f"{link.proposal.get_verb_display()}: {record}"
        return str(record)

    @admin.display(description="state", ordering="used_at")
    def state(self, link: GuestLink) -> str:
        return link.get_decision_display() or link.state_at(timezone.now()).label

    @admin.display(description="what the guest wrote")
    def guest_words(self, link: "ListedLink") -> str:
        proposal = link.proposal
        if proposal and not workflow.may_decide(link.desk_reader, Verb(proposal.verb)):
            return workflow.CONFIDENTIAL
        return link.words or "–"

    def attach_records(self, rows: "Iterable[ListedLink]") -> None:
        records = record_titles.records_of((row.kind, row.uid) for row in rows)
        for row in rows:
            row.desk_record = records.get(str(row.uid))

    def revoke(self, request: HttpRequest, pk: int) -> HttpResponse:
        """End a link that nobody used, and go back to what it was about."""
        link = GuestLink.objects.select_related("proposal").filter(pk=pk).first()
        if link is None or request.method != "POST":
            raise Http404("There is no such link or act.")
        try:
            workflow.guests.revoke(link, signed_in_user(request))
        except workflow.NotAllowed as refusal:
            raise PermissionDenied(str(refusal)) from refusal
        except workflow.WorkflowError as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(
                request, f"The link of {link.name} opens nothing any more."
            )
        return HttpResponseRedirect(about_url(link))
