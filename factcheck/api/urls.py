from django.urls import path

from factcheck.records import registry

from .docs import DocsPage, SchemaView
from .views import NothingView, PublicationView, RootView, record_view

urlpatterns = []
# entries and claims, which are read most, are matched first
for kind in reversed(registry.all_kinds()):
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
