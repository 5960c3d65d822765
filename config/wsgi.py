import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

plain = get_wsgi_application()

from config import hot  # noqa: E402  after the apps, whose models it uses
from web import media_types  # noqa: E402

application = media_types.readable(hot.application(plain))

if not settings.DEBUG:  # workers that are forked after this inherit it
    from web.schema import document

    document.prepare()
