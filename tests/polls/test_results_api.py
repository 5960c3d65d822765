"""/polls/api/questions/{id}/results: numbers, a picture, a table."""

import csv
import io
import xml.etree.ElementTree as ET
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from django.contrib.auth import get_user_model

from polls import charts
from polls.models import Question, Vote
from polls.renderers import as_text
from polls.results import MOST_STEPS, step_bounds

SVG = "{http://www.w3.org/2000/svg}"
OPENED = datetime(2030, 5, 1, 12, tzinfo=UTC)


@pytest.fixture
def poll(ask, make_user):
    """Three for tea within three days, one for coffee on the fourth."""
    question = ask(pub_date=OPENED)
    tea, coffee = question.choices.all()
    users = get_user_model().objects.bulk_create(
        get_user_model()(username=f"voter{i}") for i in range(4)
    )
    days = [(tea, 0.1), (tea, 0.2), (tea, 2.5), (coffee, 3.5)]
    Vote.objects.bulk_create(
        Vote(user=user, question=question, choice=choice, voted_at=OPENED + timedelta(days=day))
        for user, (choice, day) in zip(users, days, strict=True)
    )
    return question


def url(question, form=""):
    return f"/polls/api/questions/{question.pk}/results{form}"


def test_results_tell_counts_and_shares(api_as, charlie, poll):
    answer = api_as(charlie).get(url(poll)).json()
    assert answer["total"] == 4
    assert [(c["choice_text"], c["votes"], c["share"]) for c in answer["choices"]] == [
        ("Tea", 3, 0.75),
        ("Coffee", 1, 0.25),
    ]
    assert set(answer) == {"id", "question_text", "closes_at", "total", "choices", "over_time"}


def test_results_tell_when_votes_came_in(api_as, charlie, poll):
    steps = api_as(charlie).get(url(poll)).json()["over_time"]
    assert len(steps) <= MOST_STEPS
    assert sum(step["votes"] for step in steps) == 4
    assert steps[0] == {"from": "2030-05-01T12:00:00Z", "to": "2030-05-01T15:00:00Z", "votes": 1}
    assert steps[1]["votes"] == 1
    assert steps[-1]["from"] <= "2030-05-05T00:00:00Z" < steps[-1]["to"]
    assert steps[-1]["votes"] == 1
    assert all(one["to"] == two["from"] for one, two in pairwise(steps))


def test_results_of_nothing_are_zero(api_as, charlie, question):
    answer = api_as(charlie).get(url(question)).json()
    assert answer["total"] == 0
    assert [choice["share"] for choice in answer["choices"]] == [0, 0]
    assert answer["over_time"] == []


def test_votes_older_than_the_opening_count_in_the_first_step(api_as, alice, poll):
    Question.objects.update(pub_date=OPENED + timedelta(days=3))
    steps = api_as(alice).get(url(poll)).json()["over_time"]
    assert steps[0]["votes"] == 3
    Question.objects.update(pub_date=OPENED + timedelta(days=30))
    assert [step["votes"] for step in api_as(alice).get(url(poll)).json()["over_time"]] == [4]


@pytest.mark.parametrize(
    "span",
    [timedelta(0), timedelta(seconds=-5), *(timedelta(minutes=4**n) for n in range(12))],
)
def test_time_is_cut_in_few_steps_that_hold_it(span):
    bounds = step_bounds(OPENED, OPENED + span)
    assert 1 <= len(bounds) - 1 <= MOST_STEPS
    assert bounds[0] == OPENED
    assert bounds[-1] > OPENED + span


def test_a_century_is_cut_in_few_steps_too():
    bounds = step_bounds(datetime(2000, 1, 1, tzinfo=UTC), datetime(2100, 12, 31, tzinfo=UTC))
    assert len(bounds) - 1 <= MOST_STEPS


def test_unchanged_results_are_a_304(api_as, charlie, poll):
    client = api_as(charlie)
    for form in ("", ".svg", ".csv"):
        tag = client.get(url(poll, form))["ETag"]
        answer = client.get(url(poll, form), headers={"If-None-Match": tag})
        assert answer.status_code == 304
        assert not answer.content


def test_results_cost_four_queries(api_as, charlie, poll, django_assert_num_queries):
    client = api_as(charlie)
    client.get(url(poll))
    with django_assert_num_queries(4):  # the token, the question, the last vote, the steps
        client.get(url(poll))


# Which form ---------------------------------------------------------------------------------

TYPES = {
    "json": "application/json",
    "svg": "image/svg+xml; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
}


@pytest.mark.parametrize("form", TYPES)
def test_a_form_is_named_by_suffix_parameter_or_header(api_as, charlie, poll, form):
    client = api_as(charlie)
    answers = [
        client.get(url(poll, f".{form}")),
        client.get(url(poll, f".{form}/")),
        client.get(url(poll, f"?format={form}")),
        client.get(url(poll, f"/?format={form}")),
        client.get(url(poll), headers={"Accept": TYPES[form].split(";")[0]}),
    ]
    assert {answer.status_code for answer in answers} == {200}
    assert {answer["Content-Type"] for answer in answers} == {TYPES[form]}
    assert len({answer.content for answer in answers}) == 1


def test_a_browser_that_wants_an_image_gets_the_picture(api_as, charlie, poll):
    accept = "image/avif,image/webp,image/apng,image/svg+xml,image/*,*/*;q=0.8"
    answer = api_as(charlie).get(url(poll), headers={"Accept": accept})
    assert answer["Content-Type"] == TYPES["svg"]


