"""
A scheme as somebody might add it: ``Authorization: Pin <user name>:<pin>``.

This module is all of it. It keeps its pins in memory, which no real scheme should.
"""

from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed

from accounts import credentials
from accounts.models import User

PINS: dict[str, str] = {}  # user name: pin


class PinAuthentication(BaseAuthentication):
    keyword = "Pin"

    def authenticate(self, request):
        words = get_authorization_header(request).decode("latin-1").split()
        if not words or words[0].lower() != "pin":
            return None
        username, _, pin = words[-1].partition(":")
        if not pin or PINS.get(username) != pin:
            raise AuthenticationFailed("Invalid pin", "invalid_pin")
        user = User.objects.get_by_natural_key(username)
        if not user.is_active:
            raise AuthenticationFailed("User inactive or deleted", "user_inactive")
        return user, None

    def authenticate_header(self, request):
        return self.keyword


class PinKind(credentials.Kind):
    name = "pins"
    title, label_title, end_title = "Pins", "Pin of", "Forget"

    def held(self, user, *, now, request=None):
        name = user.get_username()
        return [credentials.Held(id=user.pk, label=name)] if name in PINS else []

    def end(self, user, pk, *, now):
        return int(pk) == user.pk and bool(self.end_all(user, now=now)["pins"])

    def end_all(self, user, *, now):
        return {"pins": int(PINS.pop(user.get_username(), None) is not None)}


credentials.register(PinKind())
