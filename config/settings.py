"""All settings, read from the environment once; a wrong value stops the start with a clear sentence.

Each name, its default and its meaning stand in docs/operating; a test compares both lists.
"""

import os
import secrets
from pathlib import Path
from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured

# One process a core: threads of the numeric libraries cost 4.5 x, and a forked child must not inherit any.
for name in ("OMP_THREAD_LIMIT", "OPENBLAS_NUM_THREADS"):
    os.environ.setdefault(name, "1")

ROOT = Path(__file__).resolve().parent.parent
env = environ.Env()


def positive(name: str, default: int) -> int:
    """Return the whole number in environment variable NAME; refuse zero, negatives and words."""
    text = env.str(name, str(default))
    if not text.isdigit() or int(text) == 0:
        raise ImproperlyConfigured(f"{name} must be a whole number above zero, not {text!r}.")
    return int(text)


def one_of(name: str, *values: str) -> str:
    """Return the environment variable NAME, which is one of VALUES; the first one when it is not set."""
    text = str(env.str(name, values[0]))
    if text not in values:
        raise ImproperlyConfigured(f"{name} must be one of {', '.join(values)}, not {text!r}.")
    return text


def stored_secret(path: Path) -> str:
    """Return the secret in PATH, made on first use and readable by its owner only."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(48))
    return path.read_text().strip()


DATA = Path(env.str("TELUSUR_DATA", str(ROOT / "data"))).expanduser().resolve()
SAMPLE_OFFICE = env.bool("TELUSUR_SAMPLE", True)
OFFICE_NAME = env.str("TELUSUR_OFFICE_NAME", "Kantor Kita")
HOST = env.str("TELUSUR_HOST", "127.0.0.1")
PORT = positive("TELUSUR_PORT", 8000)
WORKERS = positive("TELUSUR_WORKERS", 2)
DEBUG = env.bool("TELUSUR_DEBUG", False)
SECRET_KEY = env.str("TELUSUR_SECRET_KEY", "") or stored_secret(DATA / "secret.key")
ALLOWED_HOSTS = env.list("TELUSUR_ALLOWED_HOSTS", default=["*"])
HTTPS = env.bool("TELUSUR_HTTPS", False)

# What one file may cost. The reader keeps to these before it spends the memory or the time.
FILE_BYTES_LIMIT = positive("TELUSUR_FILE_MEGABYTES", 1_000) * 1_000_000
FILE_PAGES_LIMIT = positive("TELUSUR_FILE_PAGES", 2_000)
PAGE_PIXELS_LIMIT = positive("TELUSUR_PAGE_MEGAPIXELS", 120) * 1_000_000
OCR_ENGINE = one_of("TELUSUR_OCR_ENGINE", "tesserocr", "pytesseract")
PAGE_SECONDS_LIMIT = positive("TELUSUR_PAGE_SECONDS", 25)
FILE_SECONDS_LIMIT = positive("TELUSUR_FILE_SECONDS", 40)
MEMORY_BYTES_LIMIT = positive("TELUSUR_MEMORY_MEGABYTES", 700) * 1_000_000

# Folders that scanners write to (docs/operating): where they may lie, how often and how long a file is looked at.
WATCH_ROOTS = [
    Path(root).expanduser().resolve() for root in env.list("TELUSUR_WATCH_ROOTS", default=[str(DATA / "scans")])
]
WATCH_SECONDS = positive("TELUSUR_WATCH_SECONDS", 10)
WATCH_STILL_SECONDS = positive("TELUSUR_WATCH_STILL_SECONDS", 10)
WATCH_UNENDED_SECONDS = positive("TELUSUR_WATCH_UNENDED_SECONDS", 600)

ARCHIVE_FILES_LIMIT = positive("TELUSUR_ARCHIVE_FILES", 10_000)
ARCHIVE_BYTES_LIMIT = positive("TELUSUR_ARCHIVE_MEGABYTES", 10_000) * 1_000_000

SEARCH_URL = env.str("TELUSUR_SEARCH_URL", "")
SEARCH_INDEX = env.str("TELUSUR_SEARCH_INDEX", "telusur")
BROKER_URL = env.str("TELUSUR_BROKER_URL", "")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "csp",
    "django_htmx",
    "dms.people",
    "dms.audit",
    "dms.jobs",
    "dms.intake",
    "dms.letters",
    "dms.archive",
    "dms.verification",
    "dms.flow",
    "dms.web",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "dms.web.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "csp.middleware.CSPMiddleware",
    "dms.people.middleware.ActorMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "people.Person"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "dms" / "web" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "dms.web.context.shell",
            ]
        },
    }
]


def database() -> dict[str, Any]:
    """Return the one database: TELUSUR_DATABASE_URL (PostgreSQL), else SQLite in the data folder."""
    url = env.str("TELUSUR_DATABASE_URL", "")
    if url:
        return {**env.db_url_config(url), "CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": DATA / "db.sqlite3",
        "OPTIONS": {
            "timeout": 30,
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-32000;",
        },
        "TEST": {"NAME": DATA / "test.sqlite3"},
    }


DATABASES = {"default": database()}
if SEARCH_URL == "" and DATABASES["default"]["ENGINE"] != "django.db.backends.sqlite3":
    raise ImproperlyConfigured("PostgreSQL needs TELUSUR_SEARCH_URL (Elasticsearch): FTS5 lives inside SQLite.")

if BROKER_URL.startswith(("redis:", "rediss:", "unix:", "redis+socket:")):
    CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": BROKER_URL.replace("redis+socket:", "unix:"),
        }
    }
else:
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

LANGUAGE_CODE = "id"
LANGUAGE_COOKIE_AGE = 31_536_000
LANGUAGES = [("id", "Bahasa Indonesia"), ("en", "English")]
LOCALE_PATHS = [ROOT / "dms" / "web" / "locale"]
TIME_ZONE = "Asia/Jakarta"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = Path(env.str("TELUSUR_STATIC", str(DATA / "static")))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = DEBUG
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.TemporaryFileUploadHandler"]
FILE_UPLOAD_TEMP_DIR = DATA / "incoming"
FILE_UPLOAD_TEMP_DIR.mkdir(parents=True, exist_ok=True)
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000

PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
AUTHENTICATION_BACKENDS = ["dms.people.sign_in.LoginBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "dms.people.sign_in.ClosedAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = "login"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_RATE_LIMITS = {"login": "60/m/ip", "login_failed": "20/5m/ip,5/5m/key"}
ACCOUNT_SESSION_REMEMBER = False

SESSION_COOKIE_AGE = positive("TELUSUR_SESSION_MINUTES", 480) * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = False
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
CSRF_TRUSTED_ORIGINS = env.list("TELUSUR_TRUSTED_ORIGINS", default=[])
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
if HTTPS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
        "manifest-src": ["'self'"],
    }
}

CELERY_BROKER_URL = BROKER_URL
CELERY_TASK_IGNORE_RESULT = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.str("TELUSUR_LOG_LEVEL", "WARNING")},
}
