from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404
from django.views.generic import ListView

from accounts.trail.api import by_whom
from accounts.trail.kinds import SCHEMES, Kind
from accounts.trail.models import Entry


class ActivityView(LoginRequiredMixin, ListView):
    """What happened to my account; ``?event=`` narrows it."""

    template_name = "accounts_trail/activity.html"
    paginate_by = 50
    context_object_name = "entries"

    def get_queryset(self) -> Any:
        self.event = self.request.GET.get("event", "")
        entries = Entry.objects.about(self.request.user)  # type: ignore[arg-type]  # signed in
        if self.event and self.event not in Kind.values:
            raise Http404
        return entries.filter(event=self.event) if self.event else entries

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(event=self.event, kinds=Kind.choices, **kwargs)
        for entry in context["entries"]:
            entry.by = by_whom(entry)
            entry.scheme_title = SCHEMES.get(entry.scheme, entry.scheme)
        return context
