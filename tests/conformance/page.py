from collections import Counter
from pathlib import Path

from tests.conformance.table import PLANS

PATH = Path(__file__).parents[2] / "docs" / "reference" / "conformance.md"
INTRODUCTION = """# Conformance

OpenID providers are certified by plans of tests, and RFC 9700 has rules for OAuth2 servers. The
tables name each test and the outcome here, with the test of this project that shows it, or the
reason. The Form Post plan repeats the Basic plan, so its table has the difference only.

The official suite itself has not been run against this server, and the server is not certified:
*pass* means that a test of this project asks the same. The names of its modules were compared with
the suite's sources, in the repository `openid-certification/conformance-suite`: the classes
`OIDCCBasicTestPlan` (47cb9f8), `OIDCCConfigTestPlan` (3f9fa83), `OIDCCRpInitiatedLogoutTestPlan`
(25b6a0c) and `OIDCCDynamicTestPlan` (bb066a7), and `testName` of the modules that they list. Later
versions may list others: `oidcc-alternate-happy-flow`, which is here as well, has taken the place
of `oidcc-ensure-other-scope-order-succeeds`.

A row that says *fail* is so by a decision, and gives it. *Not supported* is an option that a
provider may leave out.

The clients of the Basic plan send no PKCE. This server requires it, unless an administrator excuses
a confidential OpenID client (*Without PKCE*). The tests in `test_basic_plan.py` send requests of
such a client; the others send PKCE as well. `python -m tests.conformance` writes this page.
"""
HEAD = ["| test | outcome | shown by, or why |", "|---|---|---|"]


def page() -> str:
    return "\n".join([INTRODUCTION, *(_section(*plan) for plan in PLANS.items())])


def _section(title: str, rows: list[tuple[str, str, str]]) -> str:
    counts = Counter(outcome for _name, outcome, _why in rows)
    total = ", ".join(f"{count} {outcome}" for outcome, count in counts.items())
    lines = [f"| {name} | {outcome} | {_why(why)} |" for name, outcome, why in rows]
    return "\n".join([f"## {title}", "", f"{total}.", "", *HEAD, *lines, ""])


def _why(why: str) -> str:
    return f"`{why.rpartition('/')[2]}`" if "::" in why else why