@pytest.mark.parametrize(
    ("form", "status"), [(".pdf", 404), ("?format=pdf", 404), (".svg?format=csv", 200)]
)
def test_a_form_that_is_not_there_is_refused(api_as, charlie, poll, form, status):
    assert api_as(charlie).get(url(poll, form)).status_code == status


def test_an_accept_header_that_nothing_fits_is_a_406(api_as, charlie, poll):
    answer = api_as(charlie).get(url(poll), headers={"Accept": "application/pdf"})
    assert answer.status_code == 406
    assert answer["Content-Type"] == "application/json"


@pytest.mark.parametrize("form", [".svg", ".csv"])
def test_a_refusal_is_json_whatever_was_asked_for(api, api_as, charlie, poll, form):
    unknown = api_as(charlie).get(f"/polls/api/questions/987/results{form}")
    for answer, status in ((unknown, 404), (api.get(url(poll, form)), 401)):
        assert answer.status_code == status
        assert answer["Content-Type"] == "application/json"
        assert set(answer.json()) == {"detail", "code"}


# The picture ----------------------------------------------------------------------------------


def test_the_picture_says_what_it_shows(api_as, charlie, poll):
    picture = ET.fromstring(api_as(charlie).get(url(poll, ".svg")).content)  # noqa: S314
    assert picture.get("role") == "img"
    assert picture.get("aria-labelledby") == "title desc"
    assert picture.find(f"{SVG}title").text == "Tea or coffee?"
    assert picture.find(f"{SVG}desc").text == "Tea: 3 (75%); Coffee: 1 (25%)"
    assert "4 votes" in [text.text for text in picture.iter(f"{SVG}text")]


def test_the_picture_may_use_its_own_style_and_nothing_else(api_as, charlie, poll):
    policy = api_as(charlie).get(url(poll, ".svg"))["Content-Security-Policy"]
    assert policy == charts.CONTENT_SECURITY_POLICY
    assert "unsafe" not in policy


@pytest.mark.parametrize(
    "text",
    ["<script>alert(1)</script>", "a & b", "\"'>", "]]>", "\x0b\x1b\ufffe\ud800", "é😀" * 90],
)
def test_any_text_can_be_in_a_picture(text):
    results = {
        "question_text": text,
        "total": 0,
        "choices": [{"choice_text": text, "votes": 0, "share": 0.0}] * 2,
        "over_time": [],
    }
    picture = ET.fromstring(charts.results_svg(results))  # noqa: S314
    assert not list(picture.iter(f"{SVG}script"))
    assert picture.find(f"{SVG}title").text in {text, None}


# The table ---------------------------------------------------------------------------------------


def test_the_table_is_a_file(api_as, charlie, poll):
    answer = api_as(charlie).get(url(poll, ".csv"))
    assert answer["Content-Disposition"] == f'attachment; filename="poll-{poll.pk}.csv"'
    rows = list(csv.reader(io.StringIO(answer.content.decode())))
    assert rows == [["choice", "votes", "share"], ["Tea", "3", "0.75"], ["Coffee", "1", "0.25"]]


def test_the_table_runs_nothing(api_as, alice, ask):
    question = ask(choices=("=1+1", "plain"))
    body = api_as(alice).get(url(question, ".csv")).content.decode()
    assert list(csv.reader(io.StringIO(body)))[1][0] == "'=1+1"


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        *((f"{sign}1+1", f"'{sign}1+1") for sign in "=+-@"),
        *(
            (f"{sign}1+1", f"'{sign}1+1")
            for sign in "\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b"
        ),
        *((f"{sign}=1", f"'{sign}'=1") for sign in "\t\r\n"),
        ('=HYPERLINK("http://evil")', '\'=HYPERLINK("http://evil")'),
        (" =1", " '=1"),
        ("\u00a0\u200b\ufeff=1", "\u00a0\u200b\ufeff'=1"),
        ("Tea;=1", "Tea;'=1"),
        ("Tea, =1", "Tea, '=1"),
        ("Tea;=1;+2;-3;@4", "Tea;'=1;'+2;'-3;'@4"),
        ("Tea\t=1", "Tea\t'=1"),
        ("Tea\n=1", "Tea\n'=1"),
        ("Tea|@1", "Tea|'@1"),
        ('Tea"=1', "Tea\"'=1"),
        ('Tea";"=1', 'Tea";"\'=1'),
        ("Tea'=1", "Tea''=1"),
        ("Tea\uff1b=1", "Tea\uff1b'=1"),
        ("==1", "'==1"),
    ],
)
def test_a_cell_runs_nothing_wherever_a_spreadsheet_cuts_it(text, cell):
    """https://owasp.org/www-community/attacks/CSV_Injection"""
    assert as_text(text) == cell


@pytest.mark.parametrize(
    "text", ["Tea", "a=b", "1-2", "", "'quoted'", "Tea - green", "me@example.com", "a; b", "é+ß"]
)
def test_the_table_leaves_other_texts_alone(text):
    assert as_text(text) == text


@pytest.mark.parametrize(
    ("path", "accept"),
    [
        ("results", "image/svg+xml"),
        ("results", "text/csv"),
        ("results.svg", "*/*"),
        ("results.csv/", "*/*"),
    ],
)
def test_what_options_says_of_the_results_is_json(api_as, bob, question, path, accept):
    url = f"/polls/api/questions/{question.pk}/{path}"
    answer = api_as(bob).options(url, headers={"Accept": accept})
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/json"
