"""A wrong setting stops the start with a sentence: variable, value, remedy."""

import re

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from django.core.exceptions import ImproperlyConfigured

from tests.config.conftest import ROOT, STRONG_KEY, documented


@pytest.mark.parametrize(
    ("name", "value", "remedy"),
    [
        ("DEBUG", "yess", "on or off"),
        ("HTTPS", "2", "on or off"),
        ("API_BASIC_AUTH", "maybe", "on or off"),
        ("TOKEN_EXPIRE_TIME", "0", "1 to ten years"),
        ("TRAIL_DAYS", "0", "1 to 36600"),
        ("TOKEN_EXPIRE_TIME", "-5", "1 to ten years"),
        ("TOKEN_EXPIRE_TIME", "14 days", "1209600 is 14 days"),
        ("TOKEN_EXPIRE_TIME", "1e3", "whole seconds"),
        ("TOKEN_EXPIRE_TIME", "9" * 30, "ten years"),
        ("TOKEN_EXPIRE_TIME", "١٢٣", "whole seconds"),
        ("TRUSTED_PROXY_COUNT", "yes", "0 to 10"),
        ("TRUSTED_PROXY_COUNT", "11", "0 to 10"),
        ("WEB_CONCURRENCY", "0", "1 to 512"),
        ("ALLOWED_HOSTS", "*", "List host names"),
        ("ALLOWED_HOSTS", "https://polls.example.com", "List host names"),
        ("ALLOWED_HOSTS", "polls.example.com:8000", "no port"),
        ("CORS_ALLOWED_ORIGINS", "app.example.com", "https://app.example.com"),
        ("CORS_ALLOWED_ORIGINS", "https://app.example.com/path", "no path"),
        ("CSRF_TRUSTED_ORIGINS", "*", "https://app.example.com"),
        ("DATABASE_URL", "mysql://db/polls", "postgres://"),
        ("DATABASE_URL", "polls.sqlite3", "sqlite:////path"),
        ("DATABASE_URL", "postgres://db:port/polls", "postgres://"),
        ("REDIS_URL", "localhost:6379", "redis://host:6379/0"),
        ("REDIS_URL", "redis://", "redis://host:6379/0"),
        ("EMAIL_URL", "mail.example.com", "smtp+tls://"),
        ("OIDC_RSA_PRIVATE_KEY", "not a key", "openssl genrsa"),
        ("ENV_FILE", "of", "on or off"),
        ("DEFAULT_FROM_EMAIL", "polls.example.com", "an email address"),
        ("DEFAULT_FROM_EMAIL", "Polls <no-reply@>", "an email address"),
    ],
)
def test_a_wrong_value_is_refused(name, value, remedy, read_settings):
    with pytest.raises(ImproperlyConfigured) as refusal:
        read_settings(**{name: value})
    sentence = str(refusal.value)
    assert sentence.startswith(f"{name}=")
    assert value in sentence or "…" in sentence
    assert remedy in sentence


OLD, OLDER = (
    f"{number}-old-key-that-is-long-enough-to-sign-sessions-0123456789" for number in "12"
)


def test_old_secret_keys_are_read_in_their_order(read_settings):
    read = read_settings(SECRET_KEY_FALLBACKS=f" {OLD} , {OLDER}", DEBUG="off")
    assert read["SECRET_KEY_FALLBACKS"] == [OLD, OLDER]
    assert read_settings(DEBUG="off")["SECRET_KEY_FALLBACKS"] == []


@pytest.mark.parametrize(
    ("keys", "remedy"),
    [
        (f"{OLD},short", "too weak"),
        (f"{OLD},{OLD}", "each old key once"),
        (f"{OLD},{STRONG_KEY}", "not the one in SECRET_KEY"),
        (",", "lists nothing"),
    ],
)
def test_production_refuses_old_secret_keys_that_cannot_be_meant(keys, remedy, read_settings):
    with pytest.raises(ImproperlyConfigured, match=remedy) as refusal:
        read_settings(SECRET_KEY_FALLBACKS=keys, DEBUG="off")
    assert OLD not in str(refusal.value)


