"""/polls/api/questions/{id}: what it shows."""

import pytest

from polls import voting

URL = "/polls/api/questions"
TEXTS = ["Bus", "Train"]


def one(question):
    return f"{URL}/{question.pk}"


def asked(**fields):
    return {"question_text": "Bus or train?", "choices": TEXTS} | fields


def texts(question):
    return [str(choice) for choice in question.choices.all()]


def test_a_question_looks_like_this(api_as, alice, bob, question, tea, coffee, now):
    voting.cast(user=bob, question=question, choice_id=tea.pk, now=now)
    answer = api_as(bob).get(one(question))
    assert answer.json() == {
        "id": question.pk,
        "question_text": "Tea or coffee?",
        "pub_date": question.pub_date.isoformat().replace("+00:00", "Z"),
        "closes_at": None,
        "author": "alice",
        "choices": [
            {"id": tea.pk, "choice_text": "Tea", "votes": 1},
            {"id": coffee.pk, "choice_text": "Coffee", "votes": 0},
        ],
        "my_vote": tea.pk,
    }


def test_nobody_sees_the_vote_of_another(api_as, bob, charlie, question, tea, now):
    voting.cast(user=bob, question=question, choice_id=tea.pk, now=now)
    answer = api_as(charlie).get(one(question))
    assert answer.json()["my_vote"] is None
    assert "bob" not in answer.content.decode()


def test_a_question_outlives_who_asked_it(api_as, alice, bob, question):
    alice.delete()
    assert api_as(bob).get(one(question)).json()["author"] is None


def test_a_question_costs_three_queries_with_a_new_token(
    api_as, bob, question, django_assert_num_queries
):
    client = api_as(bob)
    with django_assert_num_queries(3):  # the token, its last use, the question
        client.get(one(question))
    with django_assert_num_queries(2):
        client.get(one(question))


def test_an_unchanged_question_is_a_304(api_as, bob, question, tea, now):
    client = api_as(bob)
    tag = client.get(one(question))["ETag"]
    assert client.get(one(question), headers={"If-None-Match": tag}).status_code == 304
    voting.cast(user=bob, question=question, choice_id=tea.pk, now=now)
    assert client.get(one(question), headers={"If-None-Match": tag}).status_code == 200


@pytest.mark.parametrize("slash", ["", "/"])
@pytest.mark.parametrize("method", ["get", "put", "patch", "delete", "options"])
def test_both_forms_of_the_address_work(api_as, alice, question, slash, method):
    answer = getattr(api_as(alice), method)(one(question) + slash, asked())
    assert answer.status_code in {200, 204}


@pytest.mark.parametrize("pk", ["0", "9" * 18, "9" * 19, "9" * 999, "x", "-1", "1.5"])
@pytest.mark.parametrize("tail", ["", "/vote", "/results", "/results.svg"])
def test_what_is_not_there_is_a_404(api_as, alice, question, pk, tail):
    answer = api_as(alice).get(f"{URL}/{pk}{tail}")
    assert answer.status_code == (405 if tail == "/vote" and pk.isdigit() and len(pk) < 19 else 404)
    assert set(answer.json()) == {"detail", "code"}
