"""The table of results is a file that runs nothing in a spreadsheet."""

import csv
import io

import pytest

from polls.renderers import as_text
from tests.polls.results.conftest import url


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
