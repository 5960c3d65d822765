"""The admin answers every query string, and never with 500 or 503."""

from itertools import cycle, product
from urllib.parse import urlencode

import pytest
from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import SuspiciousOperation
from django.test import RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver

from accounts.models import User
from tests.admin.conftest import registered, url_of

pytestmark = [pytest.mark.sweep, pytest.mark.database]

#: Values that hardly any column can hold.
ODD = ["", "abc", "(", "1", "-1", "1.5", "9" * 23, "9" * 5000, "0", "9999", "10000", "[]", "{}"]
ODD += [
    "null",
    "true",
    "é",
    "\U0001d7d9",
    "%",
    "'",
    '"',
    "\\",
    "\x1b",
    "\ud800",
    "a" * 3000,
    "1,2",
    "a,b",
]
ODD += ["0001-01-01", "9999-12-31", "2026-02-30", "2026-12-01", "9999-12-31T23:59:59-14:00"]
ODD += ["00000000-0000-0000-0000-000000000000", "127.0.0.1", "::1", "^(([a-z_])+)+$!"]
LOOKUPS = ["", "__exact", "__iexact", "__contains", "__regex", "__iregex", "__in", "__range"]
LOOKUPS += ["__gt", "__isnull", "__year", "__month", "__week_day", "__date", "__time", "__has_key"]
LOOKUPS += ["__id", "__pk", "__nonsense", "__username", "__user__password__startswith", "_id"]
#: The admin's own parameters, in every page.
OWN = ["o", "p", "q", "e", "all", "_facets", "_popup", "_to_field", "_changelist_filters", "next"]
OWN += ["action", "index", "term", "page", "app_label", "model_name", "field_name", "_saveasnew"]
ORDERS = ["1", "-1", "0", "99", "1.2.-3", "..", "1." * 300, "-", "--1", "1e9", "٣"]
PAIRS = [
    "created__year=9999",
    "created__year=0",
    "created__year=2026&created__month=13",
    "created__year=2026&created__month=2&created__day=31",
    "created__month=5",
    "created__day=5&created__month=2",
    "created_at__year=2026&created_at__year=2027",
    "pub_date__gte=2026-01-01&pub_date__lt=0001-01-01T00:00:00%2B14:00",
    "q=a&q=b",
    "q=" + "+".join("abcdefghijklmnop"),
    "q=" + "a" * 3000,
    "q=%22%22%22%27%27",
    "q=%25_%5C",
    "o=1&p=0",
    "p=999999",
    "p=2",
    "_popup=1&_to_field=password",
    "_popup=1&_to_field=digest",
    "_popup=1&_to_field=id",
    "_popup=x",
    "_changelist_filters=q%3D%255B",
    "a" * 200 + "=1",
    "&".join(f"x{number}=1" for number in range(400)),
    "=",
    "%00=1",
    "%ff%fe=%ff",
]


@pytest.fixture
def held(ada, belongings):
    return belongings(ada)


@pytest.fixture
def everything(held):
    return {type(row): row for row in vars(held).values() if hasattr(row, "pk")}


@pytest.fixture
def browser(held):
    held.browser.raise_request_exception = False
    return held.browser


@pytest.fixture
def ask(browser):
    """Ask for an address and remember those that broke it."""
    broken = []

    def get(path, query=""):
        answer = browser.get(f"{path}?{query}" if query else path)
        if answer.status_code >= 500:
            broken.append((answer.status_code, path, query[:200]))
        return answer

    yield get
    assert broken == []


def encoded(name, value):
    return urlencode({name: value}, errors="surrogatepass")


def open_list(user, model, query):
    """Build and read a list without its page, which is what takes time; 400 when it is refused."""
    request = RequestFactory().get(f"{url_of(model)}?{query}")
    request.user = user
    try:
        changes = admin.site.get_model_admin(model).get_changelist_instance(request)
    except SuspiciousOperation:
        return 400
    list(changes.result_list)
    return 200


def columns(model):
    return [field.name for field in model._meta.get_fields()]


def lookups_of(model):
    """Each column and each relation of the model by each look-up, with one odd value or other."""
    names = (name + lookup for name, lookup in product(columns(model), LOOKUPS))
    return map(encoded, names, cycle(ODD))


def own(values):
    return [encoded(*pair) for pair in product(OWN, values)]


def own_together(value):
    """All parameters of the admin in one query: each page meets them, one page meets each alone."""
    return urlencode(dict.fromkeys(OWN, value))


def share(values, model, of=3):
    """One of so many parts of ``values``, another for the next model: together they meet all."""
    return values[registered().index(model) % of :: of]


EACH_MODEL = pytest.mark.parametrize("model", registered(), ids=lambda model: model._meta.label)


@EACH_MODEL
def test_a_list_is_asked_by_any_column(everything, ada, model):
    statuses = {open_list(ada, model, query) for query in lookups_of(model)}

    assert 400 in statuses <= {200, 400}


@EACH_MODEL
def test_a_list_is_asked_by_its_own_columns_with_odd_values(everything, ada, model):
    shown = set(admin.site.get_model_admin(model).list_display)
    for pair in product(shown & set(columns(model)), ODD):
        assert open_list(ada, model, encoded(*pair)) in {200, 400}


