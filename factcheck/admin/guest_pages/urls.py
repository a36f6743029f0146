from django.urls import path

from .views import GuestPage

urlpatterns = [path("<str:token>/", GuestPage.as_view(), name="guest")]