@pytest.mark.parametrize(
    "key", ["short", "a" * 60, "django-insecure-0123456789abcdefghijklmnopqrstuvwxyz-0123456789"]
)
def test_production_refuses_a_weak_secret_key_without_telling_it(key, read_settings):
    with pytest.raises(ImproperlyConfigured, match=r"too weak.*50 or more random") as refusal:
        read_settings(SECRET_KEY=key, DEBUG="off")
    assert key not in str(refusal.value)


def test_a_weak_secret_key_will_do_with_debug(read_settings):
    assert read_settings(SECRET_KEY="short", DEBUG="on")["SECRET_KEY"] == "short"


def test_no_secret_key_is_no_start(read_settings):
    with pytest.raises(ImproperlyConfigured, match=r"SECRET_KEY is not set\. Set it to"):
        read_settings(SECRET_KEY="  ")


def test_secure_unless_told_otherwise(read_settings):
    read = read_settings()
    assert read["DEBUG"] is False
    assert read["ALLOWED_HOSTS"] == []
    assert read["API_BASIC_AUTH"] is False
    assert read["SECURE_PROXY_SSL_HEADER"] is None
    for name in ("HTTPS", "SECURE_SSL_REDIRECT", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE"):
        assert read[name] is True
    assert read["SECURE_HSTS_SECONDS"] >= 365 * 24 * 3600
    assert read["EMAIL_BACKEND"].endswith("dummy.EmailBackend")


def test_forwarding_headers_count_once_there_is_a_proxy(read_settings):
    read = read_settings(TRUSTED_PROXY_COUNT="1")
    assert read["SECURE_PROXY_SSL_HEADER"] == ("HTTP_X_FORWARDED_PROTO", "https")


def test_a_list_is_split_at_commas_and_blanks_fall_away(read_settings):
    read = read_settings(ALLOWED_HOSTS="polls.example.com, .example.org,,[::1] ")
    assert read["ALLOWED_HOSTS"] == ["polls.example.com", ".example.org", "[::1]"]


def pem(key) -> str:
    form = (Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return key.private_bytes(*form).decode().replace("\n", "\\n")


def test_a_key_that_signs_is_rsa_and_long_enough(read_settings):
    good = pem(rsa.generate_private_key(65537, 2048))
    assert "BEGIN PRIVATE KEY" in read_settings(OIDC_RSA_PRIVATE_KEY=good)["OIDC_RSA_PRIVATE_KEY"]
    short = pem(rsa.generate_private_key(65537, 1024))  # noqa: S505  that is the point
    other = pem(ec.generate_private_key(ec.SECP521R1()))
    broken = good.replace("MII", "MIX")
    for key in (short, other, broken, good + good, f"{good} and more", "x" + good):
        with pytest.raises(ImproperlyConfigured, match="OIDC_RSA_PRIVATE_KEY") as refusal:
            read_settings(OIDC_RSA_PRIVATE_KEY=key)
        assert "MII" not in str(refusal.value)


def test_a_key_in_both_variables_is_published_once(read_settings):
    """Twice the same identifier in the published set would be one too many."""
    active, other = (pem(rsa.generate_private_key(65537, 2048)) for _ in range(2))
    read = read_settings(
        OIDC_RSA_PRIVATE_KEY=active, OIDC_RSA_PRIVATE_KEYS_INACTIVE=other + active + other
    )
    assert len(read["OAUTH2_PROVIDER"]["OIDC_RSA_PRIVATE_KEYS_INACTIVE"]) == 1


def test_an_inactive_key_beside_no_active_one_means_nothing(read_settings):
    key = pem(rsa.generate_private_key(65537, 2048))
    with pytest.raises(ImproperlyConfigured, match=r"OpenID Connect is off\. Set OIDC"):
        read_settings(OIDC_RSA_PRIVATE_KEYS_INACTIVE=key)


def test_env_example_lists_exactly_what_is_read():
    sources = [*ROOT.glob("config/**/*.py"), *ROOT.glob("server/**/*.py")]
    code = "\n".join(source.read_text() for source in sources)
    read = set(re.findall(r"environment\.\w+\(\s*\"([A-Z0-9_]+)\"", code))
    pairs = {name for name in read if f'key_and_secret("{name}")' in code}
    read |= {f"{name}_{part}" for name in pairs for part in ("KEY", "SECRET")}
    assert documented() == (read - pairs) | {"PORT"}
