"""
Strict readers for the environment.

A reader returns the value, or stops the start with one sentence that names the
variable, the value and the remedy. django-environ alone would read
``DEBUG=yess`` as off and go on.
"""

from config.environment.addresses import hosts, origins, sender
from config.environment.databases import database_url
from config.environment.files import load_env_file, misspelt
from config.environment.keys import key_and_secret, private_key, private_keys
from config.environment.mail import email_url
from config.environment.redis import redis_url
from config.environment.secrets import old_secret_keys, secret_key
from config.environment.site import issuer
from config.environment.values import boolean, integer, port, required_text, text, words

__all__ = [
    "boolean",
    "database_url",
    "email_url",
    "hosts",
    "integer",
    "issuer",
    "key_and_secret",
    "load_env_file",
    "misspelt",
    "old_secret_keys",
    "origins",
    "port",
    "private_key",
    "private_keys",
    "redis_url",
    "required_text",
    "secret_key",
    "sender",
    "text",
    "words",
]
