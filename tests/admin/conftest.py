"""One row of everything that the admin shows: Ada's, who may do all, and Alice's, who may not."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.contrib import admin
from django.contrib.auth import get_permission_codename
from django.contrib.auth.models import Group, Permission
from django.db.models import Model
from django.test import Client
from django.utils import timezone
from oauth2_provider.models import (
    AccessToken,
    Application,
    Grant,
    IDToken,
    RefreshToken,
    set_token_value,
)
from social_django.models import UserSocialAuth

from accounts.models import Session
from accounts.second_factor.models import AuthenticatorApp
from accounts.trail.models import Entry
from polls import editing
from polls.models import Question

RIGHTS = ["view", "add", "change", "delete"]


def registered() -> list[type[Model]]:
    return sorted(admin.site._registry, key=lambda model: model._meta.label)


def url_of(model, *parts) -> str:
    label = f"/admin/{model._meta.app_label}/{model._meta.model_name}/"
    return label + "".join(f"{part}/" for part in parts)


@pytest.fixture
def staff_who_may(make_user):
    """``staff_who_may(("view", Session), …)``: Sam, with these permissions and no others."""

    def make(*pairs, username="sam", **fields):
        sam = make_user(username, is_staff=True, **fields)
        for right, model in pairs:
            sam.user_permissions.add(
                Permission.objects.get(
                    content_type__app_label=model._meta.app_label,
                    codename=get_permission_codename(right, model._meta),
                )
            )
        return sam

    return make


@pytest.fixture
def belongings(db):
    """``belongings(ada)``: one of each sort that a person can hold, as a namespace."""

    def make(user):
        name, now = user.get_username(), timezone.now()
        browser = Client()
        browser.force_login(user)
        application = Application(
            name=f"{name}'s",
            user=user,
            client_type="confidential",
            authorization_grant_type="authorization-code",
            redirect_uris="https://client.example/callback",
        )
        application.save()
        whose = {"user": user, "application": application, "scope": "polls:read"}
        until = {"expires": now + timedelta(hours=1)}
        access = AccessToken(**whose, **until)
        set_token_value(access, f"access of {name}")
        access.save()
        refresh = RefreshToken(user=user, application=application, access_token=access)
        set_token_value(refresh, f"refresh of {name}")
        refresh.save()
        question = Question(question_text=f"{name}?", author=user, pub_date=now)
        return SimpleNamespace(
            user=user,
            browser=browser,
            token=user.initial_token,
            session=Session.objects.get(user=user),
            application=application,
            access=access,
            refresh=refresh,
            grant=Grant.objects.create(
                **whose, **until, code=f"code of {name}", redirect_uri="https://client.example/"
            ),
            id_token=IDToken.objects.create(**whose, **until),
            social=UserSocialAuth.objects.create(
                user=user, provider="github", uid=name, extra_data={"access_token": "of github"}
            ),
            entry=Entry.objects.filter(user_id=user.pk).first(),
            factor=AuthenticatorApp.objects.create(user=user, secret="sealed"),
            group=Group.objects.create(name=f"{name}'s group"),
            question=editing.save(question, choices=["Tea", "Coffee"]),
        )

    return make
