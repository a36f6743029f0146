from django.urls import path

from timeline import views

urlpatterns = [
    path("", views.Home.as_view()),
    path("disputes/<str:key>/", views.DisputePage.as_view()),
    path("disputes/<str:key>/positions/", views.PositionsPage.as_view()),
    path("disputes/<str:key>/changes/", views.ChangesPage.as_view()),
    path("entries/<str:key>/", views.EntryPage.as_view()),
    path("pictures/<str:sha256>", views.PictureFile.as_view()),
]
