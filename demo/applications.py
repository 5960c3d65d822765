"""Two applications to try OAuth2 with. They exist beside the demo data only."""

from typing import Any

from oauth2_provider.models import Application

from accounts.oauth import applications

PASSWORD_CLIENT, PUBLIC_CLIENT = "demo-confidential", "demo-public"


def make_applications(origin: str) -> str:
    """
    Make the applications that are missing; return a new secret of the confidential one.

    The last secret is not kept, so it cannot be shown again. The public application runs at
    ``origin``, such as ``http://localhost:8000``, which is this very site. Its former
    addresses stay registered, because the site may run there in another terminal.
    """
    before = Application.objects.filter(client_id=PUBLIC_CLIENT).values_list("redirect_uris")
    known = " ".join(uris for (uris,) in before).split()
    # Loopback addresses match on any port (RFC 8252 §7.3), localhost does not.
    loopback = "http://127.0.0.1"
    here = [f"{origin}/", f"{origin}/explore/callback/", f"{origin}/oauth/callback/"]
    here += [f"{loopback}/{path}" for path in ("callback", "explore/callback/", "oauth/callback/")]
    confidential = _application(
        PASSWORD_CLIENT,
        name="Demo: password grant",
        client_type=Application.CLIENT_CONFIDENTIAL,
        authorization_grant_type=Application.GRANT_PASSWORD,
    )
    _application(
        PUBLIC_CLIENT,
        name="Demo: single-page app",
        client_type=Application.CLIENT_PUBLIC,
        authorization_grant_type=Application.GRANT_AUTHORIZATION_CODE,
        redirect_uris=" ".join(dict.fromkeys(known + here)),
    )
    return applications.give_new_secret(confidential)


def _application(client_id: str, **fields: Any) -> Application:
    application, _ = Application.objects.update_or_create(client_id=client_id, defaults=fields)
    applications.prepare(application)
    application.full_clean()
    application.save()
    return application
