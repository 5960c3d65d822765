"""Print the credentials of the first user, of each kind, as JSON; make them first."""

import json
from datetime import timedelta

import django


def main() -> None:
    django.setup()
    from django.contrib.auth.hashers import make_password
    from django.contrib.auth.models import User
    from django.test import Client
    from django.utils import timezone
    from knox.models import AuthToken
    from oauth2_provider.models import AccessToken, Application
    from rest_framework_simplejwt.tokens import AccessToken as JWT

    from benchmarks.people import PASSWORD, PEOPLE

    User.objects.filter(pk__lte=PEOPLE).update(password=make_password(PASSWORD))
    user = User.objects.get(pk=1)
    browser = Client()
    browser.force_login(user)
    application, _is_new = Application.objects.get_or_create(
        name="Bench", client_type="confidential", authorization_grant_type="client-credentials"
    )
    jwt = JWT.for_user(user)
    jwt.set_exp(lifetime=timedelta(days=1))
    soon = timezone.now() + timedelta(days=1)
    bearer, _is_new = AccessToken.objects.update_or_create(
        {"expires": soon, "user": user, "application": application, "scope": "read"},
        token="a-bearer-to-measure",  # noqa: S106
    )
    print(
        json.dumps(
            {
                "knox": f"Token {AuthToken.objects.create(user)[1]}",
                "simplejwt": f"Bearer {jwt}",
                "dot": f"Bearer {bearer.token}",
                "session": browser.cookies["sessionid"].value,
            }
        )
    )


if __name__ == "__main__":
    main()
