"""The URL of Redis."""

from redis import ConnectionPool

from config.environment.urls import masked, options_of, split
from config.environment.values import text, whole, wrong


def redis_url(name: str) -> str:
    remedy = "Use redis://host:6379/0 or rediss:// for TLS."
    value = text(name)
    if not value:
        return ""
    parts = split(name, value, remedy)
    number = parts.path.strip("/")
    is_sound = parts.scheme in {"redis", "rediss"} and parts.hostname
    if not is_sound or (number and whole(number) is None):
        raise wrong(name, masked(value), remedy)
    options_of(name, value, parts.query, "redis")
    try:
        ConnectionPool.from_url(value).make_connection()  # nothing is sent yet
    except Exception:  # redis-py raises whatever an option runs into
        raise wrong(name, masked(value), f"redis-py does not take its options. {remedy}") from None
    return value
