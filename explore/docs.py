"""The pages of ``docs/``, in the style of the site."""

from pathlib import Path

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from markdown_it import MarkdownIt


def titles() -> dict[str, str]:
    """Each page's name and title, its first line without the ``#``; in the order of titles."""
    pages = {
        path.stem: _text(path).partition("\n")[0].removeprefix("# ")
        for path in (settings.BASE_DIR / "docs").glob("*.md")
    }
    return dict(sorted(pages.items(), key=lambda page: page[1].casefold()))


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@require_safe
def picture(request: HttpRequest, name: str) -> FileResponse:
    """``/explore/docs/img/architecture.svg``: the pictures of the pages."""
    path = settings.BASE_DIR / "docs" / "img" / name
    if not path.is_file():
        raise Http404
    return FileResponse(path.open("rb"))


@require_safe
def page(request: HttpRequest, name: str) -> HttpResponse:
    """``/explore/docs/tokens.md``: with its suffix, so that links among the pages work."""
    pages = titles()
    if name not in pages:
        raise Http404
    # HTML in it is shown as text, although the files are ours.
    markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
    html = markdown.render(_text(settings.BASE_DIR / "docs" / f"{name}.md"))
    for wide in ("pre", "table"):  # they scroll sideways, by the keyboard as well
        html = html.replace(f"<{wide}>", f'<{wide} tabindex="0">')
    context = {"name": name, "title": pages[name], "pages": pages, "html": html}
    return render(request, "explore/docs.html", context)
