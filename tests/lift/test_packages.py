"""docs/how-to/take-it-home.md names every package that the copied apps import."""

import ast
import re
import shlex
import sys
import tomllib
from importlib.metadata import packages_distributions, requires

import pytest

from tests.lift.conftest import PAGE, ROOT

FIRST = "accounts/oauth", "accounts/second_factor", "accounts/social", "accounts/trail"
CASES = [
    ("accounts", FIRST, ""),
    ("accounts/oauth", (), "django-oauth-toolkit oauthlib"),
    (
        "accounts/social",
        (),
        "django-oauth-toolkit oauthlib social-auth-app-django drf-social-oauth2",
    ),
    ("accounts/second_factor", (), "segno webauthn"),
    ("accounts/trail", (), ""),
    ("polls", (), "django-filter"),
]


def plain(name: str) -> str:
    return name.lower().replace("_", "-")


def imported(app: str, left_out: tuple[str, ...]) -> set[str]:
    """Return the top names that the modules of ``app`` import, wherever in the file."""
    names = set()
    for file in (ROOT / app).rglob("*.py"):
        if file.relative_to(ROOT).as_posix().startswith(left_out):
            continue
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.Import):
                names |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and not node.level:
                names.add(node.module)
    return {name.partition(".")[0] for name in names}


def with_needs(packages: set[str]) -> set[str]:
    """Add what ``pip install`` brings along; extras are left out."""
    found, left = set(), set(packages)
    while left:
        package = left.pop()
        found.add(package)
        needs = [line for line in requires(package) or [] if ";" not in line]
        left |= {plain(re.match(r"[\w.-]+", line)[0]) for line in needs} - found
    return found


def wanted() -> dict[str, str]:
    """Return the packages of the page's first command, each with the versions that it takes."""
    named = re.search(r"^pip install ((?:[^\n\\]|\\\n)+)$", PAGE, re.MULTILINE)[1]
    return versions(shlex.split(named.replace("\\\n", " ")))


def versions(packages: list[str]) -> dict[str, str]:
    pairs = [re.match(r"([\w.-]+)(?:\[\w+\])?(.*)", package) for package in packages]
    return dict(pair.groups() for pair in pairs)


def test_it_takes_the_versions_that_this_project_takes():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    ours = versions(project["dependencies"])
    assert wanted() == {name: ours[name] for name in wanted()}
    for pinned in re.findall(r"[\w-]+==[\d.]+", PAGE):
        assert pinned in project["dependencies"]


@pytest.mark.parametrize(("app", "left_out", "also"), CASES)
def test_the_page_names_every_package_that_an_app_imports(app, left_out, also):
    assert all(re.search(rf"[` \n]{name}[=` \n]", PAGE) for name in also.split())
    installed = with_needs({*wanted(), *also.split()})
    known = packages_distributions()
    outside = imported(app, left_out) - sys.stdlib_module_names - {"accounts", "polls"}
    unnamed = {name for name in outside if not installed & set(map(plain, known.get(name, [])))}
    assert unnamed == set()
