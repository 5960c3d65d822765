"""One of each credential of Alice's."""

from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.utils import timezone
from rest_framework.test import APIClient
from social_django.models import UserSocialAuth

from accounts.codes import one_time
from accounts.models import User
from accounts.passwords import guessing
from accounts.passwords.links import reset_links
from accounts.people.email import rules as email
from accounts.people.registration import rules as registration
from accounts.second_factor import pending, recovery
from accounts.second_factor.models import RecoveryCode
from tests.conftest import PASSWORD

ME = "/accounts/api/me"
NEW = {"new_password1": "staple horse battery", "new_password2": "staple horse battery"}


class Holdings:
    """One of each credential of Alice; ``is_alive`` tries one."""

    def __init__(self, alice, make_access_token):
        self.pk = alice.pk
        self.here, self.elsewhere = Client(), Client()
        for browser in (self.here, self.elsewhere):
            browser.post("/accounts/login/", {"username": "alice", "password": PASSWORD})
        self.token = APIClient(headers={"Authorization": f"Token {alice.initial_token.key}"})
        child = self.token.post("/accounts/api/tokens", {"name": "child"}).json()["key"]
        self.child = APIClient(headers={"Authorization": f"Token {child}"})
        make_access_token(alice)
        self.application = APIClient(headers={"Authorization": "Bearer an-access-token"})
        UserSocialAuth.objects.create(user=alice, provider="demo", uid="dora")
        alice = self.alice
        recovery.renew(alice)
        asked = HttpResponse()
        pending.keep(asked, alice, "/", by=[])
        self.waiting = asked.cookies["second_step"].value
        self.code = one_time.make(alice, "a browser", now=timezone.now())
        self.reset_link = reset_links.make_token(alice)
        self.email_link = email.ask(alice, "new@example.com")
        now = timezone.now()
        self.registration_link = registration.ask(username="erik", email="e@example.com", now=now)
        self.known = self.elsewhere.cookies["known_browser"].value

    @property
    def alice(self):
        return User.objects.filter(pk=self.pk).first()

    def is_alive(self, credential) -> bool:
        return {
            "this session": lambda: self.here.get(ME).status_code == 200,
            "sessions": lambda: self.elsewhere.get(ME).status_code == 200,
            "tokens": lambda: self.token.get(ME).status_code == 200,
            "tokens made by tokens": lambda: self.child.get(ME).status_code == 200,
            "applications": lambda: self.application.get("/polls/api/questions").status_code == 200,
            "social": lambda: UserSocialAuth.objects.exists(),
            "second-factor": lambda: RecoveryCode.objects.exists(),
            "reset links": lambda: reset_links.check_token(self.alice, self.reset_link),
            "sign-in codes": self.is_right,
            "email links": lambda: bool(self.alice and email.find(self.alice, self.email_link)),
            "known browsers": self.is_known,
            "second steps": self.is_waiting,
            "registration links": lambda: registration.find(self.registration_link) is not None,
        }[credential]()

    def is_waiting(self) -> bool:
        request = RequestFactory().get("/")
        request.COOKIES["second_step"] = self.waiting
        return pending.read(request) is not None

    def is_right(self) -> bool:
        row = one_time.find("a browser", now=timezone.now())
        return row is not None and one_time.is_right(self.code, row, "a browser")

    def is_known(self) -> bool:
        request = RequestFactory().get("/")
        request.COOKIES["known_browser"] = self.known
        return bool(self.alice and guessing.is_known(request, self.alice.username))
