from collections.abc import Iterator

from django.urls import URLPattern, include, path
from django.utils.module_loading import import_string

from factcheck.records import registry

from .pages.views import (
    claims,
    corrections,
    crawlers,
    health,
    lists,
    records,
    reports,
    search,
)
from .syndication import claimreview, embeds, oembed, sitemap
from .syndication import views as out
from .syndication.ledger_keys import LedgerKeys
from .syndication.ledger_lines import LedgerLines
from .syndication.timemap import TimeMap

urlpatterns = [
    path("api/v1/", include("factcheck.api.urls")),
    path("claims/", claims.ClaimList.as_view()),
    path("claims/<str:key>/", claims.ClaimPage.as_view()),
    path("claims/<str:key>/timemap", TimeMap.as_view(kind="claim")),
    path("claims/<str:key>/embed/", embeds.ClaimEmbed.as_view()),
    path("quotes/<str:key>/", records.QuotePage.as_view()),
    path("quotes/<str:key>/timemap", TimeMap.as_view(kind="quote")),
    path("sources/<str:key>/", records.SourcePage.as_view()),
    path("sources/<str:key>/timemap", TimeMap.as_view(kind="source")),
    path("parties/<str:key>/", records.PartyPage.as_view()),
    path("parties/<str:key>/timemap", TimeMap.as_view(kind="party")),
    path("parties/<str:key>/feed.atom", out.PartyFeed.as_view(form="atom")),
    path("parties/<str:key>/feed.json", out.PartyFeed.as_view(form="json")),
    path("feeds/claimreview.json", claimreview.ClaimReviewFeed.as_view()),
    path("feeds/corrections.atom", out.CorrectionsFeed.as_view(form="atom")),
    path("feeds/corrections.json", out.CorrectionsFeed.as_view(form="json")),
    path("feeds/verdicts.atom", out.VerdictsFeed.as_view(form="atom")),
    path("feeds/verdicts.json", out.VerdictsFeed.as_view(form="json")),
    path("search/", search.SearchPage.as_view()),
    path("corrections/", corrections.Corrections.as_view()),
    path("report/", reports.ReportPage.as_view()),
    path("report/thanks/", reports.Thanks.as_view()),
    path("ledger/", lists.LedgerPage.as_view()),
    path("ledger/verify/", lists.Verify.as_view()),
    path(".well-known/ledger-keys", LedgerKeys.as_view()),
    path("ledger/lines.ndjson", LedgerLines.as_view()),
    path("about/ratings/", lists.Ratings.as_view()),
    path("oembed", oembed.OEmbed.as_view()),
    path("sitemap.xml", sitemap.SitemapIndex.as_view()),
    path("sitemap-<slug:part>.xml", sitemap.SitemapPart.as_view()),
    path("favicon.ico", crawlers.favicon),
    path("robots.txt", crawlers.robots),
    path("healthz", health.healthz),
    path("readyz", health.readyz),
]


def kind_pages() -> Iterator[URLPattern]:
    """The pages of kinds that name their view in the registry, each with its TimeMap."""
    for kind in registry.all_kinds():
        if kind.page:
            address = f"{kind.plural}/<str:key>/"
            view = import_string(kind.page).as_view()
            yield path(address, view, name=kind.name)
            yield path(
                f"{address}timemap",
                TimeMap.as_view(kind=kind.name),
                name=f"{kind.name}_timemap",
            )


urlpatterns += kind_pages()
