"""Results come in the form that was asked for."""

import pytest

from tests.polls.results.conftest import url

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
