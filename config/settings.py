"""
Every setting, from the environment (or ``.env``), secure unless told otherwise.

The variables are listed in ``.env.example``; the readers in ``environment/``
stop the start when a value is wrong.
"""

from pathlib import Path
from urllib.parse import quote, urlsplit

from django.utils.translation import gettext_lazy as _

from accounts import conf as accounts
from accounts.oauth import conf as oauth
from accounts.social import conf as social
from config import environment
from config.description import DESCRIPTION
from config.examples import EXAMPLES
from web import logs

BASE_DIR = Path(__file__).resolve().parent.parent
environment.load_env_file(BASE_DIR / ".env")

# This process -----------------------------------------------------------------

DEBUG = environment.boolean("DEBUG", default=False)
SECRET_KEY = environment.secret_key("SECRET_KEY", strict=not DEBUG)
# Old keys, which verify what they signed, and sign nothing new. docs/how-to/serving.md
SECRET_KEY_FALLBACKS = environment.old_secret_keys(
    "SECRET_KEY_FALLBACKS", besides="SECRET_KEY", strict=not DEBUG
)
ALLOWED_HOSTS = environment.hosts(
    "ALLOWED_HOSTS", default=("localhost", "127.0.0.1", "[::1]") if DEBUG else ()
)
# Use HTTPS=off only for a rehearsal on your own machine.
HTTPS = environment.boolean("HTTPS", default=not DEBUG)
# The site's own address. Public answers are made of it, and not of a request's Host.
ISSUER = environment.issuer("ISSUER", allowed=ALLOWED_HOSTS, https=HTTPS)
# The number of proxies in front that append to X-Forwarded-For. With 0, forwarding
# headers are ignored, because the client itself wrote them.
TRUSTED_PROXY_COUNT = environment.integer(
    "TRUSTED_PROXY_COUNT", default=0, minimum=0, maximum=10, remedy="Count your proxies: 0 to 10."
)
WORKERS = environment.integer(
    "WEB_CONCURRENCY", default=1, minimum=1, maximum=512, remedy="Set it to 1 to 512 workers."
)

# Schemes and lifetimes --------------------------------------------------------

# Seconds. An older token is refused; a token may have an earlier expiry of its own.
TOKEN_EXPIRE_TIME = environment.integer(
    "TOKEN_EXPIRE_TIME",
    default=14 * 24 * 3600,
    minimum=1,
    maximum=10 * 365 * 24 * 3600,
    remedy="Set it to whole seconds, from 1 to ten years; 1209600 is 14 days.",
)
API_BASIC_AUTH = environment.boolean("API_BASIC_AUTH", default=DEBUG)

AUTH_USER_MODEL = accounts.AUTH_USER_MODEL
AUTHENTICATION_BACKENDS = [*accounts.AUTHENTICATION_BACKENDS]
PASSWORD_HASHERS = accounts.PASSWORD_HASHERS
LOGIN_URL = "accounts:auth"
LOGIN_REDIRECT_URL = "polls:index"
LOGOUT_REDIRECT_URL = "accounts:auth"

_VALIDATION = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"{_VALIDATION}.UserAttributeSimilarityValidator"},
    {"NAME": f"{_VALIDATION}.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": f"{_VALIDATION}.CommonPasswordValidator"},
    {"NAME": f"{_VALIDATION}.NumericPasswordValidator"},
    {"NAME": "accounts.passwords.validators.MaximumLengthValidator"},
]
PASSWORD_RESET_TIMEOUT = 3600  # seconds

SESSION_ENGINE = accounts.SESSION_ENGINE
SESSION_COOKIE_AGE = 24 * 3600  # seconds without a request until a session ends
SESSION_ABSOLUTE_AGE = 14 * 24 * 3600  # seconds after sign-in until it ends anyway

# The limits of each count: (attempts, in how many seconds). A right password
# is not an attempt. accounts/attempts.py explains each count.
ATTEMPT_LIMITS = {
    "account_and_address": (10, 300),
    "address": (30, 300),
    "account": (50, 300),
    "mail_to": (3, 3600),
    "mail_from": (20, 3600),
    "second_factor": (20, 3600),
    "passkey_start": (60, 300),
    "social_start": (60, 300),
    "provider_token": (30, 300),
}

