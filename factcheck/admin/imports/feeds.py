"""Feeds at the desk: added, paused, looked at now; what each look brought is its job."""

from typing import TYPE_CHECKING, TypedDict

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import OuterRef, QuerySet, Subquery
from django.forms import ModelForm
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html

from factcheck import imports
from factcheck.models import Feed, ImportJob
from factcheck.records.forms import OVERRIDES, formfield

from ..signed_in import signed_in_user

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    ListedFeed = WithAnnotations[Feed, "LastJob"]

UNDER_WAY = "The last look is still under way; this one would find the same."


class LastJob(TypedDict):
    """What the query of the list says of a feed's last job."""

    last_pk: int | None
    last_state: str
    last_created: int
    last_message: str


class FeedForm(forms.ModelForm):
    """What an editor says of a feed; how it is read follows from what it is."""

    class Meta:
        model = Feed
        fields = ["name", "address", "dispute", "rhythm", "active"]
        formfield_callback = formfield
        help_texts = {
            "address": "Where its RSS or Atom is, as in https://post.example/feed.xml.",
            "dispute": "What is found in it is suggested for this dispute.",
            "active": "Take the tick away to pause it; what it brought stays.",
        }


@admin.register(Feed)
class FeedAdmin(admin.ModelAdmin):
    form = FeedForm
    list_display = [
        "name",
        "address",
        "dispute",
        "rhythm",
        "active",
        "last_look",
        "due_at",
    ]
    list_filter = ["active", "rhythm"]
    list_select_related = ["dispute"]
    search_fields = ["name", "address"]
    autocomplete_fields = ["dispute"]
    readonly_fields = ["looked_at", "due_at", "failures", "added_by", "last_look"]
    formfield_overrides = OVERRIDES
    list_per_page = 50
    show_full_result_count = False
    show_facets = admin.ShowFacets.ALLOW
    actions = ["look_now"]
    change_form_template = "admin/desk/feed_form.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Feed]:
        jobs = ImportJob.objects.filter(feed=OuterRef("pk")).order_by("-pk")
        last = {
            f"last_{name}": Subquery(jobs.values(name)[:1])
            for name in ("pk", "state", "created", "message")
        }
        return super().get_queryset(request).annotate(**last)

    def get_fields(
        self, request: HttpRequest, obj: Feed | None = None
    ) -> tuple[str, ...]:
        return (*FeedForm.Meta.fields, *(self.readonly_fields if obj else ()))

    @admin.display(description="last look")
    def last_look(self, feed: "ListedFeed") -> str:
        pk = getattr(feed, "last_pk", None)  # none of one that is being added
        if pk is None:
            return "not yet"
        url = reverse("admin:factcheck_importjob_change", args=[pk])
        state = ImportJob.State(feed.last_state).label
        message = f". {feed.last_message}" if feed.last_message else ""
        return format_html(
            '<a href="{}">{}, {} new</a>{}', url, state, feed.last_created, message
        )

    def save_model(
        self, request: HttpRequest, obj: Feed, form: ModelForm, change: bool
    ) -> None:
        """Note who added the feed: its jobs run in that name. A changed address makes it due, so within a minute."""
        obj.adapter, obj.added_by = "feed", obj.added_by or signed_in_user(request)
        if "address" in form.changed_data:
            obj.etag = obj.last_modified = ""
            obj.due_at = None
        super().save_model(request, obj, form, change)

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.look_view)
        return [
            path("<int:pk>/look/", view, name="factcheck_feed_look"),
            *super().get_urls(),
        ]

    def look_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Look at the feed now, and go to the job."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        feed = Feed.objects.select_related("dispute").filter(pk=pk).first()
        if feed is None or request.method != "POST":
            raise Http404("There is no such feed.")
        job = imports.look(feed, signed_in_user(request))
        if job is None:
            messages.warning(request, UNDER_WAY)
            return HttpResponseRedirect(
                reverse("admin:factcheck_feed_change", args=[pk])
            )
        return HttpResponseRedirect(
            reverse("admin:factcheck_importjob_change", args=[job.pk])
        )

    @admin.action(description="Look now", permissions=["change"])
    def look_now(self, request: HttpRequest, queryset: QuerySet[Feed]) -> None:
        """Start a look at each."""
        feeds = list(queryset.select_related("dispute"))
        by = signed_in_user(request)
        begun = sum(imports.look(feed, by) is not None for feed in feeds)
        self.message_user(
            request,
            f"{begun} of {len(feeds)} are being looked at; the others still are.",
        )
