"""An id and a name are taken only if they are one."""

import pytest
from django.contrib.auth import get_user_model
from social_django.models import UserSocialAuth

from tests.accounts.social.providers.recorded import BY_NAME, answer, come_back, each

User = get_user_model()


@each
@pytest.mark.parametrize(
    "identity",
    [None, "", True, 1.5, [], {"a": 1}, "x" * 255, "a\0b", "a\nb", "\ud800"],
)
def test_an_id_that_is_none_is_refused(recorded, visitor, begin, mocked, identity):
    name = "sub" if recorded.name == "Google" else "id"
    method, url, body = recorded.profile[0]
    body = {"data": body["data"] | {name: identity}} if "data" in body else body | {name: identity}
    answer(mocked, recorded.token)
    answer(mocked, (method, url, body))
    for call in recorded.profile[1:]:
        answer(mocked, call)

    response = come_back(recorded, visitor, begin)

    assert response["Location"] == "/accounts/auth/?next=/polls/"
    assert not UserSocialAuth.objects.exists()


@pytest.mark.parametrize(
    ("name", "first_name", "username"),
    [
        ("Zoë \N{WOMAN}\N{ZERO WIDTH JOINER}\N{PERSONAL COMPUTER}", "Zoë", "zo"),
        ("a\0b\nc", "abc", "abc"),
        ("x" * 5000, "x" * 150, "x" * 30),
        ("", "", "user"),
        (None, "", "user"),
        ("阿达", "阿达", "user"),
    ],
)
def test_a_name_may_be_anything(visitor, begin, mocked, name, first_name, username):
    facebook = BY_NAME["Facebook"]
    answer(mocked, facebook.token)
    answer(mocked, facebook.profile[0], facebook.profile[0][2] | {"name": name})

    come_back(facebook, visitor, begin)

    user = User.objects.get()
    assert (user.first_name, user.username) == (first_name, username)
