"""Clients that are generated from the schema compile, and do what the schema says."""

import json
import shutil
import sys

from tests.clients.conftest import HERE, PASSWORD, ROOT, run

SCHEMA = str(ROOT / "docs" / "reference" / "openapi.yaml")
DONE = {
    "scheme": "token",
    "voted": True,
    "code": "already_voted",
    "listed": True,
    "deleted": 204,
}


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
