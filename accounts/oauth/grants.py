from django.utils.translation import gettext_lazy as _
from oauth2_provider.models import Application

#: The grants that can be registered. Implicit and hybrid are not offered (RFC 9700 §2.1.2).
GRANTS = {
    Application.GRANT_AUTHORIZATION_CODE: _(
        "Authorization code: the person signs in here and allows it. For everything that acts for "
        "a person; a web page or an app that cannot keep a secret is public."
    ),
    Application.GRANT_DEVICE_CODE: _(
        "Device code: for a program without a browser, such as a television or a terminal. The "
        "person types its code on another device. Public, or confidential."
    ),
    Application.GRANT_CLIENT_CREDENTIALS: _(
        "Client credentials: for a machine that reads and acts for no person. Confidential."
    ),
    Application.GRANT_PASSWORD: _(
        "Resource owner password-based: the application takes the person's password. For old "
        "programs of your own; RFC 9700 forbids it for new ones. Confidential."
    ),
}
