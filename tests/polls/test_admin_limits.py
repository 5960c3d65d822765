"""Staff get no more than they have, and no address of the admin breaks."""

import pytest
from django.contrib.admin.models import ADDITION, CHANGE, DELETION, LogEntry
from django.contrib.auth.models import Permission

from polls import limits
from polls.models import Question
from tests.polls.test_admin import LIST, change, filled_in

PERMISSIONS = ["view", "add", "change", "delete"]


@pytest.fixture
def staff_who_may(make_user, browser_as):
    """``staff_who_may("view", "add")``: Steve's browser; he is staff and may do just this."""

    def staff(*names):
        steve = make_user("steve", is_staff=True)
        codes = [f"{name}_{model}" for name in names for model in ("question", "choice")]
        steve.user_permissions.set(Permission.objects.filter(codename__in=codes))
        browser = browser_as(steve)
        browser.raise_request_exception = False
        return browser

    return staff


# Permissions ----------------------------------------------------------------------


@pytest.mark.parametrize("name", PERMISSIONS)
@pytest.mark.parametrize(
    ("page", "needs"),
    [
        ("list", {"view", "change"}),
        ("see", {"view", "change"}),
        ("ask", {"add"}),
        ("edit", {"change"}),
        ("remove", {"delete"}),
        ("remove chosen", set()),  # one has to see the list as well
    ],
)
def test_a_permission_opens_its_own_door(staff_who_may, question, tea, coffee, name, page, needs):
    browser = staff_who_may(name)
    chosen = {"action": "delete_selected", "_selected_action": question.pk, "post": "yes"}
    edited = filled_in(["Tea", "Coffee"], initial=[tea, coffee])
    before = list(Question.objects.values())
    answer = {
        "list": lambda: browser.get(LIST),
        "see": lambda: browser.get(change(question)),
        "ask": lambda: browser.post(f"{LIST}add/", filled_in(["Bus", "Train"])),
        "edit": lambda: browser.post(change(question), edited),
        "remove": lambda: browser.post(change(question).replace("change", "delete"), {"post": "y"}),
        "remove chosen": lambda: browser.post(LIST, chosen),
    }[page]()
    is_changed = list(Question.objects.values()) != before
    assert answer.status_code < 500
    if page in {"list", "see"}:
        assert (answer.status_code == 200) == (name in needs)
    else:
        assert is_changed == (name in needs)


@pytest.mark.parametrize("who", ["staff", "superuser"])
def test_staff_ask_in_their_own_name(staff_who_may, browser_as, ada, bob, who):
    browser = staff_who_may("add", "view") if who == "staff" else browser_as(ada)
    browser.post(f"{LIST}add/", filled_in(["Bus", "Train"], author=bob.pk))
    assert Question.objects.get().author.username == {"staff": "steve", "superuser": "ada"}[who]


def test_staff_do_not_give_a_question_to_another(staff_who_may, alice, bob, question, tea, coffee):
    browser = staff_who_may("change", "view")
    body = filled_in(["Tea", "Coffee"], initial=[tea, coffee], author=bob.pk)
    assert browser.post(change(question), body).status_code == 302
    question.refresh_from_db()
    assert (question.question_text, question.author) == ("Bus or train?", alice)


def test_each_action_is_in_the_history_with_its_actor(browser_as, ada, question, tea, coffee, ask):
    browser = browser_as(ada)
    chosen = ask("Cats or dogs?")
    browser.post(f"{LIST}add/", filled_in(["Bus", "Train"]))
    browser.post(change(question), filled_in(["Tea", "Coffee"], initial=[tea, coffee]))
    browser.post(change(question).replace("change", "delete"), {"post": "yes"})
    browser.post(LIST, {"action": "delete_selected", "_selected_action": chosen.pk, "post": "yes"})
    entries = LogEntry.objects.order_by("pk").values_list("action_flag", "user__username")
    flags = [ADDITION, CHANGE, DELETION, DELETION]
    assert list(entries) == [(flag, "ada") for flag in flags]


def test_questions_asked_in_the_admin_count_as_any_other(browser_as, api_as, ada, monkeypatch):
    monkeypatch.setattr(limits, "LIMITS", [limits.Policy("some", 2, limits.DAY)])
    browser = browser_as(ada)
    browser.post(f"{LIST}add/", filled_in(["Bus", "Train"]))
    browser.post(f"{LIST}add/", filled_in(["Bus", "Train"]))
    answer = browser.post(f"{LIST}add/", filled_in(["Bus", "Train"]), follow=True)
    assert "You have asked many questions in a short time." in answer.content.decode()
    assert Question.objects.count() == 2
    body = {"question_text": "Which?", "choices": ["a", "b"]}
    assert api_as(ada).post("/polls/api/questions", body).status_code == 429


