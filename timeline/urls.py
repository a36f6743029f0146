from django.urls import path

from factcheck.syndication.timemap import DisputeTimeMap, TimeMap

from .pages import changes, places, positions_views, views
from .pages.home import Home
from .syndication.calendar import DisputeCalendar
from .syndication.embeds import DisputeEmbed, EntryEmbed
from .syndication.feeds import ChangesFeed, DisputeFeed
from .syndication.timelinejs import DisputeTimeline

urlpatterns = [
    path("", Home.as_view(), name="home"),
    path("disputes/<str:key>/", views.DisputePage.as_view(), name="dispute"),
    path(
        "disputes/<str:key>/at/<str:entry>/",
        places.PlacePage.as_view(),
        name="dispute_at",
    ),
    path(
        "disputes/<str:key>/positions/",
        positions_views.PositionsPage.as_view(),
        name="dispute_positions",
    ),
    path(
        "disputes/<str:key>/changes/",
        changes.ChangesPage.as_view(),
        name="dispute_changes",
    ),
    path(
        "disputes/<str:key>/compare/",
        changes.ComparePage.as_view(),
        name="dispute_compare",
    ),
    path(
        "disputes/<str:key>/moments/",
        changes.MomentsPage.as_view(),
        name="dispute_moments",
    ),
    path(
        "disputes/<str:key>/method/",
        positions_views.MethodPage.as_view(),
        name="dispute_method",
    ),
    path(
        "disputes/<str:key>/timemap", DisputeTimeMap.as_view(), name="dispute_timemap"
    ),
    path(
        "disputes/<str:key>/feed.atom",
        DisputeFeed.as_view(form="atom"),
        name="dispute_feed_atom",
    ),
    path(
        "disputes/<str:key>/feed.json",
        DisputeFeed.as_view(form="json"),
        name="dispute_feed_json",
    ),
    path(
        "disputes/<str:key>/changes.atom",
        ChangesFeed.as_view(form="atom"),
        name="dispute_changes_atom",
    ),
    path(
        "disputes/<str:key>/changes.json",
        ChangesFeed.as_view(form="json"),
        name="dispute_changes_json",
    ),
    path(
        "disputes/<str:key>/timeline.ics",
        DisputeCalendar.as_view(),
        name="dispute_calendar",
    ),
    path(
        "disputes/<str:key>/timeline.json",
        DisputeTimeline.as_view(),
        name="dispute_timelinejs",
    ),
    path("disputes/<str:key>/embed/", DisputeEmbed.as_view(), name="dispute_embed"),
    path("entries/<str:key>/", views.EntryPage.as_view(), name="entry"),
    path(
        "entries/<str:key>/timemap", TimeMap.as_view(kind="entry"), name="entry_timemap"
    ),
    path("entries/<str:key>/embed/", EntryEmbed.as_view(), name="entry_embed"),
]
