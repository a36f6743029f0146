from django.urls import path
from drf_spectacular.views import SpectacularAPIView

from factcheck import kinds

from .docs import DocsPage
from .views import PublicationView, record_view

urlpatterns = [
    path("publications/", PublicationView.as_view({"get": "list"})),
    path("publications/<int:seq>/", PublicationView.as_view({"get": "retrieve"})),
    path("schema/", SpectacularAPIView.as_view(), name="schema"),
    path("docs/", DocsPage.as_view()),
]
for kind in kinds.all_kinds():
    view = record_view(kind)
    urlpatterns += [
        path(f"{kind.plural}/", view.as_view({"get": "list"})),
        path(f"{kind.plural}/<str:key>/", view.as_view({"get": "retrieve"})),
    ]
