from django.http import HttpRequest


def prefers_json(request: HttpRequest) -> bool:
    """
    Tell whether ``request`` comes from a program rather than from a person's form.

    It sends JSON, or asks for it before HTML, as scripts and their libraries do.
    """
    if request.content_type == "application/json":
        return True
    return request.get_preferred_type(["text/html", "application/json"]) == "application/json"
