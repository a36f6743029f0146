"""Everything comes from the environment; with nothing set this is a local site on SQLite.

Production: SECRET_KEY, ALLOWED_HOSTS, SITE_URL (https), DATABASE_URL, REDIS_URL, MEDIA_ROOT; optional: SENTRY_DSN.
Behind an https SITE_URL the proxy must set X-Forwarded-Proto itself and drop what the client sent.
"""

import os
from pathlib import Path

import sentry_sdk
from csp.constants import NONE, SELF

from . import env, logs

BASE_DIR = Path(__file__).resolve().parent.parent.parent
VAR_ROOT = Path(env.text("VAR_ROOT", str(BASE_DIR / "var")))
TESTING = "PYTEST_VERSION" in os.environ

DEBUG = env.flag("DEBUG")
SITE_URL = env.text("SITE_URL", "http://127.0.0.1:8000").rstrip("/")
# The prefix that the site is mounted under, such as /record. Gunicorn reads it too, and takes it off every path.
SCRIPT_NAME = env.text("SCRIPT_NAME").rstrip("/")
FORCE_SCRIPT_NAME = SCRIPT_NAME or None
ALLOWED_HOSTS = env.allowed_hosts(SITE_URL)
LOCAL = env.is_local(SITE_URL, ALLOWED_HOSTS)
SECRET_KEY = env.secret_key(VAR_ROOT, local=LOCAL)
REDIS_URL = env.text("REDIS_URL")
BROKER_URL = env.text("BROKER_URL", REDIS_URL)
CACHE_URL = env.text("CACHE_URL", env.next_database(REDIS_URL))
LOGGING = logs.configure()

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",  # the templates of Django's own widgets, for the renderer below
    "allauth",
    "allauth.account",  # these above factcheck, which takes their tables off the desk again
    "allauth.mfa",
    "allauth.usersessions",
    "factcheck",
    "timeline",
    "csp",
    "rest_framework",
    "django_filters",
    "drf_spectacular",
    "drf_spectacular_sidecar",
]
MIDDLEWARE = [
    "factcheck.config.logs.RequestIdMiddleware",
    "factcheck.pages.middleware.PublicAnswerMiddleware",  # above all that may answer or look at a cookie
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",  # below the three that set headers, so that files carry them too
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "factcheck.admin.accounts.middleware.SecondFactorMiddleware",
    "factcheck.admin.timezone.DeskClock",
]
ROOT_URLCONF = "factcheck.config.urls"
WSGI_APPLICATION = "factcheck.config.wsgi.application"
TEMPLATE_LOADERS = [
    "factcheck.config.template_loader.Loader",  # collapses the white space of our own
    "django.template.loaders.app_directories.Loader",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [*env.words("TEMPLATE_DIRS"), BASE_DIR / "templates"],
        "OPTIONS": {
            "loaders": [("django.template.loaders.cached.Loader", TEMPLATE_LOADERS)],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]
FORM_RENDERER = (
    "django.forms.renderers.TemplatesSetting"  # widgets may have templates of ours
)

# People
AUTH_USER_MODEL = "factcheck.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
    )
]
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "admin:index"
ACCOUNT_ADAPTER = "factcheck.admin.accounts.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = [
    "username*",
    "password1*",
    "password2*",
]  # nobody signs up; allauth's checks want it to agree
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = LOGIN_URL
ACCOUNT_SESSION_REMEMBER = True  # for SESSION_COOKIE_AGE
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "10/m/ip,5/5m/key",
    "reauthenticate": "10/m/user",
}
MFA_ADAPTER = "factcheck.admin.accounts.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
# Whoever may do more than a reporter signs in with a second factor. Only a demonstration does without.
REQUIRE_MFA = env.flag("REQUIRE_MFA", default="on")
# Whether anybody may be the editor without a password. Only `make demo` sets it, on this machine alone.
DEMO = env.flag("DEMO")

# Data
DATABASES = {"default": env.database(f"sqlite:///{VAR_ROOT / 'db.sqlite3'}")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": env.cache(CACHE_URL),
    "pages": env.cache(CACHE_URL, "pages", most=150),
    "fragments": env.cache(CACHE_URL, "fragments", most=5_000),
    "database": env.DATABASE_CACHE,  # what is counted while Redis is away, such as failed sign-ins
}
LANGUAGE_CODE = "en"
LANGUAGES = [
    ("en", "English"),
    ("da", "Dansk"),
    ("de", "Deutsch"),
]  # of the public pages, each by its own name
LOCALE_PATHS = [BASE_DIR / "factcheck" / "locale"]
TIME_ZONE = "UTC"
USE_TZ = True
USE_I18N = True
FORMAT_MODULE_PATH = (
    "factcheck.config.formats"  # how Django writes a moment where nobody says how
)

