from django.urls import include, path

from bench import pages
from bench.plain import plain_list
from bench.stock import StockClaims
from bench.yardsticks import constant, fresh_search, stored_detail, stored_list

urlpatterns = [
    path("bench/constant/", constant),
    path("bench/stored/", stored_list),
    path("bench/stored/<uuid:uid>/", stored_detail),
    path("bench/search/", fresh_search),
    path("bench/plain/<int:number>/", plain_list),
    path("bench/pages/cold/", pages.cold),
    path("bench/pages/assembled/", pages.assembled),
    path("bench/stock/", StockClaims.as_view({"get": "list"})),
    path("", include("factcheck.config.urls")),
]
