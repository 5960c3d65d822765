from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage


class ModuleManifestStorage(CompressedManifestStaticFilesStorage):
    """Hash the file names in ``import "./api.js"`` as well; Django leaves them alone."""

    support_js_module_import_aggregation = True


class MessageStorage(CookieStorage):
    """Keep messages in a signed cookie: in the session, a message to a stranger would open one."""

    @property
    def cookie_name(self) -> str:  # type: ignore[override]  # settings are read when used
        return "__Host-messages" if settings.HTTPS else "messages"
