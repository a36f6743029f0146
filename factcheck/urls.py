from django.urls import include, path

from factcheck.views import claims, health, lists, records

urlpatterns = [
    path("api/v1/", include("factcheck.api.urls")),
    path("claims/", claims.ClaimList.as_view()),
    path("claims/<str:key>/", claims.ClaimPage.as_view()),
    path("quotes/<str:key>/", records.QuotePage.as_view()),
    path("sources/<str:key>/", records.SourcePage.as_view()),
    path("parties/<str:key>/", records.PartyPage.as_view()),
    path("corrections/", lists.Corrections.as_view()),
    path("ledger/", lists.LedgerPage.as_view()),
    path("about/ratings/", lists.Ratings.as_view()),
    path("healthz", health.healthz),
    path("readyz", health.readyz),
]