# Whether people sign in by a code that is mailed to them. docs/how-to/sign-in-codes.md
SIGN_IN_CODES = environment.boolean("SIGN_IN_CODES", default=False)

# Whether people are warned by mail: a new browser, password, address, factor or token.
SECURITY_MAILS = environment.boolean("SECURITY_MAILS", default=True)

# The trail of what happened to each account. docs/how-to/trail.md
TRAIL_DAYS = environment.integer(
    "TRAIL_DAYS",
    default=400,
    minimum=1,
    maximum=100 * 366,
    remedy="Set it to whole days, from 1 to 36600; entries that are older are pruned.",
)

# The days for which nobody takes a name that somebody gave up or left. docs/how-to/leaving.md
NAME_REUSE_DAYS = environment.integer(
    "NAME_REUSE_DAYS",
    default=90,
    minimum=0,
    maximum=100 * 366,
    remedy="Set it to whole days, from 0 to 36600; with 0 a name is free at once.",
)
# The days from one change of a username to the next. docs/understand/names.md
NAME_CHANGE_DAYS = environment.integer(
    "NAME_CHANGE_DAYS",
    default=30,
    minimum=0,
    maximum=100 * 366,
    remedy="Set it to whole days, from 0 to 36600; with 0 people change it as often as they like.",
)

# The file "everything held about me": what each app adds to the account itself.
PERSONAL_DATA = {
    "activity": "accounts.trail.personal.activity",
    "questions": "polls.personal.questions",
    "votes": "polls.personal.votes",
}

# Social sign-in. A provider is on if its key and secret are set. docs/choose/social.md ------

# The demo signs in without a key: bin/run starts demo/provider.py at this port.
DEMO_PROVIDER_PORT = environment.integer(
    "DEMO_PROVIDER_PORT",
    default=0,
    minimum=0,
    maximum=65535,
    remedy="Set it to a free port, from 1 to 65535, or to 0 for none.",
)
_PROVIDERS = {
    "github": ("GitHub", environment.key_and_secret("SOCIAL_AUTH_GITHUB")),
    "google-oauth2": ("Google", environment.key_and_secret("SOCIAL_AUTH_GOOGLE_OAUTH2")),
    "facebook": ("Facebook", environment.key_and_secret("SOCIAL_AUTH_FACEBOOK")),
    "twitter-oauth2": ("X", environment.key_and_secret("SOCIAL_AUTH_TWITTER_OAUTH2")),
}
_configured = []
for _provider, (_class, _credentials) in _PROVIDERS.items():
    if _credentials:
        vars().update(_credentials)
        AUTHENTICATION_BACKENDS.append(f"accounts.social.providers.{_class}")
        _configured.append(_provider)
if DEBUG and DEMO_PROVIDER_PORT:
    SOCIAL_AUTH_DEMO_URL = f"http://127.0.0.1:{DEMO_PROVIDER_PORT}"
    SOCIAL_AUTH_DEMO_KEY = SOCIAL_AUTH_DEMO_SECRET = "demo"  # noqa: S105  it keeps no secret
    AUTHENTICATION_BACKENDS.append("demo.social.Demo")
    _configured.append("demo")

# /auth/convert-token takes access tokens of these. X cannot tell whom a token was issued to.
SOCIAL_AUTH_CONVERT_BACKENDS = [name for name in _configured if name != "twitter-oauth2"]
SOCIAL_AUTH_STRATEGY = social.SOCIAL_AUTH_STRATEGY
SOCIAL_AUTH_PIPELINE = social.SOCIAL_AUTH_PIPELINE

# OAuth2: this site as an authorization server. docs/choose/oauth2.md explains it. --------

# Signs ID tokens. Without it OpenID Connect is off, and the metadata says so.
OIDC_RSA_PRIVATE_KEY = environment.private_key("OIDC_RSA_PRIVATE_KEY")

