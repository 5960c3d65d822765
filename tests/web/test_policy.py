"""Each response has the policy that django-csp would give it."""

import pytest
from csp.constants import HEADER, HEADER_REPORT_ONLY, NONCE
from csp.middleware import CSPMiddleware as TheirMiddleware
from django.http import HttpResponse

from web import csp
from web.csp import CSPMiddleware

POLICY = {"DIRECTIVES": {"default-src": ["'self'"]}}
MARKS = {
    "none": {},
    "more sources": {"_csp_update": {"form-action": ["https://client.example"]}},
    "other sources": {"_csp_replace": {"default-src": ["'none'"]}},
    "another policy": {"_csp_config": {"default-src": ["https://cdn.example"]}},
    "no policy": {"_csp_exempt": True},
    "a policy that only reports": {"_csp_config_ro": {"default-src": ["'none'"]}},
}
SETTINGS = {
    "none": {"CONTENT_SECURITY_POLICY": None},
    "not everywhere": {"CONTENT_SECURITY_POLICY": POLICY | {"EXCLUDE_URL_PREFIXES": ["/polls"]}},
    "reporting as well": {
        "CONTENT_SECURITY_POLICY": POLICY,
        "CONTENT_SECURITY_POLICY_REPORT_ONLY": POLICY,
    },
}


def policies(middleware, request, **marks):
    response = HttpResponse()
    vars(response).update(marks)
    answer = middleware(lambda request: response)(request)
    return [answer.get(name) for name in (HEADER, HEADER_REPORT_ONLY)]


@pytest.mark.parametrize("marks", MARKS.values(), ids=MARKS)
def test_a_view_has_its_own_way(rf, marks):
    theirs = policies(TheirMiddleware, rf.get("/"), **marks)
    assert policies(CSPMiddleware, rf.get("/"), **marks) == theirs


@pytest.mark.parametrize("path", ["/", "/polls/"])
@pytest.mark.parametrize("changes", SETTINGS.values(), ids=SETTINGS)
def test_the_settings_are_heeded(rf, settings, changes, path):
    for name, value in changes.items():
        setattr(settings, name, value)
    assert policies(CSPMiddleware, rf.get(path)) == policies(TheirMiddleware, rf.get(path))


def test_a_nonce_is_in_the_policy_of_the_page_that_has_it(rf, settings):
    settings.CONTENT_SECURITY_POLICY = {"DIRECTIVES": {"default-src": ["'self'", NONCE]}}
    page = CSPMiddleware(lambda request: HttpResponse(request.csp_nonce))(rf.get("/"))
    assert page[HEADER] == f"default-src 'self' 'nonce-{page.content.decode()}'"
    assert policies(CSPMiddleware, rf.get("/")) == ["default-src 'self'", None]


def test_a_header_of_a_view_stands(rf):
    def view(request):
        return HttpResponse(headers={HEADER: "default-src 'none'"})

    assert CSPMiddleware(view)(rf.get("/"))[HEADER] == "default-src 'none'"


def test_the_usual_policy_is_built_once(rf, monkeypatch):
    built = []
    monkeypatch.setattr(csp, "build_policy", lambda: built.append(1) or "default-src 'self'")
    middleware = CSPMiddleware(lambda request: HttpResponse())
    for _ in range(3):
        assert middleware(rf.get("/"))[HEADER] == "default-src 'self'"
    assert built == [1]
