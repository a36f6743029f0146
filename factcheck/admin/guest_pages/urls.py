from django.urls import path

from .views import GuestPageView

urlpatterns = [path("<str:token>/", GuestPageView.as_view(), name="guest")]
