"""Staff get no more in the admin than they have."""

import pytest
from django.contrib.admin.models import ADDITION, CHANGE, DELETION, LogEntry
from django.contrib.auth.models import Permission

from polls import limits
from polls.models import Question
from tests.polls.admin.conftest import LIST, change, filled_in

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
