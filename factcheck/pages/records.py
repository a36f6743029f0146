"""The page of one record at its address: there, moved, taken down, or not known at that moment."""

from uuid import UUID

from django.http import HttpResponse, HttpResponsePermanentRedirect, HttpResponseRedirect

from factcheck import kinds
from factcheck.ledger import View, payload_of
from factcheck.models import Publication, PublishedSlug

from .cards import Card, Deck
from .frame import Answer, PublicPage, rendered
from .gone import gone_of


class RecordPage(PublicPage):
    """The page of one record of `kind`, named by slug or uid in the address."""

    kind = ""
    levels = 3
    past_of = ""

    @property
    def timemap(self) -> str:
        own = f"/{kinds.get(self.kind).plural}/{self.kwargs['key']}/"
        return f"{own}timemap" if self.request.path == own else ""

    def line(self, view: View) -> Publication:
        """The live line of the address. Raises Answer: 404, 410, or a redirect to where the record is found."""
        key = self.kwargs["key"]
        line = view.find(self.kind, key) or self._under_its_first_slug(view, key)
        if line is None:
            raise Answer(self._unknown(view, key))
        if line.action == "merge":
            raise Answer(self._elsewhere(view, line.uid))
        if not line.happened_key:
            raise Answer(self._taken_down(view, line))
        if line.slug != key:
            raise Answer(HttpResponseRedirect(self._with_query(payload_of(line)["path"])))
        return line

    def deck(self, view: View, line: Publication) -> tuple[Card, Deck]:
        """The record's card, and the deck that holds it; nothing is read yet."""
        deck = Deck(view)
        return deck.add([line])[0], deck

    def _under_its_first_slug(self, view: View, key: str) -> Publication | None:
        """A redaction may have taken the slug out of the line; the address still says what became of it."""
        uid = self._uid_of_slug(key)
        return view.find(self.kind, str(uid)) if uid else None

    def _uid_of_slug(self, key: str) -> UUID | None:
        if "\0" in key:
            return None
        return PublishedSlug.objects.filter(kind=self.kind, slug=key).values_list("uid", flat=True).first()

    def _unknown(self, view: View, key: str) -> HttpResponse:
        first = None
        if view.moment and (uid := self._uid_of_slug(key)):
            first = Publication.objects.filter(uid=uid, version=1).only("published_at", "seq").first()
        # An honest page of the past: there was nothing yet, and that is the answer.
        return rendered("404.html", self.frame, status=200 if first else 404, kind=self.kind, first=first)

    def _elsewhere(self, view: View, uid: UUID) -> HttpResponse:
        """What was merged is found where it went, for as long as the merge stands."""
        target = Publication.objects.filter(view.live(), uid=view.follow(uid)).first()
        redirect = HttpResponseRedirect if view.moment else HttpResponsePermanentRedirect
        return redirect(self._with_query(payload_of(target).get("path") or f"/{target.uid}"))

    def _taken_down(self, view: View, line: Publication) -> HttpResponse:
        before = view.versions(line.uid).exclude(happened_key="").last()
        return rendered("410.html", self.frame, status=410, gone=gone_of(view, line), before=before)

    def _with_query(self, path: str) -> str:
        path, _, fragment = path.partition("#")
        query = self.request.META.get("QUERY_STRING", "")
        return f"{path}{'?' + query if query else ''}{'#' + fragment if fragment else ''}"
