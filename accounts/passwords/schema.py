"""How ``/api/schema/`` describes Basic; imported when the apps are ready."""

from drf_spectacular.authentication import BasicScheme


class PasswordScheme(BasicScheme):  # type: ignore[no-untyped-call]
    target_class = "accounts.passwords.authentication.BasicAuthentication"
