from django.urls import path

from factcheck.out.timemap import DisputeTimeMap, TimeMap
from timeline import fairness, history, views
from timeline.out.calendar import DisputeCalendar
from timeline.out.embeds import DisputeEmbed, EntryEmbed
from timeline.out.feeds import ChangesFeed, DisputeFeed
from timeline.out.timelinejs import DisputeTimeline

urlpatterns = [
    path("", views.Home.as_view()),
    path("disputes/<str:key>/", views.DisputePage.as_view()),
    path("disputes/<str:key>/positions/", fairness.PositionsPage.as_view()),
    path("disputes/<str:key>/changes/", history.ChangesPage.as_view()),
    path("disputes/<str:key>/compare/", history.ComparePage.as_view()),
    path("disputes/<str:key>/moments/", history.MomentsPage.as_view()),
    path("disputes/<str:key>/method/", fairness.MethodPage.as_view()),
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
