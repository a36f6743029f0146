from django.urls import path

from factcheck.records import registry

from .docs import DocsPage, SchemaView
from .views import NothingView, PublicationView, RootView, record_view

urlpatterns = []
for kind in reversed(
    registry.all_kinds()
):  # entries and claims, which are asked for most, are found first
    view = record_view(kind)
    urlpatterns += [
        path(f"{kind.plural}/", view.as_view({"get": "list"})),
        path(f"{kind.plural}/<str:key>/", view.as_view({"get": "retrieve"})),
    ]
urlpatterns += [
    path("", RootView.as_view()),
    path("publications/", PublicationView.as_view({"get": "list"})),
    path("publications/<int:seq>/", PublicationView.as_view({"get": "retrieve"})),
    path("schema/", SchemaView.as_view()),
    path("docs/", DocsPage.as_view()),
    path("<path:rest>/", NothingView.as_view()),
]
