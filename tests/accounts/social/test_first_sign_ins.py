"""A first sign-in makes a user with a free name, also when two come at once."""

import pytest
from django.contrib.auth import get_user_model
from django.db import IntegrityError
from social_core.exceptions import AuthAssociationError, AuthPolicyError
from social_django.models import UserSocialAuth
from social_django.utils import load_strategy

from accounts.social import pipeline
from demo.social import Demo

User = get_user_model()


@pytest.mark.parametrize(
    ("taken", "wanted", "free"),
    [
        ([], "ada", "ada"),
        ([], "Ada Lovelace", "adalovelace"),
        (["Ada"], "ADA", "ada2"),
        (["ada", "ADA2"], "ada", "ada3"),
        ([], "<script>", "script"),
        ([], "../..", "...."),
        ([], "", "user"),
        ([], "Ω", "user"),
    ],
)
def test_a_free_user_name_is_found(make_user, taken, wanted, free):
    for username in taken:
        make_user(username)

    assert pipeline.free_username(wanted) == free
    User(username=free, password="!").full_clean(exclude=["password"])


def test_when_the_variants_are_taken_chance_decides(make_user):
    make_user("ada")
    for number in range(2, pipeline.VARIANTS + 1):
        make_user(f"ada{number}")

    assert pipeline.free_username("ada").startswith("ada-")


def run(**kwargs):
    backend = Demo(load_strategy())
    response = {"id": "dora", "username": "dora", "name": "Dora", "email": ""}
    return backend.strategy.authenticate(backend, response=response, **kwargs)


def test_of_two_first_sign_ins_at_once_the_second_finds_the_first(demo_provider, db, monkeypatch):
    first = run()
    find = UserSocialAuth.get_social_auth.__func__
    answers = iter([lambda *args, **kwargs: None, lambda *args, **kwargs: None])  # not yet there

    def look(cls, *args, **kwargs):
        return next(answers, find)(cls, *args, **kwargs)

    monkeypatch.setattr(UserSocialAuth, "get_social_auth", classmethod(look))

    assert run() == first
    assert User.objects.count() == 1
    assert next(answers, None) is None


def test_a_constraint_that_stays_broken_is_no_500(demo_provider, db, monkeypatch):
    def fail(self, *args, **kwargs):
        raise IntegrityError

    monkeypatch.setattr(UserSocialAuth, "save", fail)

    with pytest.raises(AuthAssociationError):
        run()
    assert not User.objects.exists()


def test_a_backend_that_knows_nobody_is_no_500_either(demo_provider, db, monkeypatch):
    monkeypatch.setattr(Demo, "run_authentication", lambda self, *args, **kwargs: None)

    with pytest.raises(AuthPolicyError):
        run()
