from typing import Any

from django import forms
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _
from oauth2_provider.models import Application

from accounts.oauth import applications, pkce
from accounts.oauth.assertions import client_keys
from accounts.oauth.assertions.models import ClientKeys
from accounts.oauth.grants import GRANTS
from accounts.oauth.models import OptionalPKCE, ResourceServer
from accounts.oauth.pushed import requests as pushed
from accounts.oauth.pushed.models import PushesOnly

#: Fields that a row beside the application stands for, and what sets it.
MARKS: dict[str, Any] = {
    "is_resource_server": (ResourceServer, applications.set_resource_server),
    "pushes_only": (PushesOnly, pushed.set_pushes_only),
    "pkce_is_optional": (OptionalPKCE, pkce.set_optional),
}


class ApplicationForm(forms.ModelForm):
    is_resource_server = forms.BooleanField(
        label=_("Resource server"),
        required=False,
        help_text=_(
            "An API that checks tokens. It may introspect the tokens of all applications; others "
            "only their own."
        ),
    )

    pushes_only = forms.BooleanField(
        label=_("Pushed requests only"),
        required=False,
        help_text=_(
            "Authorization requests of this application are taken only if it pushed them (RFC "
            "9126). The setting PUSHED_REQUESTS has to be on."
        ),
    )

    pkce_is_optional = forms.BooleanField(
        label=_("Without PKCE"),
        required=False,
        help_text=_(
            "Warning: somebody who catches a code of this application can use it. Allow this only "
            "to a confidential application that cannot send PKCE, and then with OpenID Connect "
            "alone (RFC 9700, section 2.1.1)."
        ),
    )

    jwks = forms.CharField(
        label=_("Public keys"),
        required=False,
        max_length=client_keys.MAX_LENGTH,
        widget=forms.Textarea({"rows": 3, "cols": 80, "spellcheck": "false"}),
        validators=[client_keys.check],
        help_text=_(
            "A JWK Set, for a confidential application that signs with its own key "
            "(private_key_jwt). Its secret is not accepted from then on."
        ),
    )

    class Meta:
        model = Application
        fields: tuple[str, ...] = (
            "name",
            "client_type",
            "authorization_grant_type",
            "redirect_uris",
            "post_logout_redirect_uris",
            "user",
            "client_id",
        )
        widgets = {
            "redirect_uris": forms.Textarea({"rows": 3, "cols": 80}),
            "post_logout_redirect_uris": forms.Textarea({"rows": 2, "cols": 80}),
        }
        help_texts = {
            "name": _("People see this name when they are asked to allow the application."),
            "client_type": _(
                "Confidential: it runs on a server and keeps a secret. Public: a web page or "
                "an app, where everybody could read it."
            ),
            "redirect_uris": _(
                "The addresses that people are sent back to, for the authorization code only. "
                "Write one per line. They are compared character by character. Use https, or http "
                "on loopback, where the port of http://127.0.0.1 may differ. An app on people's "
                "devices may have its own scheme, as in com.example.app:/callback."
            ),
            "post_logout_redirect_uris": _(
                "The addresses that people are sent back to after the application asked to sign "
                "them out here (OpenID Connect). The same rules hold."
            ),
            "user": _(
                "The owner, for your own records. Deleting the owner deletes the application."
            ),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, (model, _set) in MARKS.items():
            if self.instance.pk and name in self.fields:
                self.fields[name].initial = model.objects.filter(pk=self.instance.pk).exists()
        if self.instance.pk and "jwks" in self.fields:
            held = ClientKeys.objects.filter(pk=self.instance.pk).first()
            self.fields["jwks"].initial = held.jwks if held else ""
        grant: Any = self.fields.get("authorization_grant_type")
        if grant:
            labels = dict(Application.GRANT_TYPES)
            grant.choices = [(name, labels[name]) for name in GRANTS]
            grant.help_text = format_html(
                "<ul>{}</ul>",
                format_html_join("", "<li>{}</li>", zip(GRANTS.values())),
            )

    def clean_is_resource_server(self) -> Any:
        is_one = self.cleaned_data["is_resource_server"]
        if is_one and self.cleaned_data.get("client_type") == Application.CLIENT_PUBLIC:
            raise forms.ValidationError(
                _("A public application has no secret to authenticate itself with.")
            )
        return is_one

    def clean_jwks(self) -> Any:
        jwks = self.cleaned_data["jwks"]
        if jwks and self.cleaned_data.get("client_type") == Application.CLIENT_PUBLIC:
            raise forms.ValidationError(_("A public application cannot keep a private key."))
        return jwks

    def clean_pkce_is_optional(self) -> Any:
        is_so = self.cleaned_data["pkce_is_optional"]
        if is_so and self.cleaned_data.get("client_type") == Application.CLIENT_PUBLIC:
            raise forms.ValidationError(_("A public application always needs PKCE."))
        return is_so

    def _save_m2m(self) -> None:
        super()._save_m2m()  # type: ignore[misc]  # not in the stubs
        if "jwks" in self.cleaned_data:
            client_keys.register(self.instance, self.cleaned_data["jwks"])
        for name, (_model, set_to) in MARKS.items():
            if name in self.cleaned_data:
                set_to(self.instance, is_so=self.cleaned_data[name])

    def _post_clean(self) -> None:
        applications.prepare(self.instance)
        super()._post_clean()  # type: ignore[misc]  # not in the stubs


class NewApplicationForm(ApplicationForm):
    """The client id and the secret are made here; what is typed over them is taken."""

    client_secret = forms.CharField(
        label=_("Client secret"),
        min_length=applications.MIN_SECRET,
        max_length=255,
        help_text=_(
            "The secret is shown once more after saving, and never again, because only a hash of "
            "it is stored. A public application has none, whatever you enter here."
        ),
    )

    class Meta(ApplicationForm.Meta):
        fields = (*ApplicationForm.Meta.fields, "client_secret")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["client_secret"].initial = self.instance.client_secret
