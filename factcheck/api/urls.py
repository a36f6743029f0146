from django.urls import path

from factcheck.records import registry

from .docs import DocsPage, SchemaView
from .views import NothingView, PublicationView, RootView, record_view

urlpatterns = []
# entries and claims, which are read most, are matched first
for kind in reversed(registry.all_kinds()):
    view = record_view(kind)
    urlpatterns += [
        path(
            f"{kind.plural}/", view.as_view({"get": "list"}), name=f"api_{kind.plural}"
        ),
        path(
            f"{kind.plural}/<str:key>/",
            view.as_view({"get": "retrieve"}),
            name=f"api_{kind.name}",
        ),
    ]
urlpatterns += [
    path("", RootView.as_view(), name="api_root"),
    path(
        "publications/",
        PublicationView.as_view({"get": "list"}),
        name="api_publications",
    ),
    path(
        "publications/<int:seq>/",
        PublicationView.as_view({"get": "retrieve"}),
        name="api_publication",
    ),
    path("schema/", SchemaView.as_view(), name="api_schema"),
    path("docs/", DocsPage.as_view(), name="api_docs"),
    path("<path:rest>/", NothingView.as_view(), name="api_nothing"),
]
