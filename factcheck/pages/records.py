"""The page of one record at its address: there, moved, taken down, or not known at that moment."""

from dataclasses import replace
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect

from factcheck import ledger
from factcheck.ledger import Content, View, payload_of
from factcheck.models import Publication, PublishedSlug
from factcheck.models.site_paths import site_path
from factcheck.records import registry

from . import moments, published_site, robots
from .base_views import PublicPage
from .disputes_of_records import dispute_of
from .published_records import PublishedRecord, RecordLoader
from .responses import ImmediateResponse, render_page
from .tombstones import gone_from, gone_of


class RecordPage(PublicPage):
    """The page of one record of `kind`, named by slug or uid in the address.

    `offers_moments`: the page has a form to choose one of the record's moments.
    """

    kind = ""
    levels = 3
    past_of = ""
    offers_moments = False
    _read_line: tuple[View, Publication] | None = None

    @property
    def timemap(self) -> str:
        own = f"/{registry.get(self.kind).plural}/{self.kwargs['key']}/"
        return f"{own}timemap" if self.request.path == own else ""

    def content(self, view: View) -> Content:
        return self._content_of(view, self.line(view))

    def content_then(self, view: View) -> Content | None:
        line = self._known(view) or view.find(self.kind, self.kwargs["key"])
        return self._content_of(view, line) if line and line.happened_key else None

    def _content_of(self, view: View, line: Publication) -> Content:
        """The record, with what was merged into it, and the record of the site, whose name every page bears."""
        uids = {*view.family(line.uid), *published_site.uids(view)}
        return Content(tuple(sorted(uids)), is_dispute=self.kind == "dispute")

    def line(self, view: View) -> Publication:
        """The live line of the address.

        Raises ImmediateResponse: 404, 410, or a redirect to where the record is found.
        """
        if (known := self._known(view)) is None:
            known = self._live_line(view)
            self._read_line = (view, known)
        return known

    def _known(self, view: View) -> Publication | None:
        """The line, where it was read as of this view before."""
        if self._read_line is None:
            return None
        known_view, line = self._read_line
        return line if known_view == view else None

    def _live_line(self, view: View) -> Publication:
        key = self.kwargs["key"]
        line = view.find(self.kind, key) or self._under_its_first_slug(view, key)
        if line is None:
            raise ImmediateResponse(self._struck_or_unknown(view, key))
        if line.action == Publication.Action.MERGE:
            raise ImmediateResponse(self._elsewhere(view, line.uid))
        if not line.happened_key:
            raise ImmediateResponse(self._taken_down(view, line))
        payload = payload_of(line)
        if registry.get(self.kind).unlisted(payload):
            raise ImmediateResponse(self._unknown(view, key))
        if line.slug != key:
            path = self._with_query(site_path(payload["path"]))
            raise ImmediateResponse(HttpResponseRedirect(path))
        return line

    def _struck_or_unknown(self, view: View, key: str) -> HttpResponse:
        """410 where a redaction took the address itself out of the record, else 404."""
        struck = ledger.struck(self.kind, key)
        if not struck:
            return self._unknown(view, key)
        gone = gone_from(view, struck)
        return render_page("410.html", self.frame, status=410, gone=gone, before=None)

    def is_left_out(self, view: View) -> bool:
        return bool(payload_of(self.line(view)).get("noindex"))

    def moment_context(self, view: View, context: dict) -> dict:
        """Its moments to choose from, and the dispute that comparisons of it are made in."""
        return {
            "moment_field": self.moment_field(view, context),
            "of_dispute": dispute_of(context, context.get(self.kind)),
        }

    def moment_field(self, view: View, context: dict) -> moments.MomentField | None:
        """The record's moments to choose from; None where the page does not offer them."""
        if not self.offers_moments or self.previewed:
            return None
        uids = view.family(self.line(view).uid)
        return moments.as_known_on(moments.record_options(view, uids, self.frame.as_of))

    def loader(
        self, view: View, line: Publication
    ) -> tuple[PublishedRecord, RecordLoader]:
        """The record's card, and the loader that holds it; nothing is read yet."""
        loader = RecordLoader(view)
        return loader.add([line])[0], loader

    def _under_its_first_slug(self, view: View, key: str) -> Publication | None:
        """A redaction may have taken the slug out of the line; the address still says what became of it."""
        uid = self._uid_of_slug(key)
        return view.find(self.kind, str(uid)) if uid else None

    def _uid_of_slug(self, key: str) -> UUID | None:
        if "\0" in key:  # no database takes it
            return None
        slugs = PublishedSlug.objects.filter(kind=self.kind, slug=key)
        return slugs.values_list("uid", flat=True).first()

    def _unknown(self, view: View, key: str) -> HttpResponse:
        self._note_first(view, key)
        return render_page("404.html", self.frame, status=404, kind=self.kind)

    def _note_first(self, view: View, key: str) -> bool:
        """Whether the record was published after the moment of the page; the frame says when it was first."""
        if not view.moment or not (uid := self._uid_of_slug(key)):
            return False
        versions = Publication.objects.filter(uid=uid, version=1)
        first = versions.only("published_at").first()
        if first:
            self.frame = replace(self.frame, first=first.published_at)
        return first is not None

    def _elsewhere(self, view: View, uid: UUID) -> HttpResponse:
        """What was merged is found where it went, for as long as the merge stands."""
        target = Publication.objects.get(view.live(), uid=view.follow(uid))
        return HttpResponseRedirect(
            self._with_query(
                site_path(payload_of(target).get("path") or f"/{target.uid}")
            )
        )

    def _taken_down(self, view: View, line: Publication) -> HttpResponse:
        before = view.versions(line.uid).exclude(happened_key="").last()
        known = PublishedRecord(RecordLoader(view), before) if before else None
        response = render_page(
            "410.html",
            self.frame,
            status=410,
            gone=gone_of(view, line, known),
            before=before,
        )
        return robots.mark_response(response, is_left_out=True)

    def _with_query(self, path: str) -> str:
        path, _, fragment = path.partition("#")
        if query := self.request.META.get("QUERY_STRING", ""):
            path = f"{path}?{query}"
        return f"{path}#{fragment}" if fragment else path
