"""No input is a 500 on a page, the admin's included: every form, every query."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from oauth2_provider.models import Application

from polls.models import Choice, Question
from tests.web.routes import page_paths

pytestmark = [pytest.mark.sweep, pytest.mark.database]

bounded = settings(
    max_examples=80,
    derandomize=True,
    deadline=timedelta(seconds=20),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)

FIELDS = [
    *("username", "email", "password", "password1", "password2", "old_password", "new_password1"),
    *("name", "expires_at", "time_zone", "next", "_selected_action", "action", "post", "_save"),
    *("question_text", "pub_date", "closes_at", "choices", "choice", "withdraw"),
    *("pub_date_0", "pub_date_1", "closes_at_0", "choices-TOTAL_FORMS", "choices-INITIAL_FORMS"),
    *("choices-0-choice_text", "choices-0-id", "form-TOTAL_FORMS", "usable_password", "user"),
    *("client_id", "client_type", "redirect_uris", "authorization_grant_type", "allow", "scope"),
]
PARAMETERS = [
    *("next", "q", "p", "o", "e", "all", "state", "cursor", "search", "ordering", "status"),
    *("mine", "voted", "_popup", "_to_field", "_facets", "_changelist_filters", "created__year"),
    *("created__day", "is_staff__exact", "id__exact", "username__contains", "user__password"),
    *("app_label", "model_name", "field_name", "term", "client_id", "response_type", "scope"),
    *("redirect_uri", "code_challenge", "code_challenge_method", "state", "prompt", "max_age"),
]
NASTY = [
    *(
        "",
        "0",
        "-1",
        "1",
        "true",
        "9" * 30,
        "9" * 5000,
        "1e400",
        "NaN",
        "None",
        "%s",
        "../..",
        "a.b",
    ),
    *("\0", "\u202e", "é" * 3000, "'\"><script>", "https://evil.example", "//evil", "1,2,,x"),
    *("9999-12-31T23:59", "0001-01-01T00:00", "2026-13-45", "2026-11-24T24:00", "23:59:60"),
    *("accounts", "user", "Token", "polls", "question", "code", "S256", "none login", "revoke"),
]
values = st.text(st.characters(codec="utf-8"), max_size=30) | st.sampled_from(NASTY)
forms = st.dictionaries(st.sampled_from(FIELDS), values | st.lists(values, max_size=3), max_size=8)
queries = st.dictionaries(st.sampled_from(PARAMETERS), values, max_size=4)


@pytest.fixture
def ada(ada):
    """In a time zone in which the last hour of the year 9999 is in the year 10000."""
    get_user_model().objects.filter(pk=ada.pk).update(time_zone="America/Los_Angeles")
    question = Question.objects.create(id=1, question_text="Tea or coffee?", author=ada)
    Choice.objects.create(id=1, question=question, choice_text="Tea")
    Application.objects.create(id=1, client_type="public", authorization_grant_type="password")
    return ada


@bounded
@given(path=st.sampled_from(page_paths()), query=queries, form=forms)
@example("/accounts/credentials/tokens/", {}, {"name": "x", "expires_at": "9999-12-31T23:59"})
@example("/accounts/credentials/sessions/%00/revoke/", {}, {})
@example("/accounts/password/reset/%00/a-token/", {}, {})
@example(f"/accounts/credentials/tokens/{'9' * 30}/revoke/", {}, {})
@example(f"/polls/{'9' * 30}/", {}, {})
@example(f"/admin/accounts/user/{'9' * 5000}/change/", {}, {})
@example("/admin/accounts/token/", {"created__year": "99999"}, {})
def test_no_form_and_no_query_on_a_page_is_a_500(ada, path, query, form):
    with transaction.atomic():
        browser = Client()
        browser.force_login(ada)
        assert browser.get(path, query).status_code < 500
        assert browser.post(path, form, query_params=query).status_code < 500
        transaction.set_rollback(True)
