"""Attacks of a member of staff on an account: how each is sent, and whether it worked."""

from django.contrib.auth.models import Permission
from oauth2_provider.models import AccessToken, Application, Grant, IDToken, RefreshToken
from social_django.models import UserSocialAuth

from accounts.models import Session, Token, User
from polls.models import Question
from tests.admin.conftest import url_of

NEW = "staple horse battery"


def change_form(user, **changes):
    """The form of ``user``'s page as it is shown, with these changes."""
    shown = {
        "username": user.username,
        "email": user.email,
        "time_zone": "UTC",
        "is_active": "on" if user.is_active else "",
        "groups": [group.pk for group in user.groups.all()],
        "user_permissions": [permission.pk for permission in user.user_permissions.all()],
    }
    return {name: value for name, value in (shown | changes).items() if value != ""}


def app_form(application, **changes):
    return {
        "name": application.name,
        "client_type": application.client_type,
        "authorization_grant_type": application.authorization_grant_type,
        "redirect_uris": application.redirect_uris,
        "user": application.user_id,
    } | changes


def act(client, action, row, **more):
    form = {"action": action, "_selected_action": row.pk, "post": "yes"} | more
    client.post(url_of(type(row)), form)


def save(client, row, form):
    client.post(url_of(type(row), row.pk, "change"), form)


def delete(client, row):
    """By its page, and by the list: a rule that holds in one place only is none."""
    client.post(url_of(type(row), row.pk, "delete"), {"post": "yes"})
    act(client, "delete_selected", row)


def is_gone(row):
    return not type(row).objects.filter(pk=row.pk).exists()


def now_is(row, name):
    return getattr(type(row).objects.get(pk=row.pk), name)


def tie(client, held):
    form = {"user": held.user.pk, "provider": "github", "uid": "666", "extra_data": "{}"}
    client.post(url_of(UserSocialAuth, "add"), form)
    client.post(url_of(UserSocialAuth, held.social.pk, "change"), form)


def new_password(client, held, **form):
    client.post(url_of(User, held.user.pk, "password"), form)


SET = {"usable_password": "true", "password1": NEW, "password2": NEW}
UNSET = {"usable_password": "false", "unset-password": "1"}

