"""A plugin: the tests that a run takes, and how they are dealt to its processes."""

import pytest

#: Folders whose tests start browsers, servers or other programs; ``bin/test --quick`` skips them.
SLOW = ("tests/browser/", "tests/clients/", "tests/lift/", "tests/live/", "tests/server/")
#: Folders and files of which ``--first-rows`` takes all rows: a second database may answer
#: otherwise.
DATABASE = {
    *("test_restores.py", "databases", "hot", "trail", "texts", "tallies", "races", "searching"),
    *("test_names.py", "test_writing_names.py", "test_names_in_sql.py", "test_new_names.py"),
    "test_keys_of_addresses.py",
}
#: As these: their rows are the branches of a rule, take no time, and count for the coverage.
BRANCHES = {
    *("config", "manual", "assertions", "test_redirect_addresses.py", "test_dpop_proofs.py"),
    *("test_registering_addresses.py", "test_addresses_of_apps.py", "test_client_documents.py"),
    *("test_addresses_past_the_rules.py", "test_networks.py", "test_no_networks.py"),
    *("test_calling_from_networks.py", "test_giving_networks.py"),
}
#: Files and folders whose tests take a fifth of a second each, or more: hundreds of guesses, races,
#: keys, migrations, waits. ``--quick`` leaves them out.
LONG = {
    *("races", "test_first_requests.py", "test_the_way_back.py", "test_renewed_hashes.py"),
    *("test_triggers.py", "test_guessing.py", "test_guessing_codes.py", "test_guessing_factors.py"),
    *("test_lifting.py", "test_rotating_keys.py", "test_signing_keys.py", "test_known_browsers.py"),
    *("test_no_guess_at_secrets.py", "test_parallel_requests.py", "test_kept_references.py"),
    *("test_notices_of_locks.py", "test_schema.py", "test_slashes.py", "test_device_client.py"),
    *("test_broken_stores.py", "test_slow_servers.py"),
}


def pytest_addoption(parser):
    parser.addoption(
        "--quick", action="store_true", help="nothing slow or long, the first row of each table"
    )
    parser.addoption(
        "--first-rows",
        action="store_true",
        help="the first row of each table, and all rows where the database matters",
    )


def pytest_ignore_collect(collection_path, config):
    """With ``--quick``, do not even import them."""
    if not config.getoption("quick") or not collection_path.is_relative_to(config.rootpath):
        return None
    place = collection_path.relative_to(config.rootpath)
    is_left_out = f"{place.as_posix()}/".startswith(SLOW) or LONG & set(place.parts)
    return bool(is_left_out) or None


@pytest.hookimpl(wrapper=True)
def pytest_generate_tests(metafunc):
    """With ``--quick``, make the first row of a table alone: to make all of them takes longest."""
    done = yield
    if metafunc.config.getoption("quick"):
        del metafunc._calls[1:]
    return done


@pytest.hookimpl(wrapper=True)
def pytest_collection_modifyitems(config, items):
    """Mark the tests, leave out what was not asked for, and deal what ``-k`` and ``-m`` leave."""
    mark(items)
    if config.getoption("quick") or config.getoption("first_rows"):
        leave_out_rows(config, items)
    done = yield
    items[:] = dealt(items, getattr(config, "workerinput", {}).get("workercount", 1))
    return done


def mark(items):
    for item in items:
        is_sweep = item.get_closest_marker("sweep")
        if is_slow(item) or is_sweep or "real_hashes" in item.fixturenames:
            item.add_marker("slow")
        if DATABASE & names_of(item):
            item.add_marker("database")


def leave_out_rows(config, items):
    is_quick = config.getoption("quick")
    tables, kept = set(), []
    for item in items:
        table, marked = item.nodeid.partition("[")[0], item.get_closest_marker
        if is_quick and marked("slow"):
            continue
        is_branch, is_first = BRANCHES & names_of(item), table not in tables
        if is_slow(item) or marked("sweep") or not (is_first or is_branch):
            item.add_marker("no_cover")  # it runs the lines of others, and twice as long
        if is_first or ((marked("database") or is_branch) and not is_quick):
            tables.add(table)
            kept.append(item)
    config.hook.pytest_deselected(items=list(set(items) - set(kept)))
    items[:] = kept


def dealt(items, count: int) -> list:
    """
    Return ``items`` as ``count`` parts one after the other, each of them slow tests first.

    pytest-xdist gives each process one part, and who is done early takes from the end of
    another one's. Slow tests wait for servers and browsers: side by side with quick ones, and
    never as the last, they leave no processor idle.
    """
    files = {}
    for item in items:
        files.setdefault(item.nodeid.partition("::")[0], []).append(item)
    slow = [tests for tests in files.values() if is_slow(tests[0])]
    quick = [item for tests in files.values() if not is_slow(tests[0]) for item in tests]
    parts = []
    for i in range(count):
        size = (len(items) - len(parts)) // (count - i)  # as pytest-xdist divides them
        part = [item for tests in slow[i::count] for item in tests]
        parts += part + [quick.pop(0) for _ in range(min(len(quick), size - len(part)))]
    return parts + quick


def is_slow(item) -> bool:
    """Tell by the whole path: a folder deeper down may have the same name and quick tests."""
    return item.nodeid.startswith(SLOW)


def names_of(item) -> set[str]:
    """Return the names of the folders and of the file that ``item`` is in."""
    return set(item.nodeid.partition("::")[0].split("/"))
