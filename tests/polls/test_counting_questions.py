"""Questions that were asked are counted, whatever becomes of them."""

from polls import limits
from polls.models import Asking, Question
from tests.polls.test_limits import QUESTION, URL


def test_it_is_known_when_and_what_is_old_is_forgotten(alice, asked, now):
    asked(150, seconds=25 * 3600)
    asked(3, seconds=30)
    limits.count(alice, now=now)
    assert len(Asking.objects.get(user=alice).times) == 4


def test_deleting_makes_no_room(api_as, alice, asked):
    asked(29, seconds=1)
    client = api_as(alice)
    url = f"{URL}/{client.post(URL, QUESTION).json()['id']}"
    assert client.delete(url).status_code == 204
    assert client.post(URL, QUESTION).status_code == 429


def test_a_question_that_is_refused_does_not_count(api_as, alice, asked):
    asked(29, seconds=1)
    client = api_as(alice)
    for _ in range(3):
        assert client.post(URL, QUESTION | {"choices": ["Bus"]}).status_code == 400
    assert client.post(URL, QUESTION).status_code == 201


def test_the_page_counts_as_well(browser_as, alice, asked):
    asked(30, seconds=1)
    response = browser_as(alice).post("/polls/new/", QUESTION | {"pub_date": "", "closes_at": ""})
    assert response.status_code == 429
    assert 0 < int(response["Retry-After"]) <= 60
    assert "You have asked many questions" in response.content.decode()
    assert not Question.objects.exists()


def test_a_user_is_deleted_with_the_count(alice, asked):
    asked(3, seconds=1)
    alice.delete()
    assert not Asking.objects.exists()
