import pytest
from django.http import HttpResponseNotFound

from web.static_files import StaticFilesMiddleware, is_note


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("/static/.collected", True),
        ("/static/staticfiles.json", True),
        ("/static/admin/staticfiles.json", True),
        ("/static/.git/config", True),
        ("/static/css/base.css", False),
        ("/static/js/lib/api.9f3.js", False),
    ],
)
def test_a_note_about_the_files_is_told_from_a_file(url, expected):
    assert is_note(url) is expected


@pytest.mark.parametrize("is_debug", [False, True], ids=["production", "debug"])
@pytest.mark.parametrize(
    ("name", "status"), [(".collected", 404), ("staticfiles.json", 404), ("base.css", 200)]
)
def test_files_are_served_and_the_notes_about_them_are_not(
    is_debug, name, status, tmp_path, settings, rf
):
    for file in (".collected", "staticfiles.json", "base.css"):
        (tmp_path / file).write_text("{}")
    settings.STATIC_ROOT = tmp_path
    settings.WHITENOISE_AUTOREFRESH, settings.WHITENOISE_USE_FINDERS = is_debug, False

    answer = StaticFilesMiddleware(lambda request: HttpResponseNotFound())(
        rf.get(f"/static/{name}")
    )
    assert answer.status_code == status
