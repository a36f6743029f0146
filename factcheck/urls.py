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
    pictures,
    record_lists,
    records,
    reports,
    search,
    site,
    site_files,
)
from .syndication import claimreview, embeds, oembed, sitemap
from .syndication import views as out
from .syndication.ledger_keys import LedgerKeys
from .syndication.ledger_lines import LedgerLines
from .syndication.timemap import TimeMap

urlpatterns = [
    path("api/v1/", include("factcheck.api.urls")),
    path("claims/", claims.ClaimList.as_view(), name="claims"),
    path("claims/<str:key>/", claims.ClaimPage.as_view(), name="claim"),
    path(
        "claims/<str:key>/timemap", TimeMap.as_view(kind="claim"), name="claim_timemap"
    ),
    path("claims/<str:key>/embed/", embeds.ClaimEmbed.as_view(), name="claim_embed"),
    path("quotes/", record_lists.QuoteList.as_view(), name="quotes"),
    path("quotes/<str:key>/", records.QuotePage.as_view(), name="quote"),
    path(
        "quotes/<str:key>/timemap", TimeMap.as_view(kind="quote"), name="quote_timemap"
    ),
    path("sources/", record_lists.SourceList.as_view(), name="sources"),
    path("sources/<str:key>/", records.SourcePage.as_view(), name="source"),
    path(
        "sources/<str:key>/timemap",
        TimeMap.as_view(kind="source"),
        name="source_timemap",
    ),
    path("parties/", record_lists.PartyList.as_view(), name="parties"),
    path("parties/<str:key>/", records.PartyPage.as_view(), name="party"),
    path(
        "parties/<str:key>/timemap", TimeMap.as_view(kind="party"), name="party_timemap"
    ),
    path(
        "parties/<str:key>/feed.atom",
        out.PartyFeed.as_view(form="atom"),
        name="party_feed_atom",
    ),
    path(
        "parties/<str:key>/feed.json",
        out.PartyFeed.as_view(form="json"),
        name="party_feed_json",
    ),
    path("feed.atom", out.SiteFeed.as_view(form="atom"), name="feed_atom"),
    path("feed.json", out.SiteFeed.as_view(form="json"), name="feed_json"),
    path(
        "feeds/claimreview.json",
        claimreview.ClaimReviewFeed.as_view(),
        name="claimreview_feed",
    ),
    path(
        "feeds/corrections.atom",
        out.CorrectionsFeed.as_view(form="atom"),
        name="corrections_feed_atom",
    ),
    path(
        "feeds/corrections.json",
        out.CorrectionsFeed.as_view(form="json"),
        name="corrections_feed_json",
    ),
    path(
        "feeds/verdicts.atom",
        out.VerdictsFeed.as_view(form="atom"),
        name="verdicts_feed_atom",
    ),
    path(
        "feeds/verdicts.json",
        out.VerdictsFeed.as_view(form="json"),
        name="verdicts_feed_json",
    ),
    path("search/", search.SearchPage.as_view(), name="search"),
    path("corrections/", corrections.Corrections.as_view(), name="corrections"),
    path("report/", reports.ReportPage.as_view(), name="report"),
    path("report/thanks/", reports.Thanks.as_view(), name="report_thanks"),
    path("ledger/", lists.LedgerPage.as_view(), name="ledger"),
    path("ledger/verify/", lists.Verify.as_view(), name="ledger_verify"),
    path(".well-known/ledger-keys", LedgerKeys.as_view(), name="ledger_keys"),
    path("ledger/lines.ndjson", LedgerLines.as_view(), name="ledger_lines"),
    path("about/", site.AboutPage.as_view(), name="about"),
    path("about/method/", site.DeskMethodPage.as_view(), name="about_method"),
    path("contact/", site.ContactPage.as_view(), name="contact"),
    path("privacy/", site.PrivacyPage.as_view(), name="privacy"),
    path("accessibility/", site.AccessibilityPage.as_view(), name="accessibility"),
    path("about/ratings/", lists.Ratings.as_view(), name="ratings"),
    path("oembed", oembed.OEmbed.as_view(), name="oembed"),
    path("sitemap.xml", sitemap.SitemapIndex.as_view(), name="sitemap"),
    path("sitemap-<slug:part>.xml", sitemap.SitemapPart.as_view(), name="sitemap_part"),
    path("pictures/<str:sha256>", pictures.PictureFile.as_view(), name="picture"),
    path(
        "site/accent-<str:light>-<str:dark>.css", site_files.accent, name="site_accent"
    ),
    path("site/icon-192.png", site_files.Icon.as_view(size=192), name="icon_192"),
    path("site/icon-512.png", site_files.Icon.as_view(size=512), name="icon_512"),
    path(
        "apple-touch-icon.png",
        site_files.Icon.as_view(size=180),
        name="apple_touch_icon",
    ),
    path("favicon.svg", site_files.Favicon.as_view(), name="favicon_svg"),
    path("site.webmanifest", site_files.Manifest.as_view(), name="webmanifest"),
    path("opensearch.xml", site_files.OpenSearch.as_view(), name="opensearch"),
    path(
        ".well-known/security.txt",
        site_files.SecurityText.as_view(),
        name="security_txt",
    ),
    path("favicon.ico", crawlers.favicon, name="favicon"),
    path("robots.txt", crawlers.robots, name="robots"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
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
