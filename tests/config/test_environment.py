"""A wrong setting stops the start with a sentence: variable, value, remedy."""

import re

import pytest
from django.core.exceptions import ImproperlyConfigured

from tests.config.conftest import ROOT, documented


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


def test_env_example_lists_exactly_what_is_read():
    sources = [*ROOT.glob("config/**/*.py"), *ROOT.glob("server/**/*.py")]
    code = "\n".join(source.read_text() for source in sources)
    read = set(re.findall(r"environment\.\w+\(\s*\"([A-Z0-9_]+)\"", code))
    pairs = {name for name in read if f'key_and_secret("{name}")' in code}
    read |= {f"{name}_{part}" for name in pairs for part in ("KEY", "SECRET")}
    assert documented() == (read - pairs) | {"PORT"}