# Files. Media has no URL: each file is answered by a view that knows who may see it.
STATIC_URL = f"{SCRIPT_NAME}/static/"
STATIC_ROOT = env.text("STATIC_ROOT", str(BASE_DIR / "staticfiles"))
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_ROOT = env.text("MEDIA_ROOT", str(VAR_ROOT / "media"))
STORAGES = {
    "default": {"BACKEND": "factcheck.models.storage.WholeFileStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG or TESTING
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = DEBUG
FILE_UPLOAD_PERMISSIONS = 0o640
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 2**20
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000
DATA_UPLOAD_MAX_NUMBER_FILES = 20

# Security
HTTPS = SITE_URL.startswith("https://")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_PATH = CSRF_COOKIE_PATH = f"{SCRIPT_NAME}/"
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [rf"^{SCRIPT_NAME.strip('/')}/?(healthz|readyz)$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
# HSTS binds every browser that came by, for so long. Names under this one are bound only where somebody said so.
SECURE_HSTS_SECONDS = (
    env.number("HSTS_SECONDS", default=365 * 24 * 3600) if HTTPS else 0
)
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS and env.flag("HSTS_INCLUDE_SUBDOMAINS")
SECURE_HSTS_PRELOAD = HTTPS and env.flag("HSTS_PRELOAD")
SILENCED_SYSTEM_CHECKS = [
    "security.W004",
    "security.W005",
    "security.W021",
]  # HSTS; ours says what it binds
BEHIND_PROXY = env.number(
    "BEHIND_PROXY", default=int(HTTPS)
)  # how many proxies of ours stand before the site
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
CSRF_COOKIE_HTTPONLY = True
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    }
    | dict.fromkeys(
        (
            "script-src",
            "style-src",
            "img-src",
            "font-src",
            "connect-src",
            "form-action",
            "manifest-src",
        ),
        [SELF],
    ),
}

# The key that signs the ledger's lines: the key itself, a command that prints it, or a file. The database holds none.
LEDGER_KEY = env.text("LEDGER_KEY")
LEDGER_KEY_COMMAND = env.text("LEDGER_KEY_COMMAND")
LEDGER_KEY_FILE = env.text("LEDGER_KEY_FILE", str(VAR_ROOT / "ledger.key"))
# What the hashes of struck addresses are keyed with; as long as it stays, those addresses say that they are gone.
ADDRESS_KEY = env.text("ADDRESS_KEY") or SECRET_KEY
# Whether the public record names who edited and approved, or their roles alone.
DESK_SIGNS = env.flag("DESK_SIGNS")

# Jobs. The message is only a wake-up: the job's row is the truth and the sweeper re-sends what is lost.
CELERY_BROKER_URL = BROKER_URL or "letters://localhost"
CELERY_BROKER_TRANSPORT_OPTIONS = env.broker_options(BROKER_URL, VAR_ROOT / "broker")
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_TIMEOUT = 1
CELERY_TASK_DEFAULT_QUEUE = "factcheck"
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TIMEZONE = "UTC"
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_ROOT / "beat" / "schedule")
CELERY_BEAT_SCHEDULER = "factcheck.imports.heartbeats:BeatingScheduler"
CELERY_BEAT_MAX_LOOP_INTERVAL = 10
CELERY_BEAT_SCHEDULE = {
    "sweep jobs": {
        "task": "factcheck.sweep_jobs",
        "schedule": 10,
        "options": {"expires": 8},
    },
    "poll feeds": {
        "task": "factcheck.poll_feeds",
        "schedule": 60,
        "options": {"expires": 55},
    },
    "publish due": {
        "task": "factcheck.publish_due",
        "schedule": 30,
        "options": {"expires": 25},
    },
    "warn of holds": {
        "task": "factcheck.warn_of_holds",
        "schedule": 3600,
        "options": {"expires": 3500},
    },
    "clean up": {
        "task": "factcheck.clean_up",
        "schedule": 24 * 3600,
        "options": {"expires": 3600},
    },
}

DISK_FREE_MB = env.number(
    "DISK_FREE_MB", default=500
)  # with less than that /readyz says that the disk is full

# What the site is called until its own record is published, and while that is held.
SITE_NAME = env.text("SITE_NAME", "The Record")

# What a desk adds without a fork: docs/developers.md, "Points of extension".
EXTRACTORS = env.words("EXTRACTORS", "factcheck.text.extraction.rules.find")
IMPORT_ADAPTERS = env.words("IMPORT_ADAPTERS")
PUBLICATION_CHECKS = env.words("PUBLICATION_CHECKS")
# With the sweep's rhythm this is how long the job of a lost worker waits; reading one document may take 40 s of it.
JOB_LEASE_SECONDS = int(env.text("JOB_LEASE_SECONDS", "45"))

# The desk enters and reads times of schedules in this zone; the ledger and everything public stay in UTC.
DESK_TIME_ZONE = env.text("DESK_TIME_ZONE", "UTC")

# Fetching
FETCH_PACE_SECONDS = float(
    env.text("FETCH_PACE_SECONDS", "1")
)  # between two requests to one host
FETCH_ALLOW_LOOPBACK = env.flag(
    "FETCH_ALLOW_LOOPBACK"
)  # for trying things out against this very machine

# Pages of the past that are not kept yet: how many are made for one client in a minute, and at once in a process.
MOMENT_PAGES_PER_MINUTE = env.number("MOMENT_PAGES_PER_MINUTE", default=30)
MOMENT_PAGES_AT_ONCE = env.number("MOMENT_PAGES_AT_ONCE", default=2)

# API
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": [
        "rest_framework.permissions.IsAuthenticatedOrReadOnly"
    ],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "NUM_PROXIES": BEHIND_PROXY,
    "EXCEPTION_HANDLER": "factcheck.api.errors.problem_handler",
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}
SPECTACULAR_SETTINGS = {
    "TITLE": f"{SITE_NAME} API",
    "VERSION": "1",
    "SCHEMA_PATH_PREFIX": r"/api/v1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "REDOC_DIST": "SIDECAR",
}

if dsn := env.text("SENTRY_DSN"):
    sentry_sdk.init(dsn=dsn, send_default_pii=False, before_send=logs.sent_without_keys)

# For `manage.py dev` alone: queries, templates and settings of each page, beside it.
DEBUG_TOOLBAR = DEBUG and env.flag("DEBUG_TOOLBAR")
if DEBUG_TOOLBAR:
    INSTALLED_APPS.append("debug_toolbar")
    MIDDLEWARE.insert(
        MIDDLEWARE.index("factcheck.pages.middleware.PublicAnswerMiddleware") + 1,
        "debug_toolbar.middleware.DebugToolbarMiddleware",
    )
    INTERNAL_IPS = ["127.0.0.1"]
