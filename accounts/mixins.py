from django.contrib.auth.mixins import LoginRequiredMixin
from django.contrib.auth.views import redirect_to_login
from django.urls import reverse


class CredentialsActionMixin(LoginRequiredMixin):
    """Only posted to: who has to sign in first comes back to the page with the button."""

    http_method_names = ["post", "options"]

    def handle_no_permission(self):
        return redirect_to_login(reverse("accounts:credentials"))
