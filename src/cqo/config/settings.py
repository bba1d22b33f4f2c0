"""Every setting of the platform, read once from the environment; `docs/reference/settings.md` explains each (held together by a test)."""

import os
from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from cqo.config.environment import Environment

env = Environment(os.environ)

PACKAGE = Path(__file__).resolve().parent.parent
REPOSITORY = PACKAGE.parent.parent

# ── where things are kept ────────────────────────────────────────────────────────────────────────────────────────────
VAR = env.folder("CQO_VAR", default=REPOSITORY / "var")
ATTACHMENTS = VAR / "attachments"
OUTBOX = VAR / "outbox"
SPOOL = VAR / "spool"
WORKER_BEAT = VAR / "worker" / "beat"
KEY_FILE = env.folder("CQO_KEY_FILE", default=VAR / "keys.json")

# ── who may reach it ─────────────────────────────────────────────────────────────────────────────────────────────────
DEBUG = env.flag("CQO_DEBUG", default=False)
DEMO = env.flag("CQO_DEMO", default=False)
PUBLIC_ADDRESS = env.text("CQO_PUBLIC_ADDRESS", default="").rstrip("/")
ALLOWED_HOSTS = env.listing("CQO_ALLOWED_HOSTS", default="127.0.0.1,localhost,[::1]")
CSRF_TRUSTED_ORIGINS = env.listing("CQO_TRUSTED_ORIGINS", default="")
BEHIND_TLS = env.flag("CQO_BEHIND_TLS", default=PUBLIC_ADDRESS.startswith("https://"))
TRUSTED_PROXIES = env.number("CQO_TRUSTED_PROXIES", default=0)

# ── who runs it ──────────────────────────────────────────────────────────────────────────────────────────────────────
HOME_DIVISION = env.text("CQO_HOME_DIVISION", default="610700")
PORTAL_OWNER = env.text("CQO_PORTAL_OWNER", default="汉中市市场监督管理局")
PORTAL_CONTACT = env.text("CQO_PORTAL_CONTACT", default="")
PORTAL_FILING_NUMBER = env.text("CQO_PORTAL_FILING_NUMBER", default="")

# ── keys ─────────────────────────────────────────────────────────────────────────────────────────────────────────────
from cqo.foundation.sealing.keys import KeyRing  # noqa: E402  (the key file's place is a setting above)

KEYS = KeyRing.from_file(KEY_FILE)
SECRET_KEY = KEYS.derived_text("django")

# ── the database ─────────────────────────────────────────────────────────────────────────────────────────────────────
DATABASE_URL = env.text("CQO_DATABASE_URL", default=f"sqlite:///{VAR / 'cqo.sqlite3'}")
DATABASES = {"default": dict(dj_database_url.parse(DATABASE_URL))}
TENANCY = env.text("CQO_TENANCY", default="single")
if TENANCY != "single":
    raise ImproperlyConfigured(f"CQO_TENANCY={TENANCY!r}: this edition knows only 'single'")
_database = DATABASES["default"]
_pool = env.number("CQO_DATABASE_POOL", default=8, least=2)
if _database["ENGINE"] == "django.db.backends.sqlite3":
    VAR.mkdir(parents=True, exist_ok=True)
    # FULL: an acknowledged write survives a power cut. IMMEDIATE: no "database is locked" from a read turned into a write.
    _database["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 10,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-65536; PRAGMA mmap_size=268435456;",
    }
    _database["CONN_MAX_AGE"] = None  # a new connection reads the whole schema again
else:
    _database["ENGINE"] = "cqo.config.postgresql"
    _database["CONN_MAX_AGE"] = 0
    _database["OPTIONS"] = {"pool": {"min_size": 1, "max_size": _pool, "timeout": 20}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# ── the parts ────────────────────────────────────────────────────────────────────────────────────────────────────────
# `shared` tables are read-mostly lists that every tenant reads; `tenant` tables belong to one installation's grain.
# A foreign key may point tenant → tenant or tenant → shared, never shared → tenant (checked by a test).
SHARED_APPS = [
    "cqo.foundation.divisions",
    "cqo.foundation.industries",
    "cqo.foundation.workdays",
]
TENANT_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "axes",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "django_tasks",
    "django_tasks_db",
    "cqo.foundation.audit",
    "cqo.foundation.search",
    "cqo.foundation.provisions",
    "cqo.foundation.accounts",
    "cqo.foundation.access",
    "cqo.foundation.lifecycle",
    "cqo.foundation.inbox",
    "cqo.foundation.documents",
    "cqo.foundation.lists",
    "cqo.foundation.intake",
    "cqo.registry.enterprises",
    "cqo.registry.people",
    "cqo.qualification.learning",
    "cqo.qualification.certificates",
    "cqo.qualification.talents",
    "cqo.qualification.training",
    "cqo.qualification.exams",
    "cqo.portal.entrance",
    "cqo.portal.public",
    "cqo.portal.desk",
    "cqo.portal.dossier",
    "cqo.portal.office",
]
STATELESS_APPS = ["whitenoise.runserver_nostatic", "django.contrib.staticfiles", "django_htmx", "csp", "cqo.foundation.look", "cqo.config"]
INSTALLED_APPS = [*STATELESS_APPS, *TENANT_APPS, *SHARED_APPS]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "cqo.portal.entrance.middleware.SignInFirst",
    "cqo.foundation.access.middleware.ActorMiddleware",
    "cqo.portal.entrance.middleware.Sessions",
    "cqo.portal.entrance.middleware.FirstSteps",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "cqo.config.urls"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "cqo.foundation.look.context.page",
                "cqo.portal.desk.context.tour_step",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static", "cqo.foundation.look.templatetags.look"],
        },
    }
]
FORM_RENDERER = "cqo.foundation.look.forms.Renderer"

