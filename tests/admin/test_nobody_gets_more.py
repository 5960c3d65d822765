"""Each single permission, by each thing that a member of staff could reach with it."""

from contextlib import contextmanager, suppress
from urllib.parse import urlencode

import pytest
from django.contrib.auth.models import Group, Permission
from django.contrib.messages.storage.cookie import CookieStorage
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import transaction
from django.http import Http404
from django.test import RequestFactory
from django.urls import resolve

from accounts.models import User
from accounts.sessions.store import SessionStore
from tests.admin.attacks import FOR_ONESELF, ON_SOMEBODY
from tests.admin.conftest import RIGHTS, registered

pytestmark = pytest.mark.sweep

#: Which single permissions do it to somebody with no more rights: model and right.
#: Nothing at all does it to somebody with more.
ENOUGH = {
    "make a key": {("accounts.Token", "add")},
    "set the password": {("accounts.User", "change")},
    "disable the password": {("accounts.User", "change")},
    "change the address": {("accounts.User", "change")},
    "deactivate": {("accounts.User", "change")},
    "deactivate by the form": {("accounts.User", "change")},
    "end all access": {("accounts.User", "change")},
    "reset the second factor": {("accounts.User", "change")},
    # With all that goes with it: who may delete but one sort of thing deletes nobody.
    "delete the account": set(),
    # It is done from the list, which takes the right to view as well.
    "revoke the token": set(),
    "delete the token": {("accounts.Token", "delete")},
    "change the token": set(),
    "end the session": {("accounts.Session", "delete")},
    "end the access token": {("oauth2_provider.AccessToken", "delete")},
    "end the refresh token": {("oauth2_provider.RefreshToken", "delete")},
    "end the code": {("oauth2_provider.Grant", "delete")},
    "end the ID token": {("oauth2_provider.IDToken", "delete")},
    "end what the application was given": {("oauth2_provider.Application", "change")},
    "a new secret for the application": {("oauth2_provider.Application", "change")},
    "another address for the application": {("oauth2_provider.Application", "change")},
    "delete the application": set(),
    "register an application in the name": {("oauth2_provider.Application", "add")},
    "end the social account": {("social_django.UserSocialAuth", "delete")},
    "tie a social account": set(),
    "ask in the name": set(),
    "issue an access token by hand": set(),
    "open a session by hand": set(),
}
WITH_MORE = {"delete the account", "delete the application", "revoke the token"}
FORM = "application/x-www-form-urlencoded"  # parsed in a fraction of the time of multipart
USERS_AND_GROUPS = [(right, model) for right in RIGHTS for model in (User, Group)]
EACH_PERMISSION = pytest.mark.parametrize(
    ("model", "right"),
    [(model, right) for model in registered() for right in RIGHTS],
    ids=lambda part: part if isinstance(part, str) else part._meta.label,
)


def test_the_table_is_whole():
    assert ENOUGH.keys() == ON_SOMEBODY.keys()


@contextmanager
def undone():
    """Undo everything that is tried in here."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


class Hand:
    """
    A member of staff who posts straight to the admin's views.

    The rules are in the views. A browser would spend nine tenths of the time on middleware and
    on pages that say no, thousands of times.
    """

    def __init__(self, user, *, may_gain=False):
        self.user, self.may_gain = user, may_gain

    def post(self, path, form):
        request = RequestFactory().post(path, urlencode(form, doseq=True), FORM)
        request._dont_enforce_csrf_checks = True
        # Permissions are read once, unless what is tried may change them.
        request.user = User.objects.get(pk=self.user.pk) if self.may_gain else self.user
        request.session = SessionStore()
        request._messages = CookieStorage(request)
        view, args, kwargs = resolve(path)
        with suppress(PermissionDenied, SuspiciousOperation, Http404):
            view(request, *args, **kwargs)


@pytest.fixture
def people(ada, alice, staff_who_may, belongings):
    """Alice has no rights; Mona has one that Sam lacks; Ada has all of them."""
    mona = staff_who_may(username="mona", email="mona@example.com")
    mona.user_permissions.add(Permission.objects.get(codename="delete_logentry"))
    return [belongings(user) for user in (alice, mona, ada)]


@EACH_PERMISSION
def test_a_permission_reaches_those_with_no_more_rights(people, staff_who_may, model, right):
    sam = User.objects.get(pk=staff_who_may((right, model)).pk)
    reached, client = set(), Hand(sam)
    for name, (attempt, worked) in ON_SOMEBODY.items():
        for held in people:
            with undone():
                attempt(client, held)
                if worked(held):
                    reached.add((name, held.user.username))

    enough = {name for name, needed in ENOUGH.items() if (model._meta.label, right) in needed}
    assert reached == {(name, "alice") for name in enough}


@pytest.mark.parametrize("name", [name for name, needed in ENOUGH.items() if not needed])
def test_what_no_single_permission_does_ada_does_or_nobody(people, ada, browser_as, name):
    attempt, worked = ON_SOMEBODY[name]
    client = browser_as(ada)
    with undone():
        attempt(client, people[0])
        assert bool(worked(people[0])) is (name in WITH_MORE)


def powers() -> dict[str, set]:
    """Everybody's abilities, by name."""
    return {
        user.username: {"everything"} if user.is_superuser else user.get_all_permissions()
        for user in User.objects.all()
    }


@pytest.mark.parametrize(
    "held",
    [*([(right, model)] for model in registered() for right in RIGHTS), USERS_AND_GROUPS],
    ids=lambda held: "-".join(f"{right}-{model._meta.model_name}" for right, model in held),
)
def test_no_permission_gives_more_than_itself(ada, staff_who_may, held):
    own, powerful = Group.objects.create(name="own"), Group.objects.create(name="powerful")
    powerful.permissions.set(Permission.objects.all())
    sam = staff_who_may(*held)
    sam.groups.add(own)
    before, client = powers(), Hand(sam, may_gain=True)
    for name, attempt in FOR_ONESELF.items():
        with undone():
            attempt(client, sam, own, powerful)
            gained = [
                user for user, can in powers().items() if user != "ada" and can - before["sam"]
            ]
            assert gained == [], name
