"""The collection that the project offers runs, as Postman's own runner runs it."""

import json

from tests.clients.conftest import PASSWORD, ROOT, run

COLLECTION = ROOT / "examples" / "postman" / "collection.json"


def test_newman_runs_it(site, npm, tmp_path):
    report = tmp_path / "report.json"
    values = {
        "base": site.url,
        "password": PASSWORD,
        "client_id": site.client_id,
        "client_secret": site.client_secret,
    }
    given = [text for name, value in values.items() for text in ("--env-var", f"{name}={value}")]
    reporters = ["--reporters", "json", "--reporter-json-export", str(report)]
    run(npm("newman"), "run", str(COLLECTION), *given, *reporters)
    found = json.loads(report.read_text())["run"]
    assert found["failures"] == []
    assert found["stats"]["assertions"]["total"] >= 13
