"""The one settings file: what differs between sites is read from the environment."""

from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from tracker.environment import (
    read_choice,
    read_database,
    read_folder,
    read_hosts,
    read_list,
    read_number,
    read_origin,
    read_origins,
    read_secret_key,
    read_text,
    read_yes_or_no,
)

BASE_DIR = Path(__file__).resolve().parent.parent

# --- What kind of site this is --------------------------------------------------

# The demonstration runs on one's own machine with sign-ins that it prints, so its key
# protects nothing and may be known. It is never reached by another name.
DEMONSTRATION = read_yes_or_no("DEMONSTRATION", default=False)
DEBUG = read_yes_or_no("DEBUG", default=False)

LOCAL_HOSTS = ("localhost", "127.0.0.1", "[::1]")
ALLOWED_HOSTS = read_hosts(
    "ALLOWED_HOSTS", default=",".join(LOCAL_HOSTS) if DEMONSTRATION else None
)
if DEMONSTRATION and not set(ALLOWED_HOSTS) <= set(LOCAL_HOSTS):
    raise ImproperlyConfigured(
        "DEMONSTRATION is on, with passwords known to all, while ALLOWED_HOSTS names a "
        f"public host. Set DEMONSTRATION=0, or let it be {', '.join(LOCAL_HOSTS)} only."
    )
SECRET_KEY = read_secret_key(
    "SECRET_KEY",
    default="known-to-all-and-so-for-the-local-demonstration-only"
    if DEMONSTRATION
    else None,
)
SITE_NAME = read_text(
    "SITE_NAME",
    default="Children’s Services Inspection Tracker",
    write="the name at the head of every page",
)
SITE_URL = read_origin(
    "SITE_URL", default="http://127.0.0.1:8000" if DEMONSTRATION else None
)
CONTACT_EMAIL = read_text("CONTACT_EMAIL", default="", write="an e-mail address")
CSRF_TRUSTED_ORIGINS = read_origins("CSRF_TRUSTED_ORIGINS", default="")

# --- Application ----------------------------------------------------------------

INSTALLED_APPS = [
    "inspections.signing_in.apps.WorkspaceConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "axes",
    "crispy_forms",
    "django_otp",
    "django_otp.plugins.otp_static",
    "django_otp.plugins.otp_totp",
    "csp",
    "simple_history",
    "import_export",
    "rest_framework",
    "drf_spectacular",
    "inspections",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    # Outside the session's, to see which pages ask for one.
    "tracker.open_reading.OpenReadingMiddleware",
    "inspections.views.caching.CachingMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "tracker.lower_case.LowerCaseMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "axes.middleware.AxesMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "tracker.context_processors.site",
            ],
        },
    },
]
ROOT_URLCONF = "tracker.urls"
WSGI_APPLICATION = "tracker.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CRISPY_ALLOWED_TEMPLATE_PACKS = ("tracker",)
CRISPY_TEMPLATE_PACK = "tracker"
CRISPY_FAIL_SILENTLY = False
FORMS_URLFIELD_ASSUME_HTTPS = True

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True

# --- Database and files ---------------------------------------------------------

DATABASES = {"default": read_database("DATABASE_URL", default=BASE_DIR / "db.sqlite3")}

# Archived reports are private: no address serves this folder, only views that check.
MEDIA_ROOT = read_folder("MEDIA_ROOT", default=BASE_DIR / "media")
FILE_UPLOAD_PERMISSIONS = 0o640

# Share images are drawn on demand and kept, for all processes that share the folder.
CACHE_ROOT = read_folder("CACHE_ROOT", default=BASE_DIR / "cache")
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    "images": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": CACHE_ROOT,
        "TIMEOUT": 30 * 24 * 60 * 60,
        "OPTIONS": {"MAX_ENTRIES": 5000},
    },
}

STATIC_URL = "static/"
STATIC_ROOT = read_folder("STATIC_ROOT", default=BASE_DIR / "staticfiles")
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_FROM_SOURCE = DEBUG or DEMONSTRATION
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = STATIC_FROM_SOURCE
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if STATIC_FROM_SOURCE
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
# An inspection's admin page holds a hundred findings with a dozen fields each.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

# A change's reason may be a whole sentence; a history is looked up by its record.
SIMPLE_HISTORY_HISTORY_CHANGE_REASON_USE_TEXT_FIELD = True
SIMPLE_HISTORY_DATE_INDEX = False

# --- Signing in -----------------------------------------------------------------

AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "tracker.signing_in.SiteBackend",
]
AUTH_PASSWORD_VALIDATORS: list[dict[str, Any]] = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    *(
        {"NAME": f"django.contrib.auth.password_validation.{name}"}
        for name in (
            "UserAttributeSimilarityValidator",
            "CommonPasswordValidator",
            "NumericPasswordValidator",
        )
    ),
]
LOGIN_URL = "admin:login"
SESSION_ENGINE = "inspections.models.sessions"

# Whoever may approve or keeps accounts sets up a second factor before anything else.
SECOND_FACTOR_REQUIRED = read_yes_or_no(
    "SECOND_FACTOR_REQUIRED", default=not DEMONSTRATION
)
OTP_TOTP_ISSUER = SITE_NAME
OTP_ADMIN_HIDE_SENSITIVE_DATA = True

