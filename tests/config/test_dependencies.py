"""What is installed: named for a reason, pinned with hashes, from nowhere in particular."""

import json
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
LOCKS = ["requirements.txt", "requirements-dev.txt", "benchmarks/requirements.txt"]
PACKAGES = sorted((ROOT / "tests").glob("*/package.json"))


def named_for(lock: str) -> set[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    service, groups = project["project"]["dependencies"], project["dependency-groups"]
    lines = {
        "requirements.txt": service,
        "requirements-dev.txt": service + groups["dev"],
        "benchmarks/requirements.txt": groups["bench"],
    }
    return {re.match(r"[\w.-]+", line)[0] for line in lines[lock]}


def named_in_node() -> set[str]:
    texts = [json.loads(package.read_text()) for package in PACKAGES]
    return {
        name
        for text in texts
        for kind in ("dependencies", "devDependencies")
        for name in text.get(kind, {})
    }


@pytest.mark.parametrize("lock", LOCKS)
def test_each_requirement_is_pinned_with_hashes(lock):
    text = (ROOT / lock).read_text().replace("\\\n", "")
    requirements = [line for line in text.splitlines() if re.match(r"\w", line)]
    assert requirements
    for requirement in requirements:
        assert re.match(r"[\w.\[\],-]+==\S+ .*--hash=sha256:[0-9a-f]{64}", requirement), requirement


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_host_and_no_path(lock):
    text = (ROOT / lock).read_text()
    assert "://" not in text
    assert not re.search(r"^-", text, re.MULTILINE)
    assert not re.search(r"(^|\s)/\w", text)


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_holds_what_pyproject_names(lock):
    locked = set(re.findall(r"^([\w.-]+)(?:\[\w+\])?==", (ROOT / lock).read_text(), re.MULTILINE))
    assert named_for(lock) <= locked


@pytest.mark.parametrize("package", PACKAGES, ids=lambda path: path.parent.name)
def test_each_package_from_npm_is_pinned_with_a_hash_and_names_no_registry(package):
    lock = json.loads(package.with_name("package-lock.json").read_text())
    held = {path: entry for path, entry in lock["packages"].items() if path}
    assert held
    assert [path for path, entry in held.items() if "integrity" not in entry] == []
    assert [path for path, entry in held.items() if "resolved" in entry] == []
