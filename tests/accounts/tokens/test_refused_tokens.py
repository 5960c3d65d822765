"""A token in trouble is refused with its reason."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import Token
from tests.accounts.tokens.test_authentication import call


def change(**fields):
    def apply(token):
        Token.objects.filter(pk=token.pk).update(**{k: v() for k, v in fields.items()})

    return apply


def ago(**kwargs):
    return lambda: timezone.now() - timedelta(**kwargs)


def deactivate(token):
    token.user.is_active = False
    token.user.save()


@pytest.mark.parametrize(
    ("trouble", "detail", "code"),
    [
        (change(created=ago(days=15)), "Token has expired", "token_expired"),
        (change(expires_at=ago(seconds=1)), "Token has expired", "token_expired"),
        (change(created=ago(seconds=-90)), "Invalid token", "invalid_token"),
        (change(revoked_at=ago(seconds=1)), "Invalid token", "invalid_token"),
        (lambda token: token.delete(), "Invalid token", "invalid_token"),
        (deactivate, "User inactive or deleted", "user_inactive"),
        (lambda token: token.user.delete(), "Invalid token", "invalid_token"),
    ],
)
def test_a_token_in_trouble_is_refused_with_its_reason(alice, trouble, detail, code):
    key = alice.initial_token.key
    trouble(alice.initial_token)
    answer = call(f"Token {key}")
    assert answer.status_code == 401
    assert answer.json() == {"detail": detail, "code": code}
    assert answer["WWW-Authenticate"].startswith("Token")


def test_a_deactivated_user_who_comes_back_does_not_bring_the_old_tokens(alice):
    deactivate(alice.initial_token)
    alice.is_active = True
    alice.save()
    assert call(f"Token {alice.initial_token.key}").json()["code"] == "invalid_token"


@pytest.mark.parametrize("key", ["nonsense", "dar_" + "x" * 38, "9944b09199c62bcf9418ad84", "ü"])
def test_an_unknown_key_is_refused(db, key):
    answer = call(f"Token {key}".encode().decode("latin-1"))
    assert answer.status_code == 401


def test_a_mistyped_key_costs_no_query(alice, django_assert_num_queries):
    with django_assert_num_queries(0):
        call(f"Token {alice.initial_token.key[:-1]}")
