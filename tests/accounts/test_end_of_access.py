"""One place ends access, and everything that should end access goes there."""

import pytest
from django.test import Client
from django.utils import timezone
from rest_framework.test import APIClient

from accounts.models import Session, Token, User
from tests.conftest import PASSWORD

ME = "/accounts/api/me"
NEW_PASSWORD = "staple horse battery"


def change_own_password(alice):
    browser = Client()
    browser.force_login(alice)
    answer = browser.post(
        "/accounts/password/change/",
        {
            "old_password": PASSWORD,
            "new_password1": NEW_PASSWORD,
            "new_password2": NEW_PASSWORD,
        },
    )
    assert answer.status_code == 302
    assert browser.get(ME).status_code == 200  # this session goes on
    browser.logout()


def change_password_in_a_shell(alice):
    alice.set_password(NEW_PASSWORD)
    alice.save()


def deactivate(alice):
    alice.is_active = False
    alice.save(update_fields=["is_active"])


def deactivate_in_the_admin(alice):
    ada = User.objects.create_superuser("root")
    browser = Client()
    browser.force_login(ada)
    form = browser.get(f"/admin/accounts/user/{alice.pk}/change/").context["adminform"].form
    data = {k: v for k, v in form.initial.items() if v is not None and k != "is_active"}
    data |= {"date_joined_0": "2030-01-01", "date_joined_1": "00:00:00"}
    answer = browser.post(f"/admin/accounts/user/{alice.pk}/change/", data)
    assert answer.status_code == 302
    browser.logout()
    Token.objects.filter(user=ada).delete()


def end_in_the_admin(alice):
    ada = User.objects.create_superuser("root")
    browser = Client()
    browser.force_login(ada)
    browser.post("/admin/accounts/user/", {"action": "end_access", "_selected_action": [alice.pk]})
    browser.logout()
    Token.objects.filter(user=ada).delete()


def sign_out_everywhere(alice):
    browser = Client()
    browser.force_login(alice)
    assert browser.post("/accounts/credentials/end/")["Location"] == "/accounts/auth/"


def delete(alice):
    alice.delete()


@pytest.mark.parametrize(
    "end",
    [
        change_own_password,
        change_password_in_a_shell,
        deactivate,
        deactivate_in_the_admin,
        end_in_the_admin,
        sign_out_everywhere,
        delete,
    ],
)
def test_what_stood_before_is_refused_after(alice, end):
    session, program = Client(), APIClient()
    session.force_login(alice)
    program.credentials(HTTP_AUTHORIZATION=f"Token {alice.initial_token.key}")
    assert session.get(ME).status_code == program.get(ME).status_code == 200

    end(alice)

    assert session.get(ME).status_code == program.get(ME).status_code == 401
    assert not Session.objects.exists()
    assert not Token.objects.live(now=timezone.now()).exists()
