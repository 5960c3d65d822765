"""
Settings of social-auth-app-django for social sign-in, for a project's own settings.

::

    from accounts.social.conf import *
    AUTHENTICATION_BACKENDS += ["accounts.social.providers.GitHub"]
    SOCIAL_AUTH_GITHUB_KEY = SOCIAL_AUTH_GITHUB_SECRET = "…"
"""

__all__ = ["SOCIAL_AUTH_PIPELINE", "SOCIAL_AUTH_STRATEGY", "SOCIAL_AUTH_URL_NAMESPACE"]

SOCIAL_AUTH_STRATEGY = "accounts.social.strategy.Strategy"
SOCIAL_AUTH_URL_NAMESPACE = "social"
SOCIAL_AUTH_PIPELINE = [
    "social_core.pipeline.social_auth.social_details",
    "social_core.pipeline.social_auth.social_names",
    "social_core.pipeline.social_auth.social_uid",
    "social_core.pipeline.social_auth.auth_allowed",
    "social_core.pipeline.social_auth.social_user",
    "accounts.social.pipeline.refuse_inactive_user",
    "accounts.social.pipeline.refuse_taken_email",
    "accounts.social.pipeline.create_user",
    "accounts.social.pipeline.connect",
]