OAUTH2_PROVIDER = {
    **oauth.OAUTH2_PROVIDER,
    "SCOPES": {
        "polls:read": _("See polls and their results"),
        "polls:vote": _("Vote in your name"),
        "polls:write": _("Ask, edit, close and delete questions in your name"),
        **oauth.SCOPES,
    },
    "DEFAULT_SCOPES": ["polls:read", "polls:vote"],
    # A client id may be the address of a document that describes the program.
    "CIMD_ENABLED": environment.boolean("CLIENT_ID_DOCUMENTS", default=True),
    "OIDC_ENABLED": bool(OIDC_RSA_PRIVATE_KEY),
    "OIDC_RSA_PRIVATE_KEY": OIDC_RSA_PRIVATE_KEY,
    # These keys still verify signatures, and make no new ones.
    "OIDC_RSA_PRIVATE_KEYS_INACTIVE": environment.private_keys(
        "OIDC_RSA_PRIVATE_KEYS_INACTIVE", besides="OIDC_RSA_PRIVATE_KEY"
    ),
}
# The addresses of this API's own front doors, such as examples/mcp/: see accounts.oauth.conf.
RESOURCES = environment.words("RESOURCES")
# Programs may register themselves (RFC 7591): off, open, or with a token.
CLIENT_REGISTRATION = environment.text("CLIENT_REGISTRATION", "off")
CLIENT_REGISTRATION_TOKEN = environment.text("CLIENT_REGISTRATION_TOKEN")
# Applications may push their requests first (RFC 9126): off, on, or required.
PUSHED_REQUESTS = environment.text("PUSHED_REQUESTS", "off")
# Tokens may be bound to a key of the client's (RFC 9449): off, on, or required.
DPOP = environment.text("DPOP", "off")
DPOP_NONCE = environment.boolean("DPOP_NONCE", default=False)
# Access tokens may be JWTs, which other APIs can check by themselves (RFC 9068).
JWT_ACCESS_TOKENS = environment.boolean("JWT_ACCESS_TOKENS", default=False)
# An application that acts for no person (client credentials) can do no more than this.
OAUTH2_SCOPES_FOR_NOBODY = ["polls:read"]
SILENCED_SYSTEM_CHECKS = [
    *oauth.SILENCED_SYSTEM_CHECKS,
    "security.W001",  # it looks for Django's own SecurityMiddleware; web.hosts has a subclass
]

# Applications -----------------------------------------------------------------

INSTALLED_APPS = [
    "accounts",  # before contrib.auth: it adds to createsuperuser
    "accounts.oauth",
    "accounts.social",
    "accounts.second_factor",
    "accounts.trail",
    "polls",
    "explore",
    "manual",
    "web.admin.apps.AdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django.forms",  # its templates, under those in templates/django/forms/
    "corsheaders",
    "csp",
    "django_filters",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "oauth2_provider",
    "rest_framework",
    "social_django",
    "server",
    "demo",
    "config",
]

MIDDLEWARE = [
    "web.health.HealthMiddleware",
    "web.proxies.ProxyMiddleware",
    "web.databases.deadline.DeadlineMiddleware",
    "web.middleware.RequestLogMiddleware",
    # Safe against BREACH: it adds random bytes, and Django masks CSRF tokens anew each time.
    "web.compression.GZipMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "web.csp.CSPMiddleware",
    "web.hosts.SecurityMiddleware",
    "web.static_files.StaticFilesMiddleware",
    "web.caching.CacheMiddleware",
    "web.middleware.LanguageMiddleware",
    "web.cors.CorsMiddleware",
    "web.problems.ProblemMiddleware",
    "web.middleware.ApiMiddleware",
    "web.refusals.middleware.RefusalMiddleware",
    "accounts.sessions.middleware.SessionMiddleware",
    "web.middleware.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "accounts.second_factor.middleware.SecondStepMiddleware",
    "accounts.sessions.middleware.TokenCookieMiddleware",
    "accounts.people.middleware.TimeZoneMiddleware",
    "web.middleware.MessageMiddleware",
    "accounts.trail.middleware.TrailMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

# Under these paths, every answer is JSON, nothing is redirected, and caches keep out.
API_PREFIXES = ("/polls/api", "/accounts/api", "/accounts/get_auth_token", "/auth")
# The exceptions: a person's browser visits these.
PAGES_AMONG_API = (
    *("/auth/authorize", "/auth/end-session", "/auth/device"),
    *("/auth/login", "/auth/complete"),
)
# These say the same to everybody: scripts of any origin may read them.
PUBLIC_DOCUMENTS = ("/.well-known", "/api/schema", "/auth/jwks")

# Each refusal names the page that explains its code.
HELP_WITH_CODES = "/docs/reference/errors/#{code}"

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
            ],
        },
    },
]

FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# Data -------------------------------------------------------------------------

# Options in the URL win over these.
DATABASES = {
    "default": environment.database_url(
        "DATABASE_URL",
        default=f"sqlite:///{quote(str(BASE_DIR / 'db.sqlite3'))}",
        options={
            # A writer that upgrades from a read lock cannot wait, and fails at once.
            # IMMEDIATE takes the write lock first, and waits for it up to the timeout.
            "sqlite3": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 30,
                "init_command": "PRAGMA journal_mode=WAL",
            },
            "postgresql": {
                # Seconds, and milliseconds. A request gets its answer within five seconds:
                # it checks a kept connection for two and connects for two, or runs a statement.
                "connect_timeout": 2,
                "options": "-c statement_timeout=4000 -c lock_timeout=3000",
                # Statements that come again are prepared the second time. "off" is for poolers
                # that do not keep them: PgBouncer before 1.21.
                "prepare_threshold": 1,
            },
        },
    )
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = environment.redis_url("REDIS_URL")
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}
    if REDIS_URL
    else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
}

# On the console with DEBUG only: elsewhere that is a log, and mails hold secret links.
vars().update(
    environment.email_url(
        "EMAIL_URL", default="consolemail://" if DEBUG else "dummymail://", timeout=10
    )
)
DEFAULT_FROM_EMAIL = environment.sender("DEFAULT_FROM_EMAIL", default="no-reply@localhost")

# HTTP -------------------------------------------------------------------------

SECURE_SSL_REDIRECT = HTTPS
SECURE_SSL_HOST = urlsplit(ISSUER).netloc  # not the name that a client writes into Host
# An API call by plain HTTP has already sent its credentials in clear. ApiMiddleware
# refuses it in words, where a redirect would hide that (ASVS 5.0 V4.1.2).
SECURE_REDIRECT_EXEMPT = [
    *(
        rf"^(?!{'|'.join(page.lstrip('/') for page in PAGES_AMONG_API)}){prefix.lstrip('/')}(/|$)"
        for prefix in API_PREFIXES
    ),
]
SECURE_HSTS_SECONDS = 2 * 365 * 24 * 3600 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_REFERRER_POLICY = "same-origin"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXY_COUNT else None
X_FRAME_OPTIONS = "DENY"

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
# The prefix has the browser insist on Secure, Path=/ and no Domain: a sibling
# host cannot plant one (RFC 6265bis §4.1.3.2).
SESSION_COOKIE_NAME = "__Host-sessionid" if HTTPS else "sessionid"
CSRF_COOKIE_NAME = "__Host-csrftoken" if HTTPS else "csrftoken"
CSRF_COOKIE_SAMESITE = SESSION_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_NAME = "__Host-language" if HTTPS else "language"
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600  # seconds
LANGUAGE_COOKIE_HTTPONLY, LANGUAGE_COOKIE_SAMESITE = True, "Lax"
LANGUAGE_COOKIE_SECURE = HTTPS
MESSAGE_STORAGE = "web.storage.MessageStorage"
CSRF_TRUSTED_ORIGINS = environment.origins("CSRF_TRUSTED_ORIGINS", subdomains=True)
CSRF_FAILURE_VIEW = "web.refusals.handlers.csrf_failure"