#: name: (do it, tell whether it worked)
ON_SOMEBODY = {
    "make a key": (
        lambda client, held: client.post(url_of(Token, "add"), {"user": held.user.pk, "name": "x"}),
        lambda held: held.user.tokens.count() > 1,
    ),
    "set the password": (
        lambda client, held: new_password(client, held, **SET),
        lambda held: now_is(held.user, "password") != held.user.password,
    ),
    "disable the password": (
        lambda client, held: new_password(client, held, **UNSET),
        lambda held: now_is(held.user, "password") != held.user.password,
    ),
    "change the address": (
        lambda client, held: save(
            client, held.user, change_form(held.user, email="mallory@example.com")
        ),
        lambda held: now_is(held.user, "email") == "mallory@example.com",
    ),
    "deactivate": (
        lambda client, held: act(client, "deactivate", held.user),
        lambda held: not now_is(held.user, "is_active"),
    ),
    "deactivate by the form": (
        lambda client, held: save(client, held.user, change_form(held.user, is_active="")),
        lambda held: not now_is(held.user, "is_active"),
    ),
    "end all access": (
        lambda client, held: act(client, "end_access", held.user),
        lambda held: is_gone(held.session) or now_is(held.token, "revoked_at"),
    ),
    "reset the second factor": (
        lambda client, held: act(client, "reset_second_factor", held.user),
        lambda held: is_gone(held.factor),
    ),
    "delete the account": (
        lambda client, held: delete(client, held.user),
        lambda held: is_gone(held.user),
    ),
    "revoke the token": (
        lambda client, held: act(client, "revoke", held.token),
        lambda held: now_is(held.token, "revoked_at"),
    ),
    "delete the token": (
        lambda client, held: delete(client, held.token),
        lambda held: is_gone(held.token),
    ),
    "change the token": (
        lambda client, held: save(client, held.token, {"user": held.user.pk, "name": "mine"}),
        lambda held: now_is(held.token, "name") == "mine",
    ),
    "end the session": (
        lambda client, held: delete(client, held.session),
        lambda held: is_gone(held.session),
    ),
    "end the access token": (
        lambda client, held: delete(client, held.access),
        lambda held: is_gone(held.access),
    ),
    "end the refresh token": (
        lambda client, held: delete(client, held.refresh),
        lambda held: is_gone(held.refresh) or now_is(held.refresh, "revoked"),
    ),
    "end the code": (
        lambda client, held: delete(client, held.grant),
        lambda held: is_gone(held.grant),
    ),
    "end the ID token": (
        lambda client, held: delete(client, held.id_token),
        lambda held: is_gone(held.id_token),
    ),
    "end what the application was given": (
        lambda client, held: act(client, "end_access", held.application),
        lambda held: is_gone(held.access),
    ),
    "a new secret for the application": (
        lambda client, held: act(client, "new_secret", held.application, confirmed="yes"),
        lambda held: now_is(held.application, "client_secret") != held.application.client_secret,
    ),
    "another address for the application": (
        lambda client, held: save(
            client,
            held.application,
            app_form(held.application, redirect_uris="https://evil.example/cb"),
        ),
        lambda held: "evil" in now_is(held.application, "redirect_uris"),
    ),
    "delete the application": (
        lambda client, held: delete(client, held.application),
        lambda held: is_gone(held.application),
    ),
    "register an application in the name": (
        lambda client, held: client.post(
            url_of(Application, "add"),
            app_form(held.application, client_id="mallory", client_secret="x" * 40, name="New"),
        ),
        lambda held: held.user.oauth2_provider_application.count() > 1,
    ),
    "end the social account": (
        lambda client, held: delete(client, held.social),
        lambda held: is_gone(held.social),
    ),
    "tie a social account": (
        tie,
        lambda held: UserSocialAuth.objects.filter(uid="666").exists(),
    ),
    "ask in the name": (
        lambda client, held: client.post(
            url_of(Question, "add"),
            {
                "question_text": "Mallory?",
                "author": held.user.pk,
                "pub_date_0": "2026-01-01",
                "pub_date_1": "12:00",
                "choices-TOTAL_FORMS": 2,
                "choices-INITIAL_FORMS": 0,
                "choices-0-choice_text": "Yes",
                "choices-1-choice_text": "No",
            },
        ),
        lambda held: held.user.questions.count() > 1,
    ),
    "issue an access token by hand": (
        lambda client, held: [
            client.post(
                url_of(model, "add"),
                {
                    "user": held.user.pk,
                    "application": held.application.pk,
                    "token": "mine",
                    "code": "mine",
                    "scope": "polls:vote",
                    "expires_0": "2030-01-01",
                    "expires_1": "12:00",
                    "redirect_uri": "https://client.example/",
                },
            )
            for model in (AccessToken, RefreshToken, Grant, IDToken)
        ],
        lambda held: any(
            model.objects.filter(user=held.user).count() > 1
            for model in (AccessToken, RefreshToken, Grant, IDToken)
        ),
    ),
    "open a session by hand": (
        lambda client, held: client.post(
            url_of(Session, "add"), {"session_key": "x", "session_data": "x", "user": held.user.pk}
        ),
        lambda held: Session.objects.filter(user=held.user).count() > 1,
    ),
}


def everything():
    return [permission.pk for permission in Permission.objects.all()]


def with_group(client, sam, group):
    save(client, sam, change_form(sam, groups=[group.pk]))


def promote(client, sam, **flags):
    save(client, sam, change_form(sam, **flags))


def make_somebody_with_everything(client):
    """In two steps, as the form asks for them."""
    client.post(url_of(User, "add"), {"username": "puppet", **SET, "is_superuser": "on"})
    if puppet := User.objects.filter(username="puppet").first():
        form = change_form(puppet, is_superuser="on", is_staff="on", user_permissions=everything())
        save(client, puppet, form)


#: name: do it. It worked if Sam, or somebody whom Sam made, can do more than before.
FOR_ONESELF = {
    "become superuser": lambda client, sam, own, powerful: promote(client, sam, is_superuser="on"),
    "take every permission": lambda client, sam, own, powerful: promote(
        client, sam, user_permissions=everything()
    ),
    "take them one by one": lambda client, sam, own, powerful: [
        promote(client, sam, user_permissions=[pk]) for pk in everything()[:2]
    ],
    "join a group": lambda client, sam, own, powerful: with_group(client, sam, powerful),
    "give one's own group everything": lambda client, sam, own, powerful: save(
        client, own, {"name": own.name, "permissions": everything()}
    ),
    "join it and give it everything": lambda client, sam, own, powerful: (
        with_group(client, sam, own),
        save(client, own, {"name": own.name, "permissions": everything()}),
    ),
    "make a group with everything and join it": lambda client, sam, own, powerful: (
        client.post(url_of(type(own), "add"), {"name": "new", "permissions": everything()}),
        [with_group(client, sam, group) for group in type(own).objects.filter(name="new")],
    ),
    "make a superuser": lambda client, sam, own, powerful: make_somebody_with_everything(client),
    "keep a copy of a superuser": lambda client, sam, own, powerful: client.post(
        url_of(User, User.objects.get(username="ada").pk, "change"),
        {"_saveasnew": "1", "username": "puppet", "is_superuser": "on", **SET},
    ),
}
