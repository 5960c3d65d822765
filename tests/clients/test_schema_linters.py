"""The linters that people run on schemas find nothing in this one."""

from tests.clients.conftest import HERE, ROOT, run

SCHEMA = str(ROOT / "docs" / "reference" / "openapi.yaml")


def test_redocly_finds_nothing(npm, tmp_path):
    done = run(npm("redocly"), "lint", SCHEMA, "--format=json", cwd=tmp_path)
    assert '"totals": {\n    "errors": 0,\n    "warnings": 0' in done


def test_spectral_finds_nothing(npm):
    ruleset = str(HERE / "spectral.yaml")
    run(npm("spectral"), "lint", SCHEMA, "--ruleset", ruleset, "--fail-severity", "hint")