CORS_ALLOWED_ORIGINS = environment.origins("CORS_ALLOWED_ORIGINS")
CORS_URLS_REGEX = r"^/(polls/api|accounts/api|accounts/get_auth_token|auth|\.well-known)(/|$)"
CORS_ALLOW_HEADERS = [
    *("accept", "authorization", "content-type", "dpop", "x-csrftoken", "x-requested-with"),
    *("idempotency-key", "if-match", "if-none-match", "traceparent", "tracestate", "x-request-id"),
]
CORS_EXPOSE_HEADERS = [
    *("DPoP-Nonce", "ETag", "Link", "Location", "RateLimit", "RateLimit-Policy", "Retry-After"),
    *("WWW-Authenticate", "X-Request-ID"),
]
CORS_ALLOW_CREDENTIALS = False  # other origins bring a token, never the cookie

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    }
}

DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024  # bytes; ApiMiddleware holds every body to it
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500

# Static files -----------------------------------------------------------------

STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
# With DEBUG, the files are served from the source folders. WhiteNoise does so by itself, but not
# in tests, which run with DEBUG off and collect nothing.
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = DEBUG
if not DEBUG:
    STORAGES = {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "staticfiles": {"BACKEND": "web.storage.ModuleManifestStorage"},
    }

# Words and time ---------------------------------------------------------------

LANGUAGE_CODE = "en"  # what programs are answered in, whatever they accept
LANGUAGES = [("en", "English"), ("de", "Deutsch")]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = "config.formats"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

# The API ----------------------------------------------------------------------

REST_FRAMEWORK = {
    # The first scheme writes the challenge of a 401. Session is last: it has
    # none, and DRF would answer 403 to callers without credentials.
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "accounts.tokens.authentication.ExpiringTokenAuthentication",
        oauth.BEARER,
        *(["accounts.passwords.authentication.BasicAuthentication"] if API_BASIC_AUTH else []),
        "accounts.sessions.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["accounts.permissions.IsAuthenticatedWithScope"],
    "DEFAULT_PARSER_CLASSES": [
        "web.parsers.JSONParser",
        "rest_framework.parsers.FormParser",
        "rest_framework.parsers.MultiPartParser",
    ],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_CONTENT_NEGOTIATION_CLASS": "web.negotiation.ContentNegotiation",
    "DEFAULT_SCHEMA_CLASS": "web.schema.operations.AutoSchema",
    "EXCEPTION_HANDLER": "web.refusals.drf.api_exception_handler",
    "NUM_PROXIES": TRUSTED_PROXY_COUNT,
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}

# By the name of a member: what the examples in the schema say.
SCHEMA_EXAMPLES = EXAMPLES
SPECTACULAR_SETTINGS = {
    "TITLE": "DRF Auth Reference",
    "DESCRIPTION": DESCRIPTION,
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "SERVE_PERMISSIONS": ["rest_framework.permissions.AllowAny"],
    "SERVERS": [{"url": "/", "description": "The site that this document is read from."}],
    "CONTACT": {"name": "DRF Auth Reference"},
    "LICENSE": {"name": "BSD-3-Clause", "identifier": "BSD-3-Clause"},
    "TAGS": [
        {"name": "polls", "description": "Questions, votes and results."},
        {"name": "accounts", "description": "The caller's account and what can act for it."},
        {"name": "auth", "description": "OAuth2 and OpenID Connect."},
        {"name": "discovery", "description": "Documents that say the same to everybody."},
    ],
    "SERVE_INCLUDE_SCHEMA": False,
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "COMPONENT_SPLIT_REQUEST": True,
    "PREPROCESSING_HOOKS": ["web.schema.hooks.without_trailing_slash"],
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "web.schema.hooks.without_nullable",
        "accounts.oauth.operations.paths.add",
        "accounts.social.operations.add",
        "web.schema.hooks.with_answers",
        "web.schema.hooks.with_int64",
    ],
}

LOGGING = logs.configuration(human=DEBUG)
LOGGING_CONFIG = "web.logs.configure"
