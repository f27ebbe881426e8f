"""What every installation shares. Secrets come from files outside git, named by the environment."""

import os
from pathlib import Path

from django.conf import global_settings

from config.settings.databases import database
from config.settings.keys import key_ring

ROOT = Path(__file__).resolve().parents[2]
STATE = Path(os.environ.get("JIUZHU_STATE", ROOT / "var"))

DEBUG = False
ALLOWED_HOSTS = os.environ.get("JIUZHU_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
DEMO = False  # demo sign-ins and the movable day; production refuses it

INSTALLED_APPS = [
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django_htmx",
    "procrastinate.contrib.django",
    "jiuzhu.ground",
    "jiuzhu.persons",
    "jiuzhu.offices",
    "jiuzhu.registry",
    "jiuzhu.figures",
    "jiuzhu.decisions",
    "jiuzhu.entitlements",
    "jiuzhu.funds",
    "jiuzhu.determinations",
    "jiuzhu.cases",
    "jiuzhu.payments",
    "jiuzhu.province",
    "jiuzhu.messages",
    "jiuzhu.sharing",
    "jiuzhu.desks.shared",
    "jiuzhu.desks.intake",
    "jiuzhu.desks.casework",
    "jiuzhu.desks.papers",
    "jiuzhu.desks.checkcentre",
    "jiuzhu.desks.board",
    "jiuzhu.desks.payout",
    "jiuzhu.desks.province",
    "jiuzhu.desks.oversight",
    "jiuzhu.desks.stewards",
]

MIDDLEWARE = [
    "jiuzhu.desks.shared.middleware.request_id",
    "jiuzhu.desks.shared.middleware.security_headers",
    "jiuzhu.desks.shared.middleware.plain_errors",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "jiuzhu.desks.shared.middleware.access_log",
    "jiuzhu.desks.shared.middleware.identity",
    "jiuzhu.desks.shared.middleware.one_transaction",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
HANDOFFS = "jiuzhu.handoffs.TABLE"  # lower floors reach upper ones by name
RELEASE_GUARDS = ["jiuzhu.province.queries.may_be_released"]  # rooms that may hold a run back
PROVINCE_SYSTEM = "jiuzhu.gateways.province_system.mapping"
MEANS_CHECK_FILES = "jiuzhu.gateways.means_check.by_hand"
TAKERS = ["jiuzhu.gateways.means_check.taker", "jiuzhu.gateways.bank.taker", "jiuzhu.clockwork"]

# Two roles: `default` is the application's, `owner` migrates.
DATABASES = {
    "default": database(os.environ.get("JIUZHU_APP_URL", "")),
    "owner": database(os.environ.get("JIUZHU_OWNER_URL", ""), test_mirror="default"),
    "access_log": database(os.environ.get("JIUZHU_APP_URL", ""), test_mirror="default"),
}
DATABASE_ROUTERS: list[str] = []
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "jiuzhu.desks.shared.context.desk",
            ],
            "builtins": ["jiuzhu.desks.shared.templatetags.jz"],
        },
    }
]

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
STATIC_URL = "/static/"
STATIC_ROOT = STATE / "static"
WHITENOISE_USE_FINDERS = True  # static files straight from the packages: nothing to collect, nothing to forget
FILES_ROOT = STATE / "files"  # outside the web root

KEYS = key_ring(os.environ.get("JIUZHU_KEYS_FILE", ""))
SECRET_KEY = KEYS["secret_key"]
FIELD_CIPHER = os.environ.get("JIUZHU_FIELD_CIPHER", "aes")  # aes | sm4
HASH_NAME = os.environ.get("JIUZHU_HASH", "sha256")  # sha256 | sm3
APP_ROLE = os.environ.get("JIUZHU_APP_ROLE", "jiuzhu_app")

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 3600  # twelve hours at most, however busy
IDLE_SECONDS = 30 * 60
BACKUP_LATE_SECONDS = 36 * 3600  # the status page warns: a backup a day, and half a day's grace
DRILL_LATE_SECONDS = 100 * 86_400  # a drill every quarter
PASSWORD_LENGTH = 10  # characters at least
SIGN_IN_TRIES = 5
# Behind a proxy every request comes from its address: how many proxies of one's own stand in front.
TRUSTED_PROXY_HOPS = int(os.environ.get("JIUZHU_PROXY_HOPS", "0"))
SIGN_IN_LOCK_SECONDS = 15 * 60
# The public board takes objections without an account: so many a day from one address, and about one notice.
BOARD_TRIES_PER_ADDRESS = 5
BOARD_TRIES_PER_NOTICE = 20
BOARD_QUOTA_SECONDS = 24 * 3600
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "jiuzhu.desks.shared.errors.csrf_failure"
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_000_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 300_000
FILE_UPLOAD_HANDLERS = ["jiuzhu.desks.shared.uploads.Bounded", *global_settings.FILE_UPLOAD_HANDLERS]
UPLOAD_MAX_BYTES = 80_000_000  # one form with all its files: some twenty pages from a camera
PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]

MEANS_CHECK_URL = os.environ.get("JIUZHU_MEANS_CHECK_URL", "http://127.0.0.1:8621")
BANK_URL = os.environ.get("JIUZHU_BANK_URL", "http://127.0.0.1:8622")
GATEWAY_TIMEOUT_SECONDS = 5.0

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "jiuzhu.ground.logs.JsonFormatter"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["stderr"], "level": os.environ.get("JIUZHU_LOG", "WARNING")},
    "loggers": {
        "django.server": {"handlers": ["stderr"], "level": "ERROR", "propagate": False},
        "jiuzhu": {"level": "INFO"},
    },
}