# ── sign-in ──────────────────────────────────────────────────────────────────────────────────────────────────────────
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "cqo.foundation.accounts.backends.NameOrPhone"]
LOGIN_URL = "entrance:sign_in"
LOGIN_REDIRECT_URL = "desk:today"
LOGOUT_REDIRECT_URL = "public:home"
SESSION_ENGINE = "cqo.foundation.accounts.sessions"
SESSION_LONGEST = env.number("CQO_SESSION_HOURS", default=12, least=1) * 3600
SESSION_COOKIE_AGE = env.number("CQO_SESSION_IDLE_MINUTES", default=120, least=10) * 60  # put off while the session is in use
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "cqo.portal.public.views.csrf_failure"
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["name", "login_name"]},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
# One account is locked for one address only, so neither a hall behind one address nor an account's owner elsewhere is shut out.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = env.number("CQO_SIGN_IN_FAILURES", default=6, least=3)
AXES_COOLOFF_TIME = env.number("CQO_SIGN_IN_LOCK_MINUTES", default=15, least=1) / 60
AXES_RESET_ON_SUCCESS = True
AXES_USERNAME_CALLABLE = "cqo.foundation.accounts.lockout.subject"
AXES_CLIENT_IP_CALLABLE = "cqo.foundation.accounts.lockout.address"
AXES_LOCKOUT_CALLABLE = "cqo.portal.entrance.views.locked_out"
AXES_SENSITIVE_PARAMETERS = ["username", "password", "ip_address", "next", "csrfmiddlewaretoken"]
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ACCESS_FAILURE_LOG = True  # a right password forgets the count, the log of the failures stays (网络安全法, Art. 23)
AXES_VERBOSE = False
OTP_TOTP_ISSUER = "首质通"

# ── protection in the browser ────────────────────────────────────────────────────────────────────────────────────────
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "style-src": [SELF],
        "script-src": [SELF],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
_hsts = env.number("CQO_HSTS_SECONDS", default=31_536_000)
if BEHIND_TLS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = _hsts
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = True

# ── language, time and files ─────────────────────────────────────────────────────────────────────────────────────────
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"
STATIC_URL = "static/"
STATIC_ROOT = VAR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": VAR / "files"}},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
FILE_UPLOAD_MAX_MEMORY_SIZE = 256 * 1024
FILE_UPLOAD_TEMP_DIR = SPOOL
DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024
ATTACHMENT_LIMIT = env.number("CQO_ATTACHMENT_MEGABYTES", default=20, least=1) * 1024 * 1024
ROSTER_LIMIT = env.number("CQO_ROSTER_MEGABYTES", default=64, least=1) * 1024 * 1024
SPOOL.mkdir(parents=True, exist_ok=True)

# ── messages ─────────────────────────────────────────────────────────────────────────────────────────────────────────
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = env.text("CQO_SMTP_HOST", default="")
EMAIL_PORT = env.number("CQO_SMTP_PORT", default=465)
EMAIL_USE_SSL = env.flag("CQO_SMTP_SSL", default=True)
EMAIL_HOST_USER = env.text("CQO_SMTP_USER", default="")
EMAIL_HOST_PASSWORD = env.text("CQO_SMTP_PASSWORD", default="")
DEFAULT_FROM_EMAIL = env.text("CQO_MAIL_FROM", default="cqo@localhost")
EMAIL_TIMEOUT = 20
SMS_ADAPTER = env.text("CQO_SMS_ADAPTER", default="file")
SMS_SIGNATURE = env.text("CQO_SMS_SIGNATURE", default="首质通")
SMS_PRICE_FEN = env.number("CQO_SMS_PRICE_FEN", default=5)

# ── work in the background ───────────────────────────────────────────────────────────────────────────────────────────
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}
SERVER_THREADS = env.number("CQO_SERVER_THREADS", default=8, least=1)
SERVER_PROCESSES = env.number("CQO_SERVER_PROCESSES", default=1, least=1)
SERVER_PORT = env.number("CQO_PORT", default=8000, least=1)
SERVER_HOST = env.text("CQO_HOST", default="127.0.0.1")

DEFAULT_EXCEPTION_REPORTER_FILTER = "cqo.config.reporting.NothingPersonal"
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.text("CQO_LOG_LEVEL", default="WARNING")},
}
