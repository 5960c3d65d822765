"""A wrong setting stops the start with a sentence: variable, value, remedy."""

import re
import runpy
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from django.core.exceptions import ImproperlyConfigured

from config import environment

ROOT = Path(__file__).resolve().parent.parent.parent
STRONG_KEY = "a-strong-key-of-at-least-fifty-characters-0123456789"


@pytest.fixture
def read_settings(monkeypatch):
    """``read_settings(DEBUG="on")``: the settings, read from this environment and no other."""

    def read(**variables: str) -> dict:
        for name in documented():
            monkeypatch.delenv(name, raising=False)
        monkeypatch.setenv("ENV_FILE", "off")
        for name, value in ({"SECRET_KEY": STRONG_KEY} | variables).items():
            monkeypatch.setenv(name, value)
        return runpy.run_path(str(ROOT / "config" / "settings.py"))

    return read


def documented() -> set[str]:
    return set(re.findall(r"^# ?([A-Z0-9_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE))


@pytest.mark.parametrize(
    ("name", "value", "remedy"),
    [
        ("DEBUG", "yess", "on or off"),
        ("HTTPS", "2", "on or off"),
        ("API_BASIC_AUTH", "maybe", "on or off"),
        ("TOKEN_EXPIRE_TIME", "0", "1 to ten years"),
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
    ],
)
def test_a_wrong_value_is_refused(name, value, remedy, read_settings):
    with pytest.raises(ImproperlyConfigured) as refusal:
        read_settings(**{name: value})
    sentence = str(refusal.value)
    assert sentence.startswith(f"{name}=")
    assert value in sentence or name.startswith("OIDC")
    assert remedy in sentence


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATABASE_URL", "mysql://root:hunter2@db/polls"),
        ("DATABASE_URL", "postgres://root:hun@ter2:hunter2@db:port/polls?password=hunter2"),
        ("REDIS_URL", "http://:hunter2@cache:6379/0"),
        ("EMAIL_URL", "post://me:hunter2@mail:587"),
    ],
)
def test_a_refusal_keeps_passwords_to_itself(name, value, read_settings, recwarn):
    with pytest.raises(ImproperlyConfigured) as refusal:
        read_settings(**{name: value})
    assert "hunter2" not in str(refusal.value)
    assert list(recwarn) == []


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


def test_postgresql_and_redis_by_their_urls(read_settings):
    read = read_settings(
        DATABASE_URL="postgres://me:secret@db:5433/polls", REDIS_URL="redis://cache:6379/2"
    )
    assert read["DATABASES"]["default"]["ENGINE"] == "django.db.backends.postgresql"
    assert read["DATABASES"]["default"]["PORT"] == 5433
    assert read["CACHES"]["default"]["LOCATION"] == "redis://cache:6379/2"


@pytest.mark.parametrize("url", ["filemail:///var/mail/polls", "filemail:////var/mail/polls"])
def test_a_folder_for_mails_is_where_its_path_says(url, read_settings):
    assert read_settings(EMAIL_URL=url)["EMAIL_FILE_PATH"] == "/var/mail/polls"


def pem(key) -> str:
    form = (Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return key.private_bytes(*form).decode().replace("\n", "\\n")


def test_a_key_that_signs_is_rsa_and_long_enough(read_settings):
    good = pem(rsa.generate_private_key(65537, 2048))
    assert "BEGIN PRIVATE KEY" in read_settings(OIDC_RSA_PRIVATE_KEY=good)["OIDC_RSA_PRIVATE_KEY"]
    short = pem(rsa.generate_private_key(65537, 1024))  # noqa: S505  that is the point
    other = pem(ec.generate_private_key(ec.SECP521R1()))
    broken = good.replace("MII", "MIX")
    for key in (short, other, broken, good + good):
        with pytest.raises(ImproperlyConfigured, match="OIDC_RSA_PRIVATE_KEY") as refusal:
            read_settings(OIDC_RSA_PRIVATE_KEY=key)
        assert "MII" not in str(refusal.value)


def test_the_file_fills_in_what_the_environment_leaves_out(tmp_path, monkeypatch):
    (tmp_path / ".env").write_text("FROM_FILE=file\nFROM_BOTH=file\n")
    monkeypatch.setenv("ENV_FILE", "on")
    monkeypatch.setenv("FROM_FILE", "")  # so that monkeypatch takes it away again
    monkeypatch.delenv("FROM_FILE")
    monkeypatch.setenv("FROM_BOTH", "environment")
    environment.load_env_file(tmp_path / ".env")
    assert environment.text("FROM_FILE") == "file"
    assert environment.text("FROM_BOTH") == "environment"


def test_env_example_lists_exactly_what_is_read():
    sources = [*ROOT.glob("config/**/*.py"), *ROOT.glob("server/**/*.py")]
    code = "\n".join(source.read_text() for source in sources)
    read = set(re.findall(r"environment\.\w+\(\s*\"([A-Z0-9_]+)\"", code))
    pairs = {name for name in read if f'key_and_secret("{name}")' in code}
    read |= {f"{name}_{part}" for name in pairs for part in ("KEY", "SECRET")}
    assert documented() == (read - pairs) | {"PORT"}
