from django.urls import path

from factcheck.syndication.timemap import DisputeTimeMap, TimeMap

from .pages import changes, positions_views, views
from .syndication.calendar import DisputeCalendar
from .syndication.embeds import DisputeEmbed, EntryEmbed
from .syndication.feeds import ChangesFeed, DisputeFeed
from .syndication.timelinejs import DisputeTimeline

urlpatterns = [
    path("", views.Home.as_view()),
    path("disputes/<str:key>/", views.DisputePage.as_view()),
    path("disputes/<str:key>/positions/", positions_views.PositionsPage.as_view()),
    path("disputes/<str:key>/changes/", changes.ChangesPage.as_view()),
    path("disputes/<str:key>/compare/", changes.ComparePage.as_view()),
    path("disputes/<str:key>/moments/", changes.MomentsPage.as_view()),
    path("disputes/<str:key>/method/", positions_views.MethodPage.as_view()),
    path("disputes/<str:key>/timemap", DisputeTimeMap.as_view()),
    path("disputes/<str:key>/feed.atom", DisputeFeed.as_view(form="atom")),
    path("disputes/<str:key>/feed.json", DisputeFeed.as_view(form="json")),
    path("disputes/<str:key>/changes.atom", ChangesFeed.as_view(form="atom")),
    path("disputes/<str:key>/changes.json", ChangesFeed.as_view(form="json")),
    path("disputes/<str:key>/timeline.ics", DisputeCalendar.as_view()),
    path("disputes/<str:key>/timeline.json", DisputeTimeline.as_view()),
    path("disputes/<str:key>/embed/", DisputeEmbed.as_view()),
    path("entries/<str:key>/", views.EntryPage.as_view()),
    path("entries/<str:key>/timemap", TimeMap.as_view(kind="entry")),
    path("entries/<str:key>/embed/", EntryEmbed.as_view()),
    path("pictures/<str:sha256>", views.PictureFile.as_view()),
]
