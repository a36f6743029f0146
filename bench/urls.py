from django.urls import include, path

from bench.stock import StockClaims
from bench.yardsticks import constant, stored_detail, stored_list

urlpatterns = [
    path("bench/constant/", constant),
    path("bench/stored/", stored_list),
    path("bench/stored/<uuid:uid>/", stored_detail),
    path("bench/stock/", StockClaims.as_view({"get": "list"})),
    path("", include("factcheck.config.urls")),
]