@EACH_MODEL
def test_a_list_is_asked_with_odd_parameters_of_the_admin(everything, ada, ask, model):
    for query in [*(encoded("o", order) for order in ORDERS), *own(share(ODD, model))]:
        assert open_list(ada, model, query) in {200, 400}
    for query in share(PAIRS, model) if model is not User else PAIRS:
        assert ask(url_of(model), query).status_code in {200, 400}


@EACH_MODEL
def test_a_form_is_opened_with_odd_values(everything, ask, model):
    for value in share(ODD, model, of=4):
        query = "&".join(encoded(name, value) for name in columns(model))
        assert ask(url_of(model, "add"), query).status_code in {200, 403}


@EACH_MODEL
@pytest.mark.parametrize("page", ["add", "change", "delete", "history", "password"])
def test_a_page_is_opened_with_odd_parameters(everything, ask, model, page):
    path = url_of(model, page) if page == "add" else url_of(model, everything[model].pk, page)

    few = [*PAIRS[-2:], own_together("1"), "_popup=1&_to_field=id", "_to_field=password"]
    more = [*few, *PAIRS[-6:-2], *own(["abc"])] if model is User else share(few, model)
    for query in [own_together("abc"), *more]:
        assert ask(path, query).status_code in {200, 302, 400, 403, 404}


@EACH_MODEL
@pytest.mark.parametrize("page", ["change", "delete", "history", "password"])
def test_objects_that_do_not_exist_are_answered(everything, ask, model, page):
    for pk in ["0", *share(["abc", "9" * 30, "_5F", "__", "a/b", "%C3%A9", "1'--"], model)]:
        assert ask(url_of(model, pk, page)).status_code in {302, 403, 404}


def site_wide(patterns, before="/"):
    """The paths of the admin without a model and without an argument."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            if pattern.app_name in {"", None, "admin"}:
                yield from site_wide(pattern.url_patterns, before + str(pattern.pattern))
        elif isinstance(pattern, URLPattern) and (before + str(pattern.pattern)).startswith(
            "/admin/"
        ):
            yield before + str(pattern.pattern)


def test_pages_of_the_whole_site_are_answered(everything, ask):
    paths = {path for path in site_wide(get_resolver().url_patterns) if "<" not in path}
    assert {"/admin/", "/admin/login/", "/admin/autocomplete/", "/admin/jsi18n/"} <= paths

    for path in [*sorted(paths), "/admin/accounts/", "/admin/nonsense/", "/admin/nonsense"]:
        for query in [*PAIRS[-3:], own_together("9" * 23), own_together("abc")]:
            ask(path, query)
    for query in own(["9" * 23]):
        ask("/admin/", query)
        ask("/admin/autocomplete/", query)


def complete(user, query):
    """Ask for what completes a field, without the page that says no."""
    request = RequestFactory().get("/admin/autocomplete/", query)
    request.user = user
    try:
        return admin.site.autocomplete_view(request).status_code
    except SuspiciousOperation:
        return 400


def test_completing_a_field_is_answered_for_any_model_and_field(everything, ada):
    for model in [*registered(), ContentType, None]:
        names = [field.name for field in model._meta.get_fields()] if model else ["user", ""]
        for name in names:
            query = {"field_name": name, "term": "a", "page": "1"}
            if model:
                query |= {
                    "app_label": model._meta.app_label,
                    "model_name": model._meta.model_name,
                }
            assert complete(ada, query) in {200, 400}


def test_an_objects_page_is_answered_for_any_model(everything, ask):
    for content_type in ContentType.objects.all():
        for pk in ["1", "abc", "9" * 30]:
            path = f"/admin/r/{content_type.pk}/{pk}/"
            assert ask(path).status_code in {302, 404}
    for number in ["0", "9" * 30, "9" * 5000, "abc", "-1"]:
        assert ask(f"/admin/r/{number}/1/").status_code in {404, 414}


@EACH_MODEL
def test_odd_selections_are_answered(browser, model):
    actions = [*admin.site.get_model_admin(model).actions, "delete_selected", "nonsense"]
    forms = [
        {"action": action, "_selected_action": pk, "index": index, "select_across": across}
        for action in actions
        for pk, index, across in [
            ("abc", "0", "0"),
            ("9" * 23, "-1", "1"),
            ("0", "9" * 30, "abc"),
            ("1", "x", ""),
            ("", "0", "1"),
        ]
    ]
    few = forms if model is User else share(forms, model)
    for form in [*few, {"action": ""}, {"_save": "1", "form-TOTAL_FORMS": "abc"}]:
        assert browser.post(url_of(model), form).status_code in {200, 302, 400, 403}


@EACH_MODEL
def test_a_form_that_is_sent_with_odd_values_is_shown_again(everything, browser, model):
    for value in share([":", "9" * 23, "\x00", "1,2", "é", "[]"], model):
        form = dict.fromkeys(columns(model), value)
        for path in (url_of(model, "add"), url_of(model, everything[model].pk, "change")):
            assert browser.post(path, form).status_code in {200, 302, 400, 403}
