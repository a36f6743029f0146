"""The product's own settings, served with the yardsticks beside it. DATABASE_URL and VAR_ROOT name the scratch ones."""

from factcheck.config.settings import *  # noqa: F403
from factcheck.config.settings import INSTALLED_APPS, STORAGES

ROOT_URLCONF = "bench.urls"
INSTALLED_APPS = [*INSTALLED_APPS, "bench"]
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True  # style sheets as they lie, without collectstatic
