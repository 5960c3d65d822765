"""Clients that are generated from the schema compile, and do what the schema says."""

import json
import os
import shutil
import sys
from pathlib import Path

from tests.clients.conftest import HERE, PASSWORD, ROOT, run

SCHEMA = str(ROOT / "docs" / "reference" / "openapi.yaml")
DONE = {
    "scheme": "token",
    "voted": True,
    "code": "already_voted",
    "listed": True,
    "deleted": 204,
}
NO_STATUS = "Select a valid choice. lost is not one of the available choices."


def test_a_client_in_strict_typescript_votes(site, npm, tmp_path):
    (tmp_path / "node_modules").symlink_to(HERE / "node_modules")
    (tmp_path / "package.json").write_text('{"type": "module"}')
    for name in ("typed.ts", "tsconfig.json"):
        shutil.copy(HERE / name, tmp_path)
    run(npm("openapi-typescript"), SCHEMA, "--output", "schema.d.ts", cwd=tmp_path)
    run(npm("tsc"), cwd=tmp_path)
    printed = run("node", "typed.js", site.url, "alice", PASSWORD, cwd=tmp_path)
    assert json.loads(printed) == DONE


def test_a_client_in_python_votes(site, tmp_path):
    generator = [sys.executable, "-m", "openapi_python_client"]
    target = ["--output-path", "polls_client", "--meta", "none", "--overwrite"]
    (tmp_path / "config.yaml").write_text("post_hooks: []\n")
    run(*generator, "generate", "--path", SCHEMA, "--config", "config.yaml", *target, cwd=tmp_path)
    shutil.copy(HERE / "generated.py", tmp_path)
    printed = run(sys.executable, "generated.py", site.url, "alice", PASSWORD, cwd=tmp_path)
    assert json.loads(printed) == DONE


def test_a_client_in_go_votes_and_gets_refusals_by_their_types(go, site, tmp_path):
    generator = str(Path(sys.executable).with_name("openapi-generator-cli"))
    arguments = ["--config", str(HERE / "generator.yaml"), "--input-spec", SCHEMA]
    # It runs for seconds: to optimize it would take longer.
    env = os.environ | {"JAVA_TOOL_OPTIONS": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"}
    run(generator, "generate", *arguments, "--output", "polls", cwd=tmp_path, env=env)
    shutil.copy(HERE / "generated.go", tmp_path)
    go("mod", "init", "example.com/generated")
    go("vet", "./...")
    go("build", "-o", "client")
    printed = run("./client", site.url, "alice", PASSWORD, cwd=tmp_path)
    assert json.loads(printed) == DONE | {
        "total": 1,
        "unsigned": [401, "not_authenticated"],
        "absent": [404, "not_found"],
        "foreign": "foreign_choice",
        "invalid": {"status": [NO_STATUS]},
    }
