"""Rules know no HTTP, settings are read late, pages and scripts have one form."""

import ast
import re
import subprocess
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
APPS = ["accounts", "explore", "polls"]
RULES = [
    "accounts/people/registration/rules.py",
    "accounts/people/email/rules.py",
    "accounts/tokens/expiry.py",
    "accounts/tokens/keys.py",
    "accounts/tokens/networks.py",
    "accounts/tokens/rotating.py",
    "polls/editing.py",
    "polls/results.py",
    "polls/tallies.py",
    "polls/validators.py",
    "polls/voting.py",
]
HTTP = ("django.http", "django.shortcuts", "django.urls", "django.views", "rest_framework")
# Django reads it while it makes the models' classes, and forbids to change it later.
READ_AT_IMPORT = {"AUTH_USER_MODEL"}


def tracked(*patterns: str) -> list[str]:
    """The files that git knows."""
    listed = subprocess.check_output(["git", "ls-files", *patterns], cwd=ROOT, text=True)
    return listed.splitlines()


def modules(app: str) -> list[Path]:
    return sorted((ROOT / app).rglob("*.py"))


def imports(path: Path) -> set[str]:
    """The modules that ``path`` imports, wherever in the file it does."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def is_within(module: str, packages) -> bool:
    return any(module == package or module.startswith(f"{package}.") for package in packages)


@pytest.mark.parametrize("path", RULES)
def test_a_rule_knows_no_http_and_is_told_the_time(path):
    source = (ROOT / path).read_text()
    assert {module for module in imports(ROOT / path) if is_within(module, HTTP)} == set()
    assert "timezone.now" not in source
    assert "datetime.now" not in source


@pytest.mark.parametrize("app", APPS)
def test_settings_are_read_when_they_are_used(app):
    early = {
        f"{path.relative_to(ROOT)}: {name}"
        for path in modules(app)
        if "migrations" not in path.parts
        for name in read_at_import(ast.parse(path.read_text()))
        if name not in READ_AT_IMPORT
    }
    assert early == set()


def read_at_import(node: ast.AST) -> set[str]:
    """The settings that are read outside of every function's body: in defaults, too."""
    if isinstance(node, ast.Attribute) and getattr(node.value, "id", "") == "settings":
        return {node.attr}
    children = list(ast.iter_child_nodes(node))
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        children = [node.args, *node.decorator_list]
    elif isinstance(node, ast.Lambda):
        children = [node.args]
    return set().union(*map(read_at_import, children))


def test_reading_a_setting_in_a_default_or_a_class_is_found():
    source = """
def late(): return settings.LATE
def early(seconds=settings.DEFAULT): return seconds
class Early: field = settings.FIELD
later = lambda: settings.LATER
"""
    assert read_at_import(ast.parse(source)) == {"DEFAULT", "FIELD"}


# Mails, form fields, and what dresses a library's own pages.
NO_PAGES = {"email", "django", "admin", "drf_spectacular"}
#: Included by the name that a kind of credential gives.
PIECES = {
    "accounts/new_token.html",
    "accounts/token_row.html",
    "accounts/second_factor/confirm_link.html",
    "accounts/second_factor/link.html",
    "accounts/second_factor/passkey_sign_in.html",
    "accounts/social/connect.html",
    "accounts/social/sign_in.html",
}
# The site's, each app's, each kind's.
TEMPLATES = [
    ROOT / "templates",
    *sorted(ROOT.glob("*/templates")),
    *sorted(ROOT.glob("*/*/templates")),
]


def pages() -> list[str]:
    """The templates that no other includes."""
    # An app may have a page of the site's as well, for projects of its own.
    paths = [(folder, path) for folder in TEMPLATES for path in folder.rglob("*.html")]
    sources = "".join(path.read_text() for _folder, path in paths)
    pieces = PIECES | set(re.findall(r"{% include \"([^\"]+)\"", sources))
    names = {str(path.relative_to(folder)) for folder, path in paths}
    return sorted(name for name in names - pieces if not NO_PAGES & set(Path(name).parts))


@pytest.mark.parametrize("page", pages())
def test_every_page_has_the_one_look(page):
    source = next(path for folder in TEMPLATES if (path := folder / page).exists()).read_text()
    assert page == "base.html" or re.match(r"{% extends \"(.+?)\" %}", source)
    assert not re.search(r"<style|\s(style|on\w+)=", source)  # the CSP would refuse it


SCRIPTS = ROOT / "static" / "js"
IMPORTED = re.compile(r"""(?:\bfrom|\bimport)\s*\(?\s*"(\.[\w./-]+\.js)\"""")


def scripts() -> dict[Path, set[Path]]:
    """Each script with the scripts that it imports."""
    return {
        path: {(path.parent / name).resolve() for name in IMPORTED.findall(path.read_text())}
        for path in SCRIPTS.rglob("*.js")
    }


def test_no_script_imports_itself_by_way_of_others():
    """With a circle ``collectstatic`` never ends: each script would need the name of the other."""
    graph = scripts()
    assert sum(map(len, graph.values())) > len(graph)
    assert set().union(*graph.values()) <= graph.keys()
    list(TopologicalSorter(graph).static_order())


def test_scripts_share_only_what_is_in_the_library():
    assert {path.parent for path in set().union(*scripts().values())} == {SCRIPTS / "lib"}


PROSE = [ROOT / name for name in tracked("*.py", "*.md") if "/migrations/" not in name]
#: Django's own documentation has 0 to 0.4 % of them.
OPENS_LIKE_A_QUESTION = re.compile(r"(What|Who|Whoever|Where|Whatever)\b")
COMMENT = re.compile(r"(?:^|  ) *#:? +(.+)$", re.MULTILINE)
TRIPLE_QUOTED = re.compile(r'"""(.*?)"""', re.DOTALL)
END_OF_A_SENTENCE = re.compile(r"(?<=[.!?:])\s+|\n\s*\n|\n[-*|]\s*")


def sentences(path: Path) -> list[str]:
    """The sentences of a document, or of a module's docstrings and comments."""
    source = path.read_text()
    texts = [re.sub(r"```.*?```", "", source, flags=re.DOTALL)]
    if path.suffix == ".py":
        texts = TRIPLE_QUOTED.findall(source)
        texts += COMMENT.findall(source)
    parts = [part.strip() for text in texts for part in END_OF_A_SENTENCE.split(text)]
    return [part for part in parts if len(part.split()) > 3]


def test_sentences_begin_with_their_subject():
    every = [sentence for path in PROSE for sentence in sentences(path)]
    odd = [one for one in every if OPENS_LIKE_A_QUESTION.match(one) and not one.endswith("?")]
    assert len(odd) <= len(every) * 0.004, odd
