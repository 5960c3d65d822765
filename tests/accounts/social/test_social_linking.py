"""Whose account it is: by the provider's stable id, and by nothing else."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.db import IntegrityError
from django.test import TestCase
from django.utils import timezone
from social_core.exceptions import AuthAssociationError, AuthPolicyError
from social_django.models import UserSocialAuth
from social_django.utils import load_strategy

import demo.provider
from accounts.sessions.opening import OPENED
from accounts.social import pipeline
from demo.social import Demo
from tests.accounts.social.conftest import Browser, callback, told
from tests.conftest import PASSWORD

User = get_user_model()
CONNECT = {"connect": "1", "password": PASSWORD}


@pytest.fixture
def browser_of():
    def signed_in(user) -> Browser:
        browser = Browser()
        browser.force_login(user, backend="accounts.passwords.backend.PasswordBackend")
        return browser

    return signed_in


@pytest.fixture
def says(monkeypatch):
    """``says(email=…)``: what the provider tells about Dora."""

    def change(**fields):
        dora = demo.provider.PEOPLE["dora"] | fields
        monkeypatch.setitem(demo.provider.PEOPLE, "dora", dora)

    return change


@pytest.mark.parametrize(
    ("address", "verified", "signed_in_as", "outcome"),
    [
        # The address is that of Alice, who exists.
        ("alice@example.com", True, None, "told to sign in"),
        ("ALICE@Example.com", True, None, "told to sign in"),
        ("alice@example.com", False, None, "new without address"),
        ("alice@example.com", True, "alice", "connected"),
        ("alice@example.com", False, "alice", "connected"),
        ("alice@example.com", True, "bob", "connected"),  # Bob's, who proved to be Bob
        # Nobody has the address.
        ("new@example.com", True, None, "new with address"),
        ("new@example.com", False, None, "new without address"),
        ("", False, None, "new without address"),
        ("new@example.com", True, "alice", "connected"),
    ],
)
def test_linking(address, verified, signed_in_as, outcome, alice, bob, browser_of, come_back, says):
    says(email=address, email_verified=verified)
    person = {"alice": alice, "bob": bob, None: None}[signed_in_as]
    browser = browser_of(person) if person else Browser()

    response = come_back(browser, "dora", **(CONNECT if person else {}))

    new = User.objects.exclude(pk__in=[alice.pk, bob.pk]).first()
    owner = getattr(UserSocialAuth.objects.first(), "user", None)
    if outcome == "told to sign in":
        assert (new, owner) == (None, None)
        assert "There is already an account with your email address" in told(response)[0]
        assert "_auth_user_id" not in browser.session
    elif outcome == "connected":
        assert (new, owner) == (None, person)
        assert response["Location"] == "/accounts/credentials/"
    else:
        assert owner == new
        assert new.email == (address if outcome == "new with address" else "")
    for existing, email in ((alice, "alice@example.com"), (bob, "bob@example.com")):
        existing.refresh_from_db()
        assert existing.email == email


def test_a_user_name_ties_nothing(make_user, visitor, come_back):
    existing = make_user("Dora")

    come_back(visitor, "dora")

    assert not existing.social_auth.exists()
    assert User.objects.get(social_auth__uid="dora").username == "dora2"


def test_another_id_with_the_same_names_is_another_person(visitor, come_back, says):
    come_back(visitor, "dora")
    says(email="", email_verified=False)

    come_back(Browser(), "dora2")

    assert User.objects.count() == 1  # dora2 says Dora's address, verified: refused


def test_what_is_anothers_cannot_be_connected(alice, visitor, come_back, browser_of):
    come_back(visitor, "dora")
    dora = User.objects.get(username="dora")

    response = come_back(browser_of(alice), "dora", **CONNECT)

    assert response["Location"] == "/accounts/credentials/"
    assert told(response) == ["This Demo provider account belongs to another user here."]
    assert UserSocialAuth.objects.get().user == dora


def test_connecting_twice_changes_nothing(alice, come_back, browser_of):
    browser = browser_of(alice)
    come_back(browser, "dora", **CONNECT)
    come_back(browser, "dora", **CONNECT)

    assert alice.social_auth.count() == 1


@pytest.mark.usefixtures("_mail_at_once")
def test_the_owner_is_told_by_mail(alice, come_back, browser_of, mailoutbox):
    browser = browser_of(alice)

    with TestCase.captureOnCommitCallbacks(execute=True):
        come_back(browser, "dora", **CONNECT)
        come_back(browser, "dora", **CONNECT)
        come_back(Browser(), "emil")

    (message,) = mailoutbox
    assert message.to == ["alice@example.com"]
    assert message.subject == "Demo provider now signs you in"
    assert "An account at Demo provider was connected to your account" in message.body
    assert "dora" not in message.body  # whoever connects it chose that name


def test_connecting_needs_somebody_signed_in(visitor, demo_provider):
    response = visitor.post("/auth/login/demo/", CONNECT)

    assert response["Location"] == "/accounts/auth/?next=/accounts/credentials/"


def test_who_signs_in_elsewhere_is_not_connected_by_the_way(alice, come_back, browser_of):
    """The button on the sign-in page signs in, whoever sat there before."""
    browser = browser_of(alice)

    come_back(browser, "dora")

    assert not alice.social_auth.exists()
    assert browser.session["_auth_user_id"] == str(User.objects.get(username="dora").pk)


@pytest.mark.parametrize("meanwhile", ["signed out", "bob"])
def test_what_alice_began_connects_to_nobody_else(
    alice, bob, begin, demo_provider, browser_of, meanwhile
):
    browser = browser_of(alice)
    url = callback(begin(browser, **CONNECT), "dora")
    session = dict(browser.session)
    browser.logout()
    if meanwhile == "bob":
        browser.force_login(bob, backend="accounts.passwords.backend.PasswordBackend")
    else:
        browser.cookies.clear()
        browser.get("/accounts/auth/")
        browser.post("/auth/login/demo/")
    kept = browser.session
    kept.update({key: value for key, value in session.items() if key.startswith("demo_")})
    kept.save()

    response = browser.get(url)

    assert "not begun in this browser" in told(response)[-1]
    assert not UserSocialAuth.objects.exists()


# Requirements for connecting ---------------------------------------------------------------


def passwordless(user):
    User._base_manager.filter(pk=user.pk).update(password="!")
    return User.objects.get(pk=user.pk)


def grown_old(browser, seconds):
    session = browser.session
    at = timezone.now() - timedelta(seconds=seconds)
    session[OPENED] |= {"at": at.isoformat()}
    session.save()
    return browser


@pytest.mark.parametrize("typed", [{}, {"password": ""}, {"password": "wrong"}])
def test_a_stolen_session_alone_connects_nothing(alice, demo_provider, browser_of, typed):
    response = browser_of(alice).post("/auth/login/demo/", {"connect": "1"} | typed)

    assert response["Location"] == "/accounts/credentials/"
    assert told(response) == ["Type your password to connect Demo provider."]


def test_the_password_cannot_be_guessed_there(alice, demo_provider, browser_of):
    browser = browser_of(alice)
    guess = {"connect": "1", "password": "wrong"}
    for _ in range(10):
        assert browser.post("/auth/login/demo/", guess).status_code == 302
    assert browser.post("/auth/login/demo/", CONNECT).status_code == 429


@pytest.mark.parametrize(("age", "connected"), [(0, 1), (14 * 60, 1), (15 * 60, 0)])
def test_without_a_password_the_session_has_to_be_fresh(
    alice, come_back, demo_provider, browser_of, age, connected
):
    browser = grown_old(browser_of(passwordless(alice)), age)
    if connected:
        come_back(browser, "dora", connect="1")
    else:
        response = browser.post("/auth/login/demo/", {"connect": "1"})
        assert response["Location"] == "/accounts/auth/?next=/accounts/credentials/"
        assert told(response)[0].startswith("Sign in again first")
    assert alice.social_auth.count() == connected


def test_what_a_stolen_session_began_ends_with_a_new_password(
    alice, begin, demo_provider, browser_of
):
    """The thief's state is in the session that goes on, so it is bound to the password."""
    browser = browser_of(alice)
    url = callback(begin(browser, **CONNECT), "dora")
    new = {"new_password1": "staple horse battery", "new_password2": "staple horse battery"}
    changed = browser.post("/accounts/password/change/", {"old_password": PASSWORD} | new)
    assert changed["Location"] == "/accounts/password/change/done/"

    response = browser.get(url)

    assert "not begun in this browser" in told(response)[-1]
    assert not UserSocialAuth.objects.exists()


# User names ---------------------------------------------------------------------------


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


# Two at once ---------------------------------------------------------------------------


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


def test_as_many_accounts_as_one_person_can_have(alice, browser_of, come_back, monkeypatch):
    monkeypatch.setattr(pipeline, "MOST_ACCOUNTS", 1)
    UserSocialAuth.objects.create(user=alice, provider="demo", uid="somebody else")
    page = come_back(browser_of(alice), "dora", **CONNECT)
    assert told(page) == ["You have connected as many accounts as you can. Disconnect one first."]
    assert alice.social_auth.count() == 1
