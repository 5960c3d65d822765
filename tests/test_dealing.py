"""Each parallel process gets its part of the tests, and begins with slow ones."""

from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.dealing import (
    BRANCHES,
    DATABASE,
    LONG,
    dealt,
    is_slow,
    mark,
    pytest_collection_modifyitems,
)


class Item:
    fixturenames = ()

    def __init__(self, nodeid):
        self.nodeid, self.markers = nodeid, []

    def get_closest_marker(self, name):
        return None

    def add_marker(self, name):
        self.markers.append(name)


def suite_of(files):
    return [Item(f"tests/{name}::test_{i}") for name, count in files.items() for i in range(count)]


SUITES = {
    "none": {},
    "one": {"polls/test_a.py": 1},
    "quick ones alone": {"polls/test_a.py": 7, "web/test_b.py": 30},
    "slow ones alone": {"live/test_a.py": 7, "browser/test_b.py": 30},
    "both": {
        "accounts/test_a.py": 50,
        "browser/test_b.py": 9,
        "live/test_c.py": 4,
        "polls/test_d.py": 41,
        **{f"server/test_{i}.py": 2 for i in range(7)},
    },
}


@pytest.mark.parametrize("count", range(1, 9))
@pytest.mark.parametrize("name", SUITES)
def test_no_test_is_lost_or_dealt_twice_and_files_keep_their_order(name, count):
    items = suite_of(SUITES[name])
    found = dealt(items, count)
    assert len(found) == len(items)
    for file in {item.nodeid.partition("::")[0] for item in items}:
        assert [item for item in found if item.nodeid.startswith(file)] == [
            item for item in items if item.nodeid.startswith(file)
        ]


def divided(items, count):
    """Divide them as pytest-xdist does with ``--dist worksteal``."""
    rest = list(items)
    for left in range(count, 0, -1):
        size = len(rest) // left
        yield rest[:size]
        del rest[:size]


@pytest.mark.parametrize("count", range(1, 5))
def test_each_process_begins_with_slow_tests_also_where_tests_are_left_out(count):
    items = suite_of(SUITES["both"])
    options = {"quick": False, "first_rows": False}
    config = SimpleNamespace(getoption=options.get, workerinput={"workercount": count})
    hook = pytest_collection_modifyitems(config, items)
    next(hook)
    del items[50:56]  # some of the slow ones: -m "not sweep"
    with pytest.raises(StopIteration):
        hook.send(None)
    for part in divided(items, count):
        are_slow = [is_slow(item) for item in part]
        assert any(are_slow)
        assert are_slow == sorted(are_slow, reverse=True)


@pytest.mark.parametrize(
    ("file", "markers"),
    [
        ("clients/test_a.py", ["slow"]),
        ("accounts/oauth/clients/test_a.py", []),
        ("polls/races/test_a.py", ["database"]),
    ],
)
def test_a_folder_in_tests_is_slow_and_one_of_the_same_name_deeper_is_not(file, markers):
    (item,) = suite_of({file: 1})
    mark([item])
    assert item.markers == markers


@pytest.mark.parametrize("name", sorted(LONG | DATABASE | BRANCHES))
def test_a_file_or_folder_that_the_choice_names_is_there(name):
    assert list(Path(__file__).parent.rglob(name))