# Odd addresses --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "query",
    [
        "author__password__startswith=argon2",
        "author__sessions__session_key__startswith=a",
        "author__is_superuser__exact=1",
        "author=1",
        "author__id__exact=1",
        "question_text__regex=(",
        "question_text__iregex=^(([a-z_])%2B)%2B%24%21",
        "question_text__startswith=T",
        "question_text=Tea",
        "folded__contains=tea",
        "id__in=1,2",
        "pk=1",
        "votes__user__username=bob",
        "choices__votes__gt=0",
        "pub_date__isnull=2",
        "pub_date__year=9999",
        "pub_date__year=0",
        "pub_date__year=-1",
        "pub_date__year=" + "9" * 400,
        "pub_date__year=2026&pub_date__month=13",
        "pub_date__year=2026&pub_date__month=2&pub_date__day=31",
        "pub_date__day=abc",
        "pub_date__gte=abc",
        "pub_date__gte=0001-01-01",
        "pub_date__gte=9999-12-31 23:59:59-14:00",
        "pub_date__lt=2026-10-31T02:30:00",
        "pub_date__year__lt=2026",
        "pub_date__time=1",
        "closes_at__isnull=True",
        "status=odd",
        "status__exact=open",
        "times__label=1",
        "p=abc",
        "p=99999999999999999999",
        "p=-1",
        "o=99",
        "o=-.-",
        "o=abc.1.-1",
        "q=%F0%9F%91%A9%E2%80%8D",
        "q=" + "a%20" * 500,
        "q='; DROP TABLE polls_question",
        "e=1",
        "all=",
        "_facets=True",
        "_popup=1",
        "_to_field=abc",
        "_to_field=author",
        "unknown=1",
        "=",
    ],
)
def test_an_odd_list_is_refused_or_shown_and_never_breaks(browser_as, ada, question, query):
    browser = browser_as(ada)
    browser.raise_request_exception = False
    answer = browser.get(f"{LIST}?{query}")
    harmless = {"p", "o", "q", "e", "all", "_facets", "_popup"}
    harmless |= {"pub_date__gte", "pub_date__lt", "pub_date__isnull"}
    harmless |= {"author", "author__id__exact", "question_text", "closes_at__isnull"}
    assert answer.status_code in ({200, 400} if query.split("=")[0] in harmless else {400})
    if answer.status_code == 400:
        assert b"Traceback" not in answer.content


@pytest.mark.parametrize(
    "query",
    [
        "closes_at=2026-12-01",
        "closes_at=2026-12-01T12:00:00Z",
        "closes_at=abc",
        "closes_at=0001-01-01T00:00:00%2B14:00",
        "closes_at=9999-12-31T23:59:59-14:00",
        "closes_at_0=abc",
        "pub_date=",
        "pub_date=1e400",
        "author=abc",
        "author=999999999999999999999",
        "author=1",
        "id=abc",
        "question_text=" + "x" * 5000,
        "choices=1",
        "votes=1",
        "folded=x",
        "_changelist_filters=%F0%28",
        "_changelist_filters=status%3Dodd",
        "_popup=1",
        "_popup=1&_to_field=id",
        "unknown=1",
        "=",
    ],
)
@pytest.mark.parametrize("page", ["add/", "{pk}/change/", "{pk}/history/", "{pk}/delete/"])
def test_an_odd_form_is_shown_without_what_is_odd(browser_as, ada, question, query, page):
    browser = browser_as(ada)
    browser.raise_request_exception = False
    answer = browser.get(f"{LIST}{page.format(pk=question.pk)}?{query}")
    assert answer.status_code == 200


@pytest.mark.parametrize("pk", ["abc", "0", "-1", "9" * 18, "9" * 400, "_5F", "1_2", "é", "%2F"])
@pytest.mark.parametrize("page", ["change", "delete", "history"])
def test_a_question_that_is_not_there_is_said_to_be_not_there(browser_as, ada, pk, page):
    browser = browser_as(ada)
    browser.raise_request_exception = False
    assert browser.get(f"{LIST}{pk}/{page}/").status_code in {302, 404}


@pytest.mark.parametrize(
    "body",
    [
        {"action": "delete_selected", "_selected_action": "abc"},
        {"action": "delete_selected", "_selected_action": "9" * 400},
        {"action": "delete_selected", "_selected_action": ["1", "x"], "post": "yes"},
        {"action": "delete_selected", "select_across": "1", "_selected_action": "0"},
        {"action": "unknown", "_selected_action": "1"},
        {"action": "delete_selected"},
        {"index": "abc", "action": "delete_selected", "_selected_action": "1"},
        {},
    ],
)
def test_an_odd_selection_deletes_nothing(browser_as, ada, question, body):
    browser = browser_as(ada)
    browser.raise_request_exception = False
    assert browser.post(LIST, body).status_code in {200, 302, 400}
    assert Question.objects.exists()


def test_the_form_is_filled_in_from_the_address(browser_as, ada):
    page = browser_as(ada).get(
        f"{LIST}add/?question_text=Sea+or+hills?&closes_at=2090-06-01T09:30Z"
    )
    text = page.content.decode()
    assert 'value="Sea or hills?"' in text
    assert 'value="2090-06-01"' in text
    assert 'value="09:30:00"' in text
