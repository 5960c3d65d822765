"""Staff add tokens in the admin, and see a key once."""

import pytest

from accounts.models import Token, User
from tests.accounts.admin.conftest import TOKENS, USERS, key_in, works
from tests.conftest import PASSWORD


def test_adding_a_user_shows_the_first_key_once(admin):
    form = {
        "username": "dora",
        "usable_password": "true",
        "password1": PASSWORD,
        "password2": PASSWORD,
    }
    page = admin.post(f"{USERS}add/", form, follow=True)
    key = key_in(page)
    assert works(key)
    dora = User.objects.get(username="dora")
    assert f"{USERS}{dora.pk}/change/" in page.content.decode()
    assert key not in admin.get(f"{USERS}{dora.pk}/change/").content.decode()


def test_adding_a_token_shows_its_key_once(admin, alice):
    form = {"user": alice.pk, "name": "for alice"}
    page = admin.post(f"{TOKENS}add/", form, follow=True)
    assert works(key_in(page))


def test_the_list_shows_beginnings_only(admin, alice):
    html = admin.get(TOKENS).content.decode()
    assert alice.initial_token.hint in html
    assert alice.initial_token.key not in html
    assert alice.initial_token.digest not in html


@pytest.mark.parametrize(("state", "count"), [("live", 2), ("dead", 1), ("", 3)])
def test_the_list_can_be_narrowed_to_what_is_live(admin, alice, state, count):
    admin.post(TOKENS, {"action": "revoke", "_selected_action": [alice.initial_token.pk]})
    Token.objects.create(user=alice)
    page = admin.get(TOKENS, {"state": state} if state else {})
    assert page.context["cl"].result_count == count


def test_revoking_in_the_list_ends_the_token(admin, alice):
    admin.post(TOKENS, {"action": "revoke", "_selected_action": [alice.initial_token.pk]})
    assert not works(alice.initial_token.key)


def test_a_token_cannot_be_edited(admin, alice):
    path = f"{TOKENS}{alice.initial_token.pk}/change/"
    assert admin.get(path).status_code == 200
    assert admin.post(path, {"user": alice.pk, "name": "x"}).status_code == 403
