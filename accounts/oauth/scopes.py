from oauth2_provider.scopes import SettingsScopes
from oauth2_provider.settings import oauth2_settings

PERSONAL = {"openid", "profile", "email"}


class Scopes(SettingsScopes):
    """The scopes of ``settings.OAUTH2_PROVIDER``, as far as an application can have them."""

    def get_available_scopes(self, application=None, request=None, *args, **kwargs):
        return [scope for scope in super().get_available_scopes() if _is_on(scope, application)]


def _is_on(scope: str, application) -> bool:
    if scope in PERSONAL and application and acts_for_nobody(application):
        return False
    if scope == "openid":
        # An ID token is signed with the site's key, by applications set up for it.
        return bool(oauth2_settings.OIDC_ENABLED) and (
            application is None or application.algorithm == application.RS256_ALGORITHM
        )
    return True


def acts_for_nobody(application) -> bool:
    return application.authorization_grant_type == application.GRANT_CLIENT_CREDENTIALS
