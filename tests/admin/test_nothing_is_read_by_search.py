"""No secret can be searched for, by any list, along any path of relations, by any look-up."""

from itertools import product

import pytest
from django.contrib import admin
from django.core.exceptions import SuspiciousOperation
from django.test import RequestFactory

from accounts.models import Session, Token
from accounts.staff import OwnedAdmin
from accounts.trail.models import Entry
from tests.admin.conftest import registered, url_of

#: Columns that tell a secret, or a digest of one, or whose account it is elsewhere.
SECRET = {
    "password",
    "digest",
    "session_key",
    "session_data",
    "client_secret",
    "token",
    "token_checksum",
    "code",
    "code_challenge",
    "nonce",
    "jti",
    "extra_data",
    "application_digest",
    "security_stamp",
}
LOOKUPS = ["", "__exact", "__startswith", "__istartswith", "__contains", "__regex", "__iregex"]
LOOKUPS += ["__gt", "__gte", "__lt", "__lte", "__range", "__in", "__isnull", "__endswith"]
DEEP = 2  # relations on the way


def paths(model, depth=DEEP, before=""):
    """Each way from ``model`` to a secret column, as a query string writes it."""
    for field in model._meta.get_fields(include_hidden=True):
        if field.is_relation and field.related_model and depth:
            yield from paths(field.related_model, depth - 1, f"{before}{field.name}__")
        elif field.name in SECRET:
            yield before + field.name


EACH_MODEL = pytest.mark.parametrize("model", registered(), ids=lambda model: model._meta.label)


def is_refused(model, user, query):
    request = RequestFactory().get(url_of(model), query)
    request.user = user
    try:
        admin.site.get_model_admin(model).get_changelist_instance(request)
    except SuspiciousOperation:
        return True
    return False


@EACH_MODEL
def test_no_path_leads_to_a_secret(ada, model):
    found = {f"{path}{lookup}" for path, lookup in product(set(paths(model)), LOOKUPS)}

    # An entry of the trail is related to nothing.
    assert bool(found) is (
        model is not Entry
    )  # every other model is a few relations from some secret
    assert [name for name in found if not is_refused(model, ada, {name: "a"})] == []


@EACH_MODEL
def test_no_list_shows_orders_or_searches_by_a_secret(model):
    shown = admin.site.get_model_admin(model)
    named = [*shown.list_display, *shown.search_fields, *(shown.fields or [])]
    named += [name for name in shown.list_filter if isinstance(name, str)]

    assert {str(name).split("__")[-1] for name in named} & SECRET == set()


@pytest.mark.parametrize("model", [Session, Token])
def test_a_member_of_staff_who_asks_is_answered_in_words(staff_who_may, browser_as, model):
    browser = browser_as(staff_who_may(("view", model)))

    page = browser.get(url_of(model), {"user__password__startswith": "a"})

    assert page.status_code == 400
    assert "Use its search, filters and columns" in page.content.decode()


@EACH_MODEL
@pytest.mark.parametrize("right", ["view", "change", "delete"])
def test_no_page_shows_a_secret(ada, belongings, staff_who_may, browser_as, model, right):
    held = belongings(ada)
    browser = browser_as(staff_who_may((right, model)))
    row = next(row for row in vars(held).values() if type(row) is model)
    secrets = {
        ada.password,
        held.token.digest,
        held.session.session_data,
        held.application.client_secret,
        held.access.token_checksum,
        held.refresh.token_checksum,
        held.grant.code,
        "of github",
    }

    for page in ["", f"{row.pk}/change/", f"{row.pk}/history/", f"{row.pk}/delete/"]:
        text = browser.get(url_of(model) + page).content.decode()
        assert {secret for secret in secrets if secret in text} == set()


@EACH_MODEL
def test_the_accounts_admin_holds_it_without_the_site_too(ada, model):
    """A project that takes ``accounts`` home may keep Django's own site."""
    _guarded, own = type(admin.site.get_model_admin(model)).__bases__
    if not issubclass(own, OwnedAdmin):
        return
    stock = own(model, admin.AdminSite())
    request = RequestFactory().get(url_of(model))
    request.user = ada
    secrets = [field.name for field in model._meta.fields if field.name in SECRET]
    for path, lookup in product(secrets, LOOKUPS):
        assert not stock.lookup_allowed(path + lookup, "a", request)
