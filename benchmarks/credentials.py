"""Print the session and the access token of the first user of the service, as JSON."""

import json
from urllib.parse import urlencode

import django


def main() -> None:
    django.setup()
    from django.contrib.auth import get_user_model
    from django.contrib.auth.hashers import make_password
    from django.db import connection
    from django.test import Client
    from oauth2_provider.models import Application

    from benchmarks.people import PASSWORD, PEOPLE

    with connection.cursor() as cursor:  # save() would end all access
        hashed = make_password(PASSWORD)
        cursor.execute("UPDATE accounts_user SET password = %s WHERE id <= %s", [hashed, PEOPLE])
        # Those of earlier runs: once there are 50, each sign-in makes room, and takes longer.
        cursor.execute("DELETE FROM accounts_token WHERE name = 'get_auth_token'")
    user = get_user_model().objects.get(pk=1)
    browser = Client(SERVER_NAME="127.0.0.1")
    browser.force_login(user)
    Application.objects.filter(name="Bench").delete()
    application = Application.objects.create(
        name="Bench",
        client_id="bench",
        client_secret=PASSWORD,
        client_type="confidential",
        authorization_grant_type="password",
    )
    asked = {
        "grant_type": "password",
        "username": user.get_username(),
        "password": PASSWORD,
        "client_id": application.client_id,
        "client_secret": PASSWORD,
        "scope": "polls:read polls:vote",
    }
    form = "application/x-www-form-urlencoded"
    answer = browser.post("/auth/token", urlencode(asked), content_type=form)
    print(
        json.dumps(
            {
                "bearer": f"Bearer {answer.json()['access_token']}",
                "session": browser.cookies["sessionid"].value,
            }
        )
    )


if __name__ == "__main__":
    main()
