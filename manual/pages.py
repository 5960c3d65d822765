"""The pages of ``docs/`` at ``/docs/``, and where they were before."""

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from manual import markdown, search, shelves

#: Pages that got another name.
RENAMED = {"how-to": "answers", "refusals": "errors"}


@require_safe
def contents(request: HttpRequest) -> HttpResponse:
    if "q" in request.GET:
        return redirect(reverse("manual:search", query={"q": request.GET["q"]}))
    context = {"shelves": shelves.shelves(), "title": shelves.CONTENTS.title}
    return render(request, "manual/contents.html", context)


@require_safe
def page(request: HttpRequest, name: str) -> HttpResponse:
    known = shelves.pages()
    if name not in known:
        raise Http404
    before, after = shelves.neighbours(name)
    context = {
        "page": known[name],
        "html": markdown.render(known[name]),
        "shelves": shelves.shelves(),
        "before": before,
        "after": after,
    }
    return render(request, "manual/page.html", context)


@require_safe
def find(request: HttpRequest) -> HttpResponse:
    query = request.GET.get("q", "").strip()[: search.LONGEST]
    context = {"query": query, "found": search.search(query), "shelves": shelves.shelves()}
    return render(request, "manual/search.html", context)


@require_safe
def picture(request: HttpRequest, name: str) -> FileResponse:
    path = shelves.folder() / "img" / name
    if not path.is_file():
        raise Http404
    return FileResponse(path.open("rb"))


@require_safe
def moved(request: HttpRequest, name: str) -> HttpResponse:
    """``tokens`` and ``choose/tokens``: addresses of before, and those of the files."""
    name = name.rpartition("/")[2]
    name = RENAMED.get(name, name)
    for known in shelves.pages():
        if known.rpartition("/")[2] == name:
            return redirect("manual:page", known, permanent=True)
    raise Http404
