"""Settings of an installation. What differs from one to another comes from the environment; what the company chooses is in the database."""

import os
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from vatman.config import databases, front, mail, secrets

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "vatman"
TESTING = "PYTEST_VERSION" in os.environ
HOME = databases.home(testing=TESTING)

DEBUG = os.environ.get("VATMAN_DEBUG", "") == "1"
SECRET_KEY = secrets.secret_key(HOME)
ALLOWED_HOSTS = os.environ.get("VATMAN_ALLOWED_HOSTS", "127.0.0.1,localhost,[::1],testserver").split(",")
CSRF_TRUSTED_ORIGINS = [origin for origin in os.environ.get("VATMAN_ORIGINS", "").split(",") if origin]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "django_htmx",
    "django_cotton.apps.SimpleAppConfig",
    "procrastinate.contrib.django",
    "vatman.ui",
    "vatman.web",
    "vatman.events",
    "vatman.team",
    "vatman.records",
    "vatman.clients",
    "vatman.deals",
    "vatman.tasks",
    "vatman.importing",
    "vatman.analytics",
    "vatman.config",
    "allauth",  # after the rooms: their templates of its pages go first
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "vatman.team.middleware.language",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "vatman.web.api.middleware.api",
    "vatman.team.middleware.member",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "vatman.web.middleware.Problems",
]

ROOT_URLCONF = "vatman.config.urls"
ASGI_APPLICATION = "vatman.config.asgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    ["django_cotton.cotton_loader.Loader", "django.template.loaders.app_directories.Loader"],
                )
            ],
            "builtins": ["django_cotton.templatetags.cotton", "vatman.ui.templatetags.ui", "django.templatetags.i18n"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "vatman.config.navigation.navigation",
            ],
        },
    }
]

DATABASES = {"default": databases.connection(HOME)}

AUTH_USER_MODEL = "team.Member"
AUTHENTICATION_BACKENDS = ["vatman.team.backend.Backend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
if TESTING:
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "vatman.team.accounts.Adapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_RATE_LIMITS = {"login": "30/m/ip", "login_failed": "10/m/ip,5/5m/key"}
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_FORMS = {
    "login": "vatman.team.forms.accounts.LoginForm",
    "change_password": "vatman.team.forms.accounts.ChangePasswordForm",
    "reset_password": "vatman.team.forms.accounts.ResetPasswordForm",
    "reset_password_from_key": "vatman.team.forms.accounts.ResetPasswordKeyForm",
    "reauthenticate": "vatman.team.forms.accounts.ReauthenticateForm",
}
MFA_ADAPTER = "vatman.team.accounts.MFAAdapter"
MFA_FORMS = {
    "authenticate": "vatman.team.forms.accounts.AuthenticateForm",
    "reauthenticate": "vatman.team.forms.accounts.ConfirmCodeForm",
    "activate_totp": "vatman.team.forms.accounts.ActivateTOTPForm",
}
MFA_TOTP_ISSUER = "Vatman"
MFA_TOTP_TOLERANCE = 1  # clocks of phones are half a minute off
MFA_ALLOW_UNVERIFIED_EMAIL = True  # addresses are vouched for by whoever invites
USERSESSIONS_TRACK_ACTIVITY = False  # vatman.team.middleware notes it, without a write per request

PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"
PROCRASTINATE_IMPORT_PATHS = ["vatman.config.periodic"]

CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "web_cache"}}

LANGUAGE_CODE = "ru"
LANGUAGES = [("ru", _("Русский")), ("en", _("Английский"))]
LOCALE_PATHS = [PACKAGE / "locale"]
TIME_ZONE = "Europe/Moscow"
USE_TZ = True
USE_THOUSAND_SEPARATOR = (
    False  # a bare {{ pk }} stands in ids and addresses; people read numbers through `grouped` and `money`
)

NPM = Path(os.environ.get("VATMAN_NPM", ROOT / "node_modules"))
STATIC_URL = f"static/{front.build(PACKAGE, ROOT / 'package-lock.json')}/"
STATICFILES_FINDERS = ["vatman.config.finder.Finder", "django.contrib.staticfiles.finders.AppDirectoriesFinder"]
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
WHITENOISE_IMMUTABLE_FILE_TEST = r"^/static/[0-9a-f]{12}/"

FILES_ROOT = HOME / "files"
DATA_UPLOAD_MAX_NUMBER_FILES = 2000
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.TemporaryFileUploadHandler"]

SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 30
SESSION_COOKIE_SAMESITE = "Lax"
HTTPS = os.environ.get("VATMAN_HTTPS", "") == "1"
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("VATMAN_PROXIES") or HTTPS)  # whose word about the caller is believed
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
globals().update(mail.settings(os.environ.get("VATMAN_SMTP", ""), os.environ.get("VATMAN_MAIL_FROM", "")))

SILENCED_SYSTEM_CHECKS: list[str] = []

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {"django": {"handlers": [], "level": "WARNING"}},
}
