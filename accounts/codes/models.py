from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class SignInCode(models.Model):
    """
    A code that waits in one browser.

    An address that is nobody's has a row as well, without a user: the work is the same.
    """

    #: The digest of what the browser's cookie carries.
    browser = models.CharField(max_length=64, unique=True, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="sign_in_codes"
    )
    #: See ``one_time.digest_of``.
    digest = models.CharField(max_length=64, editable=False)
    made_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name, verbose_name_plural = _("sign-in code"), _("sign-in codes")
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.user)
