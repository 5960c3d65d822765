"""The pages of ``docs/``, in the look of the site."""

from django.conf import settings
from django.http import Http404
from django.shortcuts import render
from markdown_it import MarkdownIt


def names() -> list[str]:
    return sorted(path.stem for path in (settings.BASE_DIR / "docs").glob("*.md"))


def page(request, name):
    """``/explore/docs/tokens.md``: with its suffix, so that links among the pages work."""
    if name not in names():
        raise Http404
    # Ours, but rendered as if it were not: HTML in it is shown, not obeyed.
    markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
    text = (settings.BASE_DIR / "docs" / f"{name}.md").read_text(encoding="utf-8")
    html = markdown.render(text)
    for wide in ("pre", "table"):  # what scrolls sideways is scrolled by keyboard, too
        html = html.replace(f"<{wide}>", f'<{wide} tabindex="0">')
    context = {"name": name, "names": names(), "html": html}
    return render(request, "explore/docs.html", context)