# An account is closed to the address that failed, not to its owner elsewhere, nor to
# everybody in an office that shares one address.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=30)
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_CALLABLE = "inspections.signing_in.locked.locked_page"
AXES_CLIENT_IP_CALLABLE = "tracker.visitor_addresses.visitor_address"
AXES_ALLOWED_CORS_ORIGINS = SITE_URL

# --- Security -------------------------------------------------------------------

# HTTPS is assumed except where one looks at one's own machine.
HTTPS = read_yes_or_no("HTTPS", default=not (DEMONSTRATION or DEBUG))
SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_HSTS_SECONDS = read_number(
    "HSTS_SECONDS", default=31_536_000 if HTTPS else 0, lowest=0, highest=63_072_000
)
SECURE_HSTS_INCLUDE_SUBDOMAINS = read_yes_or_no("HSTS_SUBDOMAINS", default=HTTPS)
# Preloading binds a whole domain for years: for its owner to ask for, never by default.
SECURE_HSTS_PRELOAD = read_yes_or_no("HSTS_PRELOAD", default=False)
SILENCED_SYSTEM_CHECKS = ["security.W021"]
CSRF_COOKIE_HTTPONLY = True

# How many proxies of ours stand before the server; without one, nobody is believed
# who says for whom a request was forwarded.
PROXY_COUNT = read_number("PROXY_COUNT", default=0, lowest=0, highest=5)
if PROXY_COUNT:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    feature: []
    for feature in (
        "accelerometer",
        "camera",
        "display-capture",
        "geolocation",
        "gyroscope",
        "magnetometer",
        "microphone",
        "payment",
        "usb",
    )
}

# --- The interface for programs: open to all, read-only, and in JSON alone -----

# How often one address may ask, as 120/minute; “none” where a proxy sees to it. Each
# process counts by itself unless they share a cache.
API_RATE = read_text(
    "API_RATE", default="120/minute", write="so many a second, minute, hour or day"
)
API_RATE = "" if API_RATE == "none" else API_RATE
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": [],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_CONTENT_NEGOTIATION_CLASS": "inspections.api.errors.AlwaysJson",
    "DEFAULT_THROTTLE_CLASSES": ["inspections.api.throttles.Politeness"],
    "DEFAULT_SCHEMA_CLASS": "inspections.api.document.Told",
    "EXCEPTION_HANDLER": "inspections.api.errors.told",
    "UNAUTHENTICATED_USER": None,
    "URL_FORMAT_OVERRIDE": None,
}
SPECTACULAR_SETTINGS = {
    "TITLE": SITE_NAME,
    "DESCRIPTION": (
        "What inspectors judged and asked of English councils’ children’s services, "
        "and what became of it. Read-only and open: no key, no account. Three voices "
        "are three objects: `council_says` is reported and not checked, "
        "`inspectors_say` rests on passages of reports, `site_infers` is computed."
    ),
    "VERSION": "1.0",
    "OAS_VERSION": "3.1.1",
    "LICENSE": {
        "name": "Open Government Licence v3.0",
        "url": "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
    },
    "SERVERS": [{"url": SITE_URL}],
    "PREPROCESSING_HOOKS": ["inspections.api.document.only_versioned"],
    "POSTPROCESSING_HOOKS": [],
    "SORT_OPERATION_PARAMETERS": False,
    "ENABLE_DJANGO_DEPLOY_CHECK": False,
}

# --- Messages to the people who run it ------------------------------------------

EMAIL_HOST = read_text("EMAIL_HOST", default="", write="the name of a mail server")
EMAIL_BACKEND = "django.core.mail.backends." + (
    "smtp.EmailBackend" if EMAIL_HOST else "console.EmailBackend"
)
EMAIL_PORT = read_number("EMAIL_PORT", default=587, lowest=1, highest=65535)
EMAIL_HOST_USER = read_text("EMAIL_HOST_USER", default="", write="a user's name")
EMAIL_HOST_PASSWORD = read_text("EMAIL_HOST_PASSWORD", default="", write="a password")
EMAIL_SECURITY = read_choice(
    "EMAIL_SECURITY", default="starttls", choices=("starttls", "tls", "none")
)
EMAIL_USE_TLS = EMAIL_SECURITY == "starttls"
EMAIL_USE_SSL = EMAIL_SECURITY == "tls"
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = SERVER_EMAIL = read_text(
    "DEFAULT_FROM_EMAIL",
    default=f"tracker@{urlsplit(SITE_URL).hostname}",
    write="an e-mail address",
)
ADMINS = [
    (address, address)
    for address in read_list("ADMIN_EMAILS", default="", write="e-mail addresses")
]
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{levelname} {name}: {message}", "style": "{"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "line"},
    },
    # A page that is not there is the reader's mistake: the server's own log has it.
    "loggers": {"django.request": {"level": "ERROR"}},
    "root": {
        "handlers": ["console"],
        "level": read_choice(
            "LOG_LEVEL",
            default="WARNING",
            choices=("DEBUG", "INFO", "WARNING", "ERROR"),
        ),
    },
}
